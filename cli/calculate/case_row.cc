// SPDX-License-Identifier: Apache-2.0
#include "cli/calculate/case_row.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/words.h"
#include "libs/payroll_files/cell.h"

namespace paritrana::cli {
namespace {

using contribution::DueCase;
using contribution::MonthlyCase;
using contribution::PlacementCase;
using contribution::ProgrammeSet;
using contribution::ProjectCase;
using contribution::RuleBook;
using contribution::Segment;

// Nobody's age, and a slip of the pen, above this.
constexpr int kAgeYearsMax = 120;
// Entries of one holidays cell: more than a year has.
constexpr std::size_t kHolidaysMax = 100;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// The segments as cases name them: Jakon is two, by what its contribution follows.
struct NamedSegment {
  std::string_view name;
  Segment segment;
  bool monthly;
  bool project;
};
constexpr NamedSegment kSegments[] = {
    {"PU", Segment::kPu, true, false},
    {"BPU", Segment::kBpu, true, false},
    {"JAKON", Segment::kJakon, true, true},
    {"JAKON_WAGE", Segment::kJakon, true, false},
    {"JAKON_VALUE", Segment::kJakon, false, true},
    {"PMI", Segment::kPmi, false, false},
};

// Who pays, in the words cases use. For a self-employed member everyone but the member is a
// sponsor.
constexpr std::string_view kPayers[] = {
    "EMPLOYER", "PARTICIPANT", "GOVERNMENT", "STATE",   "SPONSOR", "COMPANY",
    "PRIVATE",  "PROVINCE",    "REGENCY",    "VILLAGE", "CSR",     "FAMILY",
};
constexpr std::string_view kMember = "PARTICIPANT";

// Reads the cells of one row; each function gives its column's name with an error.
class Reader {
 public:
  Reader(const RuleBook& book, const CaseRow& row) : book_(book), row_(row) {}

  absl::StatusOr<absl::CivilDay> Day(CaseColumn column) const {
    PARITRANA_ASSIGN_OR_RETURN(const std::string_view cell, Required(column));
    const absl::StatusOr<absl::CivilDay> day = files::ParseDay(cell);
    return day.ok() ? day : MakeError("DATE_INVALID", NameOf(column));
  }

  absl::StatusOr<Month> MonthOfDate() const {
    PARITRANA_ASSIGN_OR_RETURN(const absl::CivilDay day, Day(CaseColumn::kDate));
    return Month(static_cast<int>(day.year()), day.month());
  }

  absl::StatusOr<NamedSegment> ReadSegment() const {
    const std::string word = files::NormalWord(Cell(CaseColumn::kSegment));
    if (word.empty()) return Missing(CaseColumn::kSegment);
    for (const NamedSegment& named : kSegments) {
      if (named.name == word) return named;
    }
    return MakeError("SEGMENT_INVALID", NameOf(CaseColumn::kSegment));
  }

  absl::StatusOr<Rupiah> Income() const {
    PARITRANA_ASSIGN_OR_RETURN(const std::string_view cell, Required(CaseColumn::kIncome));
    const absl::StatusOr<std::int64_t> value = files::ParseRupiah(cell);
    if (!value.ok()) return WithFieldPrefix(value.status(), NameOf(CaseColumn::kIncome));
    return Rupiah(*value);
  }

  absl::StatusOr<contribution::RiskClass> RiskClass() const {
    const auto found = contribution::FindRiskClass(files::NormalWord(Cell(CaseColumn::kClass)));
    if (found) return *found;
    return MakeError("RISK_CLASS_INVALID", NameOf(CaseColumn::kClass));
  }

  absl::StatusOr<ProgrammeSet> Programmes() const {
    PARITRANA_ASSIGN_OR_RETURN(const std::string_view cell, Required(CaseColumn::kProgrammes));
    ProgrammeSet programmes;
    for (const absl::string_view part : absl::StrSplit(View(cell), '+')) {
      const auto programme = contribution::FindProgramme(
          files::NormalWord(std::string_view(part.data(), part.size())));
      if (!programme) return MakeError("PROGRAMME_UNKNOWN", NameOf(CaseColumn::kProgrammes));
      if (programmes.Has(*programme)) {
        return MakeError("PROGRAMME_REPEATED", NameOf(CaseColumn::kProgrammes));
      }
      programmes.Add(*programme);
    }
    return programmes;
  }

  absl::StatusOr<int> Number(CaseColumn column, int most) const {
    PARITRANA_ASSIGN_OR_RETURN(const std::string_view cell, Required(column));
    const std::string_view digits = cell.starts_with('-') ? cell.substr(1) : cell;
    const bool whole = !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
    if (!whole) return MakeError("FIELD_MALFORMED", NameOf(column));
    int value = 0;
    if (!absl::SimpleAtoi(View(cell), &value) || value < 0 || value > most) {
      return MakeError("FIELD_OUT_OF_RANGE", NameOf(column));
    }
    return value;
  }

