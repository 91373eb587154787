// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "services/compliance/application/contribution_ledger.h"

namespace paritrana::compliance {

// Where a submission stands in the tables, as a transaction's read found it: what its writes build
// on. Numbers that are 0 are not kept yet.
struct SubmissionPlace {
  SubmissionKey key;
  std::int64_t run_no = 0;
  std::int64_t submission_no = 0;
  std::int64_t chunk_no = 0;
};

}  // namespace paritrana::compliance
