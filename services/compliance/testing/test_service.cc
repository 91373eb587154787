// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/test_service.h"

#include <utility>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/events/inbox.h"
#include "libs/postgres/migrations.h"
#include "libs/rpc/channel.h"
#include "libs/testing/postgres_server.h"

namespace paritrana::compliance::testing {
namespace {

constexpr char kSchema[] = "compliance";

// More calls at once than any test makes.
constexpr int kThreads = 400;

std::string NewMigratedDatabase() {
  std::string conninfo = paritrana::testing::PostgresServer::Shared().NewDatabase();
  auto connection = postgres::Connection::Open(conninfo, absl::Seconds(10));
  PARITRANA_CHECK(connection.ok());
  const auto migrated = postgres::Migrate(**connection, kSchema, "services/compliance/migrations");
  PARITRANA_CHECK(migrated.ok());
  return conninfo;
}

identity::Vault TestVault() {
  auto vault = identity::Vault::Create(std::string(32, 'k'), "");
  PARITRANA_CHECK(vault.ok());
  return *std::move(vault);
}

rpc::ServerOptions ServerOptionsForTests() {
  rpc::ServerOptions options;
  options.threads_max = kThreads;
  options.streams_per_connection_max = kThreads;
  return options;
}

postgres::PoolOptions PoolFor(const std::string& conninfo) {
  postgres::PoolOptions options;
  options.conninfo = conninfo;
  options.schema = kSchema;
  options.connections_max = 8;
  return options;
}

void Apply(const std::vector<paritrana::events::Record>& records,
           paritrana::events::FactHandler& handler) {
  for (const paritrana::events::Record& record : records) {
    const auto id = paritrana::events::PeekFactId(record.value);
    PARITRANA_CHECK(id.ok());
    if (id->sequence == Sequence(1)) {
      PARITRANA_CHECK(handler.BeginEpoch(id->shard, id->epoch).ok());
    }
    const paritrana::events::Fact fact{*id, record.value,
                                       static_cast<std::int64_t>(id->sequence.value())};
    PARITRANA_CHECK(handler.Apply({&fact, 1}).ok());
  }
}

}  // namespace

absl::Status TestService::DirectWaiter::WaitFor(const FactsWanted& wanted, absl::Time) {
  const bool reached = feed_.workers_position().Covers(wanted.participants) &&
                       feed_.employers_position().Covers(wanted.employers);
  return reached ? absl::OkStatus() : MakeError("POSITION_NOT_REACHED", "after");
}

TestService::TestService()
    : conninfo_(NewMigratedDatabase()),
      pool_(PoolFor(conninfo_)),
      vault_(TestVault()),
      feed_(kTestShards, vault_),
      waiter_(feed_),
      participant_copy_(pool_),
      employer_copy_(pool_),
      ledger_(pool_, vault_, kTestShards),
      faulty_ledger_(ledger_),
      queries_(pool_, vault_),
      register_(pool_),
      run_queries_(pool_, vault_),
      ledger_queries_(pool_),
      settlement_(pool_, kTestShards),
      waiting_queries_(pool_),
      settle_lines_(settlement_, turns_, clock_),
      answer_match_(settlement_, turns_, clock_),
      handler_(faulty_ledger_, vault_, clock_),
      rate_limit_(RatesPerPayer{}, clock_),
      reader_(queries_, waiter_, clock_),
      submission_service_(handler_, queries_, reader_, rate_limit_),
      period_service_(register_, reader_, clock_),
      run_service_(run_queries_, reader_),
      ledger_service_(ledger_queries_, reader_),
      match_service_(answer_match_, waiting_queries_, queries_, reader_),
      server_(ServerOptionsForTests(), metrics_) {
  server_.AddService(submission_service_);
  server_.AddService(period_service_);
  server_.AddService(run_service_);
  server_.AddService(ledger_service_);
  server_.AddService(match_service_);
  PARITRANA_CHECK(server_.Start().ok());
  const auto channel = rpc::Connect(server_.address());
  submissions_ = v1::SubmissionService::NewStub(channel);
  periods_ = v1::PeriodService::NewStub(channel);
  runs_ = v1::RunService::NewStub(channel);
  ledger_stub_ = v1::LedgerService::NewStub(channel);
  matches_ = v1::MatchService::NewStub(channel);
  const std::vector<TestEmployer> payer = {{kTestPayerId, kTestPayer}};
  Know(payer);
}

TestService::~TestService() { server_.Stop(absl::Seconds(1)); }

void TestService::Know(std::span<const TestEmployer> employers) {
  Apply(feed_.Employers(employers), employer_copy_);
}

void TestService::Know(std::span<const TestWorker> workers) {
  Apply(feed_.Workers(workers), participant_copy_);
}

void TestService::Know(std::span<const registration::events::v1::Participant> participants) {
  Apply(feed_.Participants(participants), participant_copy_);
}

void TestService::UseUpRate() {
  while (rate_limit_.Take(kTestPayerId, 0).ok()) continue;
}

void TestService::KnowWorkers(int count) {
  std::vector<TestWorker> workers;
  for (int i = 1; i <= count; ++i) {
    const auto number = static_cast<std::uint64_t>(i);
    workers.push_back(
        {.pseudonym = 1000 + number, .nik = NikOf(number), .kpj = "", .employer = kTestPayerId});
  }
  Know(workers);
}

void TestService::Settle() {
  for (bool idle = false; !idle;) {
    const auto step = settle_lines_.Take(absl::Now() + absl::Seconds(60));
    PARITRANA_CHECK(step.ok());
    idle = step->idle;
  }
}

std::vector<std::string> TestService::Query(const std::string& sql) {
  auto lease = pool_.Acquire(absl::Now() + absl::Seconds(10));
  PARITRANA_CHECK(lease.ok());
  const auto rows = (*lease)->Execute(sql);
  PARITRANA_CHECK(rows.ok());
  std::vector<std::string> values;
  for (int row = 0; row < rows->rows(); ++row) {
    values.push_back(rows->IsNull(row, 0) ? "" : std::string(rows->Text(row, 0)));
  }
  return values;
}

std::int64_t TestService::Count(const std::string& sql) { return std::stoll(Query(sql).at(0)); }

}  // namespace paritrana::compliance::testing
