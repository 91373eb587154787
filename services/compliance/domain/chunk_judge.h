// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/finding.h"
#include "services/compliance/domain/membership.h"

namespace paritrana::compliance {

// What is known about a checked line's worker and about the lines already in the ledger.
struct LineFacts {
  std::optional<Pseudonym> worker;           // nothing: nobody with this number is known
  std::vector<Membership> memberships;       // of this worker with this payer
  std::optional<LineReference> same_id;      // the run's accepted line with the same line id
  std::optional<LineReference> same_months;  // the accepted line of the same worker, payer and
                                             // segment that covers one of the same months
};

// A contribution that counts: what the ledger keeps and the facts carry.
struct Contribution {
  Pseudonym worker;
  Declaration declaration;
  std::uint64_t region = 0;  // region key it counts in
  std::uint8_t worker_kind = 0;
  std::uint8_t sponsor_kind = 0;
};

// Either a contribution or the findings that refuse it.
struct Judgement {
  std::optional<Contribution> contribution;
  Findings findings;
};

// Judges the new lines of one chunk in order, so that a line is also held against those accepted
// before it in the same chunk.
//
// One chunk, one judge. Not thread-safe.
class ChunkJudge {
 public:
  explicit ChunkJudge(std::string submission) : submission_(std::move(submission)) {}

  // WORKER_UNKNOWN, EMPLOYMENT_UNKNOWN, LINE_ID_REPEATED, DUPLICATE_WORKER_MONTH.
  Judgement Judge(std::uint64_t line_no, std::string_view line_id, const Declaration& declaration,
                  const LineFacts& facts);

 private:
  struct Claim {
    CoveredRange covered;
    std::uint64_t line_no;
  };
  using WorkerSegment = std::pair<Pseudonym, Segment>;

  std::optional<LineReference> SameId(std::string_view line_id, const LineFacts& facts) const;
  std::optional<LineReference> SameMonths(const WorkerSegment& key, const CoveredRange& covered,
                                          const LineFacts& facts) const;

  std::string submission_;
  absl::flat_hash_map<std::string, std::uint64_t> line_no_by_id_;
  absl::flat_hash_map<WorkerSegment, std::vector<Claim>> claims_;
};

}  // namespace paritrana::compliance
