// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/calibration.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/rule_files.h"
#include "libs/csv/table.h"

namespace paritrana::synth {
namespace {

using csv::Table;

// The published series the proportions are taken from: the last one that names provinces and
// segments alike.
constexpr std::string_view kSeriesDate = "2023-12-31";

// Heads of the classes in figures_national.csv, which names them in words.
struct NamedClass {
  std::string_view segment;
  std::int64_t least;
  std::int64_t most;
};
constexpr NamedClass kHeadcountClasses[] = {
    {"headcount micro 1-9", 1, 9},
    {"headcount small 10-99", 10, 70},
    {"headcount medium 100-999", 100, 600},
    {"headcount large 1,000-10,000", 1'000, 4'000},
    {"headcount very large over 10,000", 10'001, 44'000},
};
constexpr std::string_view kSizeClasses[] = {"micro", "small", "medium", "large"};
constexpr std::string_view kSegmentNames[] = {"PU", "BPU", "JAKON"};

template <std::size_t N>
int IndexOf(const std::string_view (&names)[N], std::string_view name) {
  const auto found = std::find(std::begin(names), std::end(names), name);
  return found == std::end(names) ? -1 : static_cast<int>(found - std::begin(names));
}

class Reader {
 public:
  explicit Reader(std::string data_dir) : data_dir_(std::move(data_dir)) {}

  absl::StatusOr<Calibration> Read() {
    PARITRANA_RETURN_IF_ERROR(ReadFigures());
    PARITRANA_RETURN_IF_ERROR(ReadRules());
    PARITRANA_RETURN_IF_ERROR(ReadVillages());
    PARITRANA_RETURN_IF_ERROR(ReadWeights());
    return std::move(calibration_);
  }

 private:
  absl::Status ReadFigures() {
    PARITRANA_ASSIGN_OR_RETURN(
        const Table table,
        Table::Read(data_dir_ + "/figures/figures_national.csv",
                    {"date", "scope", "region_code", "metric", "segment", "value"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string_view scope = table.Text(row, 1);
      if (scope == "model") {
        PARITRANA_RETURN_IF_ERROR(ReadModel(table, row));
      } else if (table.Text(row, 3) == "registered_employers") {
        PARITRANA_RETURN_IF_ERROR(ReadEmployers(table, row));
      } else if (table.Text(row, 3) == "active_participants" && table.Text(row, 0) == kSeriesDate) {
        PARITRANA_RETURN_IF_ERROR(ReadActive(table, row));
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadModel(const Table& table, std::size_t row) {
    if (table.Text(row, 3) != "employers") return absl::OkStatus();
    for (const NamedClass& named : kHeadcountClasses) {
      if (table.Text(row, 4) != named.segment) continue;
      PARITRANA_ASSIGN_OR_RETURN(const std::int64_t employers, table.Int64(row, 5));
      calibration_.headcounts.push_back({employers, named.least, named.most});
    }
    return absl::OkStatus();
  }

  // The newest series has all size classes; rows are in order of date, so the last one read stays.
  absl::Status ReadEmployers(const Table& table, std::size_t row) {
    PARITRANA_ASSIGN_OR_RETURN(const std::int64_t employers, table.Int64(row, 5));
    if (table.Text(row, 4) == "total") calibration_.employers = employers;
    const int size = IndexOf(kSizeClasses, table.Text(row, 4));
    if (size >= 0) calibration_.employers_by_size[static_cast<std::size_t>(size)] = employers;
    return absl::OkStatus();
  }

  absl::Status ReadActive(const Table& table, std::size_t row) {
    PARITRANA_ASSIGN_OR_RETURN(const std::int64_t heads, table.Int64(row, 5));
    const int segment = IndexOf(kSegmentNames, table.Text(row, 4));
    if (table.Text(row, 1) == "national" && segment >= 0) {
      calibration_.active_by_segment[static_cast<std::size_t>(segment)] = heads;
    }
    return absl::OkStatus();
  }

  absl::Status ReadRules() {
    PARITRANA_ASSIGN_OR_RETURN(contribution::RuleBook book,
                               contribution::ReadRuleBook(data_dir_ + "/rules"));
    calibration_.rules = std::make_shared<const contribution::RuleBook>(std::move(book));
    return absl::OkStatus();
  }

  absl::Status ReadVillages() {
    PARITRANA_ASSIGN_OR_RETURN(const Table table,
                               Table::Read(data_dir_ + "/regions/villages.csv", {"code"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      PARITRANA_ASSIGN_OR_RETURN(const RegionCode village, RegionCode::Parse(table.Text(row, 0)));
      auto& regencies = calibration_.places[village.AncestorAt(RegionLevel::kProvince)];
      const RegionCode regency = village.AncestorAt(RegionLevel::kRegency);
      if (regencies.empty() || regencies.back().regency != regency) {
        regencies.push_back({regency, 0, {}});
      }
      regencies.back().villages.push_back(village);
    }
    return absl::OkStatus();
  }

  absl::Status ReadWeights() {
    PARITRANA_ASSIGN_OR_RETURN(
        const Table table,
        Table::Read(data_dir_ + "/denominators/calibration.csv", {"regency_code", "active"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      PARITRANA_ASSIGN_OR_RETURN(const RegionCode region, RegionCode::Parse(table.Text(row, 0)));
      PARITRANA_ASSIGN_OR_RETURN(const std::int64_t active, table.Int64(row, 1));
      for (RegencyPlaces& places : calibration_.places[region.parent()]) {
        if (places.regency == region) places.active = active;
      }
    }
    return absl::OkStatus();
  }

  const std::string data_dir_;
  Calibration calibration_;
};

}  // namespace

absl::StatusOr<Calibration> ReadCalibration(const std::string& data_dir) {
  return Reader(data_dir).Read();
}

}  // namespace paritrana::synth
