// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/calculate/case_answer.h"
#include "cli/commands/commands.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/rule_files.h"
#include "libs/payroll_files/file_bytes.h"
#include "libs/workbook/writer.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana calculate --input cases.csv --output amounts.csv

  case_id,case_type,date,segment,income,class,programmes
  A1,monthly,2026-04-30,PU,10000000,II,JKK+JKM+JHT+JP
  A2,project,2026-05-04,JAKON_VALUE,250000000,,JKK+JKM

Works without any server. Columns: docs/formats/contribution-cases-csv.md; how an amount comes about:
docs/contribution-rules.md. Exit code 0 if every row was computed, 3 if some were not; those have
their code in error_code.)";

constexpr char kRulesVariable[] = "PARITRANA_RULES";
constexpr char kRulesDefault[] = "data/rules";

struct Arguments {
  std::string input;
  std::string output;
  std::string rules;
};

std::string RulesFolder(const Arguments& arguments) {
  if (!arguments.rules.empty()) return arguments.rules;
  const char* variable = std::getenv(kRulesVariable);
  return variable != nullptr && *variable != '\0' ? variable : kRulesDefault;
}

void WriteRow(const std::vector<std::string>& cells, std::ostream& out) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    out << (i > 0 ? "," : "") << workbook::CsvCell(cells[i], ',');
  }
  out << '\n';
}

// How many rows there were, and how many could not be computed.
struct Count {
  std::size_t rows = 0;
  std::size_t refused = 0;
};

Count WriteAnswers(const contribution::RuleBook& book, const files::Sheet& sheet,
                   contribution::Language language, std::ostream& out) {
  Count count;
  WriteRow(AnswerHeader(), out);
  sheet.ForEach([&](const files::SheetRow& row) {
    const CaseAnswer answer = AnswerRow(book, sheet, row, language);
    ++count.rows;
    if (!answer.error_code.empty()) ++count.refused;
    WriteRow(AnswerCells(answer), out);
  });
  return count;
}

absl::Status CannotWrite(const std::string& path) {
  return MakeError("FILE_UNWRITABLE", "output", absl::StrCat("cannot write ", path));
}

// Writes to a draft beside the output, so that a half-written file never carries its name.
absl::StatusOr<Count> WriteOutput(const contribution::RuleBook& book, const files::Sheet& sheet,
                                  contribution::Language language, const Arguments& arguments) {
  std::error_code ignored;
  if (std::filesystem::equivalent(arguments.input, arguments.output, ignored)) {
    return MakeError("FILE_UNWRITABLE", "output", "it is the file that was read");
  }
  if (std::filesystem::exists(arguments.output, ignored) &&
      !std::filesystem::is_regular_file(arguments.output, ignored)) {
    // A pipe or /dev/stdout is written as it is.
    std::ofstream out(arguments.output, std::ios::binary);
    const Count count = WriteAnswers(book, sheet, language, out);
    out.close();
    return out ? absl::StatusOr<Count>(count) : CannotWrite(arguments.output);
  }
  const std::string draft = arguments.output + ".part";
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  const Count count = WriteAnswers(book, sheet, language, out);
  out.close();
  if (out && std::rename(draft.c_str(), arguments.output.c_str()) == 0) return count;
  std::remove(draft.c_str());
  return CannotWrite(arguments.output);
}

absl::StatusOr<files::Sheet> OpenCases(const std::string& path) {
  PARITRANA_ASSIGN_OR_RETURN(auto book, files::OpenFile(path));
  return files::Sheet::Open(std::move(book), CaseForm());
}

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const contribution::RuleBook book,
                             contribution::ReadRuleBook(RulesFolder(arguments)));
  PARITRANA_ASSIGN_OR_RETURN(const files::Sheet sheet, OpenCases(arguments.input));
  const auto language =
      session.indonesian() ? contribution::Language::kIndonesian : contribution::Language::kEnglish;
  PARITRANA_ASSIGN_OR_RETURN(const Count count, WriteOutput(book, sheet, language, arguments));
  session.Say(absl::StrCat(count.rows - count.refused, " of ", count.rows, " cases computed"));
  return count.refused == 0 ? 0 : kSomeRefused;
}

}  // namespace

void AddCalculate(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "calculate", "What is due, by the rules of contribution, with the reasons");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--input", arguments->input, "CSV file of cases")->required();
  command->add_option("--output", arguments->output, "CSV file to write, one row a case")
      ->required();
  command->add_option("--rules", arguments->rules,
                      "Folder of the rules; else PARITRANA_RULES, else data/rules");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.offline = true;
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
