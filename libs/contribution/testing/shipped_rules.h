// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/contribution/rule_book.h"

namespace paritrana::contribution::testing {

// The rules of data/rules, read once; tests run at the root of the repository.
const RuleBook& ShippedBook();
// The same as rows, for tests that spoil one.
RuleRows ShippedRows();

// A relief of the shipped book.
Relief ReliefOf(std::string_view code);

}  // namespace paritrana::contribution::testing
