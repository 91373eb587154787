// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/enforcement/change_case.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/enforcement/employer_finding.h"

namespace paritrana::compliance {
namespace {

// A case that somebody else changes meanwhile is read again; more than a few times is a fault.
constexpr int kAttemptsMax = 4;

std::string TextOf(std::optional<absl::CivilDay> day) { return day ? FormatDate(*day) : "today"; }

KeyedRequest KeyOf(const OpenCase& command) {
  return {command.call.idempotency_key,
          absl::StrCat("open case ", command.subject.employer.value(), " ", command.subject.nib,
                       " ", command.flags.bits(), " ", TextOf(command.day), " ",
                       command.call.officer, " ", command.call.reason)};
}

KeyedRequest KeyOf(const ChangeCase& command) {
  std::string text = absl::StrCat("case ", command.number, " ", static_cast<int>(command.kind), " ",
                                  static_cast<int>(command.step), " ", TextOf(command.day), " ",
                                  command.in_spite_of_arrears ? "in spite" : "", " ",
                                  command.call.officer, " ", command.call.reason);
  for (const Instalment& instalment : command.instalments) {
    absl::StrAppend(&text, " ", FormatDate(instalment.due_on), " ", instalment.rupiah.value());
  }
  return {command.call.idempotency_key, std::move(text)};
}

CaseFile FileOf(std::span<const CaseEvent> events) {
  CaseFile file;
  for (const CaseEvent& event : events) Apply(file, event);
  return file;
}

bool HasPastInstalment(const CaseFile& file, absl::CivilDay day) {
  return file.state == CaseState::kPlan && file.plan[file.instalments_met].due_on < day;
}

std::int64_t TotalOf(const std::vector<Instalment>& plan) { return OpenAfter(plan, 0).value(); }

}  // namespace

absl::CivilDay CaseHandler::Today() const { return DayInWib(parts_.clock.Now()); }

absl::StatusOr<CaseView> CaseHandler::Open(const OpenCase& command, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckOfficerReason(command.call.reason));
  const KeyedRequest keyed = KeyOf(command);
  PARITRANA_ASSIGN_OR_RETURN(const auto known, parts_.cases.FindAnswer(keyed, deadline));
  if (known) return View(*known, Today(), deadline);
  CaseEvent event;
  event.number = 1;
  event.day = command.day.value_or(Today());
  event.officer = command.call.officer;
  event.reason = command.call.reason;
  event.recorded_at = parts_.clock.Now();
  if (event.day > Today()) return MakeError("CASE_DATE_INVALID", "day");
  if (parts_.rules.ladder.RowFor(event.step, event.day) == nullptr) {
    return MakeError("RULE_UNKNOWN", "day");
  }
  const StoredCase opened{0, command.subject, "", command.flags, {event}};
  PARITRANA_ASSIGN_OR_RETURN(StoredCase stored, parts_.cases.Open(keyed, opened, deadline));
  return View(std::move(stored), Today(), deadline);
}

absl::StatusOr<std::vector<CaseEvent>> CaseHandler::JudgePast(const StoredCase& read,
                                                              absl::CivilDay day,
                                                              absl::Time deadline) {
  std::vector<CaseEvent> judged;
  CaseFile file = FileOf(read.events);
  while (HasPastInstalment(file, day)) {
    PARITRANA_ASSIGN_OR_RETURN(
        const auto arrears,
        parts_.arrears.Read(read.subject, file.plan[file.instalments_met].due_on, deadline));
    if (!arrears) break;
    for (CaseEvent& event : JudgeInstalment(file, arrears->total)) {
      Apply(file, event);
      event.number = file.events;
      event.recorded_at = parts_.clock.Now();
      judged.push_back(std::move(event));
    }
  }
  return judged;
}

absl::Status CaseHandler::CheckSettled(const Subject& subject, const CaseEvent& event,
                                       absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto arrears, parts_.arrears.Read(subject, event.day, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const FlagSet confirmed,
                             parts_.cases.ConfirmedFlags(subject, deadline));
  const bool settled = arrears && arrears->total <= Rupiah() && confirmed.empty();
  return settled ? absl::OkStatus() : MakeError("CASE_ARREARS_OPEN", "case_no");
}

