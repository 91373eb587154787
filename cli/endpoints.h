// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace paritrana::cli {

// Where the services are. Without a file, the usual ports on this machine.
struct Endpoints {
  std::string gateway = "http://127.0.0.1:7100";
  std::string registration = "127.0.0.1:7101";
  std::string compliance = "127.0.0.1:7102";
  std::string scoring = "127.0.0.1:7103";
  // The file they were read from; empty if none.
  std::string file;
};

// Reads {"gateway":…,"registration":…,"compliance":…,"scoring":…} from `file`; if that is empty,
// from the file that PARITRANA_ENDPOINTS names; else from .local/demo/endpoints.json below the
// working directory if there is one. FILE_UNREADABLE, CONFIG_INVALID.
absl::StatusOr<Endpoints> FindEndpoints(const std::string& file);

}  // namespace paritrana::cli
