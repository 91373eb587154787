// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/domain/chunk_judge.h"

namespace paritrana::compliance {

// What a stream that only validates remembers from call to call, because nothing is kept: the lines
// judged so far and what the submission would hold. About 300 bytes a line. One thread.
class Rehearsal {
 public:
  ChunkJudge judge;
  std::optional<Submission> submission;  // as it would be; nothing before the first call
};

}  // namespace paritrana::compliance
