// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/sponsorship/create_programme.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

Amendment<ProgrammeTerms> FirstTerms(const CreateProgramme& command, absl::Time now) {
  Amendment<ProgrammeTerms> first;
  first.version = 1;
  first.recorded_on = DayInWib(now);
  first.dated_on = command.dated_on.value_or(first.recorded_on);
  first.recorded_at = now;
  first.terms = command.terms;
  first.recorded_by = command.caller;
  return first;
}

// A retry may come on a later day, when "today" is another one.
bool IsSame(const SponsorProgramme& known, const CreateProgramme& command) {
  const Amendment<ProgrammeTerms>& first = known.history.front();
  return known.attributes == command.attributes && first.terms == command.terms &&
         (!command.dated_on || first.dated_on == *command.dated_on);
}

}  // namespace

absl::Status CreateProgrammeHandler::Check(const CreateProgramme& command,
                                           absl::CivilDay today) const {
  PARITRANA_RETURN_IF_ERROR(CheckTerms(command.terms));
  PARITRANA_RETURN_IF_ERROR(
      CheckAmendmentDay(command.dated_on.value_or(today), today, std::nullopt));
  return MonthlyCosts::Make(rules_, command.attributes, command.terms.first, command.terms.last)
      .status();
}

absl::StatusOr<SponsorProgramme> CreateProgrammeHandler::Create(const CreateProgramme& command) {
  const absl::Time now = clock_.Now();
  PARITRANA_RETURN_IF_ERROR(Check(command, DayInWib(now)));
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                             ledger_.Begin(command.key.sponsor, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto payer, transaction->ReadKind());
  PARITRANA_RETURN_IF_ERROR(CheckSponsorKind(command.attributes.kind, payer));
  PARITRANA_ASSIGN_OR_RETURN(auto known, transaction->FindProgramme(command.key.programme));
  if (known) {
    if (!IsSame(*known, command)) return MakeError("SPONSOR_PROGRAMME_EXISTS", "programme");
    known->history.resize(1);
    return *std::move(known);
  }
  SponsorProgramme programme;
  programme.key = command.key;
  programme.attributes = command.attributes;
  programme.history = {FirstTerms(command, now)};
  PARITRANA_ASSIGN_OR_RETURN(programme.programme_no,
                             transaction->AddProgramme(command.key.programme, command.attributes));
  PARITRANA_RETURN_IF_ERROR(
      transaction->AddTerms(programme.programme_no, programme.history.front()));
  PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  return programme;
}

}  // namespace paritrana::compliance
