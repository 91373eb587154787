// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/calls/pages.h"
#include "cli/commands/commands.h"
#include "cli/commands/payer_period.h"
#include "libs/base/status_macros.h"
#include "paritrana/compliance/v1/runs.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::ListRunsResponse;
using compliance::v1::ListSubmissionsResponse;
using compliance::v1::Run;
using compliance::v1::SubmissionTotals;

constexpr char kExamples[] = R"(Examples:
  paritrana runs show --payer A1234567-000 --period 2024-12
  paritrana runs show --payer A1234567-000 --period 2024-12 --run main)";

struct Arguments {
  PayerPeriodOptions of;
  std::string run;
};

std::string KindName(const Session& session, compliance::v1::RunKind kind) {
  switch (kind) {
    case compliance::v1::RUN_KIND_SUPPLEMENTARY:
      return Words(session, "susulan", "supplementary");
    case compliance::v1::RUN_KIND_REPLACEMENT:
      return Words(session, "pengganti", "replacement");
    case compliance::v1::RUN_KIND_NIL:
      return Words(session, "nihil", "nil return");
    case compliance::v1::RUN_KIND_CORRECTION:
      return Words(session, "koreksi", "correction");
    default:
      return Words(session, "rutin", "regular");
  }
}

std::string StateName(const Session& session, const Run& run) {
  switch (run.state()) {
    case compliance::v1::RUN_STATE_SEALED:
      return Words(session, "lengkap", "sealed");
    case compliance::v1::RUN_STATE_WAITING:
      return Words(session, "menunggu", "waiting");
    case compliance::v1::RUN_STATE_REPLACED:
      return Words(session, "diganti ", "replaced by ") + run.replaced_by_run();
    default:
      return Words(session, "terbuka", "open");
  }
}

std::string StateName(const Session& session, compliance::v1::SubmissionState state) {
  if (state == compliance::v1::SUBMISSION_STATE_SEALED) return Words(session, "lengkap", "sealed");
  if (state == compliance::v1::SUBMISSION_STATE_WAITING) {
    return Words(session, "menunggu", "waiting");
  }
  return Words(session, "terbuka", "open");
}

// The counts that runs and submissions have alike.
void AddTotalColumns(const Session& session, Table& table) {
  table.columns.push_back({Words(session, "baris", "lines"), true});
  table.columns.push_back({Words(session, "diterima", "accepted"), true});
  table.columns.push_back({Words(session, "menunggu", "waiting"), true});
  table.columns.push_back({Words(session, "ditolak", "rejected"), true});
  table.columns.push_back({"rupiah", true});
}

void AddTotals(const Session& session, const SubmissionTotals& totals,
               std::vector<std::string>& row) {
  for (const std::uint64_t count :
       {totals.lines(), totals.accepted(), totals.waiting(), totals.rejected()}) {
    row.push_back(Number(session, static_cast<std::int64_t>(count)));
  }
  row.push_back(Number(session, totals.accepted_rupiah()));
}

Table TableOf(const Session& session, const ListRunsResponse& runs) {
  Table table{{{"run"}, {Words(session, "jenis", "kind")}, {"status"}}, {}};
  table.columns.back().name = Words(session, "status", "state");
  AddTotalColumns(session, table);
  table.columns.push_back({Words(session, "berlaku", "live"), true});
  for (const Run& run : runs.runs()) {
    std::vector<std::string> row = {run.run(), KindName(session, run.kind()),
                                    StateName(session, run)};
    AddTotals(session, run.totals(), row);
    row.push_back(Number(session, static_cast<std::int64_t>(run.live_lines())));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table TableOf(const Session& session, const ListSubmissionsResponse& submissions) {
  Table table{{{Words(session, "pengajuan", "submission")}, {Words(session, "status", "state")}},
              {}};
  AddTotalColumns(session, table);
  for (const auto& receipt : submissions.submissions()) {
    std::vector<std::string> row = {receipt.submission(), StateName(session, receipt.state())};
    AddTotals(session, receipt.totals(), row);
    table.rows.push_back(std::move(row));
  }
  return table;
}

using Stub = compliance::v1::RunService::StubInterface;

absl::StatusOr<int> ShowAll(const Session& session, const Arguments& arguments, Stub& stub) {
  PARITRANA_ASSIGN_OR_RETURN(const auto request,
                             arguments.of.MakeRequest<compliance::v1::ListRunsRequest>());
  PARITRANA_ASSIGN_OR_RETURN(
      const auto runs,
      AllPages<ListRunsResponse>(request, [&](auto* context, auto& page, auto* to) {
        return stub.ListRuns(context, page, to);
      }));
  session.Print(TableOf(session, runs), runs);
  return 0;
}

absl::StatusOr<int> ShowOne(const Session& session, const Arguments& arguments, Stub& stub) {
  PARITRANA_ASSIGN_OR_RETURN(auto request,
                             arguments.of.MakeRequest<compliance::v1::ListSubmissionsRequest>());
  request.set_run(arguments.run);
  PARITRANA_ASSIGN_OR_RETURN(
      const auto submissions,
      AllPages<ListSubmissionsResponse>(request, [&](auto* context, auto& page, auto* to) {
        return stub.ListSubmissions(context, page, to);
      }));
  session.Print(TableOf(session, submissions), submissions);
  return 0;
}

absl::StatusOr<int> Show(const Session& session, const Arguments& arguments) {
  const auto stub = compliance::v1::RunService::NewStub(session.Compliance());
  return arguments.run.empty() ? ShowAll(session, arguments, *stub)
                               : ShowOne(session, arguments, *stub);
}

}  // namespace

void AddRunsShow(CLI::App& runs, Session& session) {
  CLI::App* command =
      runs.add_subcommand("show", "Show the runs of a month, or one with its submissions");
  const auto arguments = AddPayerPeriodCommand(*command, session, kExamples, Show);
  command->add_option("--run", arguments->run, "Show the submissions of this run");
}

}  // namespace paritrana::cli
