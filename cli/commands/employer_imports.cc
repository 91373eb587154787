// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/enforcement.h"
#include "libs/base/status_macros.h"
#include "libs/csv/table.h"
#include "paritrana/compliance/v1/findings.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;

constexpr char kExamples[] = R"text(Examples:
  paritrana employers import-headcounts --input data/examples/headcounts-contoh.csv \
      --source "WLKP 2024 (contoh)" --as-of 2024-12-31 --example
  paritrana employers import-minimum-wages --input data/examples/minimum-wages-contoh.csv \
      --source "Upah minimum (contoh)" --as-of 2024-01-01 --example
  paritrana employers import-obliged --input data/examples/obliged-contoh.csv \
      --source "Daftar usaha (contoh)" --as-of 2024-12-31 --example

Comma-separated, with a header: employer_ref,workers; region,year,rupiah; nib,region,employer_ref.)text";

// Rows of one call, as the service takes them.
constexpr int kRowsPerCall = 1'000;

struct Arguments {
  std::string input;
  std::string source;
  std::string as_of;
  bool example = false;
};

// What came of all calls of one import.
struct Outcome {
  std::uint64_t rows = 0;
  std::uint64_t accepted = 0;
  std::uint64_t unregistered = 0;
  std::vector<common::v1::LineVerdict> verdicts;  // with findings only; line numbers of the file
};

std::string TextAt(const csv::Table& table, std::size_t row, std::size_t column) {
  return std::string(table.Text(row, column));
}

absl::Status Fill(const csv::Table& table, std::size_t row, v1::Headcount& headcount) {
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t workers, table.Int64(row, 1));
  if (workers < 0) return MakeError("HEADCOUNT_INVALID", "workers", table.Where(row, 1));
  headcount.set_employer_ref(TextAt(table, row, 0));
  headcount.set_workers(static_cast<std::uint64_t>(workers));
  return absl::OkStatus();
}

absl::Status Fill(const csv::Table& table, std::size_t row, v1::MinimumWage& wage) {
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t year, table.Int64(row, 1));
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t rupiah, table.Int64(row, 2));
  wage.set_region(TextAt(table, row, 0));
  wage.set_year(static_cast<std::int32_t>(std::clamp<std::int64_t>(year, 0, 9999)));
  wage.set_rupiah(rupiah);
  return absl::OkStatus();
}

absl::Status Fill(const csv::Table& table, std::size_t row, v1::ObligedUndertaking& undertaking) {
  undertaking.set_nib(TextAt(table, row, 0));
  undertaking.set_region(TextAt(table, row, 1));
  undertaking.set_employer_ref(TextAt(table, row, 2));
  return absl::OkStatus();
}

template <typename Response>
void Take(const Response& response, std::uint64_t first_row, Outcome& outcome) {
  outcome.accepted += response.accepted();
  if constexpr (requires { response.unregistered(); }) {
    outcome.unregistered += response.unregistered();
  }
  for (common::v1::LineVerdict verdict : response.verdicts()) {
    if (verdict.findings().empty()) continue;
    // The file begins with its header.
    verdict.set_line_no(verdict.line_no() + first_row + 1);
    outcome.verdicts.push_back(std::move(verdict));
  }
}

int Report(const Session& session, const Outcome& outcome) {
  v1::ImportObligedUndertakingsResponse all;
  all.set_accepted(outcome.accepted);
  all.set_unregistered(outcome.unregistered);
  Table table{{{Words(session, "baris", "line"), true}, {"code"}, {Words(session, "teks", "text")}},
              {}};
  for (const common::v1::LineVerdict& verdict : outcome.verdicts) {
    *all.add_verdicts() = verdict;
    const common::v1::Finding& finding = verdict.findings(0);
    table.rows.push_back({absl::StrCat(verdict.line_no()), finding.reason(),
                          session.indonesian() ? finding.text_id() : finding.text_en()});
  }
  session.Say(absl::StrCat(Number(session, static_cast<std::int64_t>(outcome.rows)),
                           Words(session, " baris, diterima ", " rows, accepted "),
                           Number(session, static_cast<std::int64_t>(outcome.accepted))));
  if (outcome.unregistered > 0) {
    session.Say(absl::StrCat(Number(session, static_cast<std::int64_t>(outcome.unregistered)),
                             Words(session, " diduga belum terdaftar", " suspected unregistered")));
  }
  if (!outcome.verdicts.empty() || session.format() != Format::kTable) session.Print(table, all);
  return outcome.accepted == outcome.rows ? 0 : kSomeRefused;
}

