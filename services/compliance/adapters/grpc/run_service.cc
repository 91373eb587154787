// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/run_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/paging.h"
#include "services/compliance/adapters/grpc/translate.h"

namespace paritrana::compliance {
namespace {

v1::RunState StateOf(const RunView& run) {
  if (!run.replaced_by_run.empty()) return v1::RUN_STATE_REPLACED;
  if (run.open_submissions > 0) return v1::RUN_STATE_OPEN;
  return run.totals.waiting > 0 ? v1::RUN_STATE_WAITING : v1::RUN_STATE_SEALED;
}

template <typename Request>
v1::Run ToProto(const Request& request, const RunView& run) {
  v1::Run proto;
  proto.set_payer(request.payer());
  proto.set_period(request.period());
  proto.set_run(run.run);
  proto.set_kind(static_cast<v1::RunKind>(run.kind));
  proto.set_state(StateOf(run));
  proto.set_replaces_run(run.replaces_run);
  proto.set_replaced_by_run(run.replaced_by_run);
  proto.set_submissions(run.submissions);
  *proto.mutable_totals() = compliance::ToProto(run.totals);
  proto.set_live_lines(run.live_lines);
  return proto;
}

absl::StatusOr<v1::GetRunResponse> Get(const v1::GetRunRequest& request, RunQueries& queries,
                                       RequestReader& reader, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod period,
                             reader.Read(request.payer(), request.period(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const RunView run, queries.FindRun(period, request.run(), deadline));
  v1::GetRunResponse response;
  *response.mutable_run() = ToProto(request, run);
  return response;
}

absl::StatusOr<v1::ListRunsResponse> List(const v1::ListRunsRequest& request, RunQueries& queries,
                                          RequestReader& reader, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod period,
                             reader.Read(request.payer(), request.period(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const PageWanted wanted,
                             ReadNumberedPage(request.page_size(), request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(const auto page, queries.ListRuns(period, wanted, deadline));
  v1::ListRunsResponse response;
  for (const RunView& run : page.rows) *response.add_runs() = ToProto(request, run);
  if (page.next) response.set_next_page_token(ToPageToken({*page.next, 0}));
  return response;
}

absl::StatusOr<v1::ListSubmissionsResponse> List(const v1::ListSubmissionsRequest& request,
                                                 RunQueries& queries, RequestReader& reader,
                                                 absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod period,
                             reader.Read(request.payer(), request.period(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const PageWanted wanted,
                             ReadNumberedPage(request.page_size(), request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(const auto page,
                             queries.ListSubmissions(period, request.run(), wanted, deadline));
  v1::ListSubmissionsResponse response;
  for (const NamedSubmission& row : page.rows) {
    const SubmissionName name = {request.payer(), request.period(), request.run(), row.name};
    *response.add_submissions() = ToReceipt(name, row.submission);
  }
  if (page.next) response.set_next_page_token(ToPageToken({*page.next, 0}));
  return response;
}

}  // namespace

grpc::Status RunServiceAdapter::GetRun(grpc::ServerContext* context,
                                       const v1::GetRunRequest* request,
                                       v1::GetRunResponse* response) {
  return Answer(Get(*request, queries_, reader_, DeadlineOf(*context)), response);
}

grpc::Status RunServiceAdapter::ListRuns(grpc::ServerContext* context,
                                         const v1::ListRunsRequest* request,
                                         v1::ListRunsResponse* response) {
  return Answer(List(*request, queries_, reader_, DeadlineOf(*context)), response);
}

grpc::Status RunServiceAdapter::ListSubmissions(grpc::ServerContext* context,
                                                const v1::ListSubmissionsRequest* request,
                                                v1::ListSubmissionsResponse* response) {
  return Answer(List(*request, queries_, reader_, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
