// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/payroll_files/row_finding.h"
#include "libs/payroll_files/sheet.h"
#include "paritrana/compliance/v1/submissions.pb.h"

namespace paritrana::files {

// The columns (docs/formats/contributions-csv.md).
const SheetForm& ContributionsForm();

struct ContributionsOptions {
  // Of rows that leave it out.
  common::v1::Segment segment = common::v1::SEGMENT_PU;
  // Refuses identity numbers here whose form is wrong, before a service does.
  bool check_identities = false;
};

// A monthly contributions sheet, turned into lines.
struct ContributionsFile {
  Sheet sheet;
  std::string content_hash;
  // The rows that could be read, in order; line i stands at places[i].
  std::vector<compliance::v1::ContributionLine> lines;
  std::vector<RowPlace> places;
  // Why the other rows could not, which are not among the lines.
  std::vector<RowFinding> refused;
};

// Reads a sheet. Rows that can't be read are refused one by one; errors are those of Sheet::Open.
absl::StatusOr<ContributionsFile> ReadContributions(std::shared_ptr<const workbook::Book> book,
                                                    const ContributionsOptions& options);
// The same from the disk.
absl::StatusOr<ContributionsFile> ReadContributionsFile(const std::string& path,
                                                        const ContributionsOptions& options);

// The column behind a field path of a service's finding about `line`; the path itself if there is
// none.
std::string ContributionsColumn(std::string_view field,
                                const compliance::v1::ContributionLine& line);

}  // namespace paritrana::files
