// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "cli/calculate/case_row.h"
#include "libs/contribution/explanation.h"
#include "libs/contribution/rule_book.h"

namespace paritrana::cli {

// The answer to one case: a row of the output. Amounts are empty where a programme does not apply
// or was not asked for, and everything but the code and its explanation is where there is an error.
struct CaseAnswer {
  std::string case_id;
  std::array<std::optional<contribution::Shares>, contribution::kProgrammeCount> shares;
  std::optional<Rupiah> total_employer;
  std::optional<Rupiah> total_employee;
  std::optional<Rupiah> fine;
  std::optional<absl::CivilDay> due_date;
  std::string error_code;
  std::string explanation;
};

// Answers the case of a row.
CaseAnswer AnswerRow(const contribution::RuleBook& book, const files::Sheet& sheet,
                     const files::SheetRow& row, contribution::Language language);

// The names of the output's columns, and the cells of an answer in the same order.
std::vector<std::string> AnswerHeader();
std::vector<std::string> AnswerCells(const CaseAnswer& answer);

}  // namespace paritrana::cli
