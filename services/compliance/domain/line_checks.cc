// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/line_checks.h"

#include <bitset>
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
  std::optional<Rupiah> total() const { return total_; }

 private:
  void AddToTotal(std::int64_t rupiah) {
    if (total_) total_ = Rupiah::Add(*total_, Rupiah(rupiah));
  }

  int months_;
  Findings& findings_;
  std::bitset<kProgrammeCount> seen_;
  AmountsByProgramme amounts_;
  std::optional<Rupiah> total_ = Rupiah();
};

void CheckWage(std::int64_t rupiah, Findings& findings) {
  if (rupiah < 0 || rupiah > kReportedWageRupiahMax) {
    findings.push_back({"WAGE_INVALID", "reported_wage_rupiah"});
  }
}

}  // namespace

CheckedLine CheckLine(const DeclaredLine& line, const PostingMonths& months) {
  CheckedLine checked;
  Findings& findings = checked.findings;
  if (!IsName(line.line_id)) findings.push_back({"FIELD_MALFORMED", "line_id"});
  if (line.segment < 1 || line.segment > kSegmentLast) {
    findings.push_back({"SEGMENT_INVALID", "segment"});
  }
  const std::optional<CoveredRange> covered = CheckCovered(line, months, findings);
  CheckWage(line.reported_wage_rupiah, findings);

  // Without a usable range, amounts are measured against one month.
  const bool range_usable = covered && findings.empty();
  AmountSum sum(range_usable ? covered->months() : 1, findings);
  for (std::size_t i = 0; i < line.amounts.size(); ++i) sum.Add(i, line.amounts[i]);
  sum.CheckTotal();

  if (findings.empty()) {
    checked.declaration =
        Declaration{*covered, static_cast<Segment>(line.segment), Rupiah(line.reported_wage_rupiah),
                    sum.amounts(), *sum.total()};
  }
  return checked;
}

}  // namespace paritrana::compliance
