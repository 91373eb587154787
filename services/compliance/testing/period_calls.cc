// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/period_calls.h"

#include "services/compliance/testing/payer.h"

namespace paritrana::compliance::testing {

v1::Period PeriodCalls::GetPeriod() {
  grpc::ClientContext context;
  v1::GetPeriodResponse response;
  reason_ = ReasonOfCall(
      service_.periods().GetPeriod(&context, OfThePeriod<v1::GetPeriodRequest>(), &response));
  return response.period();
}

v1::Period PeriodCalls::Close(const std::string& key, std::uint64_t expected, bool with_waiting) {
  grpc::ClientContext context;
  v1::ClosePeriodResponse response;
  auto request = OfThePeriod<v1::ClosePeriodRequest>();
  request.set_idempotency_key(key);
  request.set_expected_version(expected);
  request.set_close_with_waiting(with_waiting);
  reason_ = ReasonOfCall(service_.periods().ClosePeriod(&context, request, &response));
  return response.period();
}

v1::Run PeriodCalls::GetRun(const std::string& run) {
  grpc::ClientContext context;
  v1::GetRunResponse response;
  auto request = OfThePeriod<v1::GetRunRequest>();
  request.set_run(run);
  reason_ = ReasonOfCall(service_.runs().GetRun(&context, request, &response));
  return response.run();
}

v1::ListRunsResponse PeriodCalls::ListRuns(int size, const std::string& token) {
  grpc::ClientContext context;
  v1::ListRunsResponse response;
  auto request = OfThePeriod<v1::ListRunsRequest>();
  request.set_page_size(size);
  request.set_page_token(token);
  reason_ = ReasonOfCall(service_.runs().ListRuns(&context, request, &response));
  return response;
}

v1::ListSubmissionsResponse PeriodCalls::ListSubmissions(const std::string& run, int size,
                                                         const std::string& token) {
  grpc::ClientContext context;
  v1::ListSubmissionsResponse response;
  auto request = OfThePeriod<v1::ListSubmissionsRequest>();
  request.set_run(run);
  request.set_page_size(size);
  request.set_page_token(token);
  reason_ = ReasonOfCall(service_.runs().ListSubmissions(&context, request, &response));
  return response;
}

v1::GetLedgerResponse PeriodCalls::GetLedger() {
  grpc::ClientContext context;
  v1::GetLedgerResponse response;
  reason_ = ReasonOfCall(
      service_.ledger().GetLedger(&context, OfThePeriod<v1::GetLedgerRequest>(), &response));
  return response;
}

v1::ListLedgerWorkersResponse PeriodCalls::ListWorkers(int size, const std::string& token) {
  grpc::ClientContext context;
  v1::ListLedgerWorkersResponse response;
  auto request = OfThePeriod<v1::ListLedgerWorkersRequest>();
  request.set_page_size(size);
  request.set_page_token(token);
  reason_ = ReasonOfCall(service_.ledger().ListLedgerWorkers(&context, request, &response));
  return response;
}

v1::ListLedgerChangesResponse PeriodCalls::ListChanges(std::uint64_t since, int size,
                                                       const std::string& token) {
  grpc::ClientContext context;
  v1::ListLedgerChangesResponse response;
  auto request = OfThePeriod<v1::ListLedgerChangesRequest>();
  request.set_since_version(since);
  request.set_page_size(size);
  request.set_page_token(token);
  reason_ = ReasonOfCall(service_.ledger().ListLedgerChanges(&context, request, &response));
  return response;
}

}  // namespace paritrana::compliance::testing
