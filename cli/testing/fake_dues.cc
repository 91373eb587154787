// SPDX-License-Identifier: Apache-2.0
// The fake that shows what a payer owes.
#include "cli/testing/fake_services.h"
#include "libs/base/reason.h"
#include "libs/rpc/status.h"

namespace paritrana::cli::testing {
namespace {

compliance::v1::PeriodDues PeriodOf(const std::string& period, std::int64_t open) {
  compliance::v1::PeriodDues dues;
  dues.set_period(period);
  dues.set_segment(common::v1::SEGMENT_PU);
  dues.set_due_on("2025-02-17");
  dues.mutable_due_rule()->set_text_id("jatuh tempo 2025-02-17");
  dues.set_declared_rupiah(5'000'000);
  dues.set_paid_rupiah(5'000'000 - open);
  dues.set_outstanding_rupiah(open);
  dues.set_months_late(open > 0 ? 2 : 0);
  dues.mutable_arrears_class()->mutable_rule()->set_text_id(open > 0 ? "menunggak" : "lancar");
  auto& owed = *dues.add_programmes();
  owed.set_programme(common::v1::PROGRAMME_JHT);
  owed.set_employer_rupiah(3'000'000);
  owed.set_employee_rupiah(2'000'000);
  owed.set_outstanding_rupiah(open);
  dues.mutable_fine()->set_rupiah(open / 25);
  dues.mutable_fine()->mutable_rule()->set_text_id("(1.000.000 x 2 bulan terlambat) x 2 %");
  return dues;
}

}  // namespace

grpc::Status FakeDues::GetDues(grpc::ServerContext*, const compliance::v1::GetDuesRequest* request,
                               compliance::v1::GetDuesResponse* response) {
  if (request->payer() == "unknown") return rpc::ToGrpc(MakeError("PAYER_UNKNOWN"));
  last = *request;
  const bool first = request->page_token().empty();
  *response->add_periods() = first ? PeriodOf("2025-01", 1'000'000) : PeriodOf("2025-02", 0);
  if (first) response->set_next_page_token("next");
  response->set_as_of(request->as_of());
  response->mutable_totals()->set_to_pay_rupiah(1'040'000);
  response->add_to_pay()->set_text_id("Bayar iuran 1.000.000 dan denda 40.000");
  auto& advance = *response->add_advances();
  advance.set_reference("TRX-9");
  advance.set_waits_for_period("2025-03");
  return grpc::Status::OK;
}

grpc::Status FakeDues::GetPeriodDues(grpc::ServerContext*,
                                     const compliance::v1::GetPeriodDuesRequest* request,
                                     compliance::v1::GetPeriodDuesResponse* response) {
  if (request->period() != "2025-01") return rpc::ToGrpc(MakeError("DUES_PERIOD_UNKNOWN"));
  auto& detail = *response->add_segments();
  *detail.mutable_dues() = PeriodOf("2025-01", 1'000'000);
  auto& use = *detail.add_payments();
  use.set_reference("TRX-1");
  use.set_paid_on("2025-02-17");
  use.set_programme(common::v1::PROGRAMME_JHT);
  use.set_rupiah(4'000'000);
  auto& month = *detail.add_covered_months();
  month.set_covered_month("2025-01");
  month.set_lines(12);
  return grpc::Status::OK;
}

}  // namespace paritrana::cli::testing