// Sends the rows of a file, a page at a time. `send` makes one call.
template <typename Request, typename Response, typename Send>
absl::StatusOr<int> Import(const Session& session, const Arguments& arguments,
                           const std::vector<std::string>& columns, Send send) {
  PARITRANA_ASSIGN_OR_RETURN(const csv::Table table, csv::Table::Read(arguments.input, columns));
  Outcome outcome;
  outcome.rows = table.rows();
  Patience patience;
  for (std::size_t first = 0; first < table.rows(); first += kRowsPerCall) {
    Request request;
    request.mutable_source()->set_name(arguments.source);
    request.mutable_source()->set_as_of(arguments.as_of);
    request.mutable_source()->set_example(arguments.example);
    const std::size_t end = std::min(table.rows(), first + kRowsPerCall);
    for (std::size_t row = first; row < end; ++row) {
      PARITRANA_RETURN_IF_ERROR(Fill(table, row, *request.add_rows()));
    }
    Response response;
    PARITRANA_RETURN_IF_ERROR(Call(
        patience, [&](grpc::ClientContext* context) { return send(context, request, &response); }));
    Take(response, first, outcome);
  }
  return Report(session, outcome);
}

absl::StatusOr<int> ImportHeadcounts(const Session& session, const Arguments& arguments) {
  const auto stub = v1::FindingService::NewStub(session.Compliance());
  return Import<v1::ImportHeadcountsRequest, v1::ImportHeadcountsResponse>(
      session, arguments, {"employer_ref", "workers"},
      [&](auto* context, const auto& request, auto* response) {
        return stub->ImportHeadcounts(context, request, response);
      });
}

absl::StatusOr<int> ImportMinimumWages(const Session& session, const Arguments& arguments) {
  const auto stub = v1::FindingService::NewStub(session.Compliance());
  return Import<v1::ImportMinimumWagesRequest, v1::ImportMinimumWagesResponse>(
      session, arguments, {"region", "year", "rupiah"},
      [&](auto* context, const auto& request, auto* response) {
        return stub->ImportMinimumWages(context, request, response);
      });
}

absl::StatusOr<int> ImportObliged(const Session& session, const Arguments& arguments) {
  const auto stub = v1::FindingService::NewStub(session.Compliance());
  return Import<v1::ImportObligedUndertakingsRequest, v1::ImportObligedUndertakingsResponse>(
      session, arguments, {"nib", "region", "employer_ref"},
      [&](auto* context, const auto& request, auto* response) {
        return stub->ImportObligedUndertakings(context, request, response);
      });
}

void Add(CLI::App& command, Session& session,
         absl::StatusOr<int> (*action)(const Session&, const Arguments&)) {
  const auto arguments = AddAction(command, session, kExamples, action);
  command.add_option("--input", arguments->input, "CSV file")->required();
  command.add_option("--source", arguments->source, "Where the rows come from")->required();
  command.add_option("--as-of", arguments->as_of, "Day for which they hold, 2024-12-31")
      ->required();
  command.add_flag("--example", arguments->example, "Marks them as examples wherever shown");
}

}  // namespace

void AddEmployersImports(CLI::App& employers, Session& session) {
  Add(*employers.add_subcommand("import-headcounts", "Import how many workers employers state"),
      session, ImportHeadcounts);
  Add(*employers.add_subcommand("import-minimum-wages", "Import minimum wages by region and year"),
      session, ImportMinimumWages);
  Add(*employers.add_subcommand("import-obliged", "Import undertakings obliged to register"),
      session, ImportObliged);
}

}  // namespace paritrana::cli
