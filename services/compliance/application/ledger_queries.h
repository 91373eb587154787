// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/rupiah.h"
#include "services/compliance/application/change_period.h"
#include "services/compliance/application/run_queries.h"
#include "services/compliance/domain/declared_line.h"

namespace paritrana::compliance {

// What one programme adds up to.
struct ProgrammeSum {
  std::uint64_t lines = 0;  // with an amount for it
  Rupiah employer;
  Rupiah employee;
};

// What counts in a period.
struct LedgerTotals {
  PeriodState period;  // of the same moment as the figures
  std::uint64_t lines = 0;
  std::uint64_t workers = 0;  // each once
  std::array<ProgrammeSum, kProgrammeCount> programmes;
  Rupiah total;
};

// A line as its payer knows it: by its ids, without identity or wage.
struct LedgerLineView {
  std::string run;
  std::string submission;
  std::uint64_t line_no = 0;
  std::string line_id;
  CoveredRange covered;
  Segment segment = Segment::kPu;
  AmountsByProgramme amounts;
};

// The lines of one worker that count.
struct LedgerWorkerView {
  std::string payroll_number;  // the one sent last; empty if none was
  std::vector<LedgerLineView> lines;
};

// Place in a list: after the row with these two numbers.
struct LedgerCursor {
  std::int64_t major = 0;
  std::int64_t minor = 0;

  friend bool operator==(const LedgerCursor&, const LedgerCursor&) = default;
};

// Rows after `after`, from the start if there is none, at most `size`.
struct LedgerPageWanted {
  std::optional<LedgerCursor> after;
  int size = 0;
};

template <typename Row>
struct LedgerPage {
  std::vector<Row> rows;
  std::optional<LedgerCursor> next;
  std::uint64_t version = 0;  // of the period, of the same moment as the rows
};

// A line that began or ceased to count. Effect and cause are numbers of
// paritrana.compliance.v1.LedgerEffect and LedgerCause.
struct LedgerChangeView {
  std::uint64_t version = 0;
  absl::Time recorded_at;
  int effect = 0;
  int cause = 0;
  LedgerLineView line;
  std::uint64_t region = 0;  // region key it counts or counted in
};

// Reads back what the ledger holds for a period; changes nothing. Each answer is of one moment, so
// that its version and its figures agree. Thread-safe.
class LedgerQueries {
 public:
  virtual ~LedgerQueries() = default;

  virtual absl::StatusOr<LedgerTotals> GetTotals(const PayerPeriod& period,
                                                 absl::Time deadline) = 0;

  // Workers in order of their first line that counts. While the version stays the same, the pages
  // together show every worker once.
  virtual absl::StatusOr<LedgerPage<LedgerWorkerView>> ListWorkers(const PayerPeriod& period,
                                                                   const LedgerPageWanted& page,
                                                                   absl::Time deadline) = 0;

  // What happened after `since_version`, in order; pages stay right while the period goes on.
  // VERSION_UNKNOWN if the period has not come so far.
  virtual absl::StatusOr<LedgerPage<LedgerChangeView>> ListChanges(const PayerPeriod& period,
                                                                   std::uint64_t since_version,
                                                                   const LedgerPageWanted& page,
                                                                   absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
