// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/finding.h"
#include "services/compliance/domain/membership.h"
#include "services/compliance/domain/sponsorship/programme.h"

// Who is enrolled in a sponsor's programme for which months.
namespace paritrana::compliance {

// Numbers are those of the contracts.
enum class EnrolmentAction : std::uint8_t { kEnrol = 1, kWithdraw = 2 };

// What one line of a batch asks for. Of a withdrawal only the first month counts.
struct EnrolmentAsked {
  EnrolmentAction action = EnrolmentAction::kEnrol;
  CoveredRange months;
};

// An enrolment that stands.
struct Enrolment {
  std::int64_t programme_no = 0;
  std::int64_t enrolment_no = 0;  // 0: of this batch, not written yet
  CoveredRange months;
};

// What is known of a worker whom a line names. An unknown one has no pseudonym.
struct WorkerFacts {
  std::optional<Pseudonym> worker;
  std::vector<Membership> memberships;  // with the sponsor, segment BPU
  std::vector<Enrolment> enrolments;    // that stand, in any programme of the sponsor
};

// What a batch changes.
struct EnrolmentChanges {
  struct Added {
    Pseudonym worker;
    CoveredRange months;
  };
  std::vector<Added> added;
  std::vector<std::int64_t> ended;                // enrolment numbers
  std::map<Month, std::int64_t> enrolled_change;  // heads by month; may hold zeros

  bool empty() const { return added.empty() && ended.empty(); }
};

// What became of a line: refused, or holds, perhaps with a warning or without any effect.
struct EnrolmentVerdict {
  std::optional<Finding> finding;
  bool accepted = false;
  bool changed = false;
};

// A programme as a batch finds it.
struct ProgrammeBook {
  SponsorProgramme programme;
  std::map<Month, std::int64_t> enrolled;  // heads by month
};

// Judges the lines of one batch in order: what one enrols counts for the next. Not thread-safe.
class EnrolmentJudge {
 public:
  // `costs` must cover the months of the book's terms and outlive the judge, as must the book.
  EnrolmentJudge(const ProgrammeBook& book, const MonthlyCosts& costs);

  // ENROLMENT_OUTSIDE_PROGRAMME, WORKER_UNKNOWN, WORKER_NOT_SPONSORED, ENROLMENT_OVERLAPS,
  // ENROLMENT_UNKNOWN, SPONSOR_TARGET_EXCEEDED, SPONSOR_BUDGET_EXCEEDED; accepted with
  // SPONSOR_KIND_DIFFERS if the membership names other money than the programme.
  EnrolmentVerdict Judge(const EnrolmentAsked& asked, const WorkerFacts& facts);

  // What the lines judged so far change.
  EnrolmentChanges Changes() const;

 private:
  // An enrolment of this batch, until a later line of it ends it again.
  struct Pending {
    EnrolmentChanges::Added added;
    bool stands = true;
  };

  EnrolmentVerdict Enrol(const CoveredRange& months, const WorkerFacts& facts);
  EnrolmentVerdict Withdraw(Month from, const WorkerFacts& facts);
  std::optional<Finding> CheckRoom(const CoveredRange& months) const;
  bool IsFunded(const CoveredRange& months) const;
  // What stands for the worker now, this batch's lines included.
  std::vector<Enrolment>& StandingOf(const WorkerFacts& facts);
  void Add(Pseudonym worker, const CoveredRange& months, std::vector<Enrolment>& standing);
  void End(const Enrolment& enrolment, Pseudonym worker);
  void Count(const CoveredRange& months, std::int64_t heads);

  const ProgrammeBook& book_;
  const MonthlyCosts& costs_;
  std::map<Month, std::int64_t> enrolled_;
  std::map<Month, std::int64_t> change_;
  absl::flat_hash_map<std::uint64_t, std::vector<Enrolment>> standing_;  // by pseudonym
  std::vector<Pending> pending_;
  std::vector<std::int64_t> ended_;
};

}  // namespace paritrana::compliance
