// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names.h"

#include <algorithm>

namespace paritrana::compliance {
namespace {

bool IsNameChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= kNameCharsMax &&
         std::all_of(text.begin(), text.end(), IsNameChar);
}

}  // namespace paritrana::compliance
