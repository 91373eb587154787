// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/month.h"
#include "libs/base/region_code.h"
#include "libs/base/rupiah.h"
#include "services/compliance/application/ledger_queries.h"
#include "services/compliance/domain/vocabulary.h"

namespace paritrana::compliance {

// Who had not declared a period by a day, in a region of any level.
struct MissingWanted {
  Month period;
  RegionCode region;
  absl::CivilDay as_of;
  int rows_max = 0;
  std::optional<LedgerCursor> after;  // region key and employer, as their columns have them
};

struct MissingDeclaration {
  std::string employer_ref;
  RegionCode registration_region;
  absl::CivilDay missed_on;
  std::optional<absl::CivilDay> declared_on;  // after the day that was asked for
};

struct MissingPage {
  std::vector<MissingDeclaration> employers;
  std::optional<LedgerCursor> next;  // nothing at the end
};

struct BooksMismatch {
  std::string payer;
  Segment segment = Segment::kPu;
  Rupiah accrued;
  Rupiah counted;
  std::int64_t accrued_months = 0;
  std::int64_t counted_months = 0;
};

struct MismatchPage {
  std::vector<BooksMismatch> mismatches;
  std::optional<LedgerCursor> next;  // employer and segment
};

// What the books of months say, page by page. Thread-safe.
class BooksQueries {
 public:
  virtual ~BooksQueries() = default;

  virtual absl::StatusOr<MissingPage> ListMissing(const MissingWanted& wanted,
                                                  absl::Time deadline) = 0;
  virtual absl::StatusOr<MismatchPage> ListMismatches(Month month, int rows_max,
                                                      std::optional<LedgerCursor> after,
                                                      absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
