// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cli/drop/drop_folder.h"
#include "cli/session.h"
#include "cli/uploads/upload.h"

namespace paritrana::cli {

// How one dropped file ended.
enum class DropResult {
  kAccepted,  // every row counts
  kRefused,   // rows were refused, or the file as a whole
  kLater,     // a service could not be reached: it stays in processing/
};

// Takes files of processing/ through UploadFile and says in ack/ what came of each. What a file's
// name does not say comes from `usual`. Doing a file again after a kill makes the same of it.
class DropProcessor {
 public:
  // All must outlive it.
  DropProcessor(const Session& session, DropFolder& folder, const UploadOptions& usual)
      : session_(session), folder_(folder), usual_(usual) {}

  // FILE_UNWRITABLE if the folder cannot be written; the file stays in processing/ then.
  absl::StatusOr<DropResult> Process(const std::string& name);

 private:
  absl::StatusOr<DropResult> Accept(const std::string& name, const std::string& hash,
                                    const UploadOptions& options, const Uploaded& uploaded);
  absl::StatusOr<DropResult> Refuse(const std::string& name, const std::string& hash,
                                    const absl::Status& error);

  const Session& session_;
  DropFolder& folder_;
  const UploadOptions& usual_;
};

}  // namespace paritrana::cli
