// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace paritrana::compliance {

// A write that is answered once: what the caller's key stands for. The same key with another
// request is refused with IDEMPOTENCY_KEY_REUSED.
struct KeyedRequest {
  std::string key;
  std::string request;  // all that the caller asked for, as one line of text
};

// Who decides something, and why.
struct OfficerCall {
  std::string idempotency_key;
  std::string officer;
  std::string reason;
};

}  // namespace paritrana::compliance
