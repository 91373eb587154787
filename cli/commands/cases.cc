// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/calls/pages.h"
#include "cli/commands/commands.h"
#include "cli/commands/enforcement.h"
#include "libs/base/status_macros.h"
#include "paritrana/compliance/v1/cases.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;

constexpr char kExamples[] = R"(Examples:
  paritrana cases open CONTOH01-000 --flag ARREARS --day 2026-03-16 --reason "missed due date"
  paritrana cases show 12 --as-of 2026-04-30
  paritrana cases list --region 64
  paritrana cases advance 12 WARNING_1 --reason "no answer to the notice"
  paritrana cases pause 12 --reason "appeal"
  paritrana cases plan 12 --instalment 2026-05-01:6000000 --instalment 2026-06-02:4000000 --reason "agreed"
  paritrana cases settle 12 --reason "all paid"

Steps: NOTICE, WARNING_1, WARNING_2, FINE, RESTRICTION; none can be skipped or taken early.)";

struct Arguments {
  std::uint64_t number = 0;
  std::string employer;
  std::vector<std::string> flags;
  std::string step;
  std::string day;
  std::string as_of;
  std::string region;
  std::string state;
  std::vector<std::string> instalments;
  bool in_spite_of_arrears = false;
  OfficerOptions officer;
};

std::string StateName(const Session& session, v1::CaseState state) {
  switch (state) {
    case v1::CASE_STATE_PAUSED:
      return Words(session, "dijeda", "paused");
    case v1::CASE_STATE_PLAN:
      return Words(session, "rencana pembayaran", "payment plan");
    case v1::CASE_STATE_SETTLED:
      return Words(session, "selesai", "settled");
    default:
      return Words(session, "terbuka", "open");
  }
}

std::string StepName(const Session& session, v1::CaseStep step) {
  switch (step) {
    case v1::CASE_STEP_MISSED_DUE_DATE:
      return Words(session, "lewat jatuh tempo", "missed due date");
    case v1::CASE_STEP_NOTICE:
      return Words(session, "pemberitahuan", "notice");
    case v1::CASE_STEP_WARNING_1:
      return Words(session, "teguran tertulis I", "warning 1");
    case v1::CASE_STEP_WARNING_2:
      return Words(session, "teguran tertulis II", "warning 2");
    case v1::CASE_STEP_FINE:
      return Words(session, "denda administratif", "administrative fine");
    case v1::CASE_STEP_RESTRICTION:
      return Words(session, "TMP2T", "public-service restriction (TMP2T)");
    default:
      return "";
  }
}

std::string EventName(const Session& session, const v1::CaseEvent& event) {
  switch (event.kind()) {
    case v1::CASE_EVENT_KIND_PAUSED:
      return Words(session, "dijeda", "paused");
    case v1::CASE_EVENT_KIND_RESUMED:
      return Words(session, "dilanjutkan", "resumed");
    case v1::CASE_EVENT_KIND_PLAN_AGREED:
      return Words(session, "rencana pembayaran disepakati", "payment plan agreed");
    case v1::CASE_EVENT_KIND_INSTALMENT_MET:
      return Words(session, "angsuran dibayar", "instalment paid");
    case v1::CASE_EVENT_KIND_PLAN_BROKEN:
      return Words(session, "angsuran tidak dibayar, rencana berakhir",
                   "instalment missed, plan ended");
    case v1::CASE_EVENT_KIND_PLAN_KEPT:
      return Words(session, "rencana dipenuhi", "plan kept");
    case v1::CASE_EVENT_KIND_SETTLED:
      return Words(session, "selesai", "settled");
    case v1::CASE_EVENT_KIND_REOPENED:
      return Words(session, "dibuka kembali", "reopened");
    default:
      return StepName(session, event.step());
  }
}

// Fine or instalments of an event; empty for most.
std::string DetailText(const Session& session, const v1::CaseEvent& event) {
  if (event.has_fine()) {
    return absl::StrCat("Rp ", Number(session, event.fine().rupiah()),
                        Words(session, " (dasar contoh: Rp ", " (example base: Rp "),
                        Number(session, event.fine().base_rupiah()), ")");
  }
  std::string text;
  for (const v1::Instalment& instalment : event.instalments()) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", instalment.due_on(), " Rp ",
                    Number(session, instalment.rupiah()));
  }
  return text;
}

