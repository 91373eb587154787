// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace paritrana::compliance {

// Longest id a caller may choose; long enough for a UUID or a hash with a prefix.
inline constexpr std::size_t kNameCharsMax = 64;

// True for an id chosen by a caller: 1 to 64 of [A-Za-z0-9._-], so that it can stand in a URL.
bool IsName(std::string_view text);

}  // namespace paritrana::compliance
