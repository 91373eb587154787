// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/run_terms.h"

#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

absl::StatusOr<RunState> NewReplacement(const RunAsked& asked, const LedgerState& state) {
  if (asked.replaces_run.empty()) return MakeError("FIELD_REQUIRED", "replaces_run");
  if (!state.replaces_run) return MakeError("RUN_UNKNOWN", "replaces_run");
  if (state.replaces_run->replaced_by != 0) {
    return MakeError("RUN_ALREADY_REPLACED", "replaces_run");
  }
  RunState run;
  run.kind = RunKind::kReplacement;
  run.replaces = state.replaces_run->run_no;
  return run;
}

absl::StatusOr<RunState> NewRun(const RunAsked& asked, const LedgerState& state) {
  if (asked.kind == RunKind::kReplacement) return NewReplacement(asked, state);
  if (!asked.replaces_run.empty()) return MakeError("RUN_KIND_DIFFERS", "replaces_run");
  RunState run;
  run.kind = asked.kind == RunKind::kUnspecified ? RunKind::kRegular : asked.kind;
  return run;
}

}  // namespace

absl::StatusOr<RunState> ResolveRun(const RunAsked& asked, const LedgerState& state) {
  if (!state.run) return NewRun(asked, state);
  const RunState& run = *state.run;
  if (asked.kind != RunKind::kUnspecified && asked.kind != run.kind) {
    return MakeError("RUN_KIND_DIFFERS", "run_kind");
  }
  if (!asked.replaces_run.empty()) {
    if (!state.replaces_run) return MakeError("RUN_UNKNOWN", "replaces_run");
    if (state.replaces_run->run_no != run.replaces) {
      return MakeError("RUN_KIND_DIFFERS", "replaces_run");
    }
  }
  return run;
}

absl::Status CheckTakesLines(const RunState& run) {
  if (run.replaced_by != 0) return MakeError("RUN_REPLACED", "run");
  if (run.kind == RunKind::kNil) return MakeError("NIL_RETURN_HAS_LINES", "lines");
  if (run.other_replaced_by != 0 && !run.complete()) {
    return MakeError("RUN_ALREADY_REPLACED", "replaces_run");
  }
  return absl::OkStatus();
}

}  // namespace paritrana::compliance
