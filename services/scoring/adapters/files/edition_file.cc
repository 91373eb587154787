// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/files/edition_file.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/status_macros.h"
#include "libs/csv/table.h"
#include "services/scoring/adapters/files/data_file.h"

namespace paritrana::scoring {
namespace {

absl::StatusOr<std::vector<TieKey>> ReadOrder(const DataFile& file) {
  PARITRANA_ASSIGN_OR_RETURN(const auto names, file.Texts("order"));
  std::vector<TieKey> order;
  for (const std::string& name : names) {
    const std::optional<TieKey> key = ParseTieKey(name);
    if (!key.has_value()) return file.Wrong("unknown key of order: " + name);
    order.push_back(*key);
  }
  if (order.empty()) return file.Wrong("order is empty");
  return order;
}

// What a method does not say is declared.
absl::StatusOr<Basis> ReadBasis(const DataFile& file) {
  if (!file.Has("basis")) return Basis::kDeclared;
  PARITRANA_ASSIGN_OR_RETURN(const auto name, file.Get<std::string>("basis"));
  const std::optional<Basis> basis = ParseBasis(name);
  if (!basis.has_value()) return file.Wrong("basis is declared or paid");
  return *basis;
}

absl::StatusOr<Method> ReadMethod(const std::string& path) {
  PARITRANA_ASSIGN_OR_RETURN(const DataFile file, DataFile::Read(path));
  PARITRANA_RETURN_IF_ERROR(
      file.OnlyHas({"name", "example", "months", "basis", "order", "numerator_rule_id",
                    "numerator_rule_en", "tie_rule_id", "tie_rule_en"}));
  Method method;
  PARITRANA_ASSIGN_OR_RETURN(method.name, file.Get<std::string>("name"));
  PARITRANA_ASSIGN_OR_RETURN(method.example, file.Get<bool>("example"));
  PARITRANA_ASSIGN_OR_RETURN(const auto months, file.Get<std::string>("months"));
  if (months != "each" && months != "folded") return file.Wrong("months is each or folded");
  method.folded = months == "folded";
  PARITRANA_ASSIGN_OR_RETURN(method.basis, ReadBasis(file));
  PARITRANA_ASSIGN_OR_RETURN(method.order, ReadOrder(file));
  PARITRANA_ASSIGN_OR_RETURN(method.numerator_rule_id, file.Get<std::string>("numerator_rule_id"));
  PARITRANA_ASSIGN_OR_RETURN(method.numerator_rule_en, file.Get<std::string>("numerator_rule_en"));
  PARITRANA_ASSIGN_OR_RETURN(method.tie_rule_id, file.Get<std::string>("tie_rule_id"));
  PARITRANA_ASSIGN_OR_RETURN(method.tie_rule_en, file.Get<std::string>("tie_rule_en"));
  return method;
}

// "total" is 0; the segments have their numbers.
std::optional<std::uint32_t> ParseSegment(std::string_view name) {
  constexpr std::string_view kNames[] = {"total", "PU", "BPU", "JAKON", "PMI"};
  for (std::uint32_t i = 0; i < std::size(kNames); ++i) {
    if (name == kNames[i]) return i;
  }
  return std::nullopt;
}

absl::StatusOr<Denominator> ReadDenominator(const csv::Table& table, std::size_t row) {
  enum Column { kRegion, kSegment, kDate, kValue, kDefinition, kSource, kExample };
  const auto wrong = [&](Column column) {
    return MakeError("CONFIG_INVALID", {}, table.Where(row, column));
  };
  const auto region = RegionCode::Parse(table.Text(row, kRegion));
  const auto segment = ParseSegment(table.Text(row, kSegment));
  const auto date = ParseDate(table.Text(row, kDate));
  const auto value = table.Int64(row, kValue);
  const std::string_view example = table.Text(row, kExample);
  if (!region.ok()) return wrong(kRegion);
  if (!segment.has_value()) return wrong(kSegment);
  if (!date.ok()) return wrong(kDate);
  if (!value.ok() || *value < 0) return wrong(kValue);
  if (example != "yes" && example != "no") return wrong(kExample);
  Denominator denominator;
  denominator.region = *region;
  denominator.segment = *segment;
  denominator.date = *date;
  denominator.entitled_workers = static_cast<std::uint64_t>(*value);
  denominator.definition = table.Text(row, kDefinition);
  denominator.source = table.Text(row, kSource);
  denominator.example = example == "yes";
  return denominator;
}

absl::Status ReadDenominators(const std::string& path, DenominatorBook& book) {
  PARITRANA_ASSIGN_OR_RETURN(const csv::Table table,
                             csv::Table::Read(path, {"region_code", "segment", "date", "value",
                                                     "definition", "source", "example"}));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    PARITRANA_ASSIGN_OR_RETURN(Denominator denominator, ReadDenominator(table, row));
    book.Add(std::move(denominator));
  }
  return absl::OkStatus();
}

absl::Status ReadMonths(const DataFile& file, Edition& edition) {
  PARITRANA_ASSIGN_OR_RETURN(const auto first_text, file.Get<std::string>("first_month"));
  PARITRANA_ASSIGN_OR_RETURN(const auto months, file.Get<std::int64_t>("months"));
  PARITRANA_ASSIGN_OR_RETURN(const auto default_text, file.Get<std::string>("default_month"));
  const auto first = Month::Parse(first_text);
  const auto shown = Month::Parse(default_text);
  if (!first.ok()) return file.Wrong("first_month is written 2024-01");
  if (!shown.ok()) return file.Wrong("default_month is written 2024-12");
  if (months < 1 || months > MonthWindow::kMonthsMax) return file.Wrong("months: 1 to 12");
  edition.window = edition.method.folded ? MonthWindow::Folded(*shown)
                                         : MonthWindow(*first, static_cast<int>(months));
  edition.default_month = edition.window.IndexOf(*shown);
  if (edition.default_month < 0) return file.Wrong("default_month is not of the edition");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Edition> LoadEdition(const std::string& data_dir, const std::string& name) {
  PARITRANA_ASSIGN_OR_RETURN(const DataFile file, DataFile::Read(data_dir + "/editions/" + name));
  PARITRANA_RETURN_IF_ERROR(file.OnlyHas({"label", "first_month", "months", "default_month",
                                          "method", "denominators", "population_is_example"}));
  Edition edition;
  PARITRANA_ASSIGN_OR_RETURN(edition.label, file.Get<std::string>("label"));
  PARITRANA_ASSIGN_OR_RETURN(const auto method, file.Get<std::string>("method"));
  PARITRANA_ASSIGN_OR_RETURN(edition.method, ReadMethod(data_dir + "/methods/" + method + ".toml"));
  PARITRANA_RETURN_IF_ERROR(ReadMonths(file, edition));
  PARITRANA_ASSIGN_OR_RETURN(edition.population_is_example,
                             file.Get<bool>("population_is_example"));
  PARITRANA_ASSIGN_OR_RETURN(const auto denominators, file.Texts("denominators"));
  for (const std::string& path : denominators) {
    PARITRANA_RETURN_IF_ERROR(
        ReadDenominators(data_dir + "/denominators/" + path, edition.denominators));
  }
  return edition;
}

}  // namespace paritrana::scoring
