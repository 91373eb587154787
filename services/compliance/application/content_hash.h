// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "libs/identity/identity.h"
#include "services/compliance/application/contribution_ledger.h"

namespace paritrana::compliance {

// Fingerprint of a line: XXH3-128 over the worker's token and the canonical text without the
// worker's number. Durable: stored beside the line. It guards against a caller's mistakes; the
// seal's SHA-256 is what guards against anything worse.
ContentHash HashContent(const identity::Token& worker, std::string_view text_without_worker);

}  // namespace paritrana::compliance
