// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/sponsorship/projects.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/due_date.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

Amendment<ProjectTerms> StateOf(const ProjectTerms& terms, std::uint32_t version,
                                std::optional<absl::CivilDay> dated_on, absl::Time now) {
  Amendment<ProjectTerms> state;
  state.version = version;
  state.recorded_on = DayInWib(now);
  state.dated_on = dated_on.value_or(state.recorded_on);
  state.recorded_at = now;
  state.terms = terms;
  return state;
}

std::optional<KeptCharge> ToKeep(std::optional<ProjectCharge> charge, absl::Time now) {
  if (!charge) return std::nullopt;
  return KeptCharge{0, DayInWib(now), *std::move(charge)};
}

std::string RequestText(const AmendProject& command) {
  const ProjectTerms& terms = command.terms;
  return absl::StrCat("amend project ", command.payer.value(), " ", terms.contract_value.value(),
                      " ", FormatDate(terms.start), " ", FormatDate(terms.end), " ",
                      terms.certificate ? FormatDate(*terms.certificate) : "none", " ",
                      command.dated_on ? FormatDate(*command.dated_on) : "today", " ",
                      command.reason);
}

// "version charge", 0 for none.
std::string AnswerText(const Amendment<ProjectTerms>& state,
                       const std::optional<KeptCharge>& charge) {
  return absl::StrCat(state.version, " ", charge ? charge->charge_no : 0);
}

std::optional<KeptCharge> FindCharge(const std::vector<KeptCharge>& charges, std::int64_t number) {
  for (const KeptCharge& charge : charges) {
    if (charge.charge_no == number) return charge;
  }
  return std::nullopt;
}

ChangedProject ReadAnswer(const std::string& text, Project project,
                          const std::vector<KeptCharge>& charges) {
  const std::size_t space = text.find(' ');
  project.history.resize(std::stoul(text.substr(0, space)));
  return {std::move(project), FindCharge(charges, std::stoll(text.substr(space + 1)))};
}

bool IsSame(const Project& known, const RegisterProject& command) {
  return known.attributes == command.attributes && known.history.front().terms == command.terms;
}

}  // namespace

absl::StatusOr<ChangedProject> ProjectsHandler::Register(const RegisterProject& command) {
  const absl::Time now = clock_.Now();
  PARITRANA_RETURN_IF_ERROR(CheckProject(command.attributes, command.terms));
  PARITRANA_ASSIGN_OR_RETURN(auto charge, ChargeOf(rules_, command.attributes, command.terms));
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                             projects_.Begin(command.payer, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto known, transaction->Find());
  if (known) {
    if (!IsSame(*known, command)) return MakeError("PROJECT_EXISTS", "payer");
    PARITRANA_ASSIGN_OR_RETURN(const auto charges, transaction->ReadCharges());
    known->history.resize(1);
    const std::int64_t first = charges.empty() ? 0 : charges.front().charge_no;
    return ChangedProject{*std::move(known), charge ? FindCharge(charges, first) : std::nullopt};
  }
  ChangedProject changed;
  changed.project = {command.payer,
                     command.owner_ref,
                     command.attributes,
                     DayInWib(now),
                     {StateOf(command.terms, 1, std::nullopt, now)}};
  changed.project.history.front().recorded_by = command.caller;
  changed.charge = ToKeep(std::move(charge), now);
  PARITRANA_RETURN_IF_ERROR(transaction->Add(changed.project));
  PARITRANA_RETURN_IF_ERROR(transaction->AddTerms(changed.project.history.front(), changed.charge));
  PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  return changed;
}

absl::StatusOr<ChangedProject> ProjectsHandler::Amend(const AmendProject& command) {
  const absl::Time now = clock_.Now();
  PARITRANA_RETURN_IF_ERROR(CheckAmendmentReason(command.reason));
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                             projects_.Begin(command.payer, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto project, transaction->Find());
  if (!project) return MakeError("PROJECT_UNKNOWN", "payer");
  KeptAnswer kept = {command.idempotency_key, RequestText(command), ""};
  PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction->FindAnswer(kept.key, kept.request));
  if (known) {
    PARITRANA_ASSIGN_OR_RETURN(const auto charges, transaction->ReadCharges());
    return ReadAnswer(*known, *std::move(project), charges);
  }
  PARITRANA_RETURN_IF_ERROR(CheckProject(project->attributes, command.terms));
  const Amendment<ProjectTerms>& last = project->history.back();
  auto next = StateOf(command.terms, last.version + 1, command.dated_on, now);
  next.reason = command.reason;
  next.recorded_by = command.caller;
  PARITRANA_RETURN_IF_ERROR(CheckAmendmentDay(next.dated_on, DayInWib(now), last.dated_on));
  PARITRANA_ASSIGN_OR_RETURN(auto difference, DifferenceOf(rules_, project->attributes, last.terms,
                                                           next.terms, next.dated_on));
  auto charge = ToKeep(std::move(difference), now);
  PARITRANA_RETURN_IF_ERROR(transaction->AddTerms(next, charge));
  kept.answer = AnswerText(next, charge);
  PARITRANA_RETURN_IF_ERROR(transaction->KeepAnswer(kept, now));
  PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  project->history.push_back(std::move(next));
  return ChangedProject{*std::move(project), std::move(charge)};
}

absl::StatusOr<ProjectView> ProjectsHandler::Show(EmployerId payer,
                                                  std::optional<absl::CivilDay> as_of,
                                                  absl::Time deadline) {
  ProjectView view;
  view.as_of = as_of.value_or(DayInWib(clock_.Now()));
  {
    PARITRANA_ASSIGN_OR_RETURN(const auto transaction, projects_.Begin(payer, deadline));
    PARITRANA_ASSIGN_OR_RETURN(auto project, transaction->Find());
    if (!project) return MakeError("PROJECT_UNKNOWN", "payer");
    view.project = *std::move(project);
    PARITRANA_ASSIGN_OR_RETURN(view.charges, transaction->ReadCharges());
    PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  }
  view.project.history = HistoryAsOf(view.project.history, {view.as_of, std::nullopt});
  if (view.project.history.empty()) return MakeError("PROJECT_UNKNOWN", "as_of");
  std::erase_if(view.charges,
                [&](const KeptCharge& charge) { return charge.recorded_on > view.as_of; });
  PARITRANA_ASSIGN_OR_RETURN(view.workers, projects_.CountWorkers(payer, view.as_of, deadline));
  return view;
}

std::optional<absl::CivilDay> ProjectsHandler::DueOn(const ProjectCharge& charge,
                                                     contribution::EmployerKind payer) const {
  contribution::DueCase due;
  due.covered = charge.period;
  due.segment = charge.segment;
  due.employer_kind = payer;
  const auto date = FindDueDate(rules_, due);
  return date.ok() ? std::optional<absl::CivilDay>(date->day) : std::nullopt;
}

}  // namespace paritrana::compliance
