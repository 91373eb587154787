// SPDX-License-Identifier: Apache-2.0
// Whole payroll files of both kinds: every row is either read or refused with a reason, and the
// file of refused rows is one that can be read.
#include <cstddef>
#include <cstdint>

#include "libs/base/check.h"
#include "libs/payroll_files/contributions_file.h"
#include "libs/payroll_files/file_kind.h"
#include "libs/payroll_files/rejects.h"
#include "libs/payroll_files/workers_file.h"

namespace {

using namespace paritrana::files;  // NOLINT: a fuzzer reads like a test

template <typename File>
void Check(const absl::StatusOr<File>& file, std::size_t good) {
  PARITRANA_CHECK(good + CountRefusedRows(file->refused) == file->sheet.rows());
  for (const RowFinding& finding : file->refused) {
    PARITRANA_CHECK(!finding.finding.text_id().empty() && finding.place.line > 0);
  }
  const absl::StatusOr<std::string> rejects = MakeRejects(file->sheet, file->refused);
  PARITRANA_CHECK(rejects.ok());
  PARITRANA_CHECK(paritrana::workbook::OpenBook(*rejects).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto opened =
      paritrana::workbook::OpenBook(std::string(reinterpret_cast<const char*>(data), size));
  if (!opened.ok()) return 0;
  const std::shared_ptr<const paritrana::workbook::Book> book = *std::move(opened);
  const absl::StatusOr<FileKind> kind = DetectKind(*book);
  if (!kind.ok()) return 0;
  const auto contributions = ReadContributions(book, {.check_identities = true});
  if (contributions.ok()) Check(contributions, contributions->lines.size());
  const auto workers = ReadWorkers(book, {.employer = "A1-000", .check_rows = true});
  if (workers.ok()) Check(workers, workers->workers.size());
  return 0;
}