// What is next, by when, who.
std::string NextText(const Session& session, const v1::CaseNext& next) {
  const std::string step = StepName(session, next.step());
  if (next.actor() == v1::CASE_ACTOR_OFFICER) {
    return absl::StrCat(Words(session, "petugas: ", "officer: "), step,
                        Words(session, " dapat diambil sejak ", " possible since "),
                        next.earliest());
  }
  if (next.actor() == v1::CASE_ACTOR_EMPLOYER && next.respond_by().empty()) {
    return Words(session, "pemberi kerja: sampai patuh", "employer: until it complies");
  }
  if (next.actor() == v1::CASE_ACTOR_EMPLOYER) {
    const std::string days = next.working_days()
                                 ? Words(session, " hari kerja lagi)", " working days left)")
                                 : Words(session, " hari lagi)", " days left)");
    return absl::StrCat(Words(session, "pemberi kerja sampai ", "employer until "),
                        next.respond_by(), " (", next.days_left(), days,
                        next.earliest().empty() ? "" : ", ", next.earliest().empty() ? "" : step,
                        next.earliest().empty() ? "" : Words(session, " sejak ", " from "),
                        next.earliest());
  }
  return next.step() == v1::CASE_STEP_UNSPECIFIED
             ? ""
             : Words(session, "waktu berhenti", "the clock stands still");
}

std::string FlagNames(const Session& session, const v1::Case& file) {
  std::string names;
  for (const int flag : file.flags()) {
    absl::StrAppend(&names, names.empty() ? "" : ", ", FlagName(session, flag));
  }
  return names;
}

// A case with its timeline.
template <typename Response>
int Show(const Session& session, const Response& response) {
  const v1::Case& file = response.case_file();
  session.Say(absl::StrCat(Words(session, "perkara ", "case "), file.case_no(), "  ",
                           file.employer_ref(), "  ", FlagNames(session, file), "  ",
                           StateName(session, file.state()), "  ", file.as_of()));
  const std::string next = NextText(session, file.next());
  if (!next.empty()) {
    session.Say(absl::StrCat(Words(session, "berikutnya: ", "next: "), next, "  [",
                             file.next().rule().rule_id(), ", ", file.next().rule().legal_basis(),
                             ", ", ConfidenceName(session, file.next().rule().confidence()), "]"));
  }
  Table table{{{Words(session, "tanggal", "day")},
               {Words(session, "kejadian", "event")},
               {Words(session, "rincian", "details")},
               {Words(session, "petugas", "officer")},
               {Words(session, "alasan", "reason")}},
              {}};
  for (const v1::CaseEvent& event : file.timeline()) {
    table.rows.push_back({event.day(), EventName(session, event), DetailText(session, event),
                          event.officer(), event.reason()});
  }
  session.Print(table, response);
  return 0;
}

int ShowList(const Session& session, const v1::ListCasesResponse& response) {
  Table table{{{Words(session, "perkara", "case"), true},
               {Words(session, "pemberi kerja", "employer")},
               {Words(session, "temuan", "finding")},
               {Words(session, "status", "state")},
               {Words(session, "tahap", "step")},
               {Words(session, "sejak", "opened")},
               {Words(session, "berikutnya", "next")}},
              {}};
  for (const v1::Case& file : response.cases()) {
    table.rows.push_back({absl::StrCat(file.case_no()), file.employer_ref(),
                          FlagNames(session, file), StateName(session, file.state()),
                          StepName(session, file.step()), file.opened_on(),
                          NextText(session, file.next())});
  }
  session.Print(table, response);
  return 0;
}

// Fills what every change has, and makes it.
template <typename Response, typename Request, typename Method>
absl::StatusOr<int> Change(const Session& session, const Arguments& arguments, Request request,
                           Method method) {
  const auto stub = v1::CaseService::NewStub(session.Compliance());
  request.set_idempotency_key(arguments.officer.Key());
  request.set_case_no(arguments.number);
  request.set_day(arguments.day);
  request.set_reason(arguments.officer.reason);
  Response response;
  PARITRANA_RETURN_IF_ERROR(CallAs(arguments.officer, [&](grpc::ClientContext* context) {
    return (*stub.*method)(context, request, &response);
  }));
  return Show(session, response);
}

