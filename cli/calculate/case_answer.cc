// SPDX-License-Identifier: Apache-2.0
#include "cli/calculate/case_answer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/calculation.h"

namespace paritrana::cli {
namespace {

using contribution::Calculation;
using contribution::DueCase;
using contribution::IndexOf;
using contribution::Language;
using contribution::MonthlyCase;
using contribution::PlacementCase;
using contribution::Programme;
using contribution::ProjectCase;
using contribution::RuleBook;

// Fills the answer to each kind of case.
class Solver {
 public:
  Solver(const RuleBook& book, Language language, CaseAnswer& answer)
      : book_(book), language_(language), answer_(answer) {}

  absl::Status operator()(const MonthlyCase& month) { return Fill(Calculate(book_, month)); }
  absl::Status operator()(const ProjectCase& project) { return Fill(Calculate(book_, project)); }
  absl::Status operator()(const PlacementCase& placement) {
    return Fill(Calculate(book_, placement));
  }

  absl::Status operator()(const DueCase& due) {
    PARITRANA_ASSIGN_OR_RETURN(const auto date, FindDueDate(book_, due));
    answer_.due_date = date.day;
    answer_.explanation = Explain(date, language_);
    return absl::OkStatus();
  }

  absl::Status operator()(const LateFineCase& late) {
    PARITRANA_ASSIGN_OR_RETURN(const auto fine,
                               ComputeLateFine(book_, late.due, late.arrears, late.months_late));
    answer_.fine = fine.amount;
    answer_.explanation = Explain(fine, late.arrears, language_);
    return absl::OkStatus();
  }

  absl::Status operator()(const DatedFineCase& late) {
    PARITRANA_ASSIGN_OR_RETURN(const auto date, FindDueDate(book_, late.due));
    PARITRANA_ASSIGN_OR_RETURN(const int months, CountMonthsLate(book_, late.due, late.paid_on));
    PARITRANA_RETURN_IF_ERROR((*this)(LateFineCase{late.due, late.arrears, months}));
    answer_.due_date = date.day;
    answer_.explanation = absl::StrCat(Explain(date, language_), "; ", answer_.explanation);
    return absl::OkStatus();
  }

 private:
  absl::Status Fill(const absl::StatusOr<Calculation>& calculation) {
    PARITRANA_RETURN_IF_ERROR(calculation.status());
    PARITRANA_RETURN_IF_ERROR(calculation->FirstRefusal());
    for (const contribution::ProgrammeLine& line : calculation->lines) {
      answer_.shares[IndexOf(line.programme)] = line.shares;
    }
    answer_.total_employer = calculation->total_employer;
    answer_.total_employee = calculation->total_employee;
    answer_.explanation = Explain(*calculation, language_);
    return absl::OkStatus();
  }

  const RuleBook& book_;
  const Language language_;
  CaseAnswer& answer_;
};

absl::Status Solve(const RuleBook& book, const CaseRow& row, Language language,
                   CaseAnswer& answer) {
  PARITRANA_ASSIGN_OR_RETURN(const ContributionCase asked, ReadCase(book, row));
  return std::visit(Solver(book, language, answer), asked);
}

CaseAnswer Refusal(std::string case_id, const absl::Status& error, Language language) {
  const Reason& reason = *ReasonOf(error);
  CaseAnswer answer;
  answer.case_id = std::move(case_id);
  answer.error_code = std::string(reason.name);
  if (!FieldOf(error).empty()) answer.explanation = FieldOf(error) + ": ";
  answer.explanation += language == Language::kIndonesian ? reason.text_id : reason.text_en;
  return answer;
}

std::string AmountCell(const std::optional<Rupiah>& amount) {
  return amount ? absl::StrCat(amount->value()) : "";
}

// JKP has no column: it adds nothing to what is paid.
constexpr Programme kColumns[] = {Programme::kJkk, Programme::kJkm, Programme::kJht,
                                  Programme::kJp};

}  // namespace

CaseAnswer AnswerRow(const RuleBook& book, const files::Sheet& sheet, const files::SheetRow& row,
                     Language language) {
  const CaseRow cells(sheet, row);
  CaseAnswer answer;
  answer.case_id = std::string(cells.Cell(CaseColumn::kCaseId));
  absl::Status status = row.status;
  if (status.ok()) status = Solve(book, cells, language, answer);
  return status.ok() ? answer : Refusal(answer.case_id, status, language);
}

std::vector<std::string> AnswerHeader() {
  return {"case_id",        "jkk_employer", "jkm_employer", "jht_employer", "jp_employer",
          "jkk_employee",   "jkm_employee", "jht_employee", "jp_employee",  "total_employer",
          "total_employee", "fine",         "due_date",     "error_code",   "explanation"};
}

std::vector<std::string> AnswerCells(const CaseAnswer& answer) {
  std::vector<std::string> cells = {answer.case_id};
  for (const Programme programme : kColumns) {
    const auto& shares = answer.shares[IndexOf(programme)];
    cells.push_back(shares ? absl::StrCat(shares->employer.value()) : "");
  }
  for (const Programme programme : kColumns) {
    const auto& shares = answer.shares[IndexOf(programme)];
    cells.push_back(shares ? absl::StrCat(shares->employee.value()) : "");
  }
  cells.push_back(AmountCell(answer.total_employer));
  cells.push_back(AmountCell(answer.total_employee));
  cells.push_back(AmountCell(answer.fine));
  cells.push_back(answer.due_date ? FormatDate(*answer.due_date) : "");
  cells.push_back(answer.error_code);
  cells.push_back(answer.explanation);
  return cells;
}

}  // namespace paritrana::cli
