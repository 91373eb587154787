// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/sponsorship/amend_programme.h"

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/application/sponsorship/programme_view.h"
#include "services/compliance/application/sponsorship/verdict_text.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

std::string RequestText(const AmendProgramme& command) {
  const ProgrammeTerms& terms = command.terms;
  return absl::StrCat("amend programme ", command.key.sponsor.value(), " ", command.key.programme,
                      " ", terms.first.ToString(), " ", terms.last.ToString(), " ",
                      terms.target_heads, " ", terms.budget.value(), " ",
                      command.dated_on ? FormatDate(*command.dated_on) : "today", " ",
                      command.reason);
}

// "version", then the warnings.
std::string AnswerText(const AmendedProgramme& amended) {
  return absl::StrCat(amended.amendment.version, "\n", ToText(amended.warnings));
}

AmendedProgramme ReadAnswer(const std::string& text, const SponsorProgramme& programme) {
  const std::size_t end = text.find('\n');
  const auto version = static_cast<std::size_t>(std::stoul(text.substr(0, end)));
  return {programme.history.at(version - 1), FindingsFromText(text.substr(end + 1))};
}

Amendment<ProgrammeTerms> Next(const AmendProgramme& command, const SponsorProgramme& programme,
                               absl::Time now) {
  Amendment<ProgrammeTerms> next;
  next.version = programme.history.back().version + 1;
  next.recorded_on = DayInWib(now);
  next.dated_on = command.dated_on.value_or(next.recorded_on);
  next.recorded_at = now;
  next.terms = command.terms;
  next.reason = command.reason;
  next.recorded_by = command.caller;
  return next;
}

bool HasEnrolledOutside(const std::vector<ProgrammeMonth>& months, const ProgrammeTerms& terms) {
  for (const ProgrammeMonth& month : months) {
    if (month.enrolled > 0 && !terms.Has(month.month)) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<Findings> AmendProgrammeHandler::Warnings(const SponsorProgramme& programme,
                                                         const ProgrammeTerms& terms,
                                                         absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto figures, queries_.Count({&programme, 1}, deadline));
  std::vector<ProgrammeMonth>& months = figures.front().months;
  PARITRANA_RETURN_IF_ERROR(FillCosts(rules_, programme.attributes, months));
  std::int64_t paid = 0;
  for (const ProgrammeMonth& month : months) paid += month.rupiah;
  Findings warnings;
  if (EnrolledHeads(months) > terms.target_heads) {
    warnings.push_back({"TARGET_BELOW_ENROLLED", "terms.target_heads"});
  }
  if (CommittedRupiah(months) > terms.budget.value() &&
      programme.attributes.funding == Funding::kCommitted) {
    warnings.push_back({"BUDGET_BELOW_ENROLLED", "terms.budget_rupiah"});
  }
  if (paid > terms.budget.value()) {
    warnings.push_back({"BUDGET_BELOW_PAID", "terms.budget_rupiah"});
  }
  if (HasEnrolledOutside(months, terms)) {
    warnings.push_back({"ENROLMENT_OUTSIDE_PROGRAMME", "terms.last_month"});
  }
  return warnings;
}

absl::StatusOr<AmendedProgramme> AmendProgrammeHandler::Amend(const AmendProgramme& command) {
  const absl::Time now = clock_.Now();
  PARITRANA_RETURN_IF_ERROR(CheckAmendmentReason(command.reason));
  PARITRANA_RETURN_IF_ERROR(CheckTerms(command.terms));
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                             ledger_.Begin(command.key.sponsor, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto programme,
                             transaction->FindProgramme(command.key.programme));
  if (!programme) return MakeError("SPONSOR_PROGRAMME_UNKNOWN", "programme");
  KeptAnswer kept = {command.idempotency_key, RequestText(command), ""};
  PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction->FindAnswer(kept.key, kept.request));
  if (known) return ReadAnswer(*known, *programme);
  AmendedProgramme amended = {Next(command, *programme, now), {}};
  PARITRANA_RETURN_IF_ERROR(CheckAmendmentDay(amended.amendment.dated_on, DayInWib(now),
                                              programme->history.back().dated_on));
  PARITRANA_RETURN_IF_ERROR(
      MonthlyCosts::Make(rules_, programme->attributes, command.terms.first, command.terms.last)
          .status());
  PARITRANA_ASSIGN_OR_RETURN(amended.warnings,
                             Warnings(*programme, command.terms, command.deadline));
  PARITRANA_RETURN_IF_ERROR(transaction->AddTerms(programme->programme_no, amended.amendment));
  kept.answer = AnswerText(amended);
  PARITRANA_RETURN_IF_ERROR(transaction->KeepAnswer(kept, now));
  PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  return amended;
}

}  // namespace paritrana::compliance
