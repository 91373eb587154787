// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/finding.h"
#include "services/compliance/domain/ledger_line.h"
#include "services/compliance/domain/match.h"
#include "services/compliance/domain/membership.h"

namespace paritrana::compliance {

// What is known about a checked line's worker and about the lines already in the ledger.
struct LineFacts {
  std::optional<Pseudonym> worker;       // nothing: nobody with this number is known
  std::vector<Membership> memberships;   // of this worker with this payer
  std::optional<LineReference> same_id;  // the run's line with the same line id that holds it
  std::vector<LedgerLine> same_months;   // live lines of the same worker, payer and segment
                                         // that cover one of the same months
  std::optional<LedgerLine> previous;    // the line that this one names, refused ones included
  std::optional<PayrollNumberOwner> number_owner;  // who last used the line's payroll number
  bool worker_has_number = false;                  // the worker used a payroll number here before
};

// A line that passed its own checks. Views live as long as the call.
struct LineToJudge {
  std::uint64_t line_no = 0;
  std::string_view line_id;
  LineAction action = LineAction::kAdd;
  bool previous_in_run = false;  // the line it names is of the same run
  std::string_view previous_line_id;
  WorkerToken token{};
  const Declaration* declaration = nullptr;  // nullptr: a deletion
  std::string_view payroll_number;
  std::uint32_t membership_no = 0;
};

// What the judge must know of the run. Numbers are 0 while nothing of it is kept.
struct RunTerms {
  RunKind kind = RunKind::kRegular;
  std::int64_t run_no = 0;
  std::int64_t replaces_run_no = 0;  // replacements only
  std::string submission;
  std::int64_t submission_no = 0;
};

// What becomes of a line, and of others through it.
struct Judgement {
  VerdictKind kind = VerdictKind::kRejected;
  Findings findings;
  Match match;
  std::optional<CountedLine> counted;  // only if it counts
  std::vector<Ending> endings;         // lines of the ledger whose place it takes
  // A line judged before whose place it takes.
  struct EndedHere {
    std::uint64_t line_no = 0;
    bool waited = false;  // it waited; else it counted
  };
  std::optional<EndedHere> ended_here;
  std::optional<LedgerLineId> previous;  // the line it is about; of several the first
};

// Judges the new lines of one transaction in order, so that a line is also held against those
// judged before it.
//
// A correction may overlap what its previous line already overlapped, nothing else. A line that
// counts is never taken back for one that only waits: such a correction is refused.
//
// One transaction, one judge; a rehearsal keeps one for a whole stream. Not thread-safe.
class ChunkJudge {
 public:
  // The run may become known after the judge, but before the first line.
  void BeginRun(RunTerms terms) { run_ = std::move(terms); }

  // LINE_ID_REPEATED, LINE_ACTION_NOT_ALLOWED, LINE_PREVIOUS_UNKNOWN, LINE_PREVIOUS_REJECTED,
  // LINE_ALREADY_REPLACED, LINE_ALREADY_DELETED, LINE_ADDED_AND_DELETED, CORRECTION_WORKER_DIFFERS,
  // DUPLICATE_WORKER_MONTH, EMPLOYMENT_UNKNOWN and EMPLOYMENT_AMBIGUOUS (corrections of lines that
  // count); with a line that waits WORKER_AWAITED, EMPLOYMENT_AWAITED, EMPLOYMENT_AMBIGUOUS.
  Judgement Judge(const LineToJudge& line, const LineFacts& facts);

  // Remembers a line that was refused before it came here.
  void NoteRefused(std::string_view line_id) { refused_.emplace(line_id); }

 private:
  using WorkerSegment = std::pair<Pseudonym, Segment>;
  // Lets a view look a text up.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  template <typename Value>
  using MapByText = absl::flat_hash_map<std::string, Value, TextHash, std::equal_to<>>;
  using SetOfText = absl::flat_hash_set<std::string, TextHash, std::equal_to<>>;
  // The line that another one is about.
  struct Previous {
    const LedgerLine* line = nullptr;
    std::optional<std::size_t> place;  // in lines_, if judged here
  };

  LineReference ReferenceTo(const LedgerLine& line) const;
  std::optional<LineReference> SameId(const LineToJudge& line, const LineFacts& facts) const;
  Previous FindPrevious(const LineToJudge& line, const LineFacts& facts) const;
  Standing StandingOf(const LedgerLine& line) const;
  bool IsOwn(const Previous& previous) const;
  std::string_view PreviousFault(const LineToJudge& line, const Previous& previous) const;
  bool WorkerDiffers(const LineToJudge& line, const LineFacts& facts,
                     const LedgerLine& previous) const;
  Match MatchOf(const LineToJudge& line, const LineFacts& facts, const LedgerLine* previous) const;
  bool MayOverlap(const LedgerLine& other, const LedgerLine* previous) const;
  // The line that this one must not overlap; sets aside those whose place it takes.
  std::optional<LineReference> CollisionInLedger(const LineFacts& facts, const LedgerLine* previous,
                                                 std::vector<Ending>& replaced) const;
  std::optional<LineReference> CollisionHere(const LineToJudge& line, Pseudonym worker,
                                             const LedgerLine* previous) const;

  void JudgeContribution(const LineToJudge& line, const LineFacts& facts, const Previous& previous,
                         Judgement& judgement);
  void JudgeMatched(const LineToJudge& line, const LineFacts& facts, const LedgerLine* previous,
                    Judgement& judgement);
  void TakePlace(const Previous& previous, Standing how, Judgement& judgement);
  void Remember(const LineToJudge& line, const LineFacts& facts, const Judgement& judgement);

  RunTerms run_;
  std::deque<LedgerLine> lines_;  // that count or wait, or did
  MapByText<std::size_t> place_by_id_;
  absl::flat_hash_map<WorkerSegment, std::vector<std::size_t>> claims_;
  MapByText<PayrollNumberOwner> numbers_;
  absl::flat_hash_set<Pseudonym> numbered_;            // who used one of them
  absl::flat_hash_map<LedgerLineId, Standing> ended_;  // lines of the ledger
  SetOfText refused_;
};

}  // namespace paritrana::compliance