  absl::StatusOr<contribution::Age> AgeOn(Month month) const {
    if (Cell(CaseColumn::kAge).empty()) return contribution::Age();
    PARITRANA_ASSIGN_OR_RETURN(const int years, Number(CaseColumn::kAge, kAgeYearsMax));
    return contribution::Age::OnFirstOf(month, years);
  }

  absl::StatusOr<bool> Deferred() const {
    const std::string word = files::NormalWord(Cell(CaseColumn::kJpDeferred));
    if (word.empty() || word == "NO" || word == "N" || word == "TIDAK" || word == "FALSE")
      return false;
    if (word == "YES" || word == "Y" || word == "YA" || word == "TRUE") return true;
    return MakeError("ENUM_UNKNOWN", NameOf(CaseColumn::kJpDeferred));
  }

  absl::StatusOr<contribution::Relief> ReadRelief() const {
    return book_.FindRelief(files::NormalWord(Cell(CaseColumn::kReliefCode)));
  }

  absl::StatusOr<contribution::EmployerKind> Kind() const {
    std::string word(Cell(CaseColumn::kEmployerKind));
    for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto found = contribution::FindEmployerKind(word);
    return found ? *found
                 : absl::StatusOr<contribution::EmployerKind>(
                       MakeError("ENUM_UNKNOWN", NameOf(CaseColumn::kEmployerKind)));
  }

  // True if somebody other than the member pays.
  absl::StatusOr<bool> PaidByOthers() const {
    const std::string word = files::NormalWord(Cell(CaseColumn::kPayer));
    if (word.empty() || word == kMember) return false;
    if (std::find(std::begin(kPayers), std::end(kPayers), word) != std::end(kPayers)) return true;
    return MakeError("ENUM_UNKNOWN", NameOf(CaseColumn::kPayer));
  }

  // "2024-06-17=national;2024-06-18=collective".
  absl::StatusOr<std::vector<contribution::Holiday>> Holidays() const {
    std::vector<contribution::Holiday> holidays;
    for (const absl::string_view part :
         absl::StrSplit(View(Cell(CaseColumn::kHolidays)), ';', absl::SkipWhitespace())) {
      const std::vector<std::string> pair = absl::StrSplit(part, '=');
      const auto kind =
          pair.size() == 2 ? contribution::FindHolidayKind(files::TrimCell(pair[1])) : std::nullopt;
      const absl::StatusOr<absl::CivilDay> day = files::ParseDay(pair[0]);
      if (!kind || !day.ok() || holidays.size() == kHolidaysMax) {
        return MakeError("FIELD_MALFORMED", NameOf(CaseColumn::kHolidays));
      }
      holidays.push_back({*day, *kind});
    }
    return holidays;
  }

  absl::StatusOr<DueCase> Due() const {
    DueCase due;
    PARITRANA_ASSIGN_OR_RETURN(due.covered, MonthOfDate());
    PARITRANA_ASSIGN_OR_RETURN(const NamedSegment segment, ReadSegment());
    due.segment = segment.segment;
    PARITRANA_ASSIGN_OR_RETURN(due.employer_kind, Kind());
    PARITRANA_ASSIGN_OR_RETURN(due.relief, ReadRelief());
    PARITRANA_ASSIGN_OR_RETURN(due.holidays, Holidays());
    return due;
  }

  std::string_view Cell(CaseColumn column) const { return row_.Cell(column); }

 private:
  static std::string NameOf(CaseColumn column) {
    return absl::AsciiStrToLower(CaseForm().columns[static_cast<std::size_t>(column)].name);
  }

  static absl::Status Missing(CaseColumn column) {
    return MakeError("FIELD_REQUIRED", NameOf(column));
  }

  absl::StatusOr<std::string_view> Required(CaseColumn column) const {
    if (Cell(column).empty()) return Missing(column);
    return Cell(column);
  }

