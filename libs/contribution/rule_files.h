// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "libs/contribution/rule_book.h"

namespace paritrana::contribution {

// Reads a book of rules from the files of a folder (data/rules/README.md names them). FILE_… or
// RULES_INVALID; every message names the file and line at fault.
absl::StatusOr<RuleBook> ReadRuleBook(const std::string& folder);

// The same rows before they are checked together; for tests that change one.
absl::StatusOr<RuleRows> ReadRuleRows(const std::string& folder);

}  // namespace paritrana::contribution
