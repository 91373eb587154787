// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/enforcement/finding_service.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/enforcement/translate.h"
#include "services/compliance/adapters/grpc/request_reader.h"

namespace paritrana::compliance {
namespace {

absl::StatusOr<v1::ListFindingsResponse> List(FindingBook& findings, const std::string& reference,
                                              bool with_closed, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const Subject subject, findings.FindSubject(reference, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto found, findings.List(subject, with_closed, deadline));
  v1::ListFindingsResponse response;
  for (const NamedFinding& named : found) *response.add_findings() = ToProto(named);
  return response;
}

absl::StatusOr<v1::GetFindingResponse> Get(FindingBook& findings, std::uint64_t number,
                                           absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const FindingHistory history,
                             findings.Get(static_cast<std::int64_t>(number), deadline));
  v1::GetFindingResponse response;
  *response.mutable_finding() = ToProto(history.named);
  for (const FindingEvent& event : history.events) {
    *response.add_events() = ToProto(event, history.named.finding.subject);
  }
  return response;
}

template <typename Response, typename Request>
absl::StatusOr<Response> Decide(DecideFindingHandler& decide, const grpc::ServerContext& context,
                                const Request& request, bool confirm) {
  DecideFinding command;
  PARITRANA_ASSIGN_OR_RETURN(command.call,
                             ReadCall(context, request.idempotency_key(), request.reason()));
  command.number = static_cast<std::int64_t>(request.finding());
  command.confirm = confirm;
  PARITRANA_ASSIGN_OR_RETURN(const NamedFinding named, decide.Decide(command, DeadlineOf(context)));
  Response response;
  *response.mutable_finding() = ToProto(named);
  return response;
}

template <typename Response>
Response VerdictsToProto(const std::vector<RowVerdict>& verdicts) {
  Response response;
  std::uint64_t accepted = 0;
  for (const RowVerdict& verdict : verdicts) {
    *response.add_verdicts() =
        ToProto(verdict, static_cast<std::uint64_t>(response.verdicts_size()) + 1);
    accepted += verdict.accepted ? 1 : 0;
  }
  response.set_accepted(accepted);
  return response;
}

absl::StatusOr<v1::ImportHeadcountsResponse> Import(ReferenceImportHandler& imports,
                                                    const v1::ImportHeadcountsRequest& request,
                                                    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const DataSource source, ReadSource(request.source()));
  std::vector<HeadcountRow> rows;
  for (const v1::Headcount& row : request.rows())
    rows.push_back({row.employer_ref(), row.workers()});
  PARITRANA_ASSIGN_OR_RETURN(const auto verdicts, imports.ImportHeadcounts(source, rows, deadline));
  return VerdictsToProto<v1::ImportHeadcountsResponse>(verdicts);
}

absl::StatusOr<v1::ImportMinimumWagesResponse> Import(ReferenceImportHandler& imports,
                                                      const v1::ImportMinimumWagesRequest& request,
                                                      absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const DataSource source, ReadSource(request.source()));
  std::vector<MinimumWageRow> rows;
  for (const v1::MinimumWage& row : request.rows()) {
    rows.push_back({row.region(), row.year(), row.rupiah()});
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto verdicts,
                             imports.ImportMinimumWages(source, rows, deadline));
  return VerdictsToProto<v1::ImportMinimumWagesResponse>(verdicts);
}

absl::StatusOr<v1::ImportObligedUndertakingsResponse> Import(
    ReferenceImportHandler& imports, const v1::ImportObligedUndertakingsRequest& request,
    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const DataSource source, ReadSource(request.source()));
  std::vector<UndertakingRow> rows;
  for (const v1::ObligedUndertaking& row : request.rows()) {
    rows.push_back({row.nib(), row.region(), row.employer_ref()});
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto taken, imports.ImportUndertakings(source, rows, deadline));
  auto response = VerdictsToProto<v1::ImportObligedUndertakingsResponse>(taken.verdicts);
  response.set_unregistered(taken.unregistered);
  return response;
}

}  // namespace

absl::StatusOr<v1::DetectFindingsResponse> FindingServiceAdapter::Detect(
    const v1::DetectFindingsRequest& request, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto day, ReadDay(request.as_of(), "as_of"));
  PARITRANA_ASSIGN_OR_RETURN(const Subject subject,
                             findings_.FindSubject(request.employer_ref(), deadline));
  v1::DetectFindingsResponse response;
  PARITRANA_ASSIGN_OR_RETURN(const std::uint32_t changed, detect_.Detect(subject, day, deadline));
  response.set_changed(changed);
  PARITRANA_ASSIGN_OR_RETURN(const auto found, findings_.List(subject, true, deadline));
  for (const NamedFinding& named : found) {
    if (named.finding.state == FindingState::kNoLongerFound) continue;
    *response.add_findings() = ToProto(named);
  }
  return response;
}

grpc::Status FindingServiceAdapter::ListFindings(grpc::ServerContext* context,
                                                 const v1::ListFindingsRequest* request,
                                                 v1::ListFindingsResponse* response) {
  return Answer(
      List(findings_, request->employer_ref(), request->with_closed(), DeadlineOf(*context)),
      response);
}

grpc::Status FindingServiceAdapter::DetectFindings(grpc::ServerContext* context,
                                                   const v1::DetectFindingsRequest* request,
                                                   v1::DetectFindingsResponse* response) {
  return Answer(Detect(*request, DeadlineOf(*context)), response);
}

grpc::Status FindingServiceAdapter::GetFinding(grpc::ServerContext* context,
                                               const v1::GetFindingRequest* request,
                                               v1::GetFindingResponse* response) {
  return Answer(Get(findings_, request->finding(), DeadlineOf(*context)), response);
}

grpc::Status FindingServiceAdapter::ConfirmFinding(grpc::ServerContext* context,
                                                   const v1::ConfirmFindingRequest* request,
                                                   v1::ConfirmFindingResponse* response) {
  return Answer(Decide<v1::ConfirmFindingResponse>(decide_, *context, *request, true), response);
}

grpc::Status FindingServiceAdapter::DismissFinding(grpc::ServerContext* context,
                                                   const v1::DismissFindingRequest* request,
                                                   v1::DismissFindingResponse* response) {
  return Answer(Decide<v1::DismissFindingResponse>(decide_, *context, *request, false), response);
}

grpc::Status FindingServiceAdapter::ImportHeadcounts(grpc::ServerContext* context,
                                                     const v1::ImportHeadcountsRequest* request,
                                                     v1::ImportHeadcountsResponse* response) {
  return Answer(Import(imports_, *request, DeadlineOf(*context)), response);
}

grpc::Status FindingServiceAdapter::ImportMinimumWages(grpc::ServerContext* context,
                                                       const v1::ImportMinimumWagesRequest* request,
                                                       v1::ImportMinimumWagesResponse* response) {
  return Answer(Import(imports_, *request, DeadlineOf(*context)), response);
}

grpc::Status FindingServiceAdapter::ImportObligedUndertakings(
    grpc::ServerContext* context, const v1::ImportObligedUndertakingsRequest* request,
    v1::ImportObligedUndertakingsResponse* response) {
  return Answer(Import(imports_, *request, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
