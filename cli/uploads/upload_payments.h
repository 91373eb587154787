// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cli/uploads/upload.h"

namespace paritrana::cli {

// Posts the payments of a file, several at once: each counts by itself, under its own reference, so
// that the same file again changes nothing. `payer` pays rows without PEMBAYAR. Errors are about
// the file as a whole, or say that the service cannot be reached.
absl::StatusOr<Uploaded> UploadPayments(const Session& session,
                                        std::shared_ptr<const workbook::Book> book,
                                        const std::string& payer);

}  // namespace paritrana::cli
