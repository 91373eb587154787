// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/files/refusal.h"
#include "cli/files/sheet.h"
#include "paritrana/compliance/v1/submissions.pb.h"

namespace paritrana::cli {

// What a contributions sheet leaves out.
struct ContributionsDefaults {
  common::v1::Segment segment = common::v1::SEGMENT_PU;
};

// A monthly contributions sheet (docs/formats/contributions-csv.md), turned into lines.
struct ContributionsFile {
  Sheet sheet;
  std::string content_hash;
  // The rows that could be read, in order; line i stands at places[i].
  std::vector<compliance::v1::ContributionLine> lines;
  std::vector<RowPlace> places;
  // The rows that could not, which are not among the lines.
  std::vector<RowFinding> refused;
};

// Reads a sheet. Rows that can't be read are refused one by one; errors are those of Sheet::Open.
absl::StatusOr<ContributionsFile> ReadContributionsFile(const std::string& path,
                                                        const ContributionsDefaults& defaults);

// The column behind a field path of a service's finding about `line`; the path itself if there is
// none.
std::string ContributionsColumn(std::string_view field,
                                const compliance::v1::ContributionLine& line);

}  // namespace paritrana::cli
