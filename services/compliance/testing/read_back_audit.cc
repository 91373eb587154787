// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/read_back_audit.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "services/compliance/testing/payer.h"

namespace paritrana::compliance::testing {
namespace {

// A cut stream's chunk may still commit while a test looks; then it looks again.
constexpr int kLooksMost = 20;

// Small, so that pages are turned.
constexpr int kPageSize = 7;

// The lines that count by submission and number, with their rupiah, and the workers they are of.
struct Held {
  std::map<std::tuple<std::string, std::string, std::uint64_t>, std::int64_t> lines;
  std::uint64_t workers = 0;
  std::uint64_t version = 0;
};

auto KeyOf(const v1::LedgerLine& line) {
  return std::tuple(line.run(), line.submission(), line.line_no());
}

std::int64_t SumOf(const v1::LedgerLine& line) {
  std::int64_t sum = 0;
  for (const auto& amount : line.amounts()) {
    sum += amount.employer_rupiah() + amount.employee_rupiah();
  }
  return sum;
}

template <typename Request>
Request RequestOf(const std::string& period) {
  Request request;
  request.set_payer(kTestPayer);
  request.set_period(period);
  return request;
}

void Apply(const v1::LedgerChange& change, Held& held) {
  const auto key = KeyOf(change.line());
  if (change.effect() == v1::LEDGER_EFFECT_ADD) {
    EXPECT_TRUE(held.lines.emplace(key, SumOf(change.line())).second) << "added twice";
  } else {
    EXPECT_EQ(held.lines.erase(key), 1u) << "taken back, but not there";
  }
}

Held FromChanges(TestService& service, const std::string& period) {
  Held held;
  auto request = RequestOf<v1::ListLedgerChangesRequest>(period);
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    v1::ListLedgerChangesResponse page;
    EXPECT_EQ(ReasonOfCall(service.ledger().ListLedgerChanges(&context, request, &page)), "OK");
    for (const v1::LedgerChange& change : page.changes()) Apply(change, held);
    held.version = page.version();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return held;
}

Held FromWorkers(TestService& service, const std::string& period) {
  Held held;
  auto request = RequestOf<v1::ListLedgerWorkersRequest>(period);
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    v1::ListLedgerWorkersResponse page;
    EXPECT_EQ(ReasonOfCall(service.ledger().ListLedgerWorkers(&context, request, &page)), "OK");
    for (const v1::LedgerWorker& worker : page.workers()) {
      ++held.workers;
      for (const v1::LedgerLine& line : worker.lines()) held.lines[KeyOf(line)] = SumOf(line);
    }
    held.version = page.version();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return held;
}

v1::GetLedgerResponse Totals(TestService& service, const std::string& period) {
  grpc::ClientContext context;
  v1::GetLedgerResponse totals;
  const auto request = RequestOf<v1::GetLedgerRequest>(period);
  EXPECT_EQ(ReasonOfCall(service.ledger().GetLedger(&context, request, &totals)), "OK");
  return totals;
}

void AuditPeriod(TestService& service, const std::string& period) {
  for (int look = 0; look < kLooksMost; ++look) {
    const v1::GetLedgerResponse before = Totals(service, period);
    const Held changes = FromChanges(service, period);
    const Held workers = FromWorkers(service, period);
    const v1::GetLedgerResponse totals = Totals(service, period);
    if (before.period().version() != totals.period().version()) continue;
    std::int64_t sum = 0;
    for (const auto& [key, rupiah] : changes.lines) sum += rupiah;
    EXPECT_EQ(changes.lines, workers.lines) << period;
    EXPECT_EQ(totals.lines(), changes.lines.size()) << period;
    EXPECT_EQ(totals.workers(), workers.workers) << period;
    EXPECT_EQ(totals.total_rupiah(), sum) << period;
    return;
  }
  ADD_FAILURE() << period << " never stands still";
}

}  // namespace

void AuditReadBack(TestService& service) {
  for (const std::string& number : service.Query("SELECT month FROM period")) {
    AuditPeriod(service, Month::FromNumber(std::stoi(number)).ToString());
  }
}

}  // namespace paritrana::compliance::testing
