// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/compliance/application/contribution_ledger.h"

namespace paritrana::compliance {

// A line as anybody with access to the submission may see it: without identity or wage.
struct LineView {
  Verdict verdict;
  std::optional<CoveredRange> covered;  // nothing if the line's own checks failed
  std::optional<Segment> segment;
  std::optional<std::uint64_t> region;  // region key; nothing unless it counts
  Rupiah amount;
  Standing standing = Standing::kNone;
  LineAction action = LineAction::kAdd;
  std::string payroll_number;
  AmountsByProgramme amounts;  // zero unless it counts or waits, or did
};

struct LinePageQuery {
  SubmissionKey key;
  std::optional<VerdictKind> only;
  std::uint64_t after_line_no = 0;
  int page_size = 0;
};

struct LinePage {
  std::vector<LineView> lines;
  bool more = false;
};

// Answers questions about what is stored; changes nothing. Thread-safe.
class SubmissionQueries {
 public:
  virtual ~SubmissionQueries() = default;

  // Finds the payer "npp-division" in the copy of registration's facts. PAYER_UNKNOWN.
  virtual absl::StatusOr<EmployerId> FindPayer(std::string_view employer_ref,
                                               absl::Time deadline) = 0;

  // Nothing if no line of it has arrived.
  virtual absl::StatusOr<std::optional<Submission>> FindSubmission(const SubmissionKey& key,
                                                                   absl::Time deadline) = 0;

  // SUBMISSION_UNKNOWN.
  virtual absl::StatusOr<LinePage> ListLines(const LinePageQuery& query, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
