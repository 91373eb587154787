// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/commands/findings_report.h"
#include "cli/receipts.h"
#include "cli/uploads/upload.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/file_bytes.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana workers import tk-baru.csv --employer A1234567-000
  paritrana workers import tk-baru.csv --employer A1234567-000 --rejects perbaiki.csv
  paritrana workers import tk-baru.csv --employer A1234567-000 --validate-only
  paritrana -o json workers import penerima.csv --employer PEMDA6474-000 --segment BPU

The file is a workbook or CSV with the SIPP columns "Data TK Baru": docs/formats/workers-csv.md.
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

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  UploadOptions options;
  options.kind = files::FileKind::kWorkers;
  options.payer = arguments.employer;
  options.segment = arguments.segment;
  options.id = arguments.import_id;
  options.check_rows = false;
  if (arguments.validate_only) options.phase = UploadPhase::kValidate;
  PARITRANA_ASSIGN_OR_RETURN(auto book, files::OpenFile(arguments.file));
  PARITRANA_ASSIGN_OR_RETURN(const Uploaded uploaded,
                             UploadFile(session, std::move(book), arguments.file, options));
  if (!arguments.validate_only && !arguments.receipt.empty()) {
    PARITRANA_RETURN_IF_ERROR(WritePosition(arguments.receipt, uploaded.position));
  }
  return ReportFindings(session, uploaded, arguments.file, arguments.rejects);
}

}  // namespace

void AddWorkersImport(CLI::App& workers, Session& session) {
  CLI::App* command = workers.add_subcommand("import", "Register a list of workers from a file");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->file, "CSV file or workbook (XLSX)")->required();
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
