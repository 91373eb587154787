// SPDX-License-Identifier: Apache-2.0
// Measures how long it takes to say what an employer of 1,000 workers owes after 60 months.
// usage: bench-dues OTHER_PAYERS CALLS RUNS. Prints one JSON object a run.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/contribution/rule_files.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/channel.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/memory_log.h"
#include "libs/testing/postgres_server.h"
#include "paritrana/compliance/v1/dues.grpc.pb.h"
#include "services/compliance/adapters/postgres/dues/dues_queries.h"
#include "services/compliance/adapters/postgres/registration_copy.h"
#include "services/compliance/app.h"
#include "services/compliance/testing/registration_feed.h"
#include "tests/benchmark/dues/account.h"

namespace paritrana::benchmark {
namespace {

using compliance::v1::GetDuesResponse;
using Clock = std::chrono::steady_clock;

constexpr int kShards = 8;
// 20 November 2026: all sixty months are declared, most are paid.
constexpr absl::Time kToday = absl::FromUnixSeconds(1'795'143'600);

double Milliseconds(Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

double Percentile(std::vector<double> values, int percent) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         values.size() * static_cast<std::size_t>(percent) / 100)];
}

// The service as it is, with a real PostgreSQL and a log in memory.
class Service {
 public:
  explicit Service(int other_payers) {
    for (const char* topic : {compliance::kParticipantsTopic, compliance::kEmployersTopic}) {
      PARITRANA_CHECK(log_.EnsureTopic(topic, {.partitions = kShards}).ok());
    }
    compliance::Config config;
    config.listen = config.admin_listen = "127.0.0.1:0";
    config.postgres_conninfo = conninfo_;
    config.shards = kShards;
    config.token_key = std::string(32, 'k');
    app_ = std::make_unique<compliance::App>(config, log_, clock_);
    PARITRANA_CHECK(app_->Start().ok());
    KnowPayer();
    Fill(conninfo_, other_payers);
    stub_ = compliance::v1::DuesService::NewStub(rpc::Connect(app_->address()));
  }
  ~Service() { app_->Stop(); }

  const std::string& conninfo() const { return conninfo_; }

  // Asks for the account on a day; once it is known.
  GetDuesResponse Ask(const std::string& as_of) {
    compliance::v1::GetDuesRequest request;
    request.set_payer(kMeasuredPayer);
    request.set_as_of(as_of);
    GetDuesResponse response;
    grpc::ClientContext context;
    const grpc::Status status = stub_->GetDues(&context, request, &response);
    PARITRANA_CHECK(status.ok());
    return response;
  }

 private:
  void KnowPayer() {
    const auto vault = identity::Vault::Create(std::string(32, 'k'), "");
    compliance::testing::RegistrationFeed feed(kShards, *vault);
    const std::vector<compliance::testing::TestEmployer> payers = {
        {EmployerId(kMeasuredId), kMeasuredPayer}};
    auto producer = log_.NewProducer();
    for (const events::Record& record : feed.Employers(payers)) {
      PARITRANA_CHECK((*producer)->Send(record, [](const absl::Status&) {}).ok());
    }
    PARITRANA_CHECK((*producer)->Flush(absl::Seconds(10)).ok());
    while (!app_->employers_position().Covers(feed.employers_position())) {
      absl::SleepFor(absl::Milliseconds(5));
    }
  }

  std::string conninfo_ = paritrana::testing::PostgresServer::Shared().NewDatabase();
  paritrana::testing::MemoryLog log_;
  paritrana::testing::FakeClock clock_{kToday};
  std::unique_ptr<compliance::App> app_;
  std::unique_ptr<compliance::v1::DuesService::Stub> stub_;
};

// A day out of five years, another one each time.
std::string DayOf(int call) {
  const absl::CivilDay day = absl::CivilDay(2022, 1, 1) + call * 37 % 1'780;
  return absl::StrCat(day.year(), "-", day.month() < 10 ? "0" : "", day.month(), "-",
                      day.day() < 10 ? "0" : "", day.day());
}

nlohmann::json MeasureCalls(Service& service, int calls) {
  std::vector<double> past;
  std::vector<double> today;
  for (int i = 0; i < calls; ++i) {
    const auto begin = Clock::now();
    service.Ask(DayOf(i));
    const auto asked = Clock::now();
    service.Ask("");
    today.push_back(Milliseconds(Clock::now() - asked));
    past.push_back(Milliseconds(asked - begin));
  }
  return {{"as_of_p50_ms", Percentile(past, 50)},
          {"as_of_p99_ms", Percentile(past, 99)},
          {"today_p50_ms", Percentile(today, 50)},
          {"today_p99_ms", Percentile(today, 99)}};
}

// The replay alone, from what the database holds.
double ReplayMicroseconds(const std::string& conninfo, int replays) {
  postgres::PoolOptions options;
  options.conninfo = conninfo;
  options.schema = "compliance";
  postgres::Pool pool(options);
  compliance::PostgresDuesQueries queries(pool);
  const auto record = queries.ReadAccount(EmployerId(kMeasuredId), absl::Now() + absl::Seconds(30));
  PARITRANA_CHECK(record.ok());
  const auto book = contribution::ReadRuleBook("data/rules");
  PARITRANA_CHECK(book.ok());
  const auto begin = Clock::now();
  for (int i = 0; i < replays; ++i) {
    const auto account = compliance::ReplayAccount(*book, record->terms, record->history,
                                                   {absl::CivilDay(2026, 11, 20), std::nullopt});
    PARITRANA_CHECK(account.ok() && account->periods.size() == kMonths);
  }
  return 1'000 * Milliseconds(Clock::now() - begin) / replays;
}

int Run(int other_payers, int calls, int runs) {
  Service service(other_payers);
  const GetDuesResponse answer = service.Ask("");
  const bool whole = answer.periods_size() == kMonths &&
                     answer.totals().paid_rupiah() ==
                         answer.totals().allocated_rupiah() + answer.totals().unallocated_rupiah();
  for (int i = 0; i < runs; ++i) {
    nlohmann::json figures = MeasureCalls(service, calls);
    figures["replay_us"] = ReplayMicroseconds(service.conninfo(), calls);
    figures["answer_kib"] = static_cast<double>(answer.ByteSizeLong()) / 1024;
    figures["whole"] = whole;
    std::cout << figures << std::endl;
  }
  return whole ? 0 : 1;
}

}  // namespace
}  // namespace paritrana::benchmark

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench-dues OTHER_PAYERS CALLS RUNS\n";
    return 2;
  }
  return paritrana::benchmark::Run(std::atoi(argv[1]), std::atoi(argv[2]), std::atoi(argv[3]));
}
