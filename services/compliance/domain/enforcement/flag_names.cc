// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/flag_names.h"

#include <array>
#include <utility>

namespace paritrana::compliance {
namespace {

template <typename Value, std::size_t kCount>
using Names = std::array<std::pair<std::string_view, Value>, kCount>;

constexpr Names<Flag, 5> kFlagNames = {{{"UNREGISTERED", Flag::kUnregistered},
                                        {"PDS_WORKERS", Flag::kPdsWorkers},
                                        {"PDS_WAGE", Flag::kPdsWage},
                                        {"PDS_PROGRAMME", Flag::kPdsProgramme},
                                        {"ARREARS", Flag::kArrears}}};

constexpr Names<CaseStep, 6> kStepNames = {{{"MISSED_DUE_DATE", CaseStep::kMissedDueDate},
                                            {"NOTICE", CaseStep::kNotice},
                                            {"WARNING_1", CaseStep::kWarning1},
                                            {"WARNING_2", CaseStep::kWarning2},
                                            {"FINE", CaseStep::kFine},
                                            {"RESTRICTION", CaseStep::kRestriction}}};

constexpr Names<FindingTest, kFindingTestCount> kTestNames = {
    {{"not_registered", FindingTest::kNotRegistered},
     {"too_few_registered", FindingTest::kTooFewRegistered},
     {"wages_below", FindingTest::kWagesBelow},
     {"wages_exactly", FindingTest::kWagesExactly},
     {"programmes_missing", FindingTest::kProgrammesMissing},
     {"arrears", FindingTest::kArrears}}};

constexpr Names<LadderRow::Days, 2> kDaysNames = {
    {{"working", LadderRow::Days::kWorking}, {"calendar", LadderRow::Days::kCalendar}}};

template <typename Table>
auto Find(const Table& names, std::string_view word)
    -> std::optional<typename Table::value_type::second_type> {
  for (const auto& [name, value] : names) {
    if (name == word) return value;
  }
  return std::nullopt;
}

template <typename Table, typename Value>
std::string_view NameIn(const Table& names, Value wanted) {
  for (const auto& [name, value] : names) {
    if (value == wanted) return name;
  }
  return "";
}

}  // namespace

std::string_view NameOf(Flag flag) { return NameIn(kFlagNames, flag); }
std::string_view NameOf(CaseStep step) { return NameIn(kStepNames, step); }

std::optional<Flag> FindFlag(std::string_view word) { return Find(kFlagNames, word); }
std::optional<CaseStep> FindCaseStep(std::string_view word) { return Find(kStepNames, word); }
std::optional<FindingTest> FindFindingTest(std::string_view word) { return Find(kTestNames, word); }
std::optional<LadderRow::Days> FindLadderDays(std::string_view word) {
  return Find(kDaysNames, word);
}

}  // namespace paritrana::compliance
