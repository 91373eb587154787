// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/sponsorship/sponsor_queries.h"

namespace paritrana::compliance {

// Answers from the tables of programmes and the ledger. Counts of the ledger are kept with the
// stamp they were made at (sponsor_programme.counted_stamp, sponsor_year.stamp). Thread-safe.
class PostgresSponsorQueries : public SponsorQueries {
 public:
  // The pool must outlive the queries.
  explicit PostgresSponsorQueries(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<SponsorProgramme>> Find(const ProgrammeKey& key,
                                                       absl::Time deadline) override;
  absl::StatusOr<std::vector<ProgrammeFigures>> Count(std::span<const SponsorProgramme> programmes,
                                                      absl::Time deadline) override;
  absl::StatusOr<std::map<Month, std::int64_t>> EnrolledOn(std::int64_t programme_no,
                                                           absl::CivilDay day,
                                                           absl::Time deadline) override;
  absl::StatusOr<std::int64_t> CountContinuing(const SponsorProgramme& programme, Month month,
                                               absl::Time deadline) override;
  absl::StatusOr<std::vector<SponsorProgramme>> ListOfSponsor(EmployerId sponsor,
                                                              absl::Time deadline) override;
  absl::StatusOr<std::vector<SponsorYearFigures>> CountYears(EmployerId sponsor, int first,
                                                             int last,
                                                             absl::Time deadline) override;
  absl::StatusOr<std::vector<SponsorProgramme>> ListInRegion(const RegionRange& regions,
                                                             const ProgrammeCursor& after, int size,
                                                             absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
