// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/contribution/rule_origin.h"
#include "libs/contribution/vocabulary.h"

// The rules of contribution as rows of data, as data/rules/ holds them. Plain values: RuleBook
// checks them and makes them usable.
namespace paritrana::contribution {

// Rate of a programme. Amount of a side = base × rate / 100,000 (or the fixed amount), bounded on
// the employee's side, × factor, rounded.
struct RateRow {
  RuleOrigin origin;
  Validity validity;
  Programme programme = Programme::kJkk;
  Segment segment = Segment::kPu;
  RiskClass risk_class = RiskClass::kNone;  // kNone: the same for all classes
  std::string relief_code;                  // empty: the normal rate
  std::int32_t employer_per_100000 = 0;
  std::int32_t employee_per_100000 = 0;
  std::int32_t state_per_100000 = 0;  // paid by the state; nobody's contribution
  // Parts of other programmes' contributions set aside for this one; they add nothing.
  std::int32_t from_jkk_per_100000 = 0;
  std::int32_t from_jkm_per_100000 = 0;
  std::int64_t fixed_employee = 0;             // rupiah, in place of a rate; 0 if none
  std::optional<std::int64_t> employee_least;  // rupiah, before the factor
  std::optional<std::int64_t> employee_most;   // rupiah, before the factor
  std::int32_t factor_num = 1;
  std::int32_t factor_den = 1;
  bool base_bounded = false;  // bounds of the same programme and segment must be known
};

// A number that bounds a programme for some months.
struct BoundRow {
  enum class Kind : std::uint8_t {
    kWageCeiling,    // rupiah a month: the base is at most this
    kIncomeMin,      // rupiah a month: the base is at least this
    kIncomeMax,      // rupiah a month: the base is at most this
    kPensionAge,     // years: from this age on nothing is paid
    kDeferralYears,  // years past pension age for which a worker may choose to go on
    kEntryAgeBelow,  // years; informational
  };

  RuleOrigin origin;
  Validity validity;
  Programme programme = Programme::kJp;
  Segment segment = Segment::kPu;
  Kind kind = Kind::kWageCeiling;
  std::int64_t value = 0;
};

// One slice of a construction contract's value; its rates hold for the part inside the slice only.
struct SliceRow {
  RuleOrigin origin;
  Validity validity;
  int number = 0;
  std::int64_t over = 0;              // rupiah
  std::optional<std::int64_t> up_to;  // rupiah; none: no end
  std::int32_t jkk_per_100000 = 0;
  std::int32_t jkm_per_100000 = 0;
  // Totals for a contract that ends with this slice, as printed; checked against the rates.
  std::optional<std::int64_t> jkk_at_top;
  std::optional<std::int64_t> jkm_at_top;
};

// One part of what a migrant worker pays for JKK and JKM together, once.
struct PlacementRow {
  enum class Part : std::uint8_t { kBeforePlacement, kContract, kExtraMonth };

  RuleOrigin origin;
  Validity validity;
  Part part = Part::kContract;
  int months = 0;  // of the contract; 0 for the other parts
  std::int64_t rupiah = 0;
};

// When contributions of a month are due, and what lateness costs.
struct DueRow {
  enum class Shift : std::uint8_t { kNextWorkingDay, kPreviousWorkingDay };

  RuleOrigin origin;
  Validity validity;
  Segment segment = Segment::kPu;
  EmployerKind employer_kind = EmployerKind::kUnspecified;  // kUnspecified: every kind
  std::string relief_code;                                  // empty: without relief
  int day = 15;          // of the month; a month that is shorter ends it
  int month_offset = 1;  // months after the covered one
  Shift shift = Shift::kNextWorkingDay;
  std::int32_t fine_per_100000 = 0;  // of the amount due, for each month begun
};

// A day on which nothing falls due.
struct Holiday {
  enum class Kind : std::uint8_t { kNational, kCollectiveLeave };

  absl::CivilDay day;
  Kind kind = Kind::kNational;
};

struct HolidayRow {
  RuleOrigin origin;
  Holiday holiday;
};

// Programmes that an employer of a size class must take (Perpres 109/2013 art. 6).
struct MandatoryRow {
  RuleOrigin origin;
  Validity validity;
  Segment segment = Segment::kPu;
  SizeClass size_class = SizeClass::kUnspecified;  // kUnspecified: every size
  ProgrammeSet programmes;
};

// A relief that rows of other kinds name.
struct ReliefRow {
  RuleOrigin origin;
  std::string code;                  // "BPU50_TRANSPORT"
  bool applies_if_sponsored = true;  // also when another body pays the member's contribution
};

// How an exact amount becomes whole rupiah. Stated once for all amounts.
struct RoundingRow {
  enum class Mode : std::uint8_t { kHalfUp, kDown };

  RuleOrigin origin;
  Validity validity;
  Mode mode = Mode::kHalfUp;
};

// In which order the money of payments made in these months is used.
struct AllocationRow {
  enum class PeriodOrder : std::uint8_t { kOldestDueFirst };
  enum class ShareOrder : std::uint8_t { kEmployeeFirst, kEmployerFirst };

  RuleOrigin origin;
  Validity validity;
  PeriodOrder period_order = PeriodOrder::kOldestDueFirst;
  std::vector<Head> heads;  // of one period, each once
  // Which share of a programme counts as paid while not all of it is.
  ShareOrder share_order = ShareOrder::kEmployeeFirst;
};

// What arrears are called by their age, on days of these months.
struct ArrearsClassRow {
  RuleOrigin origin;
  Validity validity;
  std::string code;              // "MACET"
  int least = 0;                 // months late, as CountMonthsLate counts them
  std::optional<int> most;       // none: no end
  std::string name_id, name_en;  // what readers are told, in Indonesian and English
};

// All rows of a book.
struct RuleRows {
  std::vector<RateRow> rates;
  std::vector<BoundRow> bounds;
  std::vector<SliceRow> slices;
  std::vector<PlacementRow> placements;
  std::vector<DueRow> due;
  std::vector<HolidayRow> holidays;
  std::vector<MandatoryRow> mandatory;
  std::vector<ReliefRow> reliefs;
  std::vector<RoundingRow> roundings;
  std::vector<AllocationRow> allocations;
  std::vector<ArrearsClassRow> arrears_classes;
  // Whether collective leave (cuti bersama) shifts due dates like a national holiday.
  bool collective_leave_is_holiday = true;
  // Day up to which the sources were read. Later months are computed with rules that have no known
  // end, and say so.
  absl::CivilDay known_on;
};

}  // namespace paritrana::contribution
