// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "libs/postgres/pool.h"
#include "services/compliance/adapters/postgres/enforcement/employer_flags.h"
#include "services/compliance/application/enforcement/finding_book.h"

namespace paritrana::compliance {

// Findings in the tables employer_finding and finding_event. Thread-safe.
class PostgresFindingBook : public FindingBook {
 public:
  // The pool must outlive the book. The hook is called in each transaction that changes flags.
  PostgresFindingBook(postgres::Pool& pool, FlagHook hook) : pool_(pool), hook_(std::move(hook)) {}

  absl::StatusOr<Subject> FindSubject(std::string_view reference, absl::Time deadline) override;
  absl::StatusOr<std::vector<NamedFinding>> List(const Subject& subject, bool with_closed,
                                                 absl::Time deadline) override;
  absl::StatusOr<FindingHistory> Get(std::int64_t number, absl::Time deadline) override;
  absl::StatusOr<NamedFinding> Apply(const KeyedRequest& call, std::int64_t number,
                                     const Decider& decide, absl::Time now,
                                     absl::Time deadline) override;
  absl::StatusOr<std::uint32_t> Take(std::span<const SubjectDetections> detections,
                                     absl::CivilDay day, absl::Time now,
                                     absl::Time deadline) override;

 private:
  absl::Status TellFlags(postgres::Connection& connection,
                         std::span<const FindingChange> changes) const;

  postgres::Pool& pool_;
  FlagHook hook_;
};

}  // namespace paritrana::compliance
