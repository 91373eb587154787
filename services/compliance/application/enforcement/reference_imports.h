// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/compliance/application/enforcement/detect_findings.h"

namespace paritrana::compliance {

// Rows of one import: a page, so that one message and one transaction stay small.
inline constexpr std::size_t kImportRowsMax = 1'000;

// OK, or a name of the reason table: what became of one row.
struct RowVerdict {
  std::string_view reason;  // empty: taken, without remark
  std::string_view field;   // path within the row
  bool accepted = true;     // with a reason as well: taken with a warning
};

struct HeadcountRow {
  std::string employer_ref;
  std::uint64_t workers = 0;
};

struct MinimumWageRow {
  std::string region;
  std::int32_t year = 0;
  std::int64_t rupiah = 0;
};

struct UndertakingRow {
  std::string nib;
  std::string region;
  std::string employer_ref;  // may be empty
};

// Keeps imported rows that were checked by themselves; one transaction a call. Thread-safe.
class ReferenceBook {
 public:
  // A row with the key of its region, where it has one.
  template <typename Row>
  struct Placed {
    std::size_t index = 0;  // of its verdict
    Row row;
    std::uint64_t region = 0;
  };

  virtual ~ReferenceBook() = default;

  // Sets the verdicts of rows that cannot be taken after all: EMPLOYER_UNKNOWN, IMPORT_OLDER.
  virtual absl::Status KeepHeadcounts(const DataSource& source,
                                      std::span<const Placed<HeadcountRow>> rows, absl::Time now,
                                      absl::Time deadline, std::vector<RowVerdict>& verdicts) = 0;
  virtual absl::Status KeepMinimumWages(const DataSource& source,
                                        std::span<const Placed<MinimumWageRow>> rows,
                                        absl::Time now, absl::Time deadline,
                                        std::vector<RowVerdict>& verdicts) = 0;
  virtual absl::Status KeepUndertakings(const DataSource& source,
                                        std::span<const Placed<UndertakingRow>> rows,
                                        absl::Time now, absl::Time deadline,
                                        std::vector<RowVerdict>& verdicts) = 0;
};

// Takes rows of reference data in: each row by itself, so that the good ones count. Thread-safe.
class ReferenceImportHandler {
 public:
  // All must outlive the handler.
  ReferenceImportHandler(ReferenceBook& book, DetectFindingsHandler& detect, const Clock& clock)
      : book_(book), detect_(detect), clock_(clock) {}

  // One verdict a row. FIELD_REQUIRED, FIELD_MALFORMED (source), FIELD_OUT_OF_RANGE (rows),
  // FINDING_DATE_INVALID (a source of the future).
  absl::StatusOr<std::vector<RowVerdict>> ImportHeadcounts(const DataSource& source,
                                                           std::span<const HeadcountRow> rows,
                                                           absl::Time deadline);
  absl::StatusOr<std::vector<RowVerdict>> ImportMinimumWages(const DataSource& source,
                                                             std::span<const MinimumWageRow> rows,
                                                             absl::Time deadline);

  struct Undertakings {
    std::vector<RowVerdict> verdicts;
    std::uint64_t unregistered = 0;  // of the rows taken
  };
  // Looks at each undertaking at once.
  absl::StatusOr<Undertakings> ImportUndertakings(const DataSource& source,
                                                  std::span<const UndertakingRow> rows,
                                                  absl::Time deadline);

 private:
  absl::Status CheckImport(const DataSource& source, std::size_t rows) const;

  ReferenceBook& book_;
  DetectFindingsHandler& detect_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
