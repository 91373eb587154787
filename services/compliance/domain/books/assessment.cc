// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/books/assessment.h"

namespace paritrana::compliance {
namespace {

// Rupiah for a programme that were paid until the period's due day.
std::int64_t PaidInTime(const Account& account, const PeriodDues& dues, Programme programme) {
  std::int64_t paid = 0;
  for (const Piece& piece : account.pieces) {
    const bool meant = piece.period == dues.period && piece.segment == dues.segment &&
                       IndexOf(piece.head) == contribution::IndexOf(programme);
    if (meant && piece.paid_on <= dues.due->day()) paid += piece.amount.value();
  }
  return paid;
}

bool FellDue(const PeriodDues& dues, absl::CivilDay day) {
  if (!dues.due || dues.due->day() >= day) return false;
  const absl::CivilDay due = dues.due->day();
  return absl::CivilDay(due.year() + 1, due.month(), due.day()) >= day;
}

void CountInTime(const Account& account, const PeriodDues& dues, Assessment& assessment) {
  for (const Programme programme : contribution::kProgrammes) {
    const std::int64_t owed = dues.Of(programme).total().value();
    if (owed <= 0) continue;
    ++assessment.obligations_due;
    if (PaidInTime(account, dues, programme) >= owed) ++assessment.obligations_on_time;
  }
}

void TakeLatest(const PeriodDues& dues, Assessment& assessment) {
  if (dues.lines <= 0 || (assessment.latest && dues.period < *assessment.latest)) return;
  if (assessment.latest != dues.period) {
    assessment.latest = dues.period;
    assessment.heads = 0;
    assessment.taken = {};
  }
  assessment.heads += dues.lines;
  for (const Programme programme : contribution::kProgrammes) {
    if (dues.Of(programme).total().value() > 0) assessment.taken.Add(programme);
  }
}

}  // namespace

Assessment Assess(const contribution::RuleBook& book, const AssessmentSources& sources,
                  const Account& account) {
  Assessment assessment;
  assessment.suspected = sources.suspected;
  assessment.confirmed = sources.confirmed;
  assessment.declarations_complete = !sources.declarations_missing;
  assessment.declared_in_time = !sources.newest_missed;
  for (const PeriodDues& dues : account.periods) {
    TakeLatest(dues, assessment);
    if (FellDue(dues, account.as_of.day)) CountInTime(account, dues, assessment);
  }
  const absl::CivilDay day = account.as_of.day;
  const auto mandatory = contribution::MandatoryProgrammes(
      book, Segment::kPu, static_cast<contribution::SizeClass>(sources.terms.size_class),
      assessment.latest.value_or(Month(static_cast<int>(day.year()), day.month())));
  if (mandatory.ok()) assessment.mandatory = *mandatory;
  if (account.totals.months_late > 0 && account.totals.arrears_class != nullptr) {
    assessment.arrears_class = account.totals.arrears_class->code;
  }
  return assessment;
}

}  // namespace paritrana::compliance
