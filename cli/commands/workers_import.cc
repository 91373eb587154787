// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/calls/import_workers.h"
#include "cli/commands/commands.h"
#include "cli/commands/findings_report.h"
#include "cli/files/file_id.h"
#include "cli/files/words.h"
#include "cli/files/workers_file.h"
#include "cli/receipts.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana workers import tk-baru.csv --employer A1234567-000
  paritrana workers import tk-baru.csv --employer A1234567-000 --rejects perbaiki.csv
  paritrana workers import tk-baru.csv --employer A1234567-000 --validate-only
  paritrana -o json workers import penerima.csv --employer PEMDA6474-000 --segment BPU

The file is a CSV with the SIPP columns "Data TK Baru": docs/formats/workers-csv.md.
Sending a file again is harmless.)";

struct Arguments {
  std::string file;
  std::string employer;
  std::string segment = "PU";
  std::string import_id;
  std::string rejects;
  std::string receipt;
  bool validate_only = false;
};

void WarnAboutFile(const Session& session, const Sheet& sheet) {
  if (!sheet.unknown_columns().empty()) {
    session.Warn("not used: column " + absl::StrJoin(sheet.unknown_columns(), ", "));
  }
  if (sheet.ends_open()) session.Warn("the file has no line end at its end: is it complete?");
}

absl::StatusOr<ImportOutcome> Import(const Session& session,
                                     const registration::v1::ImportHeader& header,
                                     const WorkersFile& file) {
  if (file.workers.empty()) return ImportOutcome();
  const auto stub = registration::v1::WorkerService::NewStub(session.Registration());
  Progress progress = session.MakeProgress();
  WorkerImporter importer(*stub, Patience(), [&](std::uint64_t durable) {
    progress.Update("importing", durable, file.workers.size());
  });
  return importer.Import(header, file.workers);
}

absl::Status KeepReceipt(const Session& session, const Arguments& arguments,
                         const Position& position) {
  const common::v1::Position message = rpc::ToProto(position);
  if (!arguments.receipt.empty()) {
    PARITRANA_RETURN_IF_ERROR(WritePosition(arguments.receipt, message));
  }
  return KeepImport(session.endpoints(), message);
}

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const common::v1::Segment segment, ParseSegment(arguments.segment));
  PARITRANA_ASSIGN_OR_RETURN(const WorkersFile file,
                             ReadWorkersFile(arguments.file, {arguments.employer, segment}));
  WarnAboutFile(session, file.sheet);
  const std::string import_id =
      arguments.import_id.empty() ? FileId(arguments.file, file.content_hash) : arguments.import_id;
  registration::v1::ImportHeader header;
  header.set_import_id(import_id);
  header.set_validate_only(arguments.validate_only);
  PARITRANA_ASSIGN_OR_RETURN(ImportOutcome outcome, Import(session, header, file));
  if (!arguments.validate_only) {
    PARITRANA_RETURN_IF_ERROR(KeepReceipt(session, arguments, outcome.position));
  }
  FileReport report{file.sheet, arguments.file, arguments.rejects, file.refused, {}, 0};
  report.facts = {{"import", import_id}};
  report.accepted = outcome.accepted;
  AddVerdicts(
      outcome.verdicts, file.places,
      [](std::size_t, const std::string& field) { return WorkersColumn(field); }, &report.findings);
  return ReportFindings(session, std::move(report));
}

}  // namespace

void AddWorkersImport(CLI::App& workers, Session& session) {
  CLI::App* command = workers.add_subcommand("import", "Register a list of workers from a file");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->file, "CSV file")->required();
  command->add_option("--employer", arguments->employer,
                      "Payer \"npp-division\" of rows without PEMBERI_KERJA");
  command->add_option("--segment", arguments->segment, "Segment of rows without SEGMEN")
      ->capture_default_str();
  command->add_option("--import-id", arguments->import_id,
                      "Id of the import; made from the file's name and content otherwise");
  command->add_option("--rejects", arguments->rejects, "Write rejected rows there, to be mended");
  command->add_option("--receipt", arguments->receipt,
                      "Write the position of the facts there, for post --after");
  command->add_flag("--validate-only", arguments->validate_only,
                    "Judge the rows as they would be judged now; keep nothing");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
