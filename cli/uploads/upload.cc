// SPDX-License-Identifier: Apache-2.0
#include "cli/uploads/upload.h"

#include "cli/uploads/upload_contributions.h"
#include "cli/uploads/upload_workers.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {

absl::StatusOr<Uploaded> UploadFile(const Session& session,
                                    std::shared_ptr<const workbook::Book> book,
                                    const std::string& name, const UploadOptions& options) {
  std::optional<files::FileKind> kind = options.kind;
  if (!kind.has_value()) {
    PARITRANA_ASSIGN_OR_RETURN(kind, files::DetectKind(*book));
  }
  PARITRANA_ASSIGN_OR_RETURN(Uploaded uploaded,
                             kind == files::FileKind::kWorkers
                                 ? UploadWorkers(session, std::move(book), name, options)
                                 : UploadContributions(session, std::move(book), name, options));
  files::SortByRow(&uploaded.findings);
  uploaded.refused = files::CountRefusedRows(uploaded.findings);
  if (options.phase == UploadPhase::kLook) {
    uploaded.accepted = uploaded.sheet.rows() - uploaded.refused;
  }
  return uploaded;
}

}  // namespace paritrana::cli
