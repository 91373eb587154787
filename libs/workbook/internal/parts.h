// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/workbook/internal/archive.h"
#include "libs/workbook/number.h"

// The parts of a workbook that its sheets need, read whole. How they hang together: ECMA-376 part
// 1, SpreadsheetML; only what a table of cells needs is looked at.
namespace paritrana::workbook::internal {

// Where a part's relationships lead: id and type of each, and the name of the part it leads to.
struct Relationship {
  std::string type;  // the last word of its address: "worksheet", "sharedStrings"
  std::string target;
  bool external = false;
};
using Relationships = std::map<std::string, Relationship>;

// Relationships of the part `name`; empty if it has none. WORKBOOK_INVALID and limits.
absl::StatusOr<Relationships> ReadRelationships(const Archive& archive, const std::string& name);

// What the main part says.
struct SheetName {
  std::string name;
  std::string relationship;
};
struct MainPart {
  std::vector<SheetName> sheets;
  DateSystem date_system = DateSystem::k1900;
};
absl::StatusOr<MainPart> ReadMainPart(const Archive& archive, const std::string& name);

// All texts that cells share, in one piece of memory.
class SharedStrings {
 public:
  static absl::StatusOr<SharedStrings> Read(const Archive& archive, const std::string& name);

  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t index) const;
  // Used while reading. WORKBOOK_TEXT_TOO_LONG, WORKBOOK_TOO_MANY_STRINGS.
  absl::Status Add(std::string_view text);

 private:
  std::string texts_;
  std::vector<std::uint32_t> ends_;
};

// For each style of a cell, whether it shows numbers as days.
absl::StatusOr<std::vector<bool>> ReadDayStyles(const Archive& archive, const std::string& name);

}  // namespace paritrana::workbook::internal
