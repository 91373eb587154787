// SPDX-License-Identifier: Apache-2.0
// Posts payments over gRPC to the payments of a compliance service on a PostgreSQL with durable
// commits, all in this process but the database, and writes the figures as JSON.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/base/date.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/rpc/channel.h"
#include "libs/testing/postgres_server.h"
#include "services/compliance/adapters/postgres/dues/account_ledger.h"
#include "services/compliance/adapters/postgres/submission_queries.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/period.h"
#include "services/compliance/payment_parts.h"
#include "tests/benchmark/payments/accounts.h"
#include "tests/benchmark/payments/timed_accounts.h"

namespace paritrana::benchmark {
namespace {

using compliance::v1::PaymentService;

constexpr int kConnections = 8;
constexpr int kServerThreads = 200;
constexpr int kPoolConnections = 8;

struct Arguments {
  AccountsOptions accounts;
  int runs = 3;
  int seconds = 5;
  int callers = 64;
};

paritrana::testing::PostgresServerOptions Durable() {
  paritrana::testing::PostgresServerOptions options;
  options.fsync = true;
  return options;
}

// The payments of a compliance service, with its port.
class Installation {
 public:
  explicit Installation(const AccountsOptions& accounts)
      : postgres_(Durable()),
        conninfo_(Filled(postgres_, accounts)),
        pool_({conninfo_, "compliance", kPoolConnections}),
        vault_(*identity::Vault::Create(std::string(32, 'b'), "")),
        payers_(pool_, vault_),
        reader_(payers_, waiter_, Clock::Real()),
        ledger_(pool_),
        timed_(ledger_),
        parts_(
            {timed_, pool_, contribution::testing::ShippedBook(), reader_, books_, Clock::Real()}),
        server_(ServerFor(), metrics_) {
    parts_.AddTo(server_);
    PARITRANA_CHECK(server_.Start().ok());
  }
  ~Installation() { server_.Stop(absl::Seconds(1)); }

  std::string address() const { return server_.address(); }
  TimedAccounts& timed() { return timed_; }

 private:
  class NoWaiting : public compliance::FactWaiter {
   public:
    absl::Status WaitFor(const compliance::FactsWanted&, absl::Time) override {
      return absl::OkStatus();
    }
  };

  static std::string Filled(paritrana::testing::PostgresServer& postgres,
                            const AccountsOptions& accounts) {
    std::string conninfo = postgres.NewDatabase();
    FillAccounts(conninfo, accounts);
    return conninfo;
  }
  static rpc::ServerOptions ServerFor() {
    rpc::ServerOptions options;
    options.threads_max = kServerThreads;
    return options;
  }

  paritrana::testing::PostgresServer postgres_;
  const std::string conninfo_;
  postgres::Pool pool_;
  identity::Vault vault_;
  NoWaiting waiter_;
  compliance::NoClosedBooks books_;
  compliance::PostgresSubmissionQueries payers_;
  compliance::RequestReader reader_;
  compliance::PostgresAccountLedger ledger_;
  TimedAccounts timed_;
  compliance::PaymentParts parts_;
  metrics::Registry metrics_;
  rpc::Server server_;
};

// Callers that each post one payment after another, of payers at random.
class Callers {
 public:
  Callers(const std::string& address, const Arguments& arguments) : arguments_(arguments) {
    for (int i = 0; i < kConnections; ++i) {
      stubs_.push_back(PaymentService::NewStub(rpc::Connect(address)));
    }
  }

  // Latencies in milliseconds.
  std::vector<double> Run(absl::Duration duration) {
    const absl::Time end = absl::Now() + duration;
    std::vector<std::vector<double>> latencies(static_cast<std::size_t>(arguments_.callers));
    std::vector<std::thread> callers;
    for (std::size_t i = 0; i < latencies.size(); ++i) {
      callers.emplace_back([this, i, end, &latencies] { Post(i, end, latencies[i]); });
    }
    for (std::thread& caller : callers) caller.join();
    std::vector<double> all;
    for (const auto& some : latencies) all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  void Post(std::size_t caller, absl::Time end, std::vector<double>& latencies) {
    const std::string today = FormatDate(compliance::DayInWib(absl::Now()));
    std::mt19937_64 random(caller + 1);
    while (absl::Now() < end) {
      compliance::v1::PostPaymentRequest request;
      const auto payers = static_cast<std::uint64_t>(arguments_.accounts.payers);
      request.set_payer(PayerRef(1 + static_cast<int>(random() % payers)));
      request.set_reference(absl::StrCat("B", ++references_));
      request.set_amount_rupiah(kMonthRupiah);
      request.set_paid_on(today);
      const absl::Time start = absl::Now();
      grpc::ClientContext context;
      compliance::v1::PostPaymentResponse response;
      const auto status = stubs_[caller % kConnections]->PostPayment(&context, request, &response);
      PARITRANA_CHECK(status.ok());
      latencies.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
    }
  }

  const Arguments& arguments_;
  std::vector<std::unique_ptr<PaymentService::Stub>> stubs_;
  std::atomic<std::uint64_t> references_ = 0;
};

double At(const std::vector<double>& sorted, double quantile) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1))];
}

using Figures = std::map<std::string, std::vector<double>>;

void AddStages(const StageTimes& times, Figures& figures) {
  const double transactions = static_cast<double>(std::max<std::int64_t>(1, times.transactions));
  figures["payments_a_transaction"].push_back(static_cast<double>(times.accounts) / transactions);
  const auto add = [&](const char* name, absl::Duration sum) {
    figures[name].push_back(absl::ToDoubleMilliseconds(sum) / transactions);
  };
  add("transaction_read_ms", times.hold);
  add("transaction_replay_ms", times.decide);
  add("transaction_write_ms", times.write);
  add("transaction_commit_ms", times.commit);
}

Figures Measure(const Arguments& arguments) {
  std::cerr << "payments: filling " << arguments.accounts.payers << " accounts of "
            << arguments.accounts.months << " months" << std::endl;
  Installation installation(arguments.accounts);
  Callers callers(installation.address(), arguments);
  callers.Run(absl::Seconds(1));
  Figures figures;
  for (int run = 0; run < arguments.runs; ++run) {
    installation.timed().Take();
    const absl::Time start = absl::Now();
    const std::vector<double> latencies = callers.Run(absl::Seconds(arguments.seconds));
    const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
    figures["payments_per_second"].push_back(static_cast<double>(latencies.size()) / seconds);
    figures["post_p50_ms"].push_back(At(latencies, 0.5));
    figures["post_p99_ms"].push_back(At(latencies, 0.99));
    AddStages(installation.timed().Take(), figures);
  }
  return figures;
}

}  // namespace
}  // namespace paritrana::benchmark

int main(int argc, char** argv) {
  using namespace paritrana;
  benchmark::Arguments arguments;
  CLI::App app("Measures payments that are posted and allocated");
  app.add_option("--payers", arguments.accounts.payers);
  app.add_option("--months", arguments.accounts.months);
  app.add_option("--months-open", arguments.accounts.months_open);
  app.add_option("--callers", arguments.callers);
  app.add_option("--runs", arguments.runs);
  app.add_option("--seconds", arguments.seconds);
  CLI11_PARSE(app, argc, argv);
  arguments.accounts.last = compliance::MonthInWib(absl::Now()) - 1;
  std::cout << nlohmann::json(benchmark::Measure(arguments)).dump() << std::endl;
  return 0;
}
