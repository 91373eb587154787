// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/registration/application/books.h"

namespace paritrana::registration {

// Makes the key of a request from the caller's idempotency key, 1 to 100 visible ASCII characters,
// and the request's bytes. Only a keyed hash of these is ever stored, because a bare one of a NIK
// can be guessed back. IDEMPOTENCY_KEY_INVALID.
absl::StatusOr<RequestKey> MakeRequestKey(const identity::Vault& vault, std::string_view operation,
                                          std::string_view key, std::string_view content);

}  // namespace paritrana::registration
