// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/scoring/application/edition.h"

namespace paritrana::scoring {

// Reads an edition with its method and its denominators: `data_dir`/editions/`edition`, and from
// there `data_dir`/methods and `data_dir`/denominators (data/editions/README.md). CONFIG_INVALID
// names the file and what is wrong in it; nothing unknown is accepted.
absl::StatusOr<Edition> LoadEdition(const std::string& data_dir, const std::string& edition);

}  // namespace paritrana::scoring
