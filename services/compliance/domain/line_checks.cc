// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/line_checks.h"

#include <algorithm>
#include <bitset>
#include <limits>
#include <string>
#include <utility>

#include "libs/base/limits.h"
#include "services/compliance/domain/names.h"

namespace paritrana::compliance {
namespace {

std::string AmountField(std::size_t index, std::string_view leaf) {
  return "amounts[" + std::to_string(index) + "]." + std::string(leaf);
}

std::optional<Month> ReadMonth(std::string_view text, Month when_empty, std::string_view field,
                               Findings& findings) {
  if (text.empty()) return when_empty;
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (month.ok()) return *month;
  findings.push_back({"MONTH_INVALID", std::string(field)});
  return std::nullopt;
}

std::optional<CoveredRange> CheckCovered(const DeclaredLine& line, const PostingMonths& months,
                                         Findings& findings) {
  const std::optional<Month> from =
      ReadMonth(line.covered_from, months.period, "covered_from", findings);
  if (!from) return std::nullopt;
  const std::optional<Month> to = ReadMonth(line.covered_to, *from, "covered_to", findings);
  if (!to) return std::nullopt;
  if (*to < *from) findings.push_back({"COVERED_RANGE_INVALID", "covered_to"});
  if (*from < months.posting - limits::kCoveredMonthsBack) {
    findings.push_back({"COVERED_RANGE_INVALID", "covered_from"});
  }
  if (*to > months.posting + limits::kCoveredMonthsAhead) {
    findings.push_back({"COVERED_RANGE_INVALID", "covered_to"});
  }
  return CoveredRange{*from, *to};
}

void CheckShare(std::int64_t rupiah, int months, std::string field, Findings& findings) {
  if (rupiah < 0) {
    findings.push_back({"AMOUNT_NEGATIVE", std::move(field)});
  } else if (rupiah > kShareRupiahPerMonthMax * months) {
    findings.push_back({"AMOUNT_ABSURD", std::move(field)});
  }
}

// Adds up what a line declares and keeps it by programme.
class AmountSum {
 public:
  AmountSum(int months, Findings& findings) : months_(months), findings_(findings) {}

  void Add(std::size_t index, const DeclaredAmount& amount) {
    CheckShare(amount.employer_rupiah, months_, AmountField(index, "employer_rupiah"), findings_);
    CheckShare(amount.employee_rupiah, months_, AmountField(index, "employee_rupiah"), findings_);
    AddToTotal(amount.employer_rupiah);
    AddToTotal(amount.employee_rupiah);
    if (amount.programme < 1 || amount.programme > kProgrammeCount) {
      findings_.push_back({"PROGRAMME_UNKNOWN", AmountField(index, "programme")});
      return;
    }
    const std::size_t place = static_cast<std::size_t>(amount.programme) - 1;
    if (seen_.test(place)) {
      findings_.push_back({"PROGRAMME_REPEATED", AmountField(index, "programme")});
    }
    seen_.set(place);
    amounts_[place] = {Rupiah(amount.employer_rupiah), Rupiah(amount.employee_rupiah)};
    if (amounts_[place] != Shares()) programmes_.Add(static_cast<Programme>(amount.programme));
  }

  // Call once, after the last amount.
  void CheckTotal() {
    if (!total_) {
      findings_.push_back({"AMOUNT_OVERFLOW", "amounts"});
    } else if (findings_.empty() && *total_ == Rupiah()) {
      findings_.push_back({"AMOUNT_MISSING", "amounts"});
    }
  }

  const AmountsByProgramme& amounts() const { return amounts_; }
  ProgrammeSet programmes() const { return programmes_; }
  std::optional<Rupiah> total() const { return total_; }

 private:
  void AddToTotal(std::int64_t rupiah) {
    if (total_) total_ = Rupiah::Add(*total_, Rupiah(rupiah));
  }

