// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"

namespace paritrana::compliance {

// Employers that the month-end close looks at together, in order of their ids.
struct CloseBlock {
  Month month;                            // whose books are closed
  absl::CivilDay as_of;                   // the last day that the books of the month take in
  absl::CivilDay today;                   // in WIB, when the block is closed
  std::span<const EmployerId> employers;  // never empty
  std::optional<EmployerId> after;        // the last one of the block before
};

// Something that is done for every employer when the books of a month are closed: detection of
// findings, say.
//
// A step is called once a block, after the block's obligations and missing declarations were
// committed and before the block counts as done. A close that is cut off in between begins again
// with that block: a step must give the same when it is run twice. It works in transactions of its
// own, holds no more than one block in memory, and is called by one thread at a time. A failure
// stops the close, which is taken up again with this block.
class CloseStep {
 public:
  virtual ~CloseStep() = default;

  // For logs and metrics: "findings".
  virtual std::string_view name() const = 0;

  virtual absl::Status Run(const CloseBlock& block, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
