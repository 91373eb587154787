// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/payroll_files/row_finding.h"
#include "libs/payroll_files/sheet.h"
#include "paritrana/registration/v1/workers.pb.h"

namespace paritrana::files {

// The columns (docs/formats/workers-csv.md: those of the SIPP workbook "Data TK Baru", some more).
const SheetForm& WorkersForm();

struct WorkersOptions {
  // Payer "npp-division" of rows without PEMBERI_KERJA; empty if the file has that column.
  std::string employer = {};
  // Of rows that leave it out.
  common::v1::Segment segment = common::v1::SEGMENT_PU;
  // Checks here, before a service does, what a row says about itself: form of the numbers, birth
  // date and sex against the NIK, order of the days, the wage, and that no one stands there twice.
  bool check_rows = false;
  // Lets a file without any employer pass, to be looked at only.
  bool employer_may_lack = false;
};

// A list of new workers.
struct WorkersFile {
  Sheet sheet;
  std::string content_hash;
  // The rows that could be read, in order; worker i stands at places[i].
  std::vector<registration::v1::Worker> workers;
  std::vector<RowPlace> places;
  // Why the other rows could not, which are not among the workers.
  std::vector<RowFinding> refused;
};

// Reads a list. Rows that can't be read are refused one by one; errors are those of Sheet::Open.
absl::StatusOr<WorkersFile> ReadWorkers(std::shared_ptr<const workbook::Book> book,
                                        const WorkersOptions& options);
// The same from the disk.
absl::StatusOr<WorkersFile> ReadWorkersFile(const std::string& path, const WorkersOptions& options);

// The column behind a field path of a service's finding; the path itself if there is none.
std::string WorkersColumn(std::string_view field);

}  // namespace paritrana::files
