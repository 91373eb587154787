// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ingest/installation.h"

#include <fstream>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/base/limits.h"
#include "libs/kafka/kafka_log.h"
#include "libs/postgres/migrations.h"
#include "libs/rpc/position.h"
#include "libs/testing/kafka_broker.h"
#include "services/compliance/adapters/postgres/registration_copy.h"
#include "services/compliance/domain/period.h"
#include "services/compliance/testing/payer.h"
#include "tests/benchmark/ingest/prefill.h"

namespace paritrana::benchmark {
namespace {

using compliance::testing::NikOf;
using compliance::testing::TestEmployer;
using compliance::testing::TestWorker;

// The same key for the process and for the facts made here, and its Base64.
const std::string kTokenKey(32, 'b');
constexpr char kTokenKeyText[] = "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=";
constexpr std::size_t kParticipantsPerFact = 1'000;

std::uint64_t WorkerNumber(int payer, int worker) {
  const int before = payer < kLargePayers ? payer * kWorkersPerLargePayer
                                          : kLargePayers * kWorkersPerLargePayer +
                                                (payer - kLargePayers) * kWorkersPerSmallPayer;
  return static_cast<std::uint64_t>(before + worker);
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

paritrana::testing::PostgresServerOptions ServerFor(const InstallationOptions& options) {
  paritrana::testing::PostgresServerOptions server;
  server.fsync = true;
  server.directory = options.directory;
  // As a server of a ledger of this size is set up: what is read all the time lies in memory, and
  // checkpoints are far enough apart that pages are not written whole again and again.
  server.settings = {"shared_buffers=4GB", "max_wal_size=16GB", "checkpoint_timeout=30min"};
  return server;
}

// What earlier runs left in a kept database: the log is gone, so marks and positions go too, and
// the payers that are measured begin anew.
constexpr std::string_view kForgetEarlierRuns = R"sql(
SET search_path = compliance;
DELETE FROM inbox_mark;
DELETE FROM outbox;
DELETE FROM outbox_published;
DELETE FROM outbox_shard;
DELETE FROM chunk_shard WHERE epoch > 0;
DELETE FROM waiting_line WHERE employer_id BETWEEN 1 AND 1000000;
DELETE FROM line l USING submission s JOIN run r USING (run_no)
 WHERE l.submission_no = s.submission_no AND r.employer_id BETWEEN 1 AND 1000000;
DELETE FROM submission s USING run r
 WHERE s.run_no = r.run_no AND r.employer_id BETWEEN 1 AND 1000000;
DELETE FROM run WHERE employer_id BETWEEN 1 AND 1000000;
DELETE FROM chunk_period WHERE employer_id BETWEEN 1 AND 1000000;
DELETE FROM accrual WHERE employer_id BETWEEN 1 AND 1000000;
DELETE FROM period WHERE employer_id BETWEEN 1 AND 1000000;
)sql";

void PrepareDatabase(const std::string& conninfo, std::int64_t ledger_lines) {
  auto connection = postgres::Connection::Open(conninfo, absl::Seconds(10));
  PARITRANA_CHECK(connection.ok());
  PARITRANA_CHECK(
      postgres::Migrate(**connection, "compliance", "services/compliance/migrations").ok());
  PARITRANA_CHECK((*connection)->ExecuteScript(kForgetEarlierRuns).ok());
  Prefill(**connection, ledger_lines);
}

}  // namespace

std::string PayerRef(int payer) { return absl::StrCat("B", 1'000'000 + payer, "-000"); }
EmployerId PayerId(int payer) { return EmployerId(static_cast<std::uint64_t>(1 + payer)); }
int WorkersOf(int payer) {
  return payer < kLargePayers ? kWorkersPerLargePayer : kWorkersPerSmallPayer;
}
Month MonthOf(int step) {
  return compliance::MonthInWib(absl::Now()) - limits::kCoveredMonthsBack + step;
}

compliance::v1::ContributionLine LineFor(int payer, int worker, int month, const std::string& id) {
  PARITRANA_CHECK(month < kMonths && worker < WorkersOf(payer));
  compliance::v1::ContributionLine line = compliance::testing::LineOf(0, id);
  line.mutable_worker()->set_nik(NikOf(WorkerNumber(payer, worker)));
  line.set_covered_from(MonthOf(month).ToString());
  return line;
}

Installation::Installation(const InstallationOptions& options)
    : postgres_(ServerFor(options)),
      conninfo_(postgres_.KeptDatabase("ingest")),
      vault_(*identity::Vault::Create(kTokenKey, "")),
      feed_(kShards, vault_),
      started_(absl::FormatTime("%Y%m%dT%H%M%S", absl::Now(), absl::UTCTimeZone())) {
  PrepareDatabase(conninfo_, options.ledger_lines);
  auto log =
      kafka::Connect({paritrana::testing::KafkaBroker::Shared().bootstrap_servers(), "bench"});
  PARITRANA_CHECK(log.ok());
  log_ = *std::move(log);
  for (const char* topic : {compliance::kParticipantsTopic, compliance::kEmployersTopic}) {
    PARITRANA_CHECK(log_->EnsureTopic(topic, {.partitions = kShards}).ok());
  }
  Launch(options);
  Preload();
}

std::string Installation::RunName(const std::string& purpose) const {
  return absl::StrCat(purpose, "-", started_);
}

compliance::v1::SubmissionHeader Installation::Header(int payer, const std::string& run,
                                                      const std::string& submission) const {
  compliance::v1::SubmissionHeader header;
  header.set_payer(PayerRef(payer));
  header.set_period("2025-01");
  header.set_run(RunName(run));
  header.set_submission(submission);
  *header.mutable_after() = rpc::ToProto(feed_.workers_position());
  *header.mutable_after_employers() = rpc::ToProto(feed_.employers_position());
  return header;
}

compliance::v1::CreateSubmissionRequest Installation::Request(int payer, const std::string& run,
                                                              const std::string& submission) const {
  const compliance::v1::SubmissionHeader header = Header(payer, run, submission);
  compliance::v1::CreateSubmissionRequest request;
  request.set_payer(header.payer());
  request.set_period(header.period());
  request.set_run(header.run());
  request.set_submission(header.submission());
  *request.mutable_after() = header.after();
  *request.mutable_after_employers() = header.after_employers();
  return request;
}

void Installation::Launch(const InstallationOptions& options) {
  const std::string ports = directory_ / "ports.json";
  const std::string key = directory_ / "token.key";
  std::ofstream(key) << kTokenKeyText;
  paritrana::testing::ChildProcess::Options process;
  process.argv = {
      options.binary, "--listen=127.0.0.1:0", "--admin_listen=127.0.0.1:0", "--ports_file=" + ports,
      "--postgres.conninfo=" + conninfo_,
      "--kafka.bootstrap_servers=" + paritrana::testing::KafkaBroker::Shared().bootstrap_servers(),
      "--identity.token_key_file=" + key,
      // Few payers stand here for many.
      "--rate_limit.posts_per_second=1000000000", "--rate_limit.lines_per_second=1000000000"};
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

void Installation::Preload() {
  std::vector<TestEmployer> payers;
  std::vector<TestWorker> workers;
  for (int payer = 0; payer < kPayers; ++payer) {
    payers.push_back({PayerId(payer), PayerRef(payer)});
    for (int worker = 0; worker < WorkersOf(payer); ++worker) {
      const std::uint64_t number = WorkerNumber(payer, worker);
      workers.push_back({.pseudonym = (number + 1) * 0x9E37'79B9'7F4A'7C15,
                         .nik = NikOf(number),
                         .kpj = "",
                         .employer = PayerId(payer)});
      if (workers.size() == kParticipantsPerFact) {
        Publish(*log_, feed_.Workers(workers));
        workers.clear();
      }
    }
  }
  Publish(*log_, feed_.Workers(workers));
  Publish(*log_, feed_.Employers(payers));
}

}  // namespace paritrana::benchmark