absl::StatusOr<CaseEvent> CaseHandler::MakeEvent(const ChangeCase& command, const StoredCase& read,
                                                 const CaseFile& file, absl::Time deadline) {
  CaseEvent event;
  event.number = file.events + 1;
  event.kind = command.kind;
  event.step = command.kind == CaseEventKind::kStep ? command.step : file.step;
  event.day = command.day.value_or(Today());
  event.officer = command.call.officer;
  event.reason = command.call.reason;
  event.instalments = command.instalments;
  event.recorded_at = parts_.clock.Now();
  if (event.day > Today()) return MakeError("CASE_DATE_INVALID", "day");
  PARITRANA_RETURN_IF_ERROR(CheckNext(parts_.rules, file, event));
  if (event.kind == CaseEventKind::kSettled && !command.in_spite_of_arrears) {
    PARITRANA_RETURN_IF_ERROR(CheckSettled(read.subject, event, deadline));
  }
  const bool fine = event.kind == CaseEventKind::kStep && event.step == CaseStep::kFine;
  if (!fine && event.kind != CaseEventKind::kPlanAgreed) return event;
  PARITRANA_ASSIGN_OR_RETURN(const auto arrears,
                             parts_.arrears.Read(read.subject, event.day, deadline));
  const Rupiah owed = arrears ? arrears->total : Rupiah();
  if (fine) {
    const LadderRow& row = *parts_.rules.ladder.RowFor(CaseStep::kFine, file.opened_on);
    PARITRANA_ASSIGN_OR_RETURN(event.fine, ComputeAdministrativeFine(row, owed));
  } else if (TotalOf(event.instalments) < owed.value()) {
    return MakeError("CASE_PLAN_INVALID", "instalments", "does not cover the arrears");
  }
  return event;
}

absl::StatusOr<CaseView> CaseHandler::Attempt(const KeyedRequest& keyed, const ChangeCase& command,
                                              absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto known, parts_.cases.FindAnswer(keyed, deadline));
  if (known) return View(*known, Today(), deadline);
  PARITRANA_ASSIGN_OR_RETURN(const StoredCase read, parts_.cases.Find(command.number, deadline));
  PARITRANA_ASSIGN_OR_RETURN(std::vector<CaseEvent> events, JudgePast(read, Today(), deadline));
  CaseFile file = FileOf(read.events);
  for (const CaseEvent& event : events) Apply(file, event);
  PARITRANA_ASSIGN_OR_RETURN(CaseEvent event, MakeEvent(command, read, file, deadline));
  events.push_back(std::move(event));
  PARITRANA_ASSIGN_OR_RETURN(StoredCase stored, parts_.cases.Append(keyed, read, events, deadline));
  return View(std::move(stored), Today(), deadline);
}

absl::StatusOr<CaseView> CaseHandler::Change(const ChangeCase& command, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckOfficerReason(command.call.reason));
  const KeyedRequest keyed = KeyOf(command);
  absl::StatusOr<CaseView> view = Attempt(keyed, command, deadline);
  for (int tries = 1; tries < kAttemptsMax && absl::IsAborted(view.status()); ++tries) {
    view = Attempt(keyed, command, deadline);
  }
  return view;
}

absl::StatusOr<CaseView> CaseHandler::View(StoredCase stored, absl::CivilDay as_of,
                                           absl::Time deadline) {
  std::erase_if(stored.events, [as_of](const CaseEvent& event) { return event.day > as_of; });
  if (stored.events.empty()) return MakeError("CASE_UNKNOWN", "case_no");
  PARITRANA_ASSIGN_OR_RETURN(std::vector<CaseEvent> judged, JudgePast(stored, as_of, deadline));
  stored.events.insert(stored.events.end(), std::move_iterator(judged.begin()),
                       std::move_iterator(judged.end()));
  const CaseFile file = FileOf(stored.events);
  return CaseView{std::move(stored), file, NextOf(parts_.rules, file, as_of), as_of};
}

absl::StatusOr<CaseView> CaseHandler::Show(std::int64_t number, std::optional<absl::CivilDay> as_of,
                                           absl::Time deadline) {
  if (as_of.value_or(Today()) > Today()) return MakeError("CASE_DATE_INVALID", "as_of");
  PARITRANA_ASSIGN_OR_RETURN(StoredCase stored, parts_.cases.Find(number, deadline));
  return View(std::move(stored), as_of.value_or(Today()), deadline);
}

absl::StatusOr<std::vector<CaseView>> CaseHandler::ShowAll(std::vector<StoredCase> cases,
                                                           absl::Time deadline) {
  std::vector<CaseView> views;
  for (StoredCase& stored : cases) {
    PARITRANA_ASSIGN_OR_RETURN(CaseView view, View(std::move(stored), Today(), deadline));
    views.push_back(std::move(view));
  }
  return views;
}

absl::StatusOr<std::uint32_t> CaseHandler::ReviewPlans(std::span<const EmployerId> employers,
                                                       absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto cases, parts_.cases.WithPlan(employers, deadline));
  std::uint32_t entered = 0;
  for (const StoredCase& read : cases) {
    PARITRANA_ASSIGN_OR_RETURN(const auto events, JudgePast(read, Today(), deadline));
    if (events.empty()) continue;
    const absl::Status kept = parts_.cases.Append({}, read, events, deadline).status();
    // Somebody changed the case just now, and entered the same.
    if (absl::IsAborted(kept)) continue;
    PARITRANA_RETURN_IF_ERROR(kept);
    entered += static_cast<std::uint32_t>(events.size());
  }
  return entered;
}

}  // namespace paritrana::compliance
