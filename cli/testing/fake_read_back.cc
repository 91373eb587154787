// SPDX-License-Identifier: Apache-2.0
// The fakes that show what compliance holds.
#include "cli/testing/fake_services.h"
#include "libs/base/reason.h"
#include "libs/rpc/status.h"

namespace paritrana::cli::testing {
namespace {

compliance::v1::LedgerLine LedgerLineOf(const std::string& line_id) {
  compliance::v1::LedgerLine line;
  line.set_run("main");
  line.set_submission("S1");
  line.set_line_id(line_id);
  line.set_covered_from("2024-11");
  line.set_covered_to("2024-12");
  auto& amount = *line.add_amounts();
  amount.set_programme(common::v1::PROGRAMME_JHT);
  amount.set_employer_rupiah(3'700'000);
  amount.set_employee_rupiah(2'000'000);
  return line;
}

}  // namespace

grpc::Status FakePeriods::GetPeriod(grpc::ServerContext*,
                                    const compliance::v1::GetPeriodRequest* request,
                                    compliance::v1::GetPeriodResponse* response) {
  response->mutable_period()->set_payer(request->payer());
  response->mutable_period()->set_period(request->period());
  response->mutable_period()->set_state(compliance::v1::PERIOD_STATE_OPEN);
  response->mutable_period()->set_version(7);
  response->mutable_period()->set_waiting(1'234);
  return grpc::Status::OK;
}

grpc::Status FakePeriods::ClosePeriod(grpc::ServerContext*,
                                      const compliance::v1::ClosePeriodRequest* request,
                                      compliance::v1::ClosePeriodResponse* response) {
  idempotency_key = request->idempotency_key();
  last_close = *request;
  response->mutable_period()->set_payer(request->payer());
  response->mutable_period()->set_period(request->period());
  response->mutable_period()->set_state(compliance::v1::PERIOD_STATE_CLOSED);
  return grpc::Status::OK;
}

grpc::Status FakePeriods::ReopenPeriod(grpc::ServerContext*,
                                       const compliance::v1::ReopenPeriodRequest* request,
                                       compliance::v1::ReopenPeriodResponse* response) {
  idempotency_key = request->idempotency_key();
  response->mutable_period()->set_state(compliance::v1::PERIOD_STATE_OPEN);
  return grpc::Status::OK;
}

grpc::Status FakeRuns::ListRuns(grpc::ServerContext*, const compliance::v1::ListRunsRequest*,
                                compliance::v1::ListRunsResponse* response) {
  compliance::v1::Run& run = *response->add_runs();
  run.set_run("main");
  run.set_kind(compliance::v1::RUN_KIND_SUPPLEMENTARY);
  run.set_state(compliance::v1::RUN_STATE_REPLACED);
  run.set_replaced_by_run("second");
  run.mutable_totals()->set_lines(1'234);
  return grpc::Status::OK;
}

grpc::Status FakeRuns::ListSubmissions(grpc::ServerContext*,
                                       const compliance::v1::ListSubmissionsRequest* request,
                                       compliance::v1::ListSubmissionsResponse* response) {
  if (request->run() != "main") return rpc::ToGrpc(MakeError("RUN_UNKNOWN"));
  compliance::v1::SubmissionReceipt& receipt = *response->add_submissions();
  receipt.set_submission("S1");
  receipt.set_state(compliance::v1::SUBMISSION_STATE_WAITING);
  return grpc::Status::OK;
}

grpc::Status FakeLedger::GetLedger(grpc::ServerContext*,
                                   const compliance::v1::GetLedgerRequest* request,
                                   compliance::v1::GetLedgerResponse* response) {
  if (request->payer() == "unknown") return rpc::ToGrpc(MakeError("PAYER_UNKNOWN"));
  response->mutable_period()->set_version(version);
  response->set_workers(2);
  response->set_lines(2);
  response->set_total_rupiah(11'400'000);
  auto& total = *response->add_programmes();
  total.set_programme(common::v1::PROGRAMME_JHT);
  total.set_lines(2);
  total.set_employer_rupiah(7'400'000);
  total.set_employee_rupiah(4'000'000);
  return grpc::Status::OK;
}

grpc::Status FakeLedger::ListLedgerWorkers(grpc::ServerContext*,
                                           const compliance::v1::ListLedgerWorkersRequest* request,
                                           compliance::v1::ListLedgerWorkersResponse* response) {
  const bool first = request->page_token().empty();
  auto& worker = *response->add_workers();
  worker.set_payroll_number(first ? "P-1" : "P-2");
  *worker.add_lines() = LedgerLineOf(first ? "L1" : "L2");
  if (first) response->set_next_page_token("next");
  response->set_version(first ? 7 : version);
  return grpc::Status::OK;
}

grpc::Status FakeLedger::ListLedgerChanges(grpc::ServerContext*,
                                           const compliance::v1::ListLedgerChangesRequest* request,
                                           compliance::v1::ListLedgerChangesResponse* response) {
  if (request->since_version() > version) return rpc::ToGrpc(MakeError("VERSION_UNKNOWN"));
  auto& change = *response->add_changes();
  change.set_version(version);
  change.set_effect(compliance::v1::LEDGER_EFFECT_RETRACT);
  change.set_cause(compliance::v1::LEDGER_CAUSE_DELETED);
  *change.mutable_line() = LedgerLineOf("L2");
  response->set_version(version);
  return grpc::Status::OK;
}

}  // namespace paritrana::cli::testing
