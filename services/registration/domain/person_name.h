// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace paritrana::registration {

// True if two names are the same as far as lists of different payrolls agree: letters and digits in
// order, whatever the case of A to Z, the spaces and the punctuation ("M. Yusuf", "M YUSUF").
bool SameName(std::string_view a, std::string_view b);

}  // namespace paritrana::registration
