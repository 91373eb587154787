// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/payer_period.h"
#include "cli/files/request_file.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "paritrana/compliance/v1/projects.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;
using v1::ProjectService;

constexpr char kExamples[] = R"(Examples:
  paritrana projects register JAKON001-001 --input data/examples/project.json
  paritrana projects amend JAKON001-001 --input amendment.json
  paritrana projects show JAKON001-001 --as-of 2025-06-30

The project is an employer or division that is registered already. JSON files are bodies of the web
API's requests.)";

struct Arguments {
  std::string payer;
  std::string input;
  std::string as_of;
};

// One row: what the project is, and whether it was registered in time.
void ShowProject(const Session& session, const v1::Project& project,
                 const google::protobuf::Message& message) {
  const auto word = [&](const char* id, const char* en) { return Words(session, id, en); };
  const v1::ProjectRegistration& registration = project.registration();
  const Table table{
      {{word("proyek", "project")},
       {word("pemilik", "owner")},
       {word("nilai kontrak", "contract value"), true},
       {word("mulai", "start")},
       {word("selesai", "end")},
       {word("sertifikat", "certificate")},
       {word("didaftarkan", "registered")},
       {word("hari kerja terlambat", "working days late"), true},
       {word("versi", "version"), true}},
      {{project.payer(), project.owner_ref(),
        Number(session, project.terms().contract_value_rupiah()), project.terms().start_date(),
        project.terms().end_date(), project.terms().certificate_date(),
        registration.registered_on(), Number(session, registration.working_days_late()),
        absl::StrCat(project.version())}}};
  session.Print(table, message);
}

void SayCharge(const Session& session, const v1::ProjectCharge& charge) {
  session.Say(absl::StrCat(Words(session, "tagihan ", "charge "), charge.period(), ": ",
                           Number(session, charge.total_rupiah()),
                           Words(session, " rupiah, jatuh tempo ", " rupiah, due "),
                           charge.due_on()));
}

absl::StatusOr<int> Register(const Session& session, const Arguments& arguments) {
  v1::RegisterProjectRequest request;
  PARITRANA_RETURN_IF_ERROR(ReadRequestFile(arguments.input, std::cin, request));
  request.set_payer(arguments.payer);
  const auto stub = ProjectService::NewStub(session.Compliance());
  v1::RegisterProjectResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->RegisterProject(context, request, &response);
  }));
  ShowProject(session, response.project(), response);
  if (response.has_charge()) SayCharge(session, response.charge());
  return 0;
}

absl::StatusOr<int> Amend(const Session& session, const Arguments& arguments) {
  v1::AmendProjectRequest request;
  PARITRANA_RETURN_IF_ERROR(ReadRequestFile(arguments.input, std::cin, request));
  request.set_payer(arguments.payer);
  if (request.idempotency_key().empty()) {
    request.set_idempotency_key(MakeUuidV7(Clock::Real().Now(), Random::Real()));
  }
  const auto stub = ProjectService::NewStub(session.Compliance());
  v1::AmendProjectResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->AmendProject(context, request, &response);
  }));
  ShowProject(session, response.project(), response);
  if (response.has_charge()) SayCharge(session, response.charge());
  return 0;
}

absl::StatusOr<int> Show(const Session& session, const Arguments& arguments) {
  v1::GetProjectRequest request;
  request.set_payer(arguments.payer);
  request.set_as_of(arguments.as_of);
  const auto stub = ProjectService::NewStub(session.Compliance());
  v1::GetProjectResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetProject(context, request, &response);
  }));
  ShowProject(session, response.project(), response);
  for (const v1::ProjectCharge& charge : response.charges()) SayCharge(session, charge);
  session.Say(absl::StrCat(
      Number(session, response.workers()), Words(session, " pekerja aktif, ", " workers, "),
      Number(session, response.workers_ever()), Words(session, " seluruhnya", " ever")));
  for (const v1::ProjectMonth& month : response.months()) {
    session.Say(absl::StrCat(month.month(), ": ", Number(session, month.heads()),
                             Words(session, " orang, ", " heads, "),
                             Number(session, month.rupiah()), " rupiah"));
  }
  return 0;
}

using Action = absl::StatusOr<int> (*)(const Session&, const Arguments&);

std::shared_ptr<Arguments> Add(CLI::App* command, Session& session, Action action) {
  auto arguments = std::make_shared<Arguments>();
  command->footer(kExamples);
  command->add_option("PROJECT", arguments->payer, "Project as payer, \"npp-division\"")
      ->required();
  command->callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
  return arguments;
}

}  // namespace

void AddProjects(CLI::App& group, Session& session) {
  CLI::App* add = group.add_subcommand("register", "Make a payer a construction project");
  const auto added = Add(add, session, Register);
  add->add_option("--input", added->input, "JSON file; - reads stdin")->required();
  CLI::App* amend = group.add_subcommand("amend", "Change value, dates or certificate");
  const auto amended = Add(amend, session, Amend);
  amend->add_option("--input", amended->input, "JSON file; - reads stdin")->required();
  CLI::App* show = group.add_subcommand("show", "Show a project, its charges and its workers");
  const auto shown = Add(show, session, Show);
  show->add_option("--as-of", shown->as_of, "As of this day; today if not given");
}

}  // namespace paritrana::cli
