// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/json_names.h"

#include <cstddef>

namespace paritrana::gateway {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

// The quote that ends the string begun at `begin`; npos if it does not end.
std::size_t EndOfString(std::string_view json, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < json.size() && json[i] != json[begin]) i += json[i] == '\\' ? 2 : 1;
  return i < json.size() ? i : std::string_view::npos;
}

bool IsName(std::string_view json, std::size_t end) {
  const std::size_t next = json.find_first_not_of(kSpace, end + 1);
  return next != std::string_view::npos && json[next] == ':';
}

}  // namespace

bool HasNamelessMember(std::string_view json) {
  // The parser takes single quotes, too.
  std::size_t begin = json.find_first_of("\"'");
  while (begin != std::string_view::npos) {
    const std::size_t end = EndOfString(json, begin);
    if (end == std::string_view::npos) return false;
    if (end == begin + 1 && IsName(json, end)) return true;
    begin = json.find_first_of("\"'", end + 1);
  }
  return false;
}

}  // namespace paritrana::gateway
