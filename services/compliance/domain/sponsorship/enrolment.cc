// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/enrolment.h"

#include <algorithm>

#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

EnrolmentVerdict Refused(std::string_view reason, std::string_view field) {
  EnrolmentVerdict verdict;
  verdict.finding = Finding{reason, std::string(field)};
  return verdict;
}

EnrolmentVerdict Accepted(bool changed) {
  EnrolmentVerdict verdict;
  verdict.accepted = true;
  verdict.changed = changed;
  return verdict;
}

// In force on at least one day of the month, as for contributions.
bool IsInForce(const Membership& membership, Month month) {
  const absl::CivilMonth civil(month.year(), month.month());
  const std::int32_t first = ToDayNumber(absl::CivilDay(civil));
  const std::int32_t last = ToDayNumber(absl::CivilDay(civil + 1) - 1);
  return membership.start_day <= last && (membership.end_day == 0 || membership.end_day >= first);
}

// The sponsored membership that is in force in the month; nullptr if there is none.
const Membership* FindSponsored(const std::vector<Membership>& memberships, Month month) {
  for (const Membership& membership : memberships) {
    if (membership.sponsor_kind != 0 && IsInForce(membership, month)) return &membership;
  }
  return nullptr;
}

bool IsSponsoredOver(const WorkerFacts& facts, const CoveredRange& months) {
  for (Month month = months.from; month <= months.to; month = month + 1) {
    if (FindSponsored(facts.memberships, month) == nullptr) return false;
  }
  return true;
}

std::int64_t HeadsIn(const std::map<Month, std::int64_t>& enrolled, Month month) {
  const auto found = enrolled.find(month);
  return found == enrolled.end() ? 0 : found->second;
}

}  // namespace

EnrolmentJudge::EnrolmentJudge(const ProgrammeBook& book, const MonthlyCosts& costs)
    : book_(book), costs_(costs), enrolled_(book.enrolled) {}

EnrolmentVerdict EnrolmentJudge::Judge(const EnrolmentAsked& asked, const WorkerFacts& facts) {
  if (!facts.worker) return Refused("WORKER_UNKNOWN", "worker");
  if (asked.action == EnrolmentAction::kWithdraw) return Withdraw(asked.months.from, facts);
  return Enrol(asked.months, facts);
}

EnrolmentVerdict EnrolmentJudge::Enrol(const CoveredRange& months, const WorkerFacts& facts) {
  const ProgrammeTerms& terms = book_.programme.terms();
  if (!terms.Has(months.from)) return Refused("ENROLMENT_OUTSIDE_PROGRAMME", "from_month");
  if (!terms.Has(months.to)) return Refused("ENROLMENT_OUTSIDE_PROGRAMME", "to_month");
  if (months.to < months.from) return Refused("MONTH_ORDER", "to_month");
  if (!IsSponsoredOver(facts, months)) return Refused("WORKER_NOT_SPONSORED", "worker");
  std::vector<Enrolment>& standing = StandingOf(facts);
  for (const Enrolment& other : standing) {
    const bool same = other.programme_no == book_.programme.programme_no && other.months == months;
    if (same) return Accepted(false);
    if (other.months.Overlaps(months)) return Refused("ENROLMENT_OVERLAPS", "from_month");
  }
  if (const auto finding = CheckRoom(months)) return Refused(finding->reason, finding->field);
  Add(*facts.worker, months, standing);
  EnrolmentVerdict verdict = Accepted(true);
  const Membership* membership = FindSponsored(facts.memberships, months.from);
  if (membership->sponsor_kind != static_cast<int>(book_.programme.attributes.kind)) {
    verdict.finding = Finding{"SPONSOR_KIND_DIFFERS", "worker"};
  }
  return verdict;
}

EnrolmentVerdict EnrolmentJudge::Withdraw(Month from, const WorkerFacts& facts) {
  std::vector<Enrolment>& standing = StandingOf(facts);
  const std::vector<Enrolment> before = standing;
  standing.clear();
  bool known = false;
  bool changed = false;
  for (const Enrolment& one : before) {
    const bool ours = one.programme_no == book_.programme.programme_no;
    known = known || (ours && one.months.to >= from - 1);
    if (!ours || one.months.to < from) {
      standing.push_back(one);
      continue;
    }
    changed = true;
    End(one, *facts.worker);
    if (one.months.from < from) Add(*facts.worker, {one.months.from, from - 1}, standing);
  }
  return known ? Accepted(changed) : Refused("ENROLMENT_UNKNOWN", "from_month");
}

std::optional<Finding> EnrolmentJudge::CheckRoom(const CoveredRange& months) const {
  for (Month month = months.from; month <= months.to; month = month + 1) {
    if (HeadsIn(enrolled_, month) >= book_.programme.terms().target_heads) {
      return Finding{"SPONSOR_TARGET_EXCEEDED", "from_month"};
    }
  }
  if (!IsFunded(months)) return Finding{"SPONSOR_BUDGET_EXCEEDED", "to_month"};
  return std::nullopt;
}

// A committed programme must reach to the last month of everybody; one that lasts while its money
// does must reach at least to the worker's first.
bool EnrolmentJudge::IsFunded(const CoveredRange& months) const {
  const bool committed = book_.programme.attributes.funding == Funding::kCommitted;
  const Month last = committed ? months.to : months.from;
  std::int64_t rupiah = 0;
  for (const auto& [month, heads] : enrolled_) {
    if (committed || month <= last) rupiah += heads * costs_.Of(month);
  }
  for (Month month = months.from; month <= last; month = month + 1) rupiah += costs_.Of(month);
  return rupiah <= book_.programme.terms().budget.value();
}

std::vector<Enrolment>& EnrolmentJudge::StandingOf(const WorkerFacts& facts) {
  return standing_.try_emplace(facts.worker->value(), facts.enrolments).first->second;
}

void EnrolmentJudge::Add(Pseudonym worker, const CoveredRange& months,
                         std::vector<Enrolment>& standing) {
  pending_.push_back({{worker, months}});
  standing.push_back({book_.programme.programme_no, 0, months});
  Count(months, 1);
}

void EnrolmentJudge::End(const Enrolment& enrolment, Pseudonym worker) {
  Count(enrolment.months, -1);
  if (enrolment.enrolment_no != 0) {
    ended_.push_back(enrolment.enrolment_no);
    return;
  }
  const auto own = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& pending) {
    return pending.stands && pending.added.worker == worker &&
           pending.added.months == enrolment.months;
  });
  if (own != pending_.end()) own->stands = false;
}

void EnrolmentJudge::Count(const CoveredRange& months, std::int64_t heads) {
  for (Month month = months.from; month <= months.to; month = month + 1) {
    enrolled_[month] += heads;
    change_[month] += heads;
  }
}

EnrolmentChanges EnrolmentJudge::Changes() const {
  EnrolmentChanges changes;
  for (const Pending& pending : pending_) {
    if (pending.stands) changes.added.push_back(pending.added);
  }
  changes.ended = ended_;
  changes.enrolled_change = change_;
  return changes;
}

}  // namespace paritrana::compliance
