// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/sponsorship/project_service.h"

#include <string>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/adapters/grpc/sponsorship/reading.h"
#include "services/compliance/adapters/grpc/translate.h"

namespace paritrana::compliance {
namespace {

absl::StatusOr<ProjectTerms> FromProto(const v1::ProjectTerms& proto) {
  ProjectTerms terms;
  terms.contract_value = Rupiah(proto.contract_value_rupiah());
  PARITRANA_ASSIGN_OR_RETURN(terms.start, ReadDate(proto.start_date(), "terms.start_date"));
  PARITRANA_ASSIGN_OR_RETURN(terms.end, ReadDate(proto.end_date(), "terms.end_date"));
  PARITRANA_ASSIGN_OR_RETURN(terms.certificate,
                             ReadOptionalDate(proto.certificate_date(), "terms.certificate_date"));
  return terms;
}

v1::ProjectTerms TermsToProto(const ProjectTerms& terms) {
  v1::ProjectTerms proto;
  proto.set_contract_value_rupiah(terms.contract_value.value());
  proto.set_start_date(FormatDate(terms.start));
  proto.set_end_date(FormatDate(terms.end));
  if (terms.certificate) proto.set_certificate_date(FormatDate(*terms.certificate));
  return proto;
}

v1::ProjectAmendment StateToProto(const Amendment<ProjectTerms>& state) {
  v1::ProjectAmendment proto;
  proto.set_version(state.version);
  proto.set_dated_on(FormatDate(state.dated_on));
  *proto.mutable_recorded_at() = ToTimestamp(state.recorded_at);
  *proto.mutable_terms() = TermsToProto(state.terms);
  proto.set_reason(state.reason);
  proto.set_recorded_by(state.recorded_by);
  return proto;
}

v1::ProjectRegistration DelayToProto(const RegistrationDelay& delay, absl::CivilDay registered_on) {
  v1::ProjectRegistration proto;
  proto.set_registered_on(FormatDate(registered_on));
  proto.set_due_on(FormatDate(delay.due_on));
  proto.set_working_days(delay.working_days);
  proto.set_working_days_late(delay.working_days_late);
  return proto;
}

void AddProgrammes(const contribution::AmountsByProgramme& amounts, v1::ProjectCharge& proto) {
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] == contribution::Shares()) continue;
    v1::ProgrammeTotal& total = *proto.add_programmes();
    total.set_programme(static_cast<common::v1::Programme>(i + 1));
    total.set_employer_rupiah(amounts[i].employer.value());
    total.set_employee_rupiah(amounts[i].employee.value());
  }
}

void AddWorkers(const ProjectWorkers& workers, v1::GetProjectResponse& response) {
  response.set_workers(workers.in_force);
  response.set_workers_ever(workers.ever);
  for (const ProjectMonthFigures& month : workers.months) {
    v1::ProjectMonth& proto = *response.add_months();
    proto.set_month(month.month.ToString());
    proto.set_heads(month.heads);
    proto.set_lines(month.lines);
    proto.set_rupiah(month.rupiah);
  }
}

}  // namespace

absl::StatusOr<EmployerId> ProjectServiceAdapter::FindPayer(const std::string& payer,
                                                            absl::Time deadline) const {
  if (payer.empty()) return MakeError("FIELD_REQUIRED", "payer");
  return payers_.FindPayer(payer, deadline);
}

v1::Project ProjectServiceAdapter::ToProto(const Project& project, const std::string& payer) const {
  v1::Project proto;
  proto.set_payer(payer);
  proto.set_owner_ref(project.owner_ref);
  proto.set_work_order_date(FormatDate(project.attributes.work_order));
  proto.set_contract_date(FormatDate(project.attributes.contract));
  proto.set_wages_known(project.attributes.wages_known);
  *proto.mutable_terms() = TermsToProto(project.terms());
  proto.set_version(project.history.back().version);
  const RegistrationDelay delay =
      JudgeRegistration(projects_.rules(), project.attributes.work_order, project.registered_on);
  *proto.mutable_registration() = DelayToProto(delay, project.registered_on);
  return proto;
}

v1::ProjectCharge ProjectServiceAdapter::ToProto(const KeptCharge& kept,
                                                 contribution::EmployerKind payer) const {
  v1::ProjectCharge proto;
  proto.set_charge_no(kept.charge_no);
  proto.set_period(kept.charge.period.ToString());
  proto.set_recorded_on(FormatDate(kept.recorded_on));
  AddProgrammes(kept.charge.amounts, proto);
  proto.set_total_rupiah(kept.charge.total().value());
  if (const auto due = projects_.DueOn(kept.charge, payer)) proto.set_due_on(FormatDate(*due));
  return proto;
}

