// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/person_name.h"

#include <string>

namespace paritrana::registration {
namespace {

// Bytes beyond ASCII are parts of letters and stay as they are.
bool Counts(unsigned char c) {
  return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string Folded(std::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (!Counts(static_cast<unsigned char>(c))) continue;
    folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return folded;
}

}  // namespace

bool SameName(std::string_view a, std::string_view b) { return a == b || Folded(a) == Folded(b); }

}  // namespace paritrana::registration
