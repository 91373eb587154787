// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/files/request_file.h"
#include "cli/receipts.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "paritrana/registration/v1/workers.grpc.pb.h"

namespace paritrana::cli {
namespace {

using registration::v1::MergeWorkersRequest;
using registration::v1::MergeWorkersResponse;

constexpr char kExamples[] = R"(Examples:
  paritrana workers merge --input gabung.json
  paritrana workers merge --input gabung.json --retire-nik
  paritrana workers merge --input - < gabung.json

The file says which record stays and which goes over into it, by a number of each:
  {"keep": {"nik": "…"}, "merge": {"kpj": "…"}, "reason": "satu orang, dua KPJ"}
Numbers stand in a file or on standard input, never on the command line, where others see them.
With a NIK in each record the merge is refused, unless the second one is wrong (--retire-nik).)";

struct Arguments {
  std::string input;
  bool retire_nik = false;
};

void Show(const Session& session, const MergeWorkersResponse& response) {
  Table table{{{"worker"}, {"merged"}, {"look at"}}, {}};
  std::string findings;
  for (const auto& finding : response.verdict().findings()) {
    findings += (findings.empty() ? "" : " ") + finding.reason();
  }
  table.rows = {{response.worker_id(), response.merged_worker_id(), findings}};
  session.Print(table, response);
  for (const auto& finding : response.verdict().findings()) {
    session.Warn(session.indonesian() ? finding.text_id() : finding.text_en());
  }
}

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  MergeWorkersRequest request;
  PARITRANA_RETURN_IF_ERROR(ReadRequestFile(arguments.input, std::cin, request));
  if (request.idempotency_key().empty()) {
    request.set_idempotency_key(MakeUuidV7(Clock::Real().Now(), Random::Real()));
  }
  if (arguments.retire_nik) request.set_retire_merged_nik(true);
  const auto stub = registration::v1::WorkerService::NewStub(session.Registration());
  MergeWorkersResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->MergeWorkers(context, request, &response);
  }));
  PARITRANA_RETURN_IF_ERROR(KeepImport(session.endpoints(), response.position()));
  Show(session, response);
  return 0;
}

}  // namespace

void AddWorkersMerge(CLI::App& workers, Session& session) {
  CLI::App* command = workers.add_subcommand("merge", "Merge two records of one person");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--input", arguments->input, "JSON file with both numbers; - reads stdin")
      ->required();
  command->add_flag("--retire-nik", arguments->retire_nik,
                    "The NIK of the record that goes over is wrong");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
