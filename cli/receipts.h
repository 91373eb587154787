// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cli/endpoints.h"
#include "paritrana/common/v1/position.pb.h"

// Where the facts of the last import stand, so that a post that follows at once is never too quick.
// They are kept beside the endpoints file, whose installation they belong to; without such a file
// nothing is kept.
namespace paritrana::cli {

// Adds a position of registration.participants.v1 to what is kept. FILE_UNWRITABLE.
absl::Status KeepImport(const Endpoints& endpoints, const common::v1::Position& position);

// What is kept; empty if nothing is, or if it can't be read.
common::v1::Position LastImport(const Endpoints& endpoints);

// Writes a position to a file, or reads one from it (--receipt, --after). FILE_UNWRITABLE;
// FILE_UNREADABLE, FILE_HEADER_UNKNOWN.
absl::Status WritePosition(const std::string& path, const common::v1::Position& position);
absl::StatusOr<common::v1::Position> ReadPosition(const std::string& path);

}  // namespace paritrana::cli
