// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/compliance/application/sponsorship/sponsor_queries.h"

namespace paritrana::compliance {

// A programme as it is shown: terms of a day, months, what was paid, when it lapses.
struct ProgrammeView {
  SponsorProgramme programme;  // its history ends with the terms of the day
  std::vector<ProgrammeMonth> months;
  std::int64_t enrolled_heads = 0;
  std::int64_t paid_heads = 0;
  std::int64_t paid_rupiah = 0;
  Lapse lapse;
  absl::CivilDay as_of;
};

// A sponsor's year: promised and paid.
struct SponsorYearView {
  SponsorYearFigures figures;
  std::int64_t target_heads = 0;
  std::int64_t budget = 0;
  std::int64_t heads_year_before = 0;
  std::vector<std::string> programmes;  // ids, in order
};

struct LapsingAsked {
  RegionRange regions;
  int horizon_months = 0;
  std::optional<absl::CivilDay> as_of;  // nothing: today
  ProgrammeCursor after;
  int page_size = 0;
};

struct LapsingPage {
  std::vector<ProgrammeView> programmes;
  std::optional<ProgrammeCursor> next;
  absl::CivilDay as_of;
};

// Writes into each month what the rules ask for one head. RULE_UNKNOWN.
absl::Status FillCosts(const contribution::RuleBook& rules, const ProgrammeAttributes& attributes,
                       std::vector<ProgrammeMonth>& months);

// Shows programmes, sponsors by year, and what lapses. Thread-safe.
class ShowSponsorships {
 public:
  // All must outlive the object.
  ShowSponsorships(SponsorQueries& queries, const contribution::RuleBook& rules, const Clock& clock)
      : queries_(queries), rules_(rules), clock_(clock) {}

  // SPONSOR_PROGRAMME_UNKNOWN, also if it did not exist or was not known on the day.
  absl::StatusOr<ProgrammeView> ShowProgramme(const ProgrammeKey& key,
                                              std::optional<absl::CivilDay> as_of,
                                              std::optional<absl::CivilDay> known_on,
                                              absl::Time deadline);

  // Years with a programme or a line. Targets and budgets are those of the day.
  absl::StatusOr<std::vector<SponsorYearView>> ShowYears(EmployerId sponsor, int first, int last,
                                                         absl::CivilDay as_of, absl::Time deadline);

  // Programmes of one page that lapse within the horizon.
  absl::StatusOr<LapsingPage> ListLapsing(const LapsingAsked& asked, absl::Time deadline);

  absl::CivilDay Today() const;

 private:
  absl::StatusOr<ProgrammeView> MakeView(SponsorProgramme programme,
                                         const ProgrammeFigures& figures, const PointOfView& as_of,
                                         absl::Time deadline);
  absl::Status ReplaceEnrolled(std::int64_t programme_no, absl::CivilDay day,
                               std::vector<ProgrammeMonth>& months, absl::Time deadline);

  SponsorQueries& queries_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
