// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/enforcement/translate.h"

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/caller.h"
#include "libs/rpc/status.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/adapters/grpc/translate.h"

namespace paritrana::compliance {
namespace {

v1::RuleConfidence ToProto(contribution::Confidence confidence) {
  return static_cast<v1::RuleConfidence>(static_cast<int>(confidence) + 1);
}

std::string RegionText(std::uint64_t key) {
  const auto code = RegionCode::FromKey(key);
  return code.ok() ? code->ToString() : "";
}

template <typename Add>
void AddProgrammes(contribution::ProgrammeSet set, Add add) {
  for (const contribution::Programme programme : contribution::kProgrammes) {
    if (set.Has(programme)) add(static_cast<common::v1::Programme>(programme));
  }
}

// Puts each kind of evidence into its field.
struct KindToProto {
  v1::FindingEvidence& proto;
  const Subject& subject;

  void operator()(const UndertakingEvidence& e) const {
    proto.mutable_undertaking()->set_nib(subject.nib);
    proto.mutable_undertaking()->set_region(RegionText(e.region));
  }
  void operator()(const HeadcountEvidence& e) const {
    v1::HeadcountEvidence& headcount = *proto.mutable_headcount();
    headcount.set_stated(e.stated);
    headcount.set_registered(e.registered);
    headcount.set_registered_per_1000(PerThousand(e.registered, e.stated));
  }
  void operator()(const WageEvidence& e) const {
    v1::WageEvidence& wage = *proto.mutable_wage();
    wage.set_month(e.month.ToString());
    wage.set_lines(e.lines);
    wage.set_below_minimum(e.below_minimum);
    wage.set_at_minimum(e.at_minimum);
    wage.set_below_per_1000(PerThousand(e.below_minimum, e.lines));
    wage.set_at_per_1000(PerThousand(e.at_minimum, e.lines));
  }
  void operator()(const ProgrammeEvidence& e) const {
    v1::ProgrammeEvidence& programme = *proto.mutable_programme();
    programme.set_month(e.month.ToString());
    programme.set_size_class(static_cast<common::v1::SizeClass>(e.size_class));
    AddProgrammes(e.required, [&](auto value) { programme.add_required(value); });
    AddProgrammes(e.missing, [&](auto value) { programme.add_missing(value); });
    programme.set_lines(e.lines);
  }
  void operator()(const ArrearsEvidence& e) const {
    v1::ArrearsEvidence& arrears = *proto.mutable_arrears();
    arrears.set_rupiah(e.total.value());
    arrears.set_employee_rupiah(e.employee.value());
    arrears.set_periods(e.periods);
    arrears.set_oldest_due(FormatDate(e.oldest_due));
    arrears.set_arrears_class(e.arrears_class);
  }
};

v1::CaseEvent ToProto(const CaseEvent& event, const LadderRow* fine_row) {
  v1::CaseEvent proto;
  proto.set_event(event.number);
  proto.set_kind(static_cast<v1::CaseEventKind>(event.kind));
  proto.set_step(static_cast<v1::CaseStep>(event.step));
  proto.set_day(FormatDate(event.day));
  proto.set_officer(event.officer);
  proto.set_reason(event.reason);
  for (const Instalment& instalment : event.instalments) {
    v1::Instalment& added = *proto.add_instalments();
    added.set_due_on(FormatDate(instalment.due_on));
    added.set_rupiah(instalment.rupiah.value());
  }
  if (event.fine) {
    v1::AdministrativeFine& fine = *proto.mutable_fine();
    fine.set_base_rupiah(event.fine->base.value());
    fine.set_per_100000(event.fine->per_100000);
    fine.set_rupiah(event.fine->amount.value());
    if (fine_row != nullptr) *fine.mutable_rule() = compliance::ToProto(fine_row->origin);
  }
  *proto.mutable_recorded_at() = ToTimestamp(event.recorded_at);
  return proto;
}

v1::CaseNext ToProto(const NextStep& next) {
  v1::CaseNext proto;
  proto.set_actor(static_cast<v1::CaseActor>(next.actor));
  if (next.step) proto.set_step(static_cast<v1::CaseStep>(*next.step));
  if (next.respond_by) proto.set_respond_by(FormatDate(*next.respond_by));
  if (next.earliest) proto.set_earliest(FormatDate(*next.earliest));
  proto.set_days_left(next.days_left);
  if (next.clock == nullptr) return proto;
  // A plan's instalments are due by the calendar.
  proto.set_working_days(next.earliest && next.clock->days == LadderRow::Days::kWorking);
  *proto.mutable_rule() = compliance::ToProto(next.clock->origin);
  return proto;
}

v1::CertificateState StateOf(const StoredCertificate& certificate, absl::CivilDay today) {
  if (certificate.revoked_on) return v1::CERTIFICATE_STATE_REVOKED;
  if (today > certificate.valid_until) return v1::CERTIFICATE_STATE_EXPIRED;
  return v1::CERTIFICATE_STATE_VALID;
}

}  // namespace

std::string OfficerOf(const grpc::ServerContext& context) {
  const rpc::Caller caller = rpc::CallerOf(context);
  return caller.on_behalf_of.empty() ? caller.subject : caller.on_behalf_of;
}

absl::StatusOr<OfficerCall> ReadCall(const grpc::ServerContext& context, const std::string& key,
                                     const std::string& reason) {
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(key));
  return OfficerCall{key, OfficerOf(context), reason};
}

absl::StatusOr<std::optional<absl::CivilDay>> ReadDay(const std::string& text, const char* field) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> day = ParseDate(text);
  if (!day.ok()) return MakeError("DATE_INVALID", field);
  return *day;
}

