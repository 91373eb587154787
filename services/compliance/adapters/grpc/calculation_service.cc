// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/calculation_service.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/calculation.h"
#include "libs/contribution/due_date.h"
#include "libs/contribution/explanation.h"
#include "libs/contribution/placement.h"
#include "libs/contribution/project.h"
#include "libs/contribution/words.h"
#include "libs/rpc/status.h"

namespace paritrana::compliance {
namespace {

namespace cpb = common::v1;
using contribution::Calculation;
using contribution::Language;
using contribution::ProgrammeLine;
using contribution::ProgrammeSet;
using contribution::RuleBook;
using contribution::Segment;
using Request = v1::CalculateContributionRequest;
using Response = v1::CalculateContributionResponse;

constexpr int kAgeYearsMax = 120;

absl::StatusOr<Month> ReadMonth(const Request& request) {
  const absl::StatusOr<Month> month = Month::Parse(request.month());
  return month.ok() ? month : MakeError("MONTH_INVALID", "month");
}

absl::StatusOr<Segment> ReadSegment(const Request& request) {
  const int segment = request.segment();
  if (segment < 1 || segment > contribution::kSegmentLast) {
    return MakeError("SEGMENT_INVALID", "segment");
  }
  return static_cast<Segment>(segment);
}

// Numbers of the contract are those of the rules; what is no number of theirs is refused.
absl::Status CheckEnums(const Request& request) {
  if (!cpb::EmployerKind_IsValid(request.employer_kind())) {
    return MakeError("ENUM_UNKNOWN", "employer_kind");
  }
  if (!cpb::SizeClass_IsValid(request.size_class())) {
    return MakeError("ENUM_UNKNOWN", "size_class");
  }
  return absl::OkStatus();
}

absl::StatusOr<ProgrammeSet> ReadProgrammes(const RuleBook& book, const Request& request,
                                            Segment segment, Month month) {
  if (request.programmes().empty()) {
    return MandatoryProgrammes(book, segment,
                               static_cast<contribution::SizeClass>(request.size_class()), month);
  }
  ProgrammeSet programmes;
  for (const int number : request.programmes()) {
    if (number < 1 || number > contribution::kProgrammeCount) {
      return MakeError("PROGRAMME_UNKNOWN", "programmes");
    }
    const auto programme = static_cast<contribution::Programme>(number);
    if (programmes.Has(programme)) return MakeError("PROGRAMME_REPEATED", "programmes");
    programmes.Add(programme);
  }
  return programmes;
}

// For a self-employed member every payer but an individual is a sponsor.
bool IsSponsored(const Request& request, Segment segment) {
  return segment == Segment::kBpu && request.employer_kind() != cpb::EMPLOYER_KIND_UNSPECIFIED &&
         request.employer_kind() != cpb::EMPLOYER_KIND_INDIVIDUAL;
}

absl::StatusOr<Calculation> CalculateMonth(const RuleBook& book, const Request& request,
                                           Segment segment, Month month, ProgrammeSet programmes) {
  contribution::MonthlyCase monthly;
  monthly.month = month;
  monthly.segment = segment;
  monthly.programmes = programmes;
  const auto risk_class = contribution::FindRiskClass(request.class_());
  if (!risk_class) return MakeError("RISK_CLASS_INVALID", "class");
  monthly.risk_class = *risk_class;
  PARITRANA_ASSIGN_OR_RETURN(monthly.relief, book.FindRelief(request.relief_code()));
  monthly.sponsored = IsSponsored(request, segment);
  monthly.pension_deferred = request.jp_deferred();
  if (request.age_years() > kAgeYearsMax) return MakeError("FIELD_OUT_OF_RANGE", "age_years");
  if (request.age_years() > 0) {
    monthly.age = contribution::Age::OnFirstOf(month, static_cast<int>(request.age_years()));
  }
  monthly.income = Rupiah(request.income_rupiah());
  return Calculate(book, monthly);
}

absl::StatusOr<Calculation> CalculatePackage(const RuleBook& book, const Request& request,
                                             Month month, ProgrammeSet programmes) {
  contribution::PlacementCase placement{month, programmes, {}, {}};
  if (!request.class_().empty()) {
    PARITRANA_ASSIGN_OR_RETURN(placement.placement, contribution::ParsePlacement(request.class_()));
  }
  if (request.income_rupiah() != 0) placement.chosen_jht = Rupiah(request.income_rupiah());
  return Calculate(book, placement);
}

absl::StatusOr<Calculation> CalculateProject(const RuleBook& book, const Request& request,
                                             Segment segment, Month month,
                                             ProgrammeSet programmes) {
  if (segment != Segment::kJakon) return MakeError("SEGMENT_INVALID", "segment");
  if (request.income_rupiah() != 0) return MakeError("FIELD_CONFLICT", "contract_value_rupiah");
  return Calculate(
      book, contribution::ProjectCase{month, programmes, Rupiah(request.contract_value_rupiah())});
}

absl::StatusOr<Calculation> Dispatch(const RuleBook& book, const Request& request, Segment segment,
                                     Month month) {
  PARITRANA_RETURN_IF_ERROR(CheckEnums(request));
  PARITRANA_ASSIGN_OR_RETURN(const ProgrammeSet programmes,
                             ReadProgrammes(book, request, segment, month));
  if (request.contract_value_rupiah() != 0) {
    return CalculateProject(book, request, segment, month, programmes);
  }
  if (segment == Segment::kPmi) return CalculatePackage(book, request, month, programmes);
  return CalculateMonth(book, request, segment, month, programmes);
}

// Segments without a monthly due date have none, and a wage earner's depends on the employer.
std::string DueDateText(const RuleBook& book, const Request& request, Segment segment,
                        Month month) {
  contribution::DueCase due{month, segment,
                            static_cast<contribution::EmployerKind>(request.employer_kind())};
  const absl::StatusOr<contribution::Relief> relief = book.FindRelief(request.relief_code());
  if (relief.ok()) due.relief = *relief;
  const absl::StatusOr<contribution::DueDate> date = FindDueDate(book, due);
  return date.ok() ? FormatDate(date->day) : "";
}

std::string ConfidenceText(contribution::Confidence confidence) {
  if (confidence == contribution::Confidence::kExample) return "EXAMPLE";
  return std::string(NameOf(confidence));
}

std::string LineText(const Calculation& calculation, const ProgrammeLine& line, Language language) {
  return Explain(line, language) + Explain(calculation.notes, language);
}

void WriteRule(const contribution::RuleReference& rule, v1::ProgrammeCalculation& proto) {
  proto.set_rule_id(rule.rule_id);
  proto.set_legal_basis(rule.legal_basis);
  proto.set_confidence(ConfidenceText(rule.confidence));
}

void WriteLine(const Calculation& calculation, const ProgrammeLine& line,
               v1::ProgrammeCalculation& proto) {
  proto.set_programme(static_cast<cpb::Programme>(line.programme));
  proto.set_base_rupiah(line.base.value());
  proto.set_ceiling_rupiah(line.base_most.value_or(Rupiah()).value());
  proto.set_bounded(line.base_capped || line.base_raised || line.amount_bounded);
  proto.set_employer_rate_per_100000(line.employer_per_100000);
  proto.set_employee_rate_per_100000(line.employee_per_100000);
  proto.set_employer_rupiah(line.shares.employer.value());
  proto.set_employee_rupiah(line.shares.employee.value());
  WriteRule(line.rule, proto);
  proto.set_text_id(LineText(calculation, line, Language::kIndonesian));
  proto.set_text_en(LineText(calculation, line, Language::kEnglish));
}

void WritePackage(const Calculation& calculation, v1::ProgrammeCalculation& proto) {
  proto.set_programme(cpb::PROGRAMME_JKK);
  proto.set_bundled_with(cpb::PROGRAMME_JKM);
  proto.set_employee_rupiah(calculation.package_amount->value());
  WriteRule(calculation.package.front().rule, proto);
  std::string ids;
  for (const contribution::PlacementStep& step : calculation.package) {
    absl::StrAppend(&ids, ids.empty() ? "" : "+", step.rule.rule_id);
  }
  proto.set_rule_id(ids);
  const auto text = [&](Language language) {
    return ExplainPackage(calculation, language) + Explain(calculation.notes, language);
  };
  proto.set_text_id(text(Language::kIndonesian));
  proto.set_text_en(text(Language::kEnglish));
}

absl::Status Answer(const RuleBook& book, const Request& request, Response& response) {
  PARITRANA_ASSIGN_OR_RETURN(const Month month, ReadMonth(request));
  PARITRANA_ASSIGN_OR_RETURN(const Segment segment, ReadSegment(request));
  PARITRANA_ASSIGN_OR_RETURN(const Calculation calculation,
                             Dispatch(book, request, segment, month));
  PARITRANA_RETURN_IF_ERROR(calculation.FirstRefusal());
  if (calculation.package_amount) WritePackage(calculation, *response.add_programmes());
  for (const ProgrammeLine& line : calculation.lines) {
    WriteLine(calculation, line, *response.add_programmes());
  }
  response.set_employer_rupiah(calculation.total_employer.value());
  response.set_employee_rupiah(calculation.total_employee.value());
  if (request.contract_value_rupiah() == 0) {
    response.set_due_date(DueDateText(book, request, segment, month));
  }
  response.set_rounding_id(ExplainRounding(calculation, Language::kIndonesian));
  response.set_rounding_en(ExplainRounding(calculation, Language::kEnglish));
  return absl::OkStatus();
}

}  // namespace

grpc::Status CalculationServiceAdapter::CalculateContribution(grpc::ServerContext* /*context*/,
                                                              const Request* request,
                                                              Response* response) {
  return rpc::ToGrpc(Answer(book_, *request, *response));
}

}  // namespace paritrana::compliance
