// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/identity/identity.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/application/payer_turns.h"
#include "services/compliance/domain/declared_line.h"

namespace paritrana::compliance {

// A line as it came in. Views live as long as the request.
struct IncomingLine {
  DeclaredLine declared;
  std::string canonical_text;       // docs/formats/submission-digest.md
  std::string text_without_worker;  // the same with the worker's number left out
};

// What the caller says a submission holds in the end.
struct Seal {
  std::uint64_t line_count = 0;
  contract::Digest digest{};
};

// What the caller says the submission's run is for.
struct RunAsked {
  RunKind kind = RunKind::kUnspecified;
  std::string replaces_run;    // empty: none named
  bool completes_run = false;  // with a seal: what is left of the other run is taken back
};

class Rehearsal;

// Adds lines to a submission, or seals it, or both at once.
struct PostLines {
  SubmissionKey key;
  std::uint64_t first_line_no = 1;
  std::vector<IncomingLine> lines;
  std::optional<Seal> seal;
  absl::Time deadline;
  RunAsked run = {};
  Rehearsal* rehearsal = nullptr;  // given: judged as if posted, and nothing is kept
};

struct PostedLines {
  Submission submission;
  std::vector<Verdict> verdicts;  // of all lines sent, in order
  RunState run;                   // as it was before
};

// Settings of posting.
struct PostingOptions {
  const contribution::RuleBook* rules = nullptr;  // none: amounts must be given and are not checked
  absl::Duration waiting = absl::Hours(7 * 24);   // how long a line waits for registration
  // Where small posts share transactions (GatheringLedger); none: each has its own. Must outlive
  // the handler.
  ContributionLedger* gathering = nullptr;
};

// The use case at the heart of compliance: one call is one transaction, and all of it counts or
// nothing does. Lines already received are compared with what was received and answered with the
// verdicts given then, so that the same call again has the same answer and no effect.
//
// A seal that completes a replacement is followed by transactions that take back what is left of
// the other run; after a cut the same seal again goes on.
//
// Thread-safe; one instance serves all callers.
class PostLinesHandler {
 public:
  // All must outlive the handler.
  PostLinesHandler(ContributionLedger& ledger, const identity::Vault& vault, const Clock& clock,
                   PostingOptions options = {})
      : ledger_(ledger), vault_(vault), clock_(clock), options_(options) {}

  // LINES_OUT_OF_ORDER, TOO_MANY_LINES, CHUNK_TOO_LARGE (with all it takes back),
  // SUBMISSION_CONTENT_DIFFERS, SUBMISSION_SEALED, SEAL_MISMATCH, PERIOD_CLOSED, RUN_KIND_DIFFERS,
  // RUN_UNKNOWN, RUN_REPLACED, RUN_ALREADY_REPLACED, NIL_RETURN_HAS_LINES, PERIOD_HAS_LINES,
  // DEADLINE_EXCEEDED, UNAVAILABLE. After any of them nothing of this call counts, except that
  // UNAVAILABLE leaves it open, and that a replacement may have been completed in part: send the
  // same again.
  absl::StatusOr<PostedLines> Post(const PostLines& command);

 private:
  absl::StatusOr<PostedLines> PostOnce(const PostLines& command);
  absl::StatusOr<Submission> Complete(const PostLines& command, Submission sealed);

  ContributionLedger& ledger_;
  const identity::Vault& vault_;
  const Clock& clock_;
  const PostingOptions options_;
  PayerTurns turns_;
};

}  // namespace paritrana::compliance
