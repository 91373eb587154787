// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/redrive_parked_lines.h"

#include <algorithm>

#include "libs/base/reason.h"

namespace paritrana::scoring {
namespace {

bool IsKey(const std::string& key) {
  return !key.empty() && key.size() <= 100 &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

absl::StatusOr<RedriveResult> RedriveParkedLines::Handle(const std::string& idempotency_key) {
  if (!IsKey(idempotency_key)) return MakeError("IDEMPOTENCY_KEY_INVALID", "idempotency_key");
  absl::MutexLock lock(&mutex_);
  for (const auto& [key, answer] : answers_) {
    if (key == idempotency_key) return answer;
  }
  RedriveResult result;
  {
    absl::MutexLock state_lock(&shared_.mutex);
    result.applied = shared_.state.Redrive();
    result.still_parked = shared_.state.parked_lines();
  }
  publisher_.Notify();
  answers_.emplace_back(idempotency_key, result);
  if (answers_.size() > kKeysKept) answers_.pop_front();
  return result;
}

}  // namespace paritrana::scoring
