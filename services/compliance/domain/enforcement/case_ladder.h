// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/rule_book.h"

// The ladder of administrative sanctions as data (PP 86/2013): which step follows which, and how
// long an employer has to answer each.
namespace paritrana::compliance {

// The steps, in the only order there is. Numbers are those of the contract.
enum class CaseStep : std::uint8_t {
  kMissedDueDate = 1,
  kNotice = 2,
  kWarning1 = 3,
  kWarning2 = 4,
  kFine = 5,        // administrative; not the late fine of 2 %
  kRestriction = 6  // no access to certain public services (TMP2T)
};
inline constexpr int kCaseStepLast = 6;

// A row of data/rules/case_ladder.csv.
struct LadderRow {
  enum class Days : std::uint8_t { kWorking, kCalendar };

  contribution::RuleOrigin origin;
  contribution::Validity validity;  // the month in which a case was opened
  CaseStep step = CaseStep::kMissedDueDate;
  int respond_days = 0;  // days an employer has after this step before the next may be taken
  Days days = Days::kWorking;
  std::int32_t fine_per_100000 =
      0;  // of the arrears on the day of the fine; that base is an example
};

// A stretch of days on which no clock runs: from `from` up to the day before `until`.
struct ClockStop {
  absl::CivilDay from;
  std::optional<absl::CivilDay> until;  // nothing while it lasts

  bool Has(absl::CivilDay day) const { return from <= day && (!until || day < *until); }

  friend bool operator==(const ClockStop&, const ClockStop&) = default;
};

// The last day on which an employer may answer a step taken on `taken_on`: the `respond_days`-th
// day after it that counts. Working days are those of the book; stopped days never count. Nothing
// if a stop has no end before that day.
std::optional<absl::CivilDay> RespondBy(const contribution::RuleBook& book, const LadderRow& row,
                                        absl::CivilDay taken_on,
                                        const std::vector<ClockStop>& stops);

// Days that count after `today` up to `respond_by`; 0 if it has passed.
int DaysLeft(const contribution::RuleBook& book, const LadderRow& row, absl::CivilDay today,
             absl::CivilDay respond_by);

// The ladder, dated. Immutable, so that any number of threads may read it.
class CaseLadder {
 public:
  // RULES_INVALID names the row: a step that is missing or doubled in a month, waits out of bounds.
  static absl::StatusOr<CaseLadder> Make(std::vector<LadderRow> rows);

  // The row of a step for a case opened on a day; nullptr before the first ladder.
  const LadderRow* RowFor(CaseStep step, absl::CivilDay opened_on) const;

 private:
  explicit CaseLadder(std::vector<LadderRow> rows) : rows_(std::move(rows)) {}

  std::vector<LadderRow> rows_;
};

// The step after another; nothing after the last.
std::optional<CaseStep> StepAfter(CaseStep step);

// An administrative fine, and what it was computed on.
struct AdministrativeFine {
  Rupiah base;
  std::int32_t per_100000 = 0;
  Rupiah amount;  // rounded half-up to whole rupiah
  std::string rule_id;

  friend bool operator==(const AdministrativeFine&, const AdministrativeFine&) = default;
};

// AMOUNT_ABSURD if the base has no business here.
absl::StatusOr<AdministrativeFine> ComputeAdministrativeFine(const LadderRow& row, Rupiah base);

}  // namespace paritrana::compliance