absl::StatusOr<int> Open(const Session& session, const Arguments& arguments) {
  v1::OpenCaseRequest request;
  request.set_idempotency_key(arguments.officer.Key());
  request.set_employer_ref(arguments.employer);
  for (const std::string& name : arguments.flags) {
    PARITRANA_ASSIGN_OR_RETURN(const v1::ComplianceFlag flag, ReadFlag(name));
    request.add_flags(flag);
  }
  request.set_day(arguments.day);
  request.set_reason(arguments.officer.reason);
  const auto stub = v1::CaseService::NewStub(session.Compliance());
  v1::OpenCaseResponse response;
  PARITRANA_RETURN_IF_ERROR(CallAs(arguments.officer, [&](grpc::ClientContext* context) {
    return stub->OpenCase(context, request, &response);
  }));
  return Show(session, response);
}

absl::StatusOr<int> Get(const Session& session, const Arguments& arguments) {
  v1::GetCaseRequest request;
  request.set_case_no(arguments.number);
  request.set_as_of(arguments.as_of);
  const auto stub = v1::CaseService::NewStub(session.Compliance());
  v1::GetCaseResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetCase(context, request, &response);
  }));
  return Show(session, response);
}

absl::StatusOr<int> ListOf(const Session& session, const Arguments& arguments) {
  v1::ListEmployerCasesRequest request;
  request.set_employer_ref(arguments.employer);
  const auto stub = v1::CaseService::NewStub(session.Compliance());
  v1::ListEmployerCasesResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->ListEmployerCases(context, request, &response);
  }));
  v1::ListCasesResponse list;
  *list.mutable_cases() = response.cases();
  return ShowList(session, list);
}

absl::StatusOr<int> List(const Session& session, const Arguments& arguments) {
  if (!arguments.employer.empty()) return ListOf(session, arguments);
  v1::ListCasesRequest request;
  request.set_region(arguments.region);
  v1::CaseState state = v1::CASE_STATE_UNSPECIFIED;
  if (!arguments.state.empty() && !v1::CaseState_Parse("CASE_STATE_" + arguments.state, &state)) {
    return MakeError("FIELD_MALFORMED", "--state", arguments.state);
  }
  request.set_state(state);
  const auto stub = v1::CaseService::NewStub(session.Compliance());
  PARITRANA_ASSIGN_OR_RETURN(
      const auto response,
      AllPages<v1::ListCasesResponse>(request, [&](auto* context, const auto& page, auto* answer) {
        return stub->ListCases(context, page, answer);
      }));
  return ShowList(session, response);
}

absl::StatusOr<int> Advance(const Session& session, const Arguments& arguments) {
  v1::AdvanceCaseRequest request;
  v1::CaseStep step = v1::CASE_STEP_UNSPECIFIED;
  if (!v1::CaseStep_Parse("CASE_STEP_" + arguments.step, &step)) {
    return MakeError("CASE_STEP_INVALID", "STEP", arguments.step);
  }
  request.set_step(step);
  return Change<v1::AdvanceCaseResponse>(session, arguments, request,
                                         &v1::CaseService::Stub::AdvanceCase);
}

absl::StatusOr<int> Pause(const Session& session, const Arguments& arguments) {
  return Change<v1::PauseCaseResponse>(session, arguments, v1::PauseCaseRequest(),
                                       &v1::CaseService::Stub::PauseCase);
}

absl::StatusOr<int> Resume(const Session& session, const Arguments& arguments) {
  return Change<v1::ResumeCaseResponse>(session, arguments, v1::ResumeCaseRequest(),
                                        &v1::CaseService::Stub::ResumeCase);
}

