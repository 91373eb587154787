// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "services/compliance/domain/verdict.h"

namespace paritrana::compliance {

// Where a page of waiting lines ended.
struct WaitingCursor {
  absl::Time since;
  std::int64_t submission_no = 0;
  std::uint64_t line_no = 0;
};

struct WaitingPageQuery {
  EmployerId payer;
  std::optional<Month> period;
  bool ambiguous_only = false;
  std::optional<WaitingCursor> after;
  int page_size = 0;
};

// A line that waits, as its payer sees it.
struct WaitingView {
  Month period;
  std::string run;
  std::string submission;
  Verdict verdict;
  absl::Time since;
  absl::Time until;
};

struct WaitingPage {
  std::vector<WaitingView> lines;
  std::optional<WaitingCursor> next;  // nothing: there are no more
};

// Shows the lines that wait, the longest waiting first; changes nothing. Thread-safe.
class WaitingQueries {
 public:
  virtual ~WaitingQueries() = default;

  virtual absl::StatusOr<WaitingPage> ListWaiting(const WaitingPageQuery& query,
                                                  absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
