// SPDX-License-Identifier: Apache-2.0
// Measures how fast compliance accepts lines durably: a real PostgreSQL with fsync on, a real Kafka
// broker, the real process, and payers that each keep one batch under way. Writes the figures of
// each run as JSON to standard output; `run` beside this file makes the table.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/base/limits.h"
#include "libs/base/month.h"
#include "libs/kafka/kafka_log.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/position.h"
#include "libs/testing/child_process.h"
#include "libs/testing/kafka_broker.h"
#include "libs/testing/postgres_server.h"
#include "libs/testing/temporary_directory.h"
#include "services/compliance/adapters/postgres/registration_copy.h"
#include "services/compliance/domain/period.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/registration_feed.h"

namespace {

using namespace paritrana;                       // NOLINT: a program, not a library
using namespace paritrana::compliance::testing;  // NOLINT
namespace v1 = paritrana::compliance::v1;

// The same key for the process and for the facts made here.
const std::string kTokenKey(32, 'b');
constexpr std::uint32_t kShards = 8;
constexpr int kPayers = 4;  // streams at once
constexpr int kWorkersPerPayer = 10'000;
constexpr int kMonths = 85;  // −60 … +24: how often one worker can be posted
constexpr int kParticipantsPerFact = 1'000;
constexpr std::uint64_t kLinesPerSubmission = 250'000;

struct Options {
  std::string binary;
  int runs = 3;
  int seconds = 5;
  std::vector<int> batches = {1, 100, 1'000};
};

std::string PayerRef(int payer) { return "B" + std::to_string(1'000'000 + payer) + "-000"; }
EmployerId PayerId(int payer) { return EmployerId(static_cast<std::uint64_t>(1 + payer)); }
std::uint64_t WorkerNumber(int payer, int worker) {
  return static_cast<std::uint64_t>(payer) * kWorkersPerPayer + static_cast<std::uint64_t>(worker);
}
// The months a line may cover, from the oldest on.
Month MonthOf(int step) {
  return compliance::MonthInWib(absl::Now()) - limits::kCoveredMonthsBack + step;
}

void Publish(events::Log& log, const std::vector<events::Record>& records) {
  auto producer = log.NewProducer();
  PARITRANA_CHECK(producer.ok());
  for (const events::Record& record : records) {
    while (absl::IsResourceExhausted((*producer)->Send(record, [](const absl::Status&) {}))) {
      (*producer)->Flush(absl::Seconds(1)).IgnoreError();
    }
  }
  PARITRANA_CHECK((*producer)->Flush(absl::Seconds(30)).ok());
}

// Everything the payers need: database, broker, process, participants.
class Installation {
 public:
  explicit Installation(const Options& options) {
    const std::string conninfo = postgres_.NewDatabase();
    auto log =
        kafka::Connect({paritrana::testing::KafkaBroker::Shared().bootstrap_servers(), "bench"});
    PARITRANA_CHECK(log.ok());
    log_ = *std::move(log);
    for (const char* topic : {compliance::kParticipantsTopic, compliance::kEmployersTopic}) {
      PARITRANA_CHECK(log_->EnsureTopic(topic, {.partitions = kShards}).ok());
    }
    Launch(options.binary, conninfo);
    Preload();
  }

  const std::string& address() const { return address_; }
  v1::SubmissionHeader Header(int payer, const std::string& run, std::uint64_t number) const {
    v1::SubmissionHeader header;
    header.set_payer(PayerRef(payer));
    header.set_period("2025-01");
    header.set_run(run);
    header.set_submission("S" + std::to_string(number));
    *header.mutable_after() = rpc::ToProto(feed_.workers_position());
    *header.mutable_after_employers() = rpc::ToProto(feed_.employers_position());
    return header;
  }

 private:
  void Launch(const std::string& binary, const std::string& conninfo) {
    const std::string ports = directory_ / "ports.json";
    const std::string key = directory_ / "token.key";
    // kTokenKey in Base64.
    std::ofstream(key) << "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=";
    paritrana::testing::ChildProcess::Options process;
    process.argv = {binary, "--listen=127.0.0.1:0", "--admin_listen=127.0.0.1:0",
                    "--ports_file=" + ports, "--postgres.conninfo=" + conninfo,
                    "--kafka.bootstrap_servers=" +
                        paritrana::testing::KafkaBroker::Shared().bootstrap_servers(),
                    "--identity.token_key_file=" + key,
                    // Few payers stand here for many.
                    "--rate_limit.posts_per_second=1000000000",
                    "--rate_limit.lines_per_second=1000000000"};
    process.output = directory_ / "compliance.log";
    process_ = paritrana::testing::ChildProcess::Start(process);
    std::ifstream file;
    while (!file.is_open()) {
      PARITRANA_CHECK(process_.running());
      absl::SleepFor(absl::Milliseconds(50));
      file.open(ports);
    }
    address_ = nlohmann::json::parse(file).at("listen").get<std::string>();
  }

  void Preload() {
    std::vector<TestEmployer> payers;
    for (int payer = 0; payer < kPayers; ++payer)
      payers.push_back({PayerId(payer), PayerRef(payer)});
    Publish(*log_, feed_.Employers(payers));
    std::vector<TestWorker> workers;
    for (int i = 0; i < kPayers * kWorkersPerPayer; ++i) {
      const auto number = static_cast<std::uint64_t>(i);
      workers.push_back({.pseudonym = (number + 1) * 0x9E37'79B9'7F4A'7C15,
                         .nik = NikOf(number),
                         .kpj = "",
                         .employer = PayerId(i / kWorkersPerPayer)});
      if (workers.size() == kParticipantsPerFact) {
        Publish(*log_, feed_.Workers(workers));
        workers.clear();
      }
    }
  }

