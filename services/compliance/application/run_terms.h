// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/application/post_lines.h"

// What the kinds of runs allow.
namespace paritrana::compliance {

// Finds the run of a submission, or says what a new one is; its number is 0 then. The first
// submission of a run fixes its kind. RUN_KIND_DIFFERS, RUN_UNKNOWN, RUN_ALREADY_REPLACED,
// FIELD_REQUIRED (replaces_run).
absl::StatusOr<RunState> ResolveRun(const RunAsked& asked, const LedgerState& state);

// Whether the run takes new lines. RUN_REPLACED, RUN_ALREADY_REPLACED, NIL_RETURN_HAS_LINES.
absl::Status CheckTakesLines(const RunState& run);

}  // namespace paritrana::compliance
