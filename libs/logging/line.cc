// SPDX-License-Identifier: Apache-2.0
#include "libs/logging/line.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace paritrana::logging {
namespace {

constexpr char kRedacted[] = "[redacted]";
constexpr std::size_t kDigitsKept = 10;

// A field is private when any word of its name is one of these: nik, worker_nik, employer.name.
constexpr std::array<std::string_view, 17> kPrivateWords = {
    "nik",  "kpj",      "npwp",       "passport", "name",     "nama",
    "wage", "upah",     "identity",   "token",    "password", "secret",
    "key",  "conninfo", "ciphertext", "mother",   "birth"};

bool IsPrivate(std::string_view field) {
  const std::string lower = absl::AsciiStrToLower(absl::string_view(field.data(), field.size()));
  for (const absl::string_view word : absl::StrSplit(lower, absl::ByAnyChar("._-"))) {
    const std::string_view wanted(word.data(), word.size());
    if (std::find(kPrivateWords.begin(), kPrivateWords.end(), wanted) != kPrivateWords.end()) {
      return true;
    }
  }
  return false;
}

std::string_view NameOf(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      break;
  }
  return "error";
}

nlohmann::ordered_json ValueOf(const Field& field) {
  if (IsPrivate(field.name)) return kRedacted;
  if (const auto* text = std::get_if<std::string>(&field.value)) return MaskLongNumbers(*text);
  return std::visit([](const auto& value) { return nlohmann::ordered_json(value); }, field.value);
}

}  // namespace

std::string MaskLongNumbers(std::string_view text) {
  std::string masked;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[end]))) ++end;
    if (end - i > kDigitsKept) {
      masked += kRedacted;
    } else {
      end = std::max(end, i + 1);
      masked += text.substr(i, end - i);
    }
    i = end;
  }
  return masked;
}

std::string FormatLine(absl::Time time, std::string_view service, Level level,
                       std::string_view message, std::initializer_list<Field> fields) {
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone());
  line["level"] = NameOf(level);
  line["service"] = service;
  line["message"] = MaskLongNumbers(message);
  for (const Field& field : fields) {
    // A field cannot take the place of what every line has.
    const std::string name(field.name);
    line[line.contains(name) ? "field_" + name : name] = ValueOf(field);
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace paritrana::logging
