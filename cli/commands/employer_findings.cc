// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/enforcement.h"
#include "libs/base/status_macros.h"
#include "paritrana/compliance/v1/findings.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;

constexpr char kExamples[] = R"(Examples:
  paritrana employers findings CONTOH01-000
  paritrana employers findings CONTOH01-000 --detect
  paritrana employers findings nib-9120001234567 --all
  paritrana findings show 7
  paritrana findings confirm 7 --reason "seen on site"
  paritrana findings dismiss 7 --reason "seasonal workers" --officer pengawas-3

A detection is a suspicion until an officer confirms or dismisses it.)";

struct Arguments {
  std::string employer;
  bool detect = false;
  bool all = false;
  std::string as_of;
  std::uint64_t finding = 0;
  OfficerOptions officer;
};

std::string StateName(const Session& session, v1::FindingState state) {
  switch (state) {
    case v1::FINDING_STATE_CONFIRMED:
      return Words(session, "dikonfirmasi", "confirmed");
    case v1::FINDING_STATE_DISMISSED:
      return Words(session, "digugurkan", "dismissed");
    case v1::FINDING_STATE_NO_LONGER_FOUND:
      return Words(session, "tidak lagi ditemukan", "no longer found");
    default:
      return Words(session, "diduga", "suspected");
  }
}

std::string EventName(const Session& session, v1::FindingEventKind kind) {
  switch (kind) {
    case v1::FINDING_EVENT_KIND_FOUND:
      return Words(session, "ditemukan", "found");
    case v1::FINDING_EVENT_KIND_EVIDENCE_CHANGED:
      return Words(session, "bukti berubah", "evidence changed");
    case v1::FINDING_EVENT_KIND_CONFIRMED:
      return Words(session, "dikonfirmasi", "confirmed");
    case v1::FINDING_EVENT_KIND_DISMISSED:
      return Words(session, "digugurkan", "dismissed");
    case v1::FINDING_EVENT_KIND_REOPENED:
      return Words(session, "dibuka kembali", "opened again");
    default:
      return Words(session, "tidak lagi ditemukan", "no longer found");
  }
}

std::string MissingProgrammes(const v1::ProgrammeEvidence& evidence) {
  std::string names;
  for (const int programme : evidence.missing()) {
    const std::string name =
        common::v1::Programme_Name(static_cast<common::v1::Programme>(programme));
    absl::StrAppend(&names, names.empty() ? "" : "+", name.substr(sizeof("PROGRAMME_") - 1));
  }
  return names;
}

// One line that says what a finding rests on.
std::string EvidenceText(const Session& session, const v1::FindingEvidence& evidence) {
  const auto number = [&](std::uint64_t n) {
    return Number(session, static_cast<std::int64_t>(n));
  };
  switch (evidence.kind_case()) {
    case v1::FindingEvidence::kUndertaking:
      return absl::StrCat("NIB ", evidence.undertaking().nib(), ", ",
                          evidence.undertaking().region());
    case v1::FindingEvidence::kHeadcount:
      return absl::StrCat(number(evidence.headcount().registered()), " / ",
                          number(evidence.headcount().stated()), " ",
                          Words(session, "pekerja terdaftar", "workers registered"));
    case v1::FindingEvidence::kWage:
      return absl::StrCat(evidence.wage().month(), ": ", number(evidence.wage().below_minimum()),
                          Words(session, " di bawah, ", " below, "),
                          number(evidence.wage().at_minimum()),
                          Words(session, " tepat upah minimum dari ", " exactly the minimum of "),
                          number(evidence.wage().lines()));
    case v1::FindingEvidence::kProgramme:
      return absl::StrCat(evidence.programme().month(), ": ", Words(session, "tanpa ", "without "),
                          MissingProgrammes(evidence.programme()));
    case v1::FindingEvidence::kArrears:
      return absl::StrCat("Rp ", Number(session, evidence.arrears().rupiah()), ", ",
                          evidence.arrears().arrears_class(), ", ",
                          Words(session, "sejak ", "since "), evidence.arrears().oldest_due());
    case v1::FindingEvidence::KIND_NOT_SET:
      break;
  }
  return "";
}

std::string SourceText(const Session& session, const v1::FindingEvidence& evidence) {
  if (evidence.source().empty()) return "";
  return absl::StrCat(evidence.source(), ", ", evidence.data_as_of(),
                      evidence.example() ? Words(session, " (contoh)", " (example)") : "");
}

template <typename Response>
void Show(const Session& session, const Response& response) {
  const auto word = [&](const char* id, const char* en) { return Words(session, id, en); };
  Table table{{{word("nomor", "number"), true},
               {word("temuan", "finding")},
               {word("status", "state")},
               {word("sejak", "since")},
               {word("bukti", "evidence")},
               {word("sumber", "source")},
               {word("aturan", "rule")},
               {word("keyakinan", "confidence")}},
              {}};
  for (const v1::EmployerFinding& f : response.findings()) {
    table.rows.push_back({absl::StrCat(f.finding()), FlagName(session, f.flag()),
                          StateName(session, f.state()), f.state_since(),
                          EvidenceText(session, f.evidence()), SourceText(session, f.evidence()),
                          f.rule().rule_id(), ConfidenceName(session, f.confidence())});
  }
  session.Print(table, response);
  if (response.findings().empty()) session.Say(word("tidak ada temuan", "nothing was found"));
}

