// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/contribution/rule_book.h"
#include "services/compliance/application/dues/dues_queries.h"
#include "services/compliance/application/enforcement/arrears_reader.h"

namespace paritrana::compliance {

// What an account shows as past due, in the form of evidence: contributions, not the late fine.
ArrearsEvidence ArrearsOf(const Account& account);

// Arrears by the replay of accounts. An undertaking that is not registered declared nothing and has
// none. Thread-safe.
class AccountArrears final : public ArrearsReader {
 public:
  // Both must outlive the reader.
  AccountArrears(DuesQueries& queries, const contribution::RuleBook& book)
      : queries_(queries), book_(book) {}

  absl::StatusOr<std::optional<ArrearsEvidence>> Read(const Subject& subject, absl::CivilDay day,
                                                      absl::Time deadline) override;

 private:
  DuesQueries& queries_;
  const contribution::RuleBook& book_;
};

}  // namespace paritrana::compliance