  int months_;
  Findings& findings_;
  std::bitset<kProgrammeCount> seen_;
  AmountsByProgramme amounts_;
  ProgrammeSet programmes_;
  std::optional<Rupiah> total_ = Rupiah();
};

void CheckWage(std::int64_t rupiah, Findings& findings) {
  if (rupiah < 0 || rupiah > kReportedWageRupiahMax) {
    findings.push_back({"WAGE_INVALID", "reported_wage_rupiah"});
  }
}

// A previous line belongs to corrections and deletions, and to them only.
void CheckPrevious(const DeclaredLine& line, LineAction action, Findings& findings) {
  if (line.previous.given == (action == LineAction::kAdd)) {
    findings.push_back({"LINE_ACTION_NOT_ALLOWED", "previous"});
  } else if (line.previous.given) {
    const std::string_view run = line.previous.run;
    if (!run.empty() && !IsName(run)) findings.push_back({"FIELD_MALFORMED", "previous.run"});
    if (!IsName(line.previous.line_id)) {
      findings.push_back({"FIELD_MALFORMED", "previous.line_id"});
    }
  }
}

LineAction CheckAction(const DeclaredLine& line, Findings& findings) {
  if (line.action < 0 || line.action > kLineActionLast) {
    findings.push_back({"ENUM_UNKNOWN", "action"});
    return LineAction::kAdd;
  }
  const LineAction action =
      line.action == 0 ? LineAction::kAdd : static_cast<LineAction>(line.action);
  CheckPrevious(line, action, findings);
  return action;
}

bool IsControl(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

std::size_t CharsOf(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void CheckEmployment(const DeclaredLine& line, Findings& findings) {
  const std::string_view number = line.payroll_number;
  if (std::any_of(number.begin(), number.end(), IsControl)) {
    findings.push_back({"FIELD_MALFORMED", "payroll_number"});
  } else if (CharsOf(number) > kPayrollNumberCharsMax) {
    findings.push_back({"FIELD_TOO_LONG", "payroll_number"});
  }
  if (line.membership_no > std::numeric_limits<std::int32_t>::max()) {
    findings.push_back({"FIELD_OUT_OF_RANGE", "membership_no"});
  }
  if (line.age_years > kAgeYearsMax) findings.push_back({"FIELD_OUT_OF_RANGE", "age_years"});
}

ProgrammeSet CheckProgrammes(const DeclaredLine& line, Findings& findings) {
  ProgrammeSet programmes;
  for (std::size_t i = 0; i < line.programmes.size(); ++i) {
    const std::string field = "programmes[" + std::to_string(i) + "]";
    if (line.programmes[i] < 1 || line.programmes[i] > kProgrammeCount) {
      findings.push_back({"PROGRAMME_UNKNOWN", field});
      continue;
    }
    const auto programme = static_cast<Programme>(line.programmes[i]);
    if (programmes.Has(programme)) findings.push_back({"PROGRAMME_REPEATED", field});
    programmes.Add(programme);
  }
  return programmes;
}

}  // namespace

CheckedLine CheckLine(const DeclaredLine& line, const PostingMonths& months) {
  CheckedLine checked;
  Findings& findings = checked.findings;
  if (!IsName(line.line_id)) findings.push_back({"FIELD_MALFORMED", "line_id"});
  checked.action = CheckAction(line, findings);
  if (checked.action == LineAction::kDelete) return checked;
  if (line.segment < 1 || line.segment > kSegmentLast) {
    findings.push_back({"SEGMENT_INVALID", "segment"});
  }
  const std::optional<CoveredRange> covered = CheckCovered(line, months, findings);
  CheckWage(line.reported_wage_rupiah, findings);
  CheckEmployment(line, findings);
  const ProgrammeSet asked = CheckProgrammes(line, findings);

  // Without a usable range, amounts are measured against one month.
  const bool range_usable = covered && findings.empty();
  AmountSum sum(range_usable ? covered->months() : 1, findings);
  for (std::size_t i = 0; i < line.amounts.size(); ++i) sum.Add(i, line.amounts[i]);
  const bool amounts_given = !line.amounts.empty();
  if (amounts_given) sum.CheckTotal();

  if (findings.empty()) {
    checked.declaration = Declaration{
        *covered,      static_cast<Segment>(line.segment),       Rupiah(line.reported_wage_rupiah),
        sum.amounts(), amounts_given ? sum.programmes() : asked, amounts_given,
        *sum.total()};
  }
  return checked;
}

}  // namespace paritrana::compliance
