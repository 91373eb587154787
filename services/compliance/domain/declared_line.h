// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "services/compliance/domain/vocabulary.h"

namespace paritrana::compliance {

// A worker's number as the payer wrote it.
struct WorkerNumber {
  enum class Kind : std::uint8_t { kNone, kNik, kKpj };
  Kind kind = Kind::kNone;
  std::string_view digits;
};

struct DeclaredAmount {
  int programme = 0;
  std::int64_t employer_rupiah = 0;
  std::int64_t employee_rupiah = 0;
};

// What a line does to the ledger. Numbers are those of the contracts.
enum class LineAction : std::uint8_t { kAdd = 1, kCorrect = 2, kDelete = 3 };
inline constexpr int kLineActionLast = 3;

// The line that a correction or deletion is about, as the payer names it.
struct PreviousName {
  bool given = false;
  std::string_view run;  // empty: the line's own run
  std::string_view line_id;
};

// A contribution line as the payer sent it; nothing is checked yet. The views point into the
// request and live as long as it does.
struct DeclaredLine {
  std::string_view line_id;
  WorkerNumber worker;
  std::string_view covered_from;
  std::string_view covered_to;
  int segment = 0;
  std::int64_t reported_wage_rupiah = 0;
  absl::InlinedVector<DeclaredAmount, kProgrammeCount> amounts;
  int action = 0;  // 0 reads as an addition
  PreviousName previous;
  std::string_view payroll_number;
  absl::InlinedVector<int, kProgrammeCount> programmes;
  std::string_view relief_code;
  std::uint32_t membership_no = 0;
  std::uint32_t age_years = 0;
  bool jp_deferred = false;
};

// The months a line covers, both ends included.
struct CoveredRange {
  Month from;
  Month to;

  int months() const { return to - from + 1; }
  bool Overlaps(const CoveredRange& other) const { return from <= other.to && other.from <= to; }

  friend bool operator==(const CoveredRange&, const CoveredRange&) = default;
};

// What a line says once it has passed the checks that need nothing but the line.
struct Declaration {
  CoveredRange covered;
  Segment segment = Segment::kPu;
  Rupiah reported_wage;
  AmountsByProgramme amounts;
  ProgrammeSet programmes;  // those with an amount; if there are no amounts, those to compute
  bool amounts_given = true;
  Rupiah total;  // both shares of all programmes over the whole range
};

}  // namespace paritrana::compliance
