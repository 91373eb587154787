// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/dues_messages.h"

#include <string>

#include "libs/base/date.h"
#include "libs/contribution/explanation.h"
#include "libs/contribution/words.h"
#include "services/compliance/domain/dues/dues_text.h"

namespace paritrana::compliance {
namespace {

using contribution::Language;

std::string ConfidenceText(contribution::Confidence confidence) {
  if (confidence == contribution::Confidence::kExample) return "EXAMPLE";
  return std::string(contribution::NameOf(confidence));
}

common::v1::Segment ToProto(Segment segment) { return static_cast<common::v1::Segment>(segment); }

v1::DuesRule RuleOf(const contribution::RuleOrigin& origin, std::string text_id,
                    std::string text_en) {
  v1::DuesRule rule;
  rule.set_rule_id(origin.rule_id);
  rule.set_legal_basis(origin.legal_basis);
  rule.set_confidence(ConfidenceText(origin.confidence));
  rule.set_text_id(std::move(text_id));
  rule.set_text_en(std::move(text_en));
  return rule;
}

void SetClass(const contribution::ArrearsClassRow* row, v1::ArrearsClass& proto) {
  if (row == nullptr) return;
  proto.set_code(row->code);
  *proto.mutable_rule() = RuleOf(row->origin, row->name_id, row->name_en);
}

v1::ProgrammeDues ToProto(std::size_t index, const Obligation& owed) {
  v1::ProgrammeDues proto;
  proto.set_programme(static_cast<common::v1::Programme>(contribution::kProgrammes[index]));
  proto.set_employer_rupiah(owed.declared.employer.value());
  proto.set_employee_rupiah(owed.declared.employee.value());
  proto.set_employer_paid_rupiah(owed.allocated.employer.value());
  proto.set_employee_paid_rupiah(owed.allocated.employee.value());
  proto.set_outstanding_rupiah(owed.outstanding().value());
  return proto;
}

v1::PeriodFine FineOf(const PeriodDues& dues) {
  v1::PeriodFine proto;
  proto.set_rupiah(dues.fine.amount.value());
  proto.set_paid_rupiah(dues.fine.allocated.value());
  proto.set_outstanding_rupiah(dues.fine.outstanding().value());
  proto.set_rate_per_100000(dues.fine.per_100000);
  if (!dues.due || dues.fine.steps.empty()) return proto;
  *proto.mutable_rule() = RuleOf(dues.due->rule().origin, ExplainFine(dues, Language::kIndonesian),
                                 ExplainFine(dues, Language::kEnglish));
  return proto;
}

void AddCovered(const PeriodDuesAnswer& answer, Segment segment, v1::PeriodDuesDetail& detail) {
  for (const auto& [key, month] : answer.covered) {
    if (key.first != segment) continue;
    v1::CoveredMonthDues& proto = *detail.add_covered_months();
    proto.set_covered_month(key.second.ToString());
    proto.set_lines(month.lines);
    for (std::size_t i = 0; i < month.amounts.size(); ++i) {
      if (month.amounts[i] == Shares()) continue;
      v1::ProgrammeDues& programme = *proto.add_programmes();
      programme.set_programme(static_cast<common::v1::Programme>(contribution::kProgrammes[i]));
      programme.set_employer_rupiah(month.amounts[i].employer.value());
      programme.set_employee_rupiah(month.amounts[i].employee.value());
    }
  }
}

void AddPayments(const DuesAnswer& answer, const PeriodDues& dues, v1::PeriodDuesDetail& detail) {
  for (const Piece& piece : answer.account.pieces) {
    if (piece.period != dues.period || piece.segment != dues.segment) continue;
    v1::PaymentUse& use = *detail.add_payments();
    use.set_reference(answer.record.references.at(piece.payment));
    use.set_paid_on(FormatDate(piece.paid_on));
    use.set_fine(piece.head == Head::kFine);
    if (!use.fine()) use.set_programme(static_cast<common::v1::Programme>(piece.head));
    use.set_rupiah(piece.amount.value());
  }
}

void AddSteps(const DuesAnswer& answer, const PeriodDues& dues, v1::PeriodDuesDetail& detail) {
  for (const FineStep& step : dues.fine.steps) {
    v1::FineStep& proto = *detail.add_fine_steps();
    proto.set_rupiah(step.amount.value());
    proto.set_months(step.months);
    proto.set_until(FormatDate(step.until));
    if (step.payment) proto.set_reference(answer.record.references.at(*step.payment));
  }
}

const Payment& Find(const AccountHistory& history, PaymentNo no) {
  std::size_t i = 0;
  while (history.payments[i].no != no) ++i;
  return history.payments[i];
}

bool IsDeclared(const Account& account, Month period) {
  for (const PeriodDues& dues : account.periods) {
    if (dues.period == period) return true;
  }
  return false;
}

}  // namespace

v1::DuesTotals ToProto(const AccountTotals& totals) {
  v1::DuesTotals proto;
  proto.set_declared_rupiah(totals.declared.value());
  proto.set_outstanding_rupiah(totals.outstanding.value());
  proto.set_arrears_rupiah(totals.arrears.value());
  proto.set_arrears_employee_rupiah(totals.arrears_employee.value());
  proto.set_fine_rupiah(totals.fine.value());
  proto.set_fine_outstanding_rupiah(totals.fine_outstanding.value());
  proto.set_paid_rupiah(totals.paid.value());
  proto.set_allocated_rupiah(totals.allocated.value());
  proto.set_unallocated_rupiah(totals.unallocated.value());
  proto.set_to_pay_rupiah(totals.outstanding.value() + totals.fine_outstanding.value());
  proto.set_months_late(totals.months_late);
  SetClass(totals.arrears_class, *proto.mutable_arrears_class());
  return proto;
}

v1::PeriodDues ToProto(const PeriodDues& dues) {
  v1::PeriodDues proto;
  proto.set_period(dues.period.ToString());
  proto.set_segment(ToProto(dues.segment));
  proto.set_lines(dues.lines);
  proto.set_declared_rupiah(dues.declared().value());
  proto.set_paid_rupiah(dues.allocated().value());
  proto.set_outstanding_rupiah(dues.outstanding().value());
  if (dues.due) {
    proto.set_due_on(FormatDate(dues.due->day()));
    *proto.mutable_due_rule() =
        RuleOf(dues.due->rule().origin, contribution::Explain(*dues.due, Language::kIndonesian),
               contribution::Explain(*dues.due, Language::kEnglish));
  }
  proto.set_months_late(dues.months_late);
  SetClass(dues.arrears_class, *proto.mutable_arrears_class());
  for (std::size_t i = 0; i < dues.obligations.size(); ++i) {
    if (dues.obligations[i] == Obligation()) continue;
    *proto.add_programmes() = ToProto(i, dues.obligations[i]);
  }
  *proto.mutable_fine() = FineOf(dues);
  return proto;
}

v1::Demand ToProto(const Demand& demand) {
  v1::Demand proto;
  proto.set_period(demand.dues->period.ToString());
  proto.set_segment(ToProto(demand.dues->segment));
  if (demand.pay_by) proto.set_pay_by(FormatDate(*demand.pay_by));
  proto.set_overdue(demand.overdue);
  proto.set_contribution_rupiah(demand.contribution.value());
  proto.set_fine_rupiah(demand.fine.value());
  proto.set_total_rupiah(demand.total().value());
  if (demand.fine_grows_on) proto.set_fine_grows_on(FormatDate(*demand.fine_grows_on));
  proto.set_text_id(Explain(demand, Language::kIndonesian));
  proto.set_text_en(Explain(demand, Language::kEnglish));
  return proto;
}

void AddAdvances(const DuesAnswer& answer, int most, v1::GetDuesResponse& response) {
  for (const PaymentUse& use : answer.account.payments) {
    if (use.unallocated == Rupiah()) continue;
    if (response.advances_size() == most) break;
    const Payment& payment = Find(answer.record.history, use.no);
    v1::Advance& advance = *response.add_advances();
    advance.set_reference(answer.record.references.at(use.no));
    advance.set_paid_on(FormatDate(payment.paid_on));
    advance.set_unallocated_rupiah(use.unallocated.value());
    const bool waits = payment.period && !IsDeclared(answer.account, *payment.period);
    if (waits) advance.set_waits_for_period(payment.period->ToString());
  }
}

v1::PeriodDuesDetail ToDetail(const PeriodDuesAnswer& answer, const PeriodDues& dues,
                              const contribution::AllocationRow* allocation) {
  v1::PeriodDuesDetail detail;
  *detail.mutable_dues() = ToProto(dues);
  AddCovered(answer, dues.segment, detail);
  AddPayments(answer.dues, dues, detail);
  AddSteps(answer.dues, dues, detail);
  const auto demand = DemandOf(dues, answer.dues.account.as_of.day);
  if (demand) *detail.mutable_to_pay() = ToProto(*demand);
  if (allocation != nullptr) {
    *detail.mutable_allocation_rule() =
        RuleOf(allocation->origin, Explain(*allocation, Language::kIndonesian),
               Explain(*allocation, Language::kEnglish));
  }
  return detail;
}

}  // namespace paritrana::compliance