template <typename Response>
int ShowOne(const Session& session, const Response& response) {
  v1::ListFindingsResponse list;
  *list.add_findings() = response.finding();
  Show(session, list);
  return 0;
}

absl::StatusOr<int> List(const Session& session, const Arguments& arguments) {
  const auto stub = v1::FindingService::NewStub(session.Compliance());
  Patience patience;
  if (arguments.detect) {
    v1::DetectFindingsRequest request;
    request.set_employer_ref(arguments.employer);
    request.set_as_of(arguments.as_of);
    v1::DetectFindingsResponse response;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub->DetectFindings(context, request, &response);
    }));
    Show(session, response);
    return 0;
  }
  v1::ListFindingsRequest request;
  request.set_employer_ref(arguments.employer);
  request.set_with_closed(arguments.all);
  v1::ListFindingsResponse response;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->ListFindings(context, request, &response);
  }));
  Show(session, response);
  return 0;
}

template <typename Request>
Request DecisionOf(const Arguments& arguments) {
  Request request;
  request.set_idempotency_key(arguments.officer.Key());
  request.set_finding(arguments.finding);
  request.set_reason(arguments.officer.reason);
  return request;
}

absl::StatusOr<int> Confirm(const Session& session, const Arguments& arguments) {
  const auto stub = v1::FindingService::NewStub(session.Compliance());
  const auto request = DecisionOf<v1::ConfirmFindingRequest>(arguments);
  v1::ConfirmFindingResponse response;
  PARITRANA_RETURN_IF_ERROR(CallAs(arguments.officer, [&](grpc::ClientContext* context) {
    return stub->ConfirmFinding(context, request, &response);
  }));
  return ShowOne(session, response);
}

absl::StatusOr<int> Dismiss(const Session& session, const Arguments& arguments) {
  const auto stub = v1::FindingService::NewStub(session.Compliance());
  const auto request = DecisionOf<v1::DismissFindingRequest>(arguments);
  v1::DismissFindingResponse response;
  PARITRANA_RETURN_IF_ERROR(CallAs(arguments.officer, [&](grpc::ClientContext* context) {
    return stub->DismissFinding(context, request, &response);
  }));
  return ShowOne(session, response);
}

absl::StatusOr<int> Get(const Session& session, const Arguments& arguments) {
  const auto stub = v1::FindingService::NewStub(session.Compliance());
  v1::GetFindingRequest request;
  request.set_finding(arguments.finding);
  v1::GetFindingResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetFinding(context, request, &response);
  }));
  Table table{{{Words(session, "tanggal", "day")},
               {Words(session, "kejadian", "event")},
               {Words(session, "petugas", "officer")},
               {Words(session, "alasan", "reason")},
               {Words(session, "bukti", "evidence")}},
              {}};
  for (const v1::FindingEvent& event : response.events()) {
    table.rows.push_back({event.day(), EventName(session, event.kind()), event.officer(),
                          event.reason(), EvidenceText(session, event.evidence())});
  }
  session.Say(absl::StrCat(response.finding().employer_ref(), "  ",
                           FlagName(session, response.finding().flag()), "  ",
                           response.finding().rule().legal_basis()));
  session.Print(table, response);
  return 0;
}

void AddNumber(CLI::App& command, Arguments& arguments) {
  command.add_option("FINDING", arguments.finding, "Number of the finding")->required();
}

void AddDecision(CLI::App& command, Arguments& arguments) {
  AddNumber(command, arguments);
  AddOfficerOptions(command, arguments.officer);
}

}  // namespace

void AddEmployersFindings(CLI::App& employers, Session& session) {
  CLI::App& command = *employers.add_subcommand("findings", "What was found about an employer");
  const auto arguments = AddAction(command, session, kExamples, List);
  command.add_option("EMPLOYER", arguments->employer, "\"npp-division\", or \"nib-…\"")->required();
  command.add_flag("--detect", arguments->detect, "Look now, before showing");
  command.add_option("--as-of", arguments->as_of, "Day to look at, 2026-03-31; with --detect");
  command.add_flag("--all", arguments->all, "Also those dismissed or no longer found");
}

void AddFindings(CLI::App& findings, Session& session) {
  CLI::App& show = *findings.add_subcommand("show", "A finding and all that happened to it");
  AddNumber(show, *AddAction(show, session, kExamples, Get));
  CLI::App& confirm = *findings.add_subcommand("confirm", "Confirm a suspicion");
  AddDecision(confirm, *AddAction(confirm, session, kExamples, Confirm));
  CLI::App& dismiss = *findings.add_subcommand("dismiss", "Dismiss a suspicion");
  AddDecision(dismiss, *AddAction(dismiss, session, kExamples, Dismiss));
}

}  // namespace paritrana::cli
