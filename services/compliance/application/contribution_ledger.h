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

  bool sealed() const { return sealed_at.has_value(); }
};

// Keyed fingerprint of a line's content: tells a resent line from a changed one and gives nobody
// the worker's number.
using ContentHash = std::array<std::uint8_t, 16>;

// A line that passed the checks, to be looked up. The view lives as long as the request.
struct LineLookup {
  identity::Token worker{};
  Segment segment = Segment::kPu;
  CoveredRange covered;
  std::string_view line_id;
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
  std::span<const LineLookup> lookups;
};

// What the ledger and the copy of registration's facts say.
struct LedgerState {
  std::optional<Submission> submission;  // nothing: none of its lines has arrived yet
  bool period_closed = false;
  std::vector<StoredLine> stored;  // those of the asked line numbers, in order
  std::vector<LineFacts> facts;    // one for each lookup, in order
};

// A line to be written.
struct LineRecord {
  Verdict verdict;
  ContentHash content{};
  std::optional<Declaration> declaration;    // nothing if the checks refused it
  std::optional<Contribution> contribution;  // nothing if it does not count
};

// What one transaction adds to a submission.
struct LedgerEntry {
  std::vector<LineRecord> lines;  // may be empty: a seal alone
  Submission after;  // totals, digest and times; the ledger adds the new facts to its position
  absl::Time recorded_at;
};

// One transaction on the lines of one payer, who is held until it ends: two of the same payer
// follow each other, so that what was read stays true until the commit. Rolls back unless
// committed. One thread.
class LedgerTransaction {
 public:
  virtual ~LedgerTransaction() = default;

  // Call once, first.
  virtual absl::StatusOr<LedgerState> Read(const LedgerQuery& query) = 0;

  // Writes lines, facts for the outbox and the submission's state. Call at most once, after Read,
  // last. Returns the position of the submission's facts with the new ones.
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
