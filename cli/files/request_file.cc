// SPDX-License-Identifier: Apache-2.0
#include "cli/files/request_file.h"

#include <cstddef>
#include <string_view>

#include <google/protobuf/util/json_util.h>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/file_bytes.h"

namespace paritrana::cli {
namespace {

// Far more than any request has; a stream has no size to ask for.
constexpr std::size_t kInputBytesMax = 1 << 20;

absl::StatusOr<std::string> ReadInput(std::istream& input) {
  std::string text(kInputBytesMax + 1, '\0');
  input.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(input.gcount()));
  if (text.size() > kInputBytesMax) return MakeError("FILE_TOO_LARGE", "-");
  return text;
}

}  // namespace

absl::Status ReadRequestFile(const std::string& path, std::istream& standard_input,
                             google::protobuf::Message& request) {
  PARITRANA_ASSIGN_OR_RETURN(const std::string text,
                             path == "-" ? ReadInput(standard_input) : files::ReadFile(path));
  const bool read = google::protobuf::util::JsonStringToMessage(text, &request).ok();
  if (read) return absl::OkStatus();
  return MakeError("JSON_INVALID", "--input",
                   "not the JSON of a " + std::string(request.GetDescriptor()->name()));
}

}  // namespace paritrana::cli