absl::StatusOr<v1::RegisterProjectResponse> ProjectServiceAdapter::Register(
    const v1::RegisterProjectRequest& request, const grpc::ServerContext& context) {
  compliance::RegisterProject command;
  command.deadline = DeadlineOf(context);
  command.caller = RecordedBy(context);
  command.owner_ref = request.owner_ref();
  command.attributes.wages_known = request.wages_known();
  PARITRANA_ASSIGN_OR_RETURN(command.attributes.work_order,
                             ReadDate(request.work_order_date(), "work_order_date"));
  PARITRANA_ASSIGN_OR_RETURN(command.attributes.contract,
                             ReadDate(request.contract_date(), "contract_date"));
  PARITRANA_ASSIGN_OR_RETURN(command.terms, FromProto(request.terms()));
  PARITRANA_ASSIGN_OR_RETURN(command.payer, FindPayer(request.payer(), command.deadline));
  if (!request.owner_ref().empty()) {
    const auto owner = payers_.FindPayer(request.owner_ref(), command.deadline);
    if (absl::IsNotFound(owner.status())) return MakeError("PAYER_UNKNOWN", "owner_ref");
    if (!owner.ok()) return owner.status();
    command.attributes.owner = *owner;
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto kind,
                             projects_.projects().ReadKind(command.payer, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const ChangedProject changed, projects_.Register(command));
  v1::RegisterProjectResponse response;
  *response.mutable_project() = ToProto(changed.project, request.payer());
  if (changed.charge) *response.mutable_charge() = ToProto(*changed.charge, kind);
  return response;
}

absl::StatusOr<v1::AmendProjectResponse> ProjectServiceAdapter::Amend(
    const v1::AmendProjectRequest& request, const grpc::ServerContext& context) {
  compliance::AmendProject command;
  command.deadline = DeadlineOf(context);
  command.caller = RecordedBy(context);
  command.idempotency_key = request.idempotency_key();
  command.reason = request.reason();
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  PARITRANA_ASSIGN_OR_RETURN(command.terms, FromProto(request.terms()));
  PARITRANA_ASSIGN_OR_RETURN(command.dated_on, ReadOptionalDate(request.dated_on(), "dated_on"));
  PARITRANA_ASSIGN_OR_RETURN(command.payer, FindPayer(request.payer(), command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto kind,
                             projects_.projects().ReadKind(command.payer, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const ChangedProject changed, projects_.Amend(command));
  v1::AmendProjectResponse response;
  *response.mutable_project() = ToProto(changed.project, request.payer());
  if (changed.charge) *response.mutable_charge() = ToProto(*changed.charge, kind);
  return response;
}

absl::StatusOr<v1::GetProjectResponse> ProjectServiceAdapter::Get(
    const v1::GetProjectRequest& request, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto as_of, ReadOptionalDate(request.as_of(), "as_of"));
  PARITRANA_ASSIGN_OR_RETURN(const EmployerId payer, FindPayer(request.payer(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const ProjectView view, projects_.Show(payer, as_of, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto kind, projects_.projects().ReadKind(payer, deadline));
  v1::GetProjectResponse response;
  *response.mutable_project() = ToProto(view.project, request.payer());
  for (const auto& state : view.project.history) {
    *response.add_history() = StateToProto(state);
  }
  for (const KeptCharge& charge : view.charges) *response.add_charges() = ToProto(charge, kind);
  AddWorkers(view.workers, response);
  response.set_as_of(FormatDate(view.as_of));
  return response;
}

grpc::Status ProjectServiceAdapter::RegisterProject(grpc::ServerContext* context,
                                                    const v1::RegisterProjectRequest* request,
                                                    v1::RegisterProjectResponse* response) {
  return Answer(Register(*request, *context), response);
}

grpc::Status ProjectServiceAdapter::AmendProject(grpc::ServerContext* context,
                                                 const v1::AmendProjectRequest* request,
                                                 v1::AmendProjectResponse* response) {
  return Answer(Amend(*request, *context), response);
}

grpc::Status ProjectServiceAdapter::GetProject(grpc::ServerContext* context,
                                               const v1::GetProjectRequest* request,
                                               v1::GetProjectResponse* response) {
  return Answer(Get(*request, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