  paritrana::testing::TemporaryDirectory directory_{"ingest"};
  paritrana::testing::PostgresServer postgres_{{.fsync = true}};
  identity::Vault vault_ = *identity::Vault::Create(kTokenKey, "");
  RegistrationFeed feed_{kShards, vault_};
  std::unique_ptr<events::Log> log_;
  paritrana::testing::ChildProcess process_;
  std::string address_;
};

// One payer's stream: sends a batch, waits for its answer, sends the next. Every line is new:
// worker by worker, then the next month.
class Payer {
 public:
  Payer(const Installation& installation, int number)
      : installation_(installation),
        number_(number),
        stub_(v1::SubmissionService::NewStub(rpc::Connect(installation.address()))) {}

  // Posts batches of `size` lines until `end`; keeps the latency of each in milliseconds.
  void Post(const std::string& run, int size, absl::Time end) {
    latencies_ms_.clear();
    lines_ = 0;
    while (absl::Now() < end) PostSubmission(run, size, end);
  }

  const std::vector<double>& latencies_ms() const { return latencies_ms_; }
  std::uint64_t lines() const { return lines_; }

 private:
  void PostSubmission(const std::string& run, int size, absl::Time end) {
    grpc::ClientContext context;
    const auto stream = stub_->PostSubmission(&context);
    v1::PostSubmissionResponse answer;
    PARITRANA_CHECK(stream->Write(Part(installation_.Header(number_, run, ++submissions_))) &&
                    stream->Read(&answer));
    std::uint64_t next = 1;
    v1::PostSubmissionRequest request;
    while (absl::Now() < end && next + static_cast<std::uint64_t>(size) <= kLinesPerSubmission) {
      Fill(size, next, *request.mutable_chunk());
      const absl::Time sent = absl::Now();
      PARITRANA_CHECK(stream->Write(request) && stream->Read(&answer));
      latencies_ms_.push_back(absl::ToDoubleMilliseconds(absl::Now() - sent));
      next += static_cast<std::uint64_t>(size);
      PARITRANA_CHECK(answer.progress().totals().accepted() == next - 1);
    }
    lines_ += next - 1;
    stream->WritesDone();
    PARITRANA_CHECK(stream->Finish().ok());
  }

  void Fill(int size, std::uint64_t first_line_no, v1::LineChunk& chunk) {
    chunk.set_first_line_no(first_line_no);
    while (chunk.lines_size() < size) *chunk.add_lines() = LineOf(0, "");
    for (v1::ContributionLine& line : *chunk.mutable_lines()) {
      line.set_line_id("L" + std::to_string(posted_));
      line.mutable_worker()->set_nik(
          NikOf(WorkerNumber(number_, static_cast<int>(posted_ % kWorkersPerPayer))));
      const int month = static_cast<int>(posted_ / kWorkersPerPayer);
      PARITRANA_CHECK(month < kMonths);
      line.set_covered_from(MonthOf(month).ToString());
      ++posted_;
    }
  }

  const Installation& installation_;
  const int number_;
  std::unique_ptr<v1::SubmissionService::Stub> stub_;
  std::uint64_t submissions_ = 0;
  std::uint64_t posted_ = 0;
  std::uint64_t lines_ = 0;
  std::vector<double> latencies_ms_;
};

double Percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

nlohmann::json RunOnce(std::vector<Payer>& payers, const std::string& run, int size,
                       absl::Duration duration) {
  const absl::Time start = absl::Now();
  std::vector<std::thread> threads;
  for (Payer& payer : payers) {
    threads.emplace_back([&] { payer.Post(run, size, start + duration); });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  std::vector<double> latencies;
  std::uint64_t lines = 0;
  for (const Payer& payer : payers) {
    lines += payer.lines();
    latencies.insert(latencies.end(), payer.latencies_ms().begin(), payer.latencies_ms().end());
  }
  return {{"lines_per_second", static_cast<double>(lines) / seconds},
          {"batch_p50_ms", Percentile(latencies, 0.50)},
          {"batch_p99_ms", Percentile(latencies, 0.99)}};
}

Options ReadOptions(int argc, char** argv) {
  Options options;
  PARITRANA_CHECK(argc == 4);
  options.binary = argv[1];
  options.runs = std::stoi(argv[2]);
  options.seconds = std::stoi(argv[3]);
  return options;
}

}  // namespace

// usage: paritrana-bench-ingest COMPLIANCE_BINARY RUNS SECONDS
int main(int argc, char** argv) {
  const Options options = ReadOptions(argc, argv);
  const Installation installation(options);
  std::vector<Payer> payers;
  for (int i = 0; i < kPayers; ++i) payers.emplace_back(installation, i);
  RunOnce(payers, "warm-up", options.batches.back(), absl::Seconds(1));
  nlohmann::json figures;
  for (int run = 0; run < options.runs; ++run) {
    for (const int size : options.batches) {
      const std::string name = "run-" + std::to_string(run) + "-" + std::to_string(size);
      std::fprintf(stderr, "ingest: run %d of %d, batches of %d\n", run + 1, options.runs, size);
      figures[std::to_string(size)].push_back(
          RunOnce(payers, name, size, absl::Seconds(options.seconds)));
    }
  }
  std::cout << figures.dump() << '\n';
  return 0;
}
