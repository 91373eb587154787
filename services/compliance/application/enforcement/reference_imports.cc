// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/enforcement/reference_imports.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

template <typename Row>
using Placed = ReferenceBook::Placed<Row>;

constexpr std::uint64_t kWorkersMax = 1'000'000;
constexpr std::int64_t kMinimumWageMax = 100'000'000;
constexpr std::size_t kSourceCharsMin = 3;
constexpr std::size_t kSourceCharsMax = 200;

RowVerdict Refused(std::string_view reason, std::string_view field) {
  return {reason, field, false};
}

RowVerdict Check(const HeadcountRow& row) {
  if (row.employer_ref.empty()) return Refused("FIELD_REQUIRED", "employer_ref");
  if (row.workers > kWorkersMax) return Refused("HEADCOUNT_INVALID", "workers");
  return {};
}

RowVerdict CheckRegion(const std::string& text, std::uint64_t* region) {
  if (text.empty()) return Refused("FIELD_REQUIRED", "region");
  const auto code = RegionCode::Parse(text);
  if (!code.ok()) return Refused("REGION_INVALID", "region");
  *region = code->key();
  return {};
}

RowVerdict Check(const MinimumWageRow& row, std::uint64_t* region) {
  const RowVerdict placed = CheckRegion(row.region, region);
  if (!placed.accepted) return placed;
  const RegionLevel level = RegionCode::Parse(row.region)->level();
  if (level != RegionLevel::kProvince && level != RegionLevel::kRegency) {
    return Refused("MINIMUM_WAGE_INVALID", "region");
  }
  if (row.year < 1977 || row.year > 2199) return Refused("MINIMUM_WAGE_INVALID", "year");
  if (row.rupiah < 1 || row.rupiah > kMinimumWageMax) {
    return Refused("MINIMUM_WAGE_INVALID", "rupiah");
  }
  return {};
}

RowVerdict Check(const UndertakingRow& row, std::uint64_t* region) {
  if (!IsNib(row.nib)) return Refused("NIB_INVALID", "nib");
  return CheckRegion(row.region, region);
}

// Those rows of which nothing bad is known yet. `check` takes a row and where to put its region.
template <typename Row, typename CheckRow>
std::vector<Placed<Row>> Place(std::span<const Row> rows, CheckRow check,
                               std::vector<RowVerdict>& verdicts) {
  std::vector<Placed<Row>> placed;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::uint64_t region = 0;
    verdicts.push_back(check(rows[i], &region));
    if (verdicts.back().accepted) placed.push_back({i, rows[i], region});
  }
  return placed;
}

}  // namespace

absl::Status ReferenceImportHandler::CheckImport(const DataSource& source, std::size_t rows) const {
  const bool printable = std::all_of(source.name.begin(), source.name.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
  });
  if (source.name.empty()) return MakeError("FIELD_REQUIRED", "source.name");
  if (source.name.size() < kSourceCharsMin || source.name.size() > kSourceCharsMax || !printable) {
    return MakeError("FIELD_MALFORMED", "source.name");
  }
  if (source.as_of > DayInWib(clock_.Now())) {
    return MakeError("FINDING_DATE_INVALID", "source.as_of");
  }
  if (rows == 0) return MakeError("FIELD_REQUIRED", "rows");
  if (rows > kImportRowsMax) return MakeError("FIELD_OUT_OF_RANGE", "rows");
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RowVerdict>> ReferenceImportHandler::ImportHeadcounts(
    const DataSource& source, std::span<const HeadcountRow> rows, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckImport(source, rows.size()));
  std::vector<RowVerdict> verdicts;
  const auto placed = Place(
      rows, [](const HeadcountRow& row, std::uint64_t*) { return Check(row); }, verdicts);
  PARITRANA_RETURN_IF_ERROR(book_.KeepHeadcounts(source, placed, clock_.Now(), deadline, verdicts));
  return verdicts;
}

absl::StatusOr<std::vector<RowVerdict>> ReferenceImportHandler::ImportMinimumWages(
    const DataSource& source, std::span<const MinimumWageRow> rows, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckImport(source, rows.size()));
  std::vector<RowVerdict> verdicts;
  const auto placed = Place(
      rows, [](const MinimumWageRow& row, std::uint64_t* region) { return Check(row, region); },
      verdicts);
  PARITRANA_RETURN_IF_ERROR(
      book_.KeepMinimumWages(source, placed, clock_.Now(), deadline, verdicts));
  return verdicts;
}

absl::StatusOr<ReferenceImportHandler::Undertakings> ReferenceImportHandler::ImportUndertakings(
    const DataSource& source, std::span<const UndertakingRow> rows, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckImport(source, rows.size()));
  Undertakings outcome;
  const auto placed = Place(
      rows, [](const UndertakingRow& row, std::uint64_t* region) { return Check(row, region); },
      outcome.verdicts);
  PARITRANA_RETURN_IF_ERROR(
      book_.KeepUndertakings(source, placed, clock_.Now(), deadline, outcome.verdicts));
  std::vector<std::string> nibs;
  for (const auto& row : placed) nibs.push_back(row.row.nib);
  PARITRANA_ASSIGN_OR_RETURN(outcome.unregistered, detect_.DetectUndertakings(nibs, deadline));
  return outcome;
}

}  // namespace paritrana::compliance
