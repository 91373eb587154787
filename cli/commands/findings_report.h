// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/files/refusal.h"
#include "cli/files/sheet.h"
#include "cli/session.h"

namespace paritrana::cli {

// What was sent of a file, and what came of it.
struct FileReport {
  const Sheet& sheet;
  std::string path;
  std::string rejects_path;  // empty: not asked for
  std::vector<RowFinding> findings;
  // What was done, as JSON fields of its own: {"importId":…}.
  std::vector<std::pair<std::string, std::string>> facts;
  std::size_t accepted = 0;
};

// Prints what came of a file's rows, writes the refused ones where they were asked for, and returns
// the exit code: 0, or kSomeRefused.
absl::StatusOr<int> ReportFindings(const Session& session, FileReport report);

// Adds the findings of verdicts about the lines at `places`. `column_of` turns a line's index and a
// field path into a column.
template <typename Verdicts, typename ColumnOf>
void AddVerdicts(const Verdicts& verdicts, const std::vector<RowPlace>& places, ColumnOf column_of,
                 std::vector<RowFinding>* findings) {
  for (const auto& [line_no, verdict] : verdicts) {
    if (line_no == 0 || line_no > places.size()) continue;
    const std::size_t index = line_no - 1;
    const bool refused = verdict.kind() == common::v1::VERDICT_KIND_REJECTED;
    for (const common::v1::Finding& finding : verdict.findings()) {
      findings->push_back({places[index], column_of(index, finding.field()), finding, refused});
    }
  }
}

}  // namespace paritrana::cli
