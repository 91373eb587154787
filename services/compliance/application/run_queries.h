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
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/domain/verdict.h"

namespace paritrana::compliance {

// Names a payer's period.
struct PayerPeriod {
  EmployerId payer;
  Month period;
};

// One run with what its submissions hold together.
struct RunView {
  std::string run;
  int kind = 0;                 // number of paritrana.compliance.v1.RunKind
  std::string replaces_run;     // empty unless a replacement
  std::string replaced_by_run;  // empty if none has
  std::uint64_t submissions = 0;
  std::uint64_t open_submissions = 0;
  Totals totals;
  std::uint64_t live_lines = 0;  // that count now
};

// A list in pages; `next` leads to the page after this one and says nothing to a caller.
template <typename Row>
struct NumberedPage {
  std::vector<Row> rows;
  std::optional<std::int64_t> next;
};

// Rows after `after`, 0 from the start, at most `size`.
struct PageWanted {
  std::int64_t after = 0;
  int size = 0;
};

// A submission with the name it has in its run.
struct NamedSubmission {
  std::string name;
  Submission submission;
};

// Answers questions about the payroll runs of a period; changes nothing. Thread-safe.
class RunQueries {
 public:
  virtual ~RunQueries() = default;

  // RUN_UNKNOWN.
  virtual absl::StatusOr<RunView> FindRun(const PayerPeriod& period, const std::string& run,
                                          absl::Time deadline) = 0;

  // In order of their first submission.
  virtual absl::StatusOr<NumberedPage<RunView>> ListRuns(const PayerPeriod& period,
                                                         const PageWanted& page,
                                                         absl::Time deadline) = 0;

  // In the order they were opened. RUN_UNKNOWN.
  virtual absl::StatusOr<NumberedPage<NamedSubmission>> ListSubmissions(const PayerPeriod& period,
                                                                        const std::string& run,
                                                                        const PageWanted& page,
                                                                        absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
