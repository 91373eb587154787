// SPDX-License-Identifier: Apache-2.0
#include "cli/uploads/upload_workers.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "cli/calls/import_workers.h"
#include "cli/receipts.h"
#include "cli/uploads/verdicts.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/file_id.h"
#include "libs/payroll_files/words.h"
#include "libs/payroll_files/workers_file.h"
#include "libs/rpc/position.h"

namespace paritrana::cli {
namespace {

absl::StatusOr<files::WorkersFile> Read(std::shared_ptr<const workbook::Book> book,
                                        const UploadOptions& options) {
  files::WorkersOptions reading;
  reading.employer = options.payer;
  reading.check_rows = options.check_rows;
  reading.employer_may_lack = options.phase == UploadPhase::kLook;
  PARITRANA_ASSIGN_OR_RETURN(reading.segment, files::ParseSegment(options.segment));
  return files::ReadWorkers(std::move(book), reading);
}

void WarnAboutFile(const Session& session, const files::Sheet& sheet) {
  if (!sheet.unknown_columns().empty()) {
    session.Warn("not used: column " + absl::StrJoin(sheet.unknown_columns(), ", "));
  }
  if (sheet.ends_open()) session.Warn("the file has no line end at its end: is it complete?");
}

absl::StatusOr<ImportOutcome> Import(const Session& session, const std::string& import_id,
                                     const files::WorkersFile& file, UploadPhase phase) {
  if (file.workers.empty() || phase == UploadPhase::kLook) return ImportOutcome();
  const auto stub = registration::v1::WorkerService::NewStub(session.Registration());
  Progress progress = session.MakeProgress();
  WorkerImporter importer(*stub, Patience(), [&](std::uint64_t durable) {
    progress.Update(phase == UploadPhase::kCommit ? "importing" : "judging", durable,
                    file.workers.size());
  });
  registration::v1::ImportHeader header;
  header.set_import_id(import_id);
  header.set_validate_only(phase == UploadPhase::kValidate);
  return importer.Import(header, file.workers);
}

}  // namespace

absl::StatusOr<Uploaded> UploadWorkers(const Session& session,
                                       std::shared_ptr<const workbook::Book> book,
                                       const std::string& name, const UploadOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(files::WorkersFile file, Read(std::move(book), options));
  WarnAboutFile(session, file.sheet);
  const std::string id = options.id.empty() ? files::FileId(name, file.content_hash) : options.id;
  PARITRANA_ASSIGN_OR_RETURN(const ImportOutcome outcome, Import(session, id, file, options.phase));
  Uploaded uploaded{files::FileKind::kWorkers,
                    std::move(file.sheet),
                    std::move(file.refused),
                    outcome.accepted,
                    0,
                    0,
                    {},
                    rpc::ToProto(outcome.position)};
  if (options.phase == UploadPhase::kCommit) {
    uploaded.facts = {{"import", id}};
    PARITRANA_RETURN_IF_ERROR(KeepImport(session.endpoints(), uploaded.position));
  }
  AddVerdicts(
      outcome.verdicts, file.places,
      [](std::size_t, const std::string& field) { return files::WorkersColumn(field); },
      &uploaded.findings);
  return uploaded;
}

}  // namespace paritrana::cli
