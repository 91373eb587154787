// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/files/refusal.h"
#include "cli/files/sheet.h"
#include "paritrana/registration/v1/workers.pb.h"

namespace paritrana::cli {

// What a list of workers leaves out.
struct WorkersDefaults {
  std::string employer;  // "npp-division"; empty if the file has a column PEMBERI_KERJA
  common::v1::Segment segment = common::v1::SEGMENT_PU;
};

// A list of new workers (docs/formats/workers-csv.md: the SIPP columns and some more).
struct WorkersFile {
  Sheet sheet;
  std::string content_hash;
  // The rows that could be read, in order; worker i stands at places[i].
  std::vector<registration::v1::Worker> workers;
  std::vector<RowPlace> places;
  // The rows that could not, which are not among the workers.
  std::vector<RowFinding> refused;
};

// Reads a list. Rows that can't be read are refused one by one; errors are those of Sheet::Open.
absl::StatusOr<WorkersFile> ReadWorkersFile(const std::string& path,
                                            const WorkersDefaults& defaults);

// The column behind a field path of a service's finding; the path itself if there is none.
std::string WorkersColumn(std::string_view field);

}  // namespace paritrana::cli
