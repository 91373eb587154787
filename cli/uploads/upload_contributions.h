// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cli/uploads/upload.h"

namespace paritrana::cli {

// UploadFile for contributions; findings come unsorted.
absl::StatusOr<Uploaded> UploadContributions(const Session& session,
                                             std::shared_ptr<const workbook::Book> book,
                                             const std::string& name, const UploadOptions& options);

}  // namespace paritrana::cli
