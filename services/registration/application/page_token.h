// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace paritrana::registration {

// An opaque page token: where the last page of a list ended, bound to the list's filter.
std::string MakePageToken(std::string_view filter, std::string_view last);

// Where the page begins: empty for an empty token. PAGE_TOKEN_INVALID if the token is malformed or
// belongs to a list with another filter.
absl::StatusOr<std::string> ReadPageToken(std::string_view filter, std::string_view token);

// A page size within bounds; 0 gives `preset`. PAGE_SIZE_INVALID.
absl::StatusOr<int> CheckPageSize(int asked, int preset);

}  // namespace paritrana::registration
