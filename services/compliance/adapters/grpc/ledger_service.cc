// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/ledger_service.h"

#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/paging.h"
#include "services/compliance/adapters/grpc/period_service.h"
#include "services/compliance/adapters/grpc/translate.h"

namespace paritrana::compliance {
namespace {

common::v1::Programme ProgrammeAt(std::size_t index) {
  return static_cast<common::v1::Programme>(contribution::kProgrammes[index]);
}

v1::LedgerLine ToProto(const LedgerLineView& line) {
  v1::LedgerLine proto;
  proto.set_run(line.run);
  proto.set_submission(line.submission);
  proto.set_line_no(line.line_no);
  proto.set_line_id(line.line_id);
  proto.set_covered_from(line.covered.from.ToString());
  proto.set_covered_to(line.covered.to.ToString());
  proto.set_segment(static_cast<common::v1::Segment>(line.segment));
  for (std::size_t i = 0; i < line.amounts.size(); ++i) {
    const Shares& shares = line.amounts[i];
    if (shares.employer == Rupiah() && shares.employee == Rupiah()) continue;
    v1::ProgrammeAmount& amount = *proto.add_amounts();
    amount.set_programme(ProgrammeAt(i));
    amount.set_employer_rupiah(shares.employer.value());
    amount.set_employee_rupiah(shares.employee.value());
  }
  return proto;
}

v1::LedgerWorker ToProto(const LedgerWorkerView& worker) {
  v1::LedgerWorker proto;
  proto.set_payroll_number(worker.payroll_number);
  std::int64_t total = 0;
  for (const LedgerLineView& line : worker.lines) {
    *proto.add_lines() = ToProto(line);
    for (const Shares& shares : line.amounts) {
      total += shares.employer.value() + shares.employee.value();
    }
  }
  proto.set_total_rupiah(total);
  return proto;
}

v1::LedgerChange ToProto(const LedgerChangeView& change) {
  v1::LedgerChange proto;
  proto.set_version(change.version);
  *proto.mutable_recorded_at() = ToTimestamp(change.recorded_at);
  proto.set_effect(static_cast<v1::LedgerEffect>(change.effect));
  proto.set_cause(static_cast<v1::LedgerCause>(change.cause));
  *proto.mutable_line() = ToProto(change.line);
  const auto code = RegionCode::FromKey(change.region);
  if (code.ok()) proto.set_region(code->ToString());
  return proto;
}

void AddProgrammes(const LedgerTotals& totals, v1::GetLedgerResponse& response) {
  for (std::size_t i = 0; i < totals.programmes.size(); ++i) {
    const ProgrammeSum& sum = totals.programmes[i];
    if (sum.lines == 0) continue;
    v1::ProgrammeTotal& total = *response.add_programmes();
    total.set_programme(ProgrammeAt(i));
    total.set_lines(sum.lines);
    total.set_employer_rupiah(sum.employer.value());
    total.set_employee_rupiah(sum.employee.value());
  }
}

absl::StatusOr<v1::GetLedgerResponse> Get(const v1::GetLedgerRequest& request,
                                          LedgerQueries& queries, RequestReader& reader,
                                          absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod period,
                             reader.Read(request.payer(), request.period(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const LedgerTotals totals, queries.GetTotals(period, deadline));
  v1::GetLedgerResponse response;
  *response.mutable_period() =
      compliance::ToProto(request.payer(), request.period(), totals.period);
  response.set_lines(totals.lines);
  response.set_workers(totals.workers);
  AddProgrammes(totals, response);
  response.set_total_rupiah(totals.total.value());
  return response;
}

absl::StatusOr<v1::ListLedgerWorkersResponse> List(const v1::ListLedgerWorkersRequest& request,
                                                   LedgerQueries& queries, RequestReader& reader,
                                                   absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod period,
                             reader.Read(request.payer(), request.period(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const LedgerPageWanted wanted,
                             ReadLedgerPage(request.page_size(), request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(const auto page, queries.ListWorkers(period, wanted, deadline));
  v1::ListLedgerWorkersResponse response;
  for (const LedgerWorkerView& worker : page.rows) *response.add_workers() = ToProto(worker);
  if (page.next) response.set_next_page_token(ToPageToken(*page.next));
  response.set_version(page.version);
  return response;
}

absl::StatusOr<v1::ListLedgerChangesResponse> List(const v1::ListLedgerChangesRequest& request,
                                                   LedgerQueries& queries, RequestReader& reader,
                                                   absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod period,
                             reader.Read(request.payer(), request.period(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const LedgerPageWanted wanted,
                             ReadLedgerPage(request.page_size(), request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(
      const auto page, queries.ListChanges(period, request.since_version(), wanted, deadline));
  v1::ListLedgerChangesResponse response;
  for (const LedgerChangeView& change : page.rows) *response.add_changes() = ToProto(change);
  if (page.next) response.set_next_page_token(ToPageToken(*page.next));
  response.set_version(page.version);
  return response;
}

}  // namespace

grpc::Status LedgerServiceAdapter::GetLedger(grpc::ServerContext* context,
                                             const v1::GetLedgerRequest* request,
                                             v1::GetLedgerResponse* response) {
  return Answer(Get(*request, queries_, reader_, DeadlineOf(*context)), response);
}

grpc::Status LedgerServiceAdapter::ListLedgerWorkers(grpc::ServerContext* context,
                                                     const v1::ListLedgerWorkersRequest* request,
                                                     v1::ListLedgerWorkersResponse* response) {
  return Answer(List(*request, queries_, reader_, DeadlineOf(*context)), response);
}

grpc::Status LedgerServiceAdapter::ListLedgerChanges(grpc::ServerContext* context,
                                                     const v1::ListLedgerChangesRequest* request,
                                                     v1::ListLedgerChangesResponse* response) {
  return Answer(List(*request, queries_, reader_, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
