// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/compliance/domain/sponsorship/lapse.h"
#include "services/compliance/domain/sponsorship/programme.h"

namespace paritrana::compliance {

// What is enrolled in a programme and what the ledger says was paid for it.
struct ProgrammeFigures {
  std::vector<ProgrammeMonth> months;  // in order, without cost; months with a figure only
  std::int64_t paid_heads = 0;         // distinct, over all months
};

// What the ledger says of a sponsor's year, whether the workers are enrolled or not.
struct SponsorYearFigures {
  int year = 0;
  std::int64_t heads = 0;  // distinct
  std::int64_t rupiah = 0;
};

// Where a page of programmes by region ended.
struct ProgrammeCursor {
  std::int64_t region = 0;
  std::int64_t programme_no = 0;
};

// Regions as keys, both ends included.
struct RegionRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

// Answers questions about programmes; changes nothing but its own counters. Thread-safe.
//
// Counting a large programme from the ledger takes most of a second; what was counted is kept, and
// counted again only once the sponsor's periods or the programme's enrolments have changed.
class SponsorQueries {
 public:
  virtual ~SponsorQueries() = default;

  // Nothing if there is none.
  virtual absl::StatusOr<std::optional<SponsorProgramme>> Find(const ProgrammeKey& key,
                                                               absl::Time deadline) = 0;

  // Figures as they are now, in the order of the programmes.
  virtual absl::StatusOr<std::vector<ProgrammeFigures>> Count(
      std::span<const SponsorProgramme> programmes, absl::Time deadline) = 0;

  // Heads enrolled by month as they stood on a day of the past.
  virtual absl::StatusOr<std::map<Month, std::int64_t>> EnrolledOn(std::int64_t programme_no,
                                                                   absl::CivilDay day,
                                                                   absl::Time deadline) = 0;

  // Of the heads enrolled in the month, those whom another programme of the sponsor has enrolled
  // for the month after it.
  virtual absl::StatusOr<std::int64_t> CountContinuing(const SponsorProgramme& programme,
                                                       Month month, absl::Time deadline) = 0;

  // All programmes of a sponsor, by first region and number.
  virtual absl::StatusOr<std::vector<SponsorProgramme>> ListOfSponsor(EmployerId sponsor,
                                                                      absl::Time deadline) = 0;

  // Years with lines, in order.
  virtual absl::StatusOr<std::vector<SponsorYearFigures>> CountYears(EmployerId sponsor, int first,
                                                                     int last,
                                                                     absl::Time deadline) = 0;

  // Programmes whose region lies in the range, in order of region and number.
  virtual absl::StatusOr<std::vector<SponsorProgramme>> ListInRegion(const RegionRange& regions,
                                                                     const ProgrammeCursor& after,
                                                                     int size,
                                                                     absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