v1::RuleSource ToProto(const contribution::RuleOrigin& origin) {
  v1::RuleSource proto;
  proto.set_rule_id(origin.rule_id);
  proto.set_legal_basis(origin.legal_basis);
  proto.set_confidence(ToProto(origin.confidence));
  proto.set_note(origin.note);
  return proto;
}

v1::FindingEvidence ToProto(const Evidence& evidence, const Subject& subject) {
  v1::FindingEvidence proto;
  proto.set_source(evidence.source);
  if (evidence.data_as_of) proto.set_data_as_of(FormatDate(*evidence.data_as_of));
  proto.set_example(evidence.example);
  std::visit(KindToProto{proto, subject}, evidence.kind);
  return proto;
}

v1::EmployerFinding ToProto(const NamedFinding& named) {
  const EmployerFinding& finding = named.finding;
  v1::EmployerFinding proto;
  proto.set_finding(static_cast<std::uint64_t>(finding.number));
  proto.set_employer_ref(named.employer_ref);
  proto.set_flag(static_cast<v1::ComplianceFlag>(finding.flag));
  proto.set_state(static_cast<v1::FindingState>(finding.state));
  *proto.mutable_evidence() = ToProto(finding.evidence, finding.subject);
  proto.mutable_rule()->set_rule_id(finding.rule_id);
  proto.mutable_rule()->set_legal_basis(finding.legal_basis);
  proto.mutable_rule()->set_confidence(ToProto(finding.confidence));
  proto.set_confidence(ToProto(finding.confidence));
  proto.set_as_of(FormatDate(finding.as_of));
  proto.set_found_on(FormatDate(finding.found_on));
  proto.set_state_since(FormatDate(finding.state_since));
  proto.set_officer(finding.officer);
  proto.set_reason(finding.reason);
  return proto;
}

v1::FindingEvent ToProto(const FindingEvent& event, const Subject& subject) {
  v1::FindingEvent proto;
  proto.set_kind(static_cast<v1::FindingEventKind>(event.kind));
  proto.set_day(FormatDate(event.day));
  proto.set_officer(event.officer);
  proto.set_reason(event.reason);
  if (event.evidence) *proto.mutable_evidence() = ToProto(*event.evidence, subject);
  *proto.mutable_recorded_at() = ToTimestamp(event.recorded_at);
  return proto;
}

v1::Case ToProto(const CaseView& view, const CaseLadder& ladder, bool with_timeline) {
  v1::Case proto;
  proto.set_case_no(static_cast<std::uint64_t>(view.stored.number));
  proto.set_employer_ref(view.stored.employer_ref);
  proto.set_state(static_cast<v1::CaseState>(view.file.state));
  proto.set_step(static_cast<v1::CaseStep>(view.file.step));
  proto.set_opened_on(FormatDate(view.file.opened_on));
  for (const Flag flag : kFlags) {
    if (view.stored.flags.Has(flag)) proto.add_flags(static_cast<v1::ComplianceFlag>(flag));
  }
  *proto.mutable_next() = ToProto(view.next);
  proto.set_as_of(FormatDate(view.as_of));
  if (!with_timeline) return proto;
  const LadderRow* fine_row = ladder.RowFor(CaseStep::kFine, view.file.opened_on);
  for (const CaseEvent& event : view.stored.events) {
    *proto.add_timeline() = ToProto(event, fine_row);
  }
  return proto;
}

v1::Certificate ToProto(const StoredCertificate& certificate, const StandingRules& rules,
                        absl::CivilDay today) {
  v1::Certificate proto;
  proto.set_employer_ref(certificate.employer_ref);
  proto.set_state(StateOf(certificate, today));
  proto.set_issued_on(FormatDate(certificate.issued_on));
  proto.set_valid_until(FormatDate(certificate.valid_until));
  if (certificate.revoked_on) proto.set_revoked_on(FormatDate(*certificate.revoked_on));
  for (const std::string& id : certificate.incentives) {
    const Incentive* incentive = rules.FindIncentive(id);
    if (incentive == nullptr) continue;
    v1::Incentive& added = *proto.add_incentives();
    *added.mutable_rule() = ToProto(incentive->origin);
    added.set_text_id(incentive->text_id);
    added.set_text_en(incentive->text_en);
  }
  const CertificateTerm* term = rules.FindTerm(certificate.rule_id);
  if (term != nullptr) *proto.mutable_rule() = ToProto(term->origin);
  return proto;
}

absl::StatusOr<DataSource> ReadSource(const v1::ImportSource& source) {
  if (source.as_of().empty()) return MakeError("FIELD_REQUIRED", "source.as_of");
  PARITRANA_ASSIGN_OR_RETURN(const auto day, ReadDay(source.as_of(), "source.as_of"));
  return DataSource{source.name(), *day, source.example()};
}

common::v1::LineVerdict ToProto(const RowVerdict& verdict, std::uint64_t line_no) {
  common::v1::LineVerdict proto;
  proto.set_line_no(line_no);
  if (!verdict.accepted) {
    proto.set_kind(common::v1::VERDICT_KIND_REJECTED);
  } else if (verdict.reason.empty()) {
    proto.set_kind(common::v1::VERDICT_KIND_ACCEPTED);
  } else {
    proto.set_kind(common::v1::VERDICT_KIND_ACCEPTED_WITH_WARNINGS);
  }
  if (!verdict.reason.empty()) {
    *proto.add_findings() = rpc::ToFinding(MakeError(verdict.reason, verdict.field));
  }
  return proto;
}

}  // namespace paritrana::compliance
