// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/testing/shipped_rules.h"

#include <utility>

#include "libs/base/check.h"
#include "libs/contribution/rule_files.h"

namespace paritrana::contribution::testing {
namespace {

constexpr char kFolder[] = "data/rules";

}  // namespace

RuleRows ShippedRows() {
  absl::StatusOr<RuleRows> rows = ReadRuleRows(kFolder);
  PARITRANA_CHECK(rows.ok());
  return *std::move(rows);
}

const RuleBook& ShippedBook() {
  static const RuleBook& book = *new RuleBook(ReadRuleBook(kFolder).value());
  return book;
}

Relief ReliefOf(std::string_view code) { return ShippedBook().FindRelief(code).value(); }

}  // namespace paritrana::contribution::testing
