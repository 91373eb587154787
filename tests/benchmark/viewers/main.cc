// SPDX-License-Identifier: Apache-2.0
// Measures how a crowd of viewers is served: a real Kafka broker, the real gateway process, one
// table of 514 regencies of which some rows change with every version.
//
// usage: bench-viewers GATEWAY_BINARY VIEWERS STALLED RUNS SECONDS VERSIONS_PER_SECOND
// Writes one line of JSON per run to standard output.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/kafka/kafka_log.h"
#include "libs/testing/child_process.h"
#include "libs/testing/kafka_broker.h"
#include "libs/testing/temporary_directory.h"
#include "services/gateway/testing/http_client.h"
#include "services/gateway/testing/rankings.h"
#include "tests/benchmark/viewers/crowd.h"

namespace {

using namespace paritrana;  // NOLINT: a program, not a library

constexpr char kPath[] = "/v1/rankings/regencies/64/2024-12/events";
constexpr int kRows = 514;
constexpr int kRowsChanged = 50;

// Seconds of processor time that a process has used.
double CpuSecondsOf(int pid) {
  std::ifstream file(absl::StrCat("/proc/", pid, "/stat"));
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

class Tables {
 public:
  explicit Tables(events::Log& log) : publisher_(log) {
    for (int i = 0; i < kRows; ++i) ranking_.heads["64." + std::to_string(1'000 + i)] = 1;
  }

  void PublishNext(bench::Crowd* crowd) {
    ranking_.version = ++version_;
    int row = 0;
    for (auto& [region, heads] : ranking_.heads) {
      if (row++ % kRows < kRowsChanged) ++heads;
    }
    if (crowd != nullptr) crowd->Publishing(version_, absl::Now());
    publisher_.Publish(ranking_);
  }

 private:
  gateway::testing::RankingPublisher publisher_;
  gateway::testing::Published ranking_;
  std::uint64_t version_ = 0;
};

paritrana::testing::ChildProcess Launch(const std::string& binary, const std::string& folder) {
  paritrana::testing::ChildProcess::Options process;
  process.argv = {
      binary,
      "--listen=127.0.0.1:0",
      "--admin_listen=127.0.0.1:0",
      "--ports_file=" + folder + "/ports.json",
      "--viewers.max=20000",
      "--http.connections_max=20000",
      "--kafka.bootstrap_servers=" + paritrana::testing::KafkaBroker::Shared().bootstrap_servers()};
  process.output = folder + "/gateway.log";
  return paritrana::testing::ChildProcess::Start(process);
}

std::string WaitUntilReady(const std::string& folder) {
  std::ifstream file;
  while (!file.is_open()) {
    absl::SleepFor(absl::Milliseconds(20));
    file.open(folder + "/ports.json");
  }
  const auto ports = nlohmann::json::parse(file);
  while (gateway::testing::Fetch(ports["admin"], "GET", "/readyz").status != 200) {
    absl::SleepFor(absl::Milliseconds(20));
  }
  return ports["listen"];
}

double Percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

nlohmann::json RunOnce(bench::Crowd& crowd, Tables& tables, int pid, int seconds, double pace) {
  crowd.latencies_ms().clear();
  const double cpu = CpuSecondsOf(pid);
  const int versions = static_cast<int>(seconds * pace);
  std::thread publishing([&] {
    for (int i = 0; i < versions; ++i) {
      tables.PublishNext(&crowd);
      absl::SleepFor(absl::Seconds(1 / pace));
    }
  });
  crowd.ReadFor(absl::Seconds(seconds + 1));
  publishing.join();
  std::vector<double>& latencies = crowd.latencies_ms();
  PARITRANA_CHECK(!latencies.empty());
  return {{"events", latencies.size()},
          {"lost_viewers", crowd.lost()},
          {"p50_ms", Percentile(latencies, 0.50)},
          {"p99_ms", Percentile(latencies, 0.99)},
          {"gateway_cores", (CpuSecondsOf(pid) - cpu) / (seconds + 1)}};
}

}  // namespace

int main(int argc, char** argv) {
  PARITRANA_CHECK(argc == 7);
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  const int viewers = std::atoi(argv[2]);
  auto log =
      kafka::Connect({paritrana::testing::KafkaBroker::Shared().bootstrap_servers(), "bench"});
  PARITRANA_CHECK(log.ok());
  Tables tables(**log);
  tables.PublishNext(nullptr);
  const paritrana::testing::TemporaryDirectory folder("viewers");
  auto process = Launch(argv[1], folder.path().string());
  const std::string address = WaitUntilReady(folder.path().string());

  bench::Crowd crowd(address, kPath, viewers, std::atoi(argv[3]));
  while (crowd.watching() < viewers) crowd.ReadFor(absl::Milliseconds(100));
  for (int run = 0; run < std::atoi(argv[4]); ++run) {
    std::cout
        << RunOnce(crowd, tables, process.pid(), std::atoi(argv[5]), std::atof(argv[6])).dump()
        << std::endl;
  }
  return 0;
}
