// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/ids.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/dues/dues_queries.h"

namespace paritrana::compliance {

// For which day an account is asked; nothing means today, and all that is known.
struct DuesAsked {
  std::optional<absl::CivilDay> day;
  std::optional<absl::CivilDay> known_on;
};

// A payer's account, and what it was computed from.
struct DuesAnswer {
  absl::CivilDay today;
  Account account;
  AccountRecord record;
};

// What was declared for one covered month.
struct CoveredMonth {
  std::int64_t lines = 0;
  AmountsByProgramme amounts{};
};

struct PeriodDuesAnswer {
  DuesAnswer dues;
  std::map<std::pair<Segment, Month>, CoveredMonth> covered;
};

// Shows what a payer owes on a day. Thread-safe.
class ShowDuesHandler {
 public:
  // How far ahead an account may be asked for: longer than any due date lies ahead.
  static constexpr int kDaysAheadMax = 366;

  // All must outlive the handler, and the book the answers.
  ShowDuesHandler(DuesQueries& queries, const contribution::RuleBook& book, const Clock& clock)
      : queries_(queries), book_(book), clock_(clock) {}

  // PAYER_UNKNOWN; FIELD_OUT_OF_RANGE for days too far off.
  absl::StatusOr<DuesAnswer> Show(EmployerId payer, const DuesAsked& asked, absl::Time deadline);

  // The same, and DUES_PERIOD_UNKNOWN if nothing was declared for the period by the day.
  absl::StatusOr<PeriodDuesAnswer> ShowPeriod(EmployerId payer, Month period,
                                              const DuesAsked& asked, absl::Time deadline);

  const contribution::RuleBook& book() const { return book_; }

 private:
  absl::StatusOr<AsOf> ReadAsOf(const DuesAsked& asked, absl::CivilDay today) const;
  absl::StatusOr<DuesAnswer> Compute(AccountRecord record, const AsOf& as_of,
                                     absl::CivilDay today) const;

  DuesQueries& queries_;
  const contribution::RuleBook& book_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
