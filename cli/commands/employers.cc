// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_join.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/files/request_file.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"

namespace paritrana::cli {
namespace {

using registration::v1::Employer;
using registration::v1::EmployerService;

constexpr char kExamples[] = R"(Examples:
  paritrana employers register --input data/examples/employer.json
  paritrana employers show CONTOH01-000
  paritrana employers change CONTOH01-000 --input employer.json

The file is the body of the web API's request: {"employer": {"npp": …}}. A change replaces all that
is known of the employer, the risk group for JKK (jkkClass) and the reliefs included.)";

struct Arguments {
  std::string employer;
  std::string input;
};

// "II" of JKK_CLASS_II; nothing while nobody has reviewed it.
std::string JkkClassName(const Employer& employer) {
  if (employer.jkk_class() == common::v1::JKK_CLASS_UNSPECIFIED) return "";
  return common::v1::JkkClass_Name(employer.jkk_class()).substr(sizeof("JKK_CLASS_") - 1);
}

template <typename Response>
void Show(const Session& session, const Response& response) {
  const Employer& employer = response.employer();
  const Table table{
      {{"employer"}, {"name"}, {"region"}, {"kbli"}, {"jkk class"}, {"reliefs"}},
      {{employer.employer_ref(), employer.name(), employer.registration_region(), employer.kbli(),
        JkkClassName(employer), absl::StrJoin(employer.reliefs(), " ")}}};
  session.Print(table, response);
}

template <typename Request>
absl::Status ReadRequest(const std::string& input, Request& request) {
  PARITRANA_RETURN_IF_ERROR(ReadRequestFile(input, std::cin, request));
  if (!request.idempotency_key().empty()) return absl::OkStatus();
  request.set_idempotency_key(MakeUuidV7(Clock::Real().Now(), Random::Real()));
  return absl::OkStatus();
}

absl::StatusOr<int> Register(const Session& session, const Arguments& arguments) {
  registration::v1::RegisterEmployerRequest request;
  PARITRANA_RETURN_IF_ERROR(ReadRequest(arguments.input, request));
  const auto stub = EmployerService::NewStub(session.Registration());
  registration::v1::RegisterEmployerResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->RegisterEmployer(context, request, &response);
  }));
  Show(session, response);
  return 0;
}

absl::StatusOr<int> Change(const Session& session, const Arguments& arguments) {
  registration::v1::ChangeEmployerRequest request;
  PARITRANA_RETURN_IF_ERROR(ReadRequest(arguments.input, request));
  request.set_employer_ref(arguments.employer);
  const auto stub = EmployerService::NewStub(session.Registration());
  registration::v1::ChangeEmployerResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->ChangeEmployer(context, request, &response);
  }));
  Show(session, response);
  return 0;
}

absl::StatusOr<int> Get(const Session& session, const Arguments& arguments) {
  registration::v1::GetEmployerRequest request;
  request.set_employer_ref(arguments.employer);
  const auto stub = EmployerService::NewStub(session.Registration());
  registration::v1::GetEmployerResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetEmployer(context, request, &response);
  }));
  Show(session, response);
  return 0;
}

using Action = absl::StatusOr<int> (*)(const Session&, const Arguments&);

std::shared_ptr<Arguments> Add(CLI::App* command, Session& session, Action action) {
  auto arguments = std::make_shared<Arguments>();
  command->footer(kExamples);
  command->callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
  return arguments;
}

void AddEmployerArgument(CLI::App* command, Arguments& arguments) {
  command->add_option("EMPLOYER", arguments.employer, "Employer, \"npp-division\"")->required();
}

void AddInputOption(CLI::App* command, Arguments& arguments) {
  command->add_option("--input", arguments.input, "JSON file; - reads stdin")->required();
}

}  // namespace

void AddEmployersRegister(CLI::App& employers, Session& session) {
  CLI::App* command = employers.add_subcommand("register", "Register an employer or a division");
  AddInputOption(command, *Add(command, session, Register));
}

void AddEmployersChange(CLI::App& employers, Session& session) {
  CLI::App* command = employers.add_subcommand("change", "Replace what is known of an employer");
  const auto arguments = Add(command, session, Change);
  AddEmployerArgument(command, *arguments);
  AddInputOption(command, *arguments);
}

void AddEmployersShow(CLI::App& employers, Session& session) {
  CLI::App* command = employers.add_subcommand("show", "Show an employer");
  AddEmployerArgument(command, *Add(command, session, Get));
}

}  // namespace paritrana::cli