absl::StatusOr<int> Plan(const Session& session, const Arguments& arguments) {
  v1::PlanCaseRequest request;
  for (const std::string& text : arguments.instalments) {
    const std::vector<std::string> parts = absl::StrSplit(text, ':');
    std::int64_t rupiah = 0;
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[1], &rupiah)) {
      return MakeError("FIELD_MALFORMED", "--instalment", text);
    }
    v1::Instalment& instalment = *request.add_instalments();
    instalment.set_due_on(parts[0]);
    instalment.set_rupiah(rupiah);
  }
  return Change<v1::PlanCaseResponse>(session, arguments, request,
                                      &v1::CaseService::Stub::PlanCase);
}

absl::StatusOr<int> Settle(const Session& session, const Arguments& arguments) {
  v1::SettleCaseRequest request;
  request.set_in_spite_of_arrears(arguments.in_spite_of_arrears);
  return Change<v1::SettleCaseResponse>(session, arguments, request,
                                        &v1::CaseService::Stub::SettleCase);
}

absl::StatusOr<int> Reopen(const Session& session, const Arguments& arguments) {
  return Change<v1::ReopenCaseResponse>(session, arguments, v1::ReopenCaseRequest(),
                                        &v1::CaseService::Stub::ReopenCase);
}

using Action = absl::StatusOr<int> (*)(const Session&, const Arguments&);

void AddNumber(CLI::App& command, Arguments& arguments) {
  command.add_option("CASE", arguments.number, "Number of the case")->required();
}

void AddOfficer(CLI::App& command, Arguments& arguments) {
  command.add_option("--day", arguments.day, "Day it holds for, 2026-03-16; today if left out");
  AddOfficerOptions(command, arguments.officer);
}

// A command that changes a case by its number.
std::shared_ptr<Arguments> AddChange(CLI::App& cases, Session& session, const char* name,
                                     const char* what, Action action) {
  CLI::App& command = *cases.add_subcommand(name, what);
  const auto arguments = AddAction(command, session, kExamples, action);
  AddNumber(command, *arguments);
  AddOfficer(command, *arguments);
  return arguments;
}

void AddReads(CLI::App& cases, Session& session) {
  CLI::App& show = *cases.add_subcommand("show", "A case, its timeline and what comes next");
  const auto shown = AddAction(show, session, kExamples, Get);
  AddNumber(show, *shown);
  show.add_option("--as-of", shown->as_of, "As it stood on a day, 2026-03-16");
  CLI::App& list = *cases.add_subcommand("list", "Cases and what comes next");
  const auto listed = AddAction(list, session, kExamples, List);
  list.add_option("--employer", listed->employer, "Only of this employer");
  list.add_option("--region", listed->region, "Only of employers in or below a region, 64.74");
  list.add_option("--state", listed->state, "OPEN, PAUSED, PLAN or SETTLED; all unsettled if none");
}

}  // namespace

void AddCases(CLI::App& cases, Session& session) {
  CLI::App& open = *cases.add_subcommand("open", "Open a case about an employer");
  const auto opened = AddAction(open, session, kExamples, Open);
  open.add_option("EMPLOYER", opened->employer, "\"npp-division\", or \"nib-…\"")->required();
  open.add_option("--flag", opened->flags, "UNREGISTERED, PDS_WORKERS, …, ARREARS")->required();
  AddOfficer(open, *opened);
  AddReads(cases, session);
  const auto advanced =
      AddChange(cases, session, "advance", "Take the next step of the ladder", Advance);
  cases.get_subcommand("advance")->add_option("STEP", advanced->step, "WARNING_1 …")->required();
  AddChange(cases, session, "pause", "Stop the clock", Pause);
  AddChange(cases, session, "resume", "Let the clock run on", Resume);
  const auto planned = AddChange(cases, session, "plan", "Agree a plan of payment", Plan);
  cases.get_subcommand("plan")
      ->add_option("--instalment", planned->instalments, "DAY:RUPIAH, in order; repeat it")
      ->required();
  const auto settled = AddChange(cases, session, "settle", "Settle a case", Settle);
  cases.get_subcommand("settle")->add_flag("--in-spite-of-arrears", settled->in_spite_of_arrears,
                                           "Although arrears or findings are left");
  AddChange(cases, session, "reopen", "Open a settled case again", Reopen);
}

}  // namespace paritrana::cli
