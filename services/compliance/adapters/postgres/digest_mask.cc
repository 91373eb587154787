// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/digest_mask.h"

#include <algorithm>

#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

// 32 bytes from two tokens. No number of a person begins like these labels, so no token of a
// person is ever part of a pad.
contract::Digest Pad(const identity::Vault& vault, std::int64_t submission_no,
                     std::uint64_t lines) {
  const std::string label =
      "submission digest/" + std::to_string(submission_no) + "/" + std::to_string(lines);
  contract::Digest pad;
  auto out = pad.begin();
  for (const char* half : {"/0", "/1"}) {
    const identity::Token token = vault.MakeToken(identity::Kind::kNik, label + half);
    out = std::copy(token.begin(), token.end(), out);
  }
  return pad;
}

}  // namespace

std::string MaskDigest(const contract::Digest& digest, const identity::Vault& vault,
                       std::int64_t submission_no, std::uint64_t lines) {
  contract::Digest masked = Pad(vault, submission_no, lines);
  for (std::size_t i = 0; i < masked.size(); ++i) masked[i] ^= digest[i];
  return std::string(masked.begin(), masked.end());
}

absl::StatusOr<contract::Digest> UnmaskDigest(std::string_view masked, const identity::Vault& vault,
                                              std::int64_t submission_no, std::uint64_t lines) {
  contract::Digest digest = Pad(vault, submission_no, lines);
  if (masked.size() != digest.size()) return MakeError("DATA_CORRUPT");
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] ^= static_cast<std::uint8_t>(masked[i]);
  }
  return digest;
}

}  // namespace paritrana::compliance
