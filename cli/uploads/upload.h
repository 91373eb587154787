// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/session.h"
#include "libs/payroll_files/file_kind.h"
#include "libs/payroll_files/row_finding.h"
#include "libs/payroll_files/sheet.h"
#include "libs/workbook/book.h"
#include "paritrana/common/v1/position.pb.h"

namespace paritrana::cli {

// How far a file goes.
enum class UploadPhase {
  kLook,      // it is only read and checked here
  kValidate,  // the services judge it too, and keep nothing
  kCommit,    // what is good counts
};

// What is sent of a file.
struct UploadOptions {
  UploadPhase phase = UploadPhase::kCommit;
  // Told by the header if absent.
  std::optional<files::FileKind> kind;
  // "npp-division": who pays, or who employs the workers of rows without PEMBERI_KERJA.
  std::string payer;
  // Of contributions: the month in any form that people write, and the payroll run.
  std::string period;
  std::string run = "main";
  // Of rows without SEGMEN.
  std::string segment = "PU";
  // Id of the submission or import; made from the file's name and content if empty.
  std::string id;
  // Facts of registration to wait for; those of the last import if absent.
  std::optional<common::v1::Position> after;
  // Checks each row here as far as it can be, before a service does.
  bool check_rows = true;
};

// What came of a file.
struct Uploaded {
  files::FileKind kind;
  files::Sheet sheet;
  // Sorted by row.
  std::vector<files::RowFinding> findings;
  std::size_t accepted = 0;  // rows; those that are fine so far if it was only looked at
  std::size_t waiting = 0;   // rows kept, not counted yet
  std::size_t refused = 0;   // rows
  // What was made, by name: {"submission", "payers/…"}.
  std::vector<std::pair<std::string, std::string>> facts;
  // Of an import: where its facts stand.
  common::v1::Position position;
};

// Reads a file that is named `name` and takes it as far as asked: rows that can't be read are left
// out, the others are judged one by one. The same file again gives the same result, since ids come
// from its name and content. Errors are about the file as a whole: those of the forms, of the
// services, and FIELD_REQUIRED where payer or period is missing.
absl::StatusOr<Uploaded> UploadFile(const Session& session,
                                    std::shared_ptr<const workbook::Book> book,
                                    const std::string& name, const UploadOptions& options);

}  // namespace paritrana::cli
