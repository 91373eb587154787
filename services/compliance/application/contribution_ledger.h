// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "libs/base/position.h"
#include "libs/contract/submission_digest.h"
#include "libs/identity/identity.h"
#include "services/compliance/domain/amount_check.h"
#include "services/compliance/domain/chunk_judge.h"
#include "services/compliance/domain/verdict.h"

namespace paritrana::compliance {

// Names a submission: payers/{payer}/periods/{period}/runs/{run}/submissions/{submission}.
struct SubmissionKey {
  EmployerId payer;
  Month period;
  std::string run;
  std::string submission;

  friend bool operator==(const SubmissionKey&, const SubmissionKey&) = default;
};

// What a submission holds so far.
struct Submission {
  Totals totals;
  contract::Digest digest{};  // of the lines received so far
  Position position;          // of its facts in compliance.contributions.v1
  absl::Time opened_at;
  std::optional<absl::Time> sealed_at;
  RunKind run_kind = RunKind::kRegular;
  std::uint64_t period_version = 0;  // after its last change; 0 if it made none

  bool sealed() const { return sealed_at.has_value(); }
};

// Keyed fingerprint of a line's content: tells a resent line from a changed one and gives nobody
// the worker's number.
using ContentHash = std::array<std::uint8_t, 16>;

// A line that passed the checks, to be looked up. The views live as long as the request. Of a
// deletion only the ids count.
struct LineLookup {
  identity::Token worker{};
  Segment segment = Segment::kPu;
  CoveredRange covered;
  std::string_view line_id;
  std::string_view previous_run;  // empty: no previous line
  std::string_view previous_line_id;
  std::string_view payroll_number;
};

// A line the ledger already has.
struct StoredLine {
  Verdict verdict;
  ContentHash content{};
};

// What to read: a submission, its lines `first_line_no` … `last_line_no`, facts for `lookups`.
struct LedgerQuery {
  const SubmissionKey& key;
  std::uint64_t first_line_no = 1;
  std::uint64_t last_line_no = 0;
  std::span<const LineLookup> lookups = {};
  std::string_view replaces_run = {};  // look this run up, too; may be empty
  bool count_period = false;           // look whether anything counts in the period
};

// A run that is kept.
struct RunState {
  std::int64_t run_no = 0;
  RunKind kind = RunKind::kRegular;
  std::int64_t replaces = 0;           // run_no; 0: none
  std::int64_t replaced_by = 0;        // run_no; 0: none
  std::int64_t other_replaced_by = 0;  // of the run it replaces; 0: none yet

  // A replacement that has taken back all that was left.
  bool complete() const { return replaces != 0 && other_replaced_by == run_no; }
};

// What the ledger and the copy of registration's facts say.
struct LedgerState {
  std::optional<Submission> submission;  // nothing: none of its lines has arrived yet
  std::int64_t submission_no = 0;        // 0: as above
  std::optional<RunState> run;           // nothing: none of its submissions has arrived yet
  std::optional<RunState> replaces_run;  // the one asked for
  bool period_closed = false;
  bool period_has_lines = false;  // only if asked
  std::uint64_t period_version = 0;
  PayerTerms payer;
  std::vector<StoredLine> stored;  // those of the asked line numbers, in order
  std::vector<LineFacts> facts;    // one for each lookup, in order
};

// A line to be written.
struct LineRecord {
  Verdict verdict;
  ContentHash content{};
  LineAction action = LineAction::kAdd;
  std::optional<Declaration> declaration;  // nothing if the checks refused it, or of a deletion
  std::optional<CountedLine> counted;      // nothing if it does not count
  Standing standing = Standing::kNone;     // kCorrected: a later line of the same transaction took
                                           // its place, and it never became a fact
  std::string payroll_number;
  std::optional<LedgerLineId> previous;  // submission 0: this one
  identity::Token token{};               // of a line that waits

  bool waiting() const { return verdict.kind == VerdictKind::kWaiting; }
  // Its id is taken from now on.
  bool holds_id() const { return verdict.kind != VerdictKind::kRejected || ended(); }
  bool ended() const { return standing != Standing::kNone && standing != Standing::kLive; }
};

// What one transaction changes.
struct LedgerEntry {
  std::vector<LineRecord> lines;  // may be empty: a seal alone
  std::vector<Ending> endings;    // lines of the ledger that cease to count or to wait
  Submission after;  // totals, digest and times; the ledger adds the new facts to its position
  absl::Time recorded_at;
  absl::Time waiting_until;          // of the lines that wait
  RunState run;                      // of the submission; written if it is new
  std::uint64_t period_version = 0;  // the new one, if what the period holds changes; else 0
  bool replaces_now = false;         // the run it replaces takes no more lines from now on
};

// One transaction on the lines of one payer, who is held until it ends: two of the same payer
// follow each other, so that what was read stays true until the commit. Rolls back unless
// committed. One thread.
class LedgerTransaction {
 public:
  virtual ~LedgerTransaction() = default;

  // Call once, first.
  virtual absl::StatusOr<LedgerState> Read(const LedgerQuery& query) = 0;

  // Reads lines of a run that count or wait, at most `most`, in an order of its own. `after` is the
  // place where the last call stopped, the least number at first, and is moved.
  virtual absl::StatusOr<std::vector<LedgerLine>> ReadLive(std::int64_t run_no, std::int64_t most,
                                                           std::int64_t& after) = 0;

  // Writes lines, what they end, facts for the outbox and the submission's state. Call at most
  // once, after Read, last. Returns the position of the submission's facts with the new ones.
  virtual absl::StatusOr<Position> Write(const LedgerEntry& entry) = 0;

  // UNAVAILABLE means that nobody knows whether it took effect: sending the same again finds out.
  virtual absl::Status Commit() = 0;
};

// Where contribution lines are kept for good. Thread-safe.
class ContributionLedger {
 public:
  virtual ~ContributionLedger() = default;

  // Waits for a connection until `deadline`. DEADLINE_EXCEEDED, UNAVAILABLE.
  virtual absl::StatusOr<std::unique_ptr<LedgerTransaction>> Begin(EmployerId payer,
                                                                   absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
