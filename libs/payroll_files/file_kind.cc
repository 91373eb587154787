// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/file_kind.h"

#include <tuple>

#include "libs/payroll_files/contributions_file.h"
#include "libs/payroll_files/sheet.h"
#include "libs/payroll_files/workers_file.h"

namespace paritrana::files {

absl::StatusOr<FileKind> DetectKind(const workbook::Book& book) {
  const auto rank = [](const SheetPlace& place) {
    return std::make_tuple(place.named, place.used + place.understood, place.complete);
  };
  const absl::StatusOr<SheetPlace> workers = FindSheet(book, WorkersForm());
  const absl::StatusOr<SheetPlace> contributions = FindSheet(book, ContributionsForm());
  if (!workers.ok() && !contributions.ok()) return contributions.status();
  if (!workers.ok()) return FileKind::kContributions;
  if (!contributions.ok()) return FileKind::kWorkers;
  return rank(*workers) > rank(*contributions) ? FileKind::kWorkers : FileKind::kContributions;
}

}  // namespace paritrana::files
