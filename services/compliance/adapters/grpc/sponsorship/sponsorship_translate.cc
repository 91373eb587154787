// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/sponsorship/sponsorship_translate.h"

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"
#include "services/compliance/adapters/grpc/sponsorship/reading.h"
#include "services/compliance/adapters/grpc/translate.h"

namespace paritrana::compliance {
namespace {

WorkerNumber WorkerOf(const v1::WorkerIdentity& worker) {
  if (worker.has_nik()) return {WorkerNumber::Kind::kNik, worker.nik()};
  if (worker.has_kpj()) return {WorkerNumber::Kind::kKpj, worker.kpj()};
  return {};
}

v1::ProgrammeTerms TermsToProto(const ProgrammeTerms& terms) {
  v1::ProgrammeTerms proto;
  proto.set_first_month(terms.first.ToString());
  proto.set_last_month(terms.last.ToString());
  proto.set_target_heads(terms.target_heads);
  proto.set_budget_rupiah(terms.budget.value());
  return proto;
}

std::string RegionText(std::uint64_t key) {
  const auto code = RegionCode::FromKey(key);
  return code.ok() ? code->ToString() : "";
}

v1::ProgrammeMonth MonthToProto(const ProgrammeMonth& month) {
  v1::ProgrammeMonth proto;
  proto.set_month(month.month.ToString());
  proto.set_enrolled(month.enrolled);
  proto.set_heads(month.heads);
  proto.set_rupiah(month.rupiah);
  proto.set_monthly_rupiah(month.cost);
  return proto;
}

}  // namespace

absl::StatusOr<ProgrammeTerms> FromProto(const v1::ProgrammeTerms& proto) {
  ProgrammeTerms terms;
  PARITRANA_ASSIGN_OR_RETURN(terms.first, ReadMonthField(proto.first_month(), "terms.first_month"));
  PARITRANA_ASSIGN_OR_RETURN(terms.last, ReadMonthField(proto.last_month(), "terms.last_month"));
  terms.target_heads = proto.target_heads();
  terms.budget = Rupiah(proto.budget_rupiah());
  return terms;
}

absl::StatusOr<ProgrammeAttributes> ReadAttributes(const v1::CreateProgrammeRequest& request) {
  ProgrammeAttributes attributes;
  if (request.kind() == common::v1::SPONSOR_KIND_UNSPECIFIED) {
    return MakeError("FIELD_REQUIRED", "kind");
  }
  if (!common::v1::SponsorKind_IsValid(request.kind())) return MakeError("ENUM_UNKNOWN", "kind");
  if (!v1::ProgrammeFunding_IsValid(request.funding())) {
    return MakeError("ENUM_UNKNOWN", "funding");
  }
  attributes.kind = static_cast<SponsorKind>(request.kind());
  const auto region = RegionCode::Parse(request.region());
  if (!region.ok()) return MakeError("REGION_INVALID", "region");
  attributes.region = region->key();
  attributes.with_jht = request.with_jht();
  if (request.income_rupiah() < 0) return MakeError("AMOUNT_NEGATIVE", "income_rupiah");
  attributes.income = Rupiah(request.income_rupiah());
  if (request.funding() != v1::PROGRAMME_FUNDING_UNSPECIFIED) {
    attributes.funding = static_cast<Funding>(request.funding());
  }
  return attributes;
}

absl::StatusOr<std::vector<IncomingEnrolment>> ReadLines(const v1::EnrolWorkersRequest& request) {
  std::vector<IncomingEnrolment> lines;
  lines.reserve(static_cast<std::size_t>(request.lines_size()));
  for (const v1::EnrolmentLine& line : request.lines()) {
    if (!v1::EnrolmentAction_IsValid(line.action()))
      return MakeError("ENUM_UNKNOWN", "lines.action");
    const bool withdraws = line.action() == v1::ENROLMENT_ACTION_WITHDRAW;
    lines.push_back({WorkerOf(line.worker()),
                     withdraws ? EnrolmentAction::kWithdraw : EnrolmentAction::kEnrol,
                     line.from_month(), line.to_month()});
  }
  return lines;
}

common::v1::Finding ToProtoFinding(const Finding& finding) {
  return rpc::ToFinding(MakeError(finding.reason, finding.field));
}

v1::SponsorProgramme ToProto(const SponsorProgramme& programme, const std::string& payer) {
  v1::SponsorProgramme proto;
  proto.set_payer(payer);
  proto.set_programme(programme.key.programme);
  proto.set_kind(static_cast<common::v1::SponsorKind>(programme.attributes.kind));
  proto.set_region(RegionText(programme.attributes.region));
  proto.set_with_jht(programme.attributes.with_jht);
  proto.set_income_rupiah(programme.attributes.income.value());
  proto.set_funding(static_cast<v1::ProgrammeFunding>(programme.attributes.funding));
  *proto.mutable_terms() = TermsToProto(programme.terms());
  proto.set_version(programme.history.back().version);
  return proto;
}

v1::ProgrammeAmendment ToProto(const Amendment<ProgrammeTerms>& amendment) {
  v1::ProgrammeAmendment proto;
  proto.set_version(amendment.version);
  proto.set_dated_on(FormatDate(amendment.dated_on));
  *proto.mutable_recorded_at() = ToTimestamp(amendment.recorded_at);
  *proto.mutable_terms() = TermsToProto(amendment.terms);
  proto.set_reason(amendment.reason);
  proto.set_recorded_by(amendment.recorded_by);
  return proto;
}

v1::ProgrammeLapse ToProto(const Lapse& lapse) {
  v1::ProgrammeLapse proto;
  proto.set_cause(static_cast<v1::LapseCause>(lapse.cause));
  proto.set_last_covered_month(lapse.last_covered.ToString());
  proto.set_heads_falling_out(lapse.falling_out);
  proto.set_remaining_rupiah(lapse.remaining);
  proto.set_shortfall_rupiah(lapse.shortfall);
  proto.set_heads_continuing(lapse.continuing);
  return proto;
}

v1::EnrolWorkersResponse ToProto(const EnrolledWorkers& answer) {
  v1::EnrolWorkersResponse proto;
  proto.set_accepted(answer.accepted);
  proto.set_unchanged(answer.unchanged);
  proto.set_rejected(answer.rejected);
  for (const NotableEnrolment& line : answer.notable) {
    common::v1::LineVerdict& verdict = *proto.add_verdicts();
    verdict.set_line_no(line.line_no);
    verdict.set_kind(line.accepted ? common::v1::VERDICT_KIND_ACCEPTED_WITH_WARNINGS
                                   : common::v1::VERDICT_KIND_REJECTED);
    *verdict.add_findings() = ToProtoFinding(line.finding);
  }
  return proto;
}

v1::GetProgrammeResponse ToProto(const ProgrammeView& view, const std::string& payer) {
  v1::GetProgrammeResponse proto;
  *proto.mutable_programme() = ToProto(view.programme, payer);
  for (const auto& state : view.programme.history) *proto.add_history() = ToProto(state);
  for (const ProgrammeMonth& month : view.months) *proto.add_months() = MonthToProto(month);
  proto.set_enrolled_heads(view.enrolled_heads);
  proto.set_paid_heads(view.paid_heads);
  proto.set_paid_rupiah(view.paid_rupiah);
  proto.set_realised_bp(BasisPoints(view.paid_heads, view.programme.terms().target_heads));
  *proto.mutable_lapse() = ToProto(view.lapse);
  proto.set_as_of(FormatDate(view.as_of));
  return proto;
}

v1::SponsorYear ToProto(const SponsorYearView& view) {
  v1::SponsorYear proto;
  proto.set_year(view.figures.year);
  proto.set_target_heads(view.target_heads);
  proto.set_budget_rupiah(view.budget);
  proto.set_paid_heads(view.figures.heads);
  proto.set_paid_rupiah(view.figures.rupiah);
  for (const std::string& programme : view.programmes) proto.add_programmes(programme);
  proto.set_realised_bp(BasisPoints(view.figures.heads, view.target_heads));
  proto.set_target_of_year_before_bp(BasisPoints(view.target_heads, view.heads_year_before));
  return proto;
}

}  // namespace paritrana::compliance
