// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cli/session.h"
#include "cli/uploads/upload.h"

namespace paritrana::cli {

// Prints what came of the rows of the file at `path`, writes the refused ones to `rejects_path`
// (empty: not asked for), and returns the exit code: 0, or kSomeRefused.
absl::StatusOr<int> ReportFindings(const Session& session, const Uploaded& uploaded,
                                   const std::string& path, const std::string& rejects_path);

}  // namespace paritrana::cli
