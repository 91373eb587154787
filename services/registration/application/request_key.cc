// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/request_key.h"

#include <algorithm>
#include <cstddef>

#include "libs/base/reason.h"

namespace paritrana::registration {
namespace {

constexpr std::size_t kKeyMax = 100;

bool IsVisible(char c) { return c > ' ' && c < 0x7f; }

}  // namespace

absl::StatusOr<RequestKey> MakeRequestKey(const identity::Vault& vault, std::string_view operation,
                                          std::string_view key, std::string_view content) {
  if (key.empty() || key.size() > kKeyMax || !std::all_of(key.begin(), key.end(), IsVisible)) {
    return MakeError("IDEMPOTENCY_KEY_INVALID", "idempotency_key");
  }
  return RequestKey{std::string(operation), std::string(key), vault.Fingerprint(content)};
}

}  // namespace paritrana::registration
