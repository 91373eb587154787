// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <string>

#include <google/protobuf/message.h>

#include "absl/status/status.h"

namespace paritrana::cli {

// Reads a request from a file of the same JSON as the web API takes, or from `standard_input` for
// "-": identity numbers and names never stand on a command line, where other users of the machine
// see them. The errors of files::ReadFile; JSON_INVALID, which never repeats the content.
absl::Status ReadRequestFile(const std::string& path, std::istream& standard_input,
                             google::protobuf::Message& request);

}  // namespace paritrana::cli