  const RuleBook& book_;
  const CaseRow& row_;
};

absl::Status WrongSegment() { return MakeError("SEGMENT_INVALID", "segment"); }

absl::StatusOr<ContributionCase> ReadMonthly(const Reader& reader) {
  MonthlyCase month;
  PARITRANA_ASSIGN_OR_RETURN(month.month, reader.MonthOfDate());
  PARITRANA_ASSIGN_OR_RETURN(const NamedSegment segment, reader.ReadSegment());
  if (!segment.monthly) return WrongSegment();
  month.segment = segment.segment;
  PARITRANA_ASSIGN_OR_RETURN(month.risk_class, reader.RiskClass());
  PARITRANA_ASSIGN_OR_RETURN(month.programmes, reader.Programmes());
  PARITRANA_ASSIGN_OR_RETURN(month.relief, reader.ReadRelief());
  PARITRANA_ASSIGN_OR_RETURN(const bool others, reader.PaidByOthers());
  month.sponsored = others && month.segment == Segment::kBpu;
  PARITRANA_ASSIGN_OR_RETURN(month.pension_deferred, reader.Deferred());
  PARITRANA_ASSIGN_OR_RETURN(month.age, reader.AgeOn(month.month));
  PARITRANA_ASSIGN_OR_RETURN(month.income, reader.Income());
  PARITRANA_RETURN_IF_ERROR(reader.Kind().status());
  return month;
}

absl::StatusOr<ContributionCase> ReadProject(const Reader& reader) {
  ProjectCase project;
  PARITRANA_ASSIGN_OR_RETURN(project.month, reader.MonthOfDate());
  PARITRANA_ASSIGN_OR_RETURN(const NamedSegment segment, reader.ReadSegment());
  if (!segment.project) return WrongSegment();
  PARITRANA_ASSIGN_OR_RETURN(project.programmes, reader.Programmes());
  PARITRANA_ASSIGN_OR_RETURN(project.contract_value, reader.Income());
  PARITRANA_RETURN_IF_ERROR(reader.RiskClass().status());
  PARITRANA_RETURN_IF_ERROR(reader.ReadRelief().status());
  PARITRANA_RETURN_IF_ERROR(reader.PaidByOthers().status());
  PARITRANA_RETURN_IF_ERROR(reader.Kind().status());
  return project;
}

absl::StatusOr<ContributionCase> ReadPlacement(const Reader& reader) {
  PlacementCase placement;
  PARITRANA_ASSIGN_OR_RETURN(placement.month, reader.MonthOfDate());
  PARITRANA_ASSIGN_OR_RETURN(const NamedSegment segment, reader.ReadSegment());
  if (segment.segment != Segment::kPmi) return WrongSegment();
  PARITRANA_ASSIGN_OR_RETURN(placement.programmes, reader.Programmes());
  if (!reader.Cell(CaseColumn::kClass).empty()) {
    PARITRANA_ASSIGN_OR_RETURN(placement.placement,
                               contribution::ParsePlacement(reader.Cell(CaseColumn::kClass)));
  }
  if (!reader.Cell(CaseColumn::kIncome).empty()) {
    PARITRANA_ASSIGN_OR_RETURN(placement.chosen_jht, reader.Income());
  }
  PARITRANA_RETURN_IF_ERROR(reader.ReadRelief().status());
  PARITRANA_RETURN_IF_ERROR(reader.PaidByOthers().status());
  return placement;
}

absl::StatusOr<ContributionCase> ReadDue(const Reader& reader) { return reader.Due(); }

absl::StatusOr<ContributionCase> ReadLateFine(const Reader& reader) {
  LateFineCase fine;
  PARITRANA_ASSIGN_OR_RETURN(fine.due, reader.Due());
  PARITRANA_ASSIGN_OR_RETURN(fine.arrears, reader.Income());
  PARITRANA_ASSIGN_OR_RETURN(fine.months_late,
                             reader.Number(CaseColumn::kMonthsLate, contribution::kMonthsLateMax));
  return fine;
}

absl::StatusOr<ContributionCase> ReadDatedFine(const Reader& reader) {
  DatedFineCase fine;
  PARITRANA_ASSIGN_OR_RETURN(fine.due, reader.Due());
  PARITRANA_ASSIGN_OR_RETURN(fine.arrears, reader.Income());
  PARITRANA_ASSIGN_OR_RETURN(fine.paid_on, reader.Day(CaseColumn::kPaidDate));
  return fine;
}

struct NamedCase {
  std::string_view type;
  absl::StatusOr<ContributionCase> (*read)(const Reader&);
};
constexpr NamedCase kCases[] = {
    {"MONTHLY", ReadMonthly}, {"PROJECT", ReadProject},    {"PMI", ReadPlacement},
    {"DUE_DATE", ReadDue},    {"LATE_FINE", ReadLateFine}, {"LATE_FINE_DATED", ReadDatedFine},
};

}  // namespace

const files::SheetForm& CaseForm() {
  static const files::SheetForm& form =
      *new files::SheetForm{"contribution cases",
                            "docs/formats/contribution-cases-csv.md",
                            {{"CASE_ID", {}, true},
                             {"CASE_TYPE", {}, true},
                             {"DATE", {}, false},
                             {"SEGMENT", {}, false},
                             {"EMPLOYER_KIND", {}, false},
                             {"PAYER", {}, false},
                             {"INCOME", {}, false},
                             {"CLASS", {}, false},
                             {"PROGRAMMES", {}, false},
                             {"AGE", {}, false},
                             {"JP_DEFERRED", {}, false},
                             {"RELIEF_CODE", {}, false},
                             {"MONTHS_LATE", {}, false},
                             {"PAID_DATE", {}, false},
                             {"HOLIDAYS", {}, false}},
                            {},
                            true};
  return form;
}

absl::StatusOr<ContributionCase> ReadCase(const RuleBook& book, const CaseRow& row) {
  const std::string type = files::NormalWord(row.Cell(CaseColumn::kCaseType));
  for (const NamedCase& named : kCases) {
    if (named.type == type) return named.read(Reader(book, row));
  }
  return MakeError("CASE_TYPE_UNKNOWN", "case_type");
}

}  // namespace paritrana::cli
