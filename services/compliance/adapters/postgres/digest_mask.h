// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/contract/submission_digest.h"
#include "libs/identity/identity.h"

namespace paritrana::compliance {

// Hides the digest of a submission's lines while it lies in the database.
//
// The digest of a single line is a plain hash over a NIK and little else, and there are few enough
// NIKs to try them all. So it is kept under a mask that only the holder of the token key can make:
// XOR with a keyed pad of the submission and its line count.
std::string MaskDigest(const contract::Digest& digest, const identity::Vault& vault,
                       std::int64_t submission_no, std::uint64_t lines);

// The other way. DATA_CORRUPT if it is not 32 bytes.
absl::StatusOr<contract::Digest> UnmaskDigest(std::string_view masked, const identity::Vault& vault,
                                              std::int64_t submission_no, std::uint64_t lines);

}  // namespace paritrana::compliance
