// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/enforcement/case_service.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/enforcement/translate.h"
#include "services/compliance/adapters/grpc/paging.h"
#include "services/compliance/adapters/grpc/request_reader.h"

namespace paritrana::compliance {
namespace {

absl::StatusOr<FlagSet> ReadFlags(const google::protobuf::RepeatedField<int>& flags) {
  if (flags.empty()) return MakeError("FIELD_REQUIRED", "flags");
  FlagSet set;
  for (const int flag : flags) {
    if (flag < 1 || flag > static_cast<int>(kFlags.size())) {
      return MakeError("ENUM_UNKNOWN", "flags");
    }
    set.Add(static_cast<Flag>(flag));
  }
  return set;
}

absl::StatusOr<std::vector<Instalment>> ReadPlan(const v1::PlanCaseRequest& request) {
  std::vector<Instalment> plan;
  for (const v1::Instalment& instalment : request.instalments()) {
    PARITRANA_ASSIGN_OR_RETURN(const auto day, ReadDay(instalment.due_on(), "instalments.due_on"));
    if (!day) return MakeError("FIELD_REQUIRED", "instalments.due_on");
    plan.push_back({*day, Rupiah(instalment.rupiah())});
  }
  return plan;
}

// The keys of a region and all below it.
absl::StatusOr<std::optional<std::pair<std::uint64_t, std::uint64_t>>> ReadRegions(
    const std::string& text) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<RegionCode> code = RegionCode::Parse(text);
  if (!code.ok()) return MakeError("REGION_INVALID", "region");
  constexpr std::uint64_t kBelow[] = {9'999'999'999, 99'999'999, 999'999, 9'999, 0};
  const std::uint64_t span = kBelow[static_cast<std::size_t>(code->level()) - 1];
  return std::pair(code->key(), code->key() + span);
}

absl::StatusOr<CasePageQuery> ReadPage(const v1::ListCasesRequest& request) {
  CasePageQuery query;
  PARITRANA_ASSIGN_OR_RETURN(query.regions, ReadRegions(request.region()));
  PARITRANA_ASSIGN_OR_RETURN(query.page_size, ReadPageSize(request.page_size()));
  if (!v1::CaseState_IsValid(request.state())) return MakeError("ENUM_UNKNOWN", "state");
  if (request.state() != v1::CASE_STATE_UNSPECIFIED) {
    query.state = static_cast<CaseState>(request.state());
  }
  const bool number = request.page_token().empty() ||
                      (absl::SimpleAtoi(request.page_token(), &query.after) && query.after > 0);
  if (!number) return MakeError("PAGE_TOKEN_INVALID", "page_token");
  return query;
}

ChangeCase Of(CaseEventKind kind) {
  ChangeCase command;
  command.kind = kind;
  return command;
}

}  // namespace

absl::StatusOr<v1::OpenCaseResponse> CaseServiceAdapter::Open(const grpc::ServerContext& context,
                                                              const v1::OpenCaseRequest& request) {
  const absl::Time deadline = DeadlineOf(context);
  compliance::OpenCase command;
  PARITRANA_ASSIGN_OR_RETURN(command.call,
                             ReadCall(context, request.idempotency_key(), request.reason()));
  PARITRANA_ASSIGN_OR_RETURN(command.flags, ReadFlags(request.flags()));
  PARITRANA_ASSIGN_OR_RETURN(command.day, ReadDay(request.day(), "day"));
  PARITRANA_ASSIGN_OR_RETURN(command.subject,
                             subjects_.FindSubject(request.employer_ref(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const CaseView view, handler_.Open(command, deadline));
  v1::OpenCaseResponse response;
  *response.mutable_case_file() = ToProto(view, ladder_, true);
  return response;
}

absl::StatusOr<v1::GetCaseResponse> CaseServiceAdapter::Get(const v1::GetCaseRequest& request,
                                                            absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto as_of, ReadDay(request.as_of(), "as_of"));
  PARITRANA_ASSIGN_OR_RETURN(
      const CaseView view,
      handler_.Show(static_cast<std::int64_t>(request.case_no()), as_of, deadline));
  v1::GetCaseResponse response;
  *response.mutable_case_file() = ToProto(view, ladder_, true);
  return response;
}

absl::StatusOr<v1::ListEmployerCasesResponse> CaseServiceAdapter::ListOf(
    const std::string& reference, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const Subject subject, subjects_.FindSubject(reference, deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto cases, cases_.ListOf(subject, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto views, handler_.ShowAll(std::move(cases), deadline));
  v1::ListEmployerCasesResponse response;
  for (const CaseView& view : views) *response.add_cases() = ToProto(view, ladder_, true);
  return response;
}

absl::StatusOr<v1::ListCasesResponse> CaseServiceAdapter::List(const v1::ListCasesRequest& request,
                                                               absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const CasePageQuery query, ReadPage(request));
  PARITRANA_ASSIGN_OR_RETURN(CasePage page, cases_.List(query, deadline));
  v1::ListCasesResponse response;
  if (page.more) response.set_next_page_token(std::to_string(page.cases.back().number));
  PARITRANA_ASSIGN_OR_RETURN(const auto views, handler_.ShowAll(std::move(page.cases), deadline));
  for (const CaseView& view : views) *response.add_cases() = ToProto(view, ladder_, false);
  return response;
}

template <typename Response, typename Request>
absl::StatusOr<Response> CaseServiceAdapter::Change(const grpc::ServerContext& context,
                                                    const Request& request, ChangeCase command) {
  PARITRANA_ASSIGN_OR_RETURN(command.call,
                             ReadCall(context, request.idempotency_key(), request.reason()));
  PARITRANA_ASSIGN_OR_RETURN(command.day, ReadDay(request.day(), "day"));
  command.number = static_cast<std::int64_t>(request.case_no());
  PARITRANA_ASSIGN_OR_RETURN(const CaseView view, handler_.Change(command, DeadlineOf(context)));
  Response response;
  *response.mutable_case_file() = ToProto(view, ladder_, true);
  return response;
}

grpc::Status CaseServiceAdapter::OpenCase(grpc::ServerContext* context,
                                          const v1::OpenCaseRequest* request,
                                          v1::OpenCaseResponse* response) {
  return Answer(Open(*context, *request), response);
}

grpc::Status CaseServiceAdapter::GetCase(grpc::ServerContext* context,
                                         const v1::GetCaseRequest* request,
                                         v1::GetCaseResponse* response) {
  return Answer(Get(*request, DeadlineOf(*context)), response);
}

grpc::Status CaseServiceAdapter::ListEmployerCases(grpc::ServerContext* context,
                                                   const v1::ListEmployerCasesRequest* request,
                                                   v1::ListEmployerCasesResponse* response) {
  return Answer(ListOf(request->employer_ref(), DeadlineOf(*context)), response);
}

grpc::Status CaseServiceAdapter::ListCases(grpc::ServerContext* context,
                                           const v1::ListCasesRequest* request,
                                           v1::ListCasesResponse* response) {
  return Answer(List(*request, DeadlineOf(*context)), response);
}

grpc::Status CaseServiceAdapter::AdvanceCase(grpc::ServerContext* context,
                                             const v1::AdvanceCaseRequest* request,
                                             v1::AdvanceCaseResponse* response) {
  ChangeCase command = Of(CaseEventKind::kStep);
  // A step that there is not is one that does not follow.
  command.step = static_cast<CaseStep>(request->step());
  return Answer(Change<v1::AdvanceCaseResponse>(*context, *request, command), response);
}

grpc::Status CaseServiceAdapter::PauseCase(grpc::ServerContext* context,
                                           const v1::PauseCaseRequest* request,
                                           v1::PauseCaseResponse* response) {
  return Answer(Change<v1::PauseCaseResponse>(*context, *request, Of(CaseEventKind::kPaused)),
                response);
}

grpc::Status CaseServiceAdapter::ResumeCase(grpc::ServerContext* context,
                                            const v1::ResumeCaseRequest* request,
                                            v1::ResumeCaseResponse* response) {
  return Answer(Change<v1::ResumeCaseResponse>(*context, *request, Of(CaseEventKind::kResumed)),
                response);
}

grpc::Status CaseServiceAdapter::PlanCase(grpc::ServerContext* context,
                                          const v1::PlanCaseRequest* request,
                                          v1::PlanCaseResponse* response) {
  ChangeCase command = Of(CaseEventKind::kPlanAgreed);
  absl::StatusOr<std::vector<Instalment>> plan = ReadPlan(*request);
  if (!plan.ok()) return rpc::ToGrpc(plan.status());
  command.instalments = *std::move(plan);
  return Answer(Change<v1::PlanCaseResponse>(*context, *request, std::move(command)), response);
}

grpc::Status CaseServiceAdapter::SettleCase(grpc::ServerContext* context,
                                            const v1::SettleCaseRequest* request,
                                            v1::SettleCaseResponse* response) {
  ChangeCase command = Of(CaseEventKind::kSettled);
  command.in_spite_of_arrears = request->in_spite_of_arrears();
  return Answer(Change<v1::SettleCaseResponse>(*context, *request, command), response);
}

grpc::Status CaseServiceAdapter::ReopenCase(grpc::ServerContext* context,
                                            const v1::ReopenCaseRequest* request,
                                            v1::ReopenCaseResponse* response) {
  return Answer(Change<v1::ReopenCaseResponse>(*context, *request, Of(CaseEventKind::kReopened)),
                response);
}

}  // namespace paritrana::compliance
