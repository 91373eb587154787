// SPDX-License-Identifier: Apache-2.0
// usage: bench-scoring-measure --input FILE --lines-per-message N --runs N --scoring BINARY
//                              --methods FOLDER
// Prints one JSON object a run on stdout.
#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/base/region_code.h"
#include "libs/kafka/kafka_log.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/position.h"
#include "libs/testing/child_process.h"
#include "libs/testing/kafka_broker.h"
#include "libs/testing/temporary_directory.h"
#include "paritrana/scoring/v1/rankings.grpc.pb.h"
#include "tests/benchmark/scoring/loader.h"
#include "tests/benchmark/scoring/synthetic_tree.h"

namespace paritrana::bench {
namespace {

constexpr absl::Duration kRunTimeout = absl::Minutes(20);

struct Options {
  std::string input;
  std::uint32_t lines_per_message = 1'000;
  int runs = 1;
  std::string scoring;
  std::string methods;
};

// Seconds of processor time a process has used, its threads included.
double CpuSeconds(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::uint64_t PeakBytes(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stoull(line.substr(6)) * 1024;
  }
  return 0;
}

// A data folder with the edition "pb1.toml".
void WriteData(const std::filesystem::path& folder, const std::string& methods) {
  for (const char* name : {"editions", "methods", "denominators"}) {
    std::filesystem::create_directories(folder / name);
  }
  std::filesystem::copy_file(methods + "/pb1.toml", folder / "methods/pb1.toml");
  std::ofstream(folder / "editions/pb1.toml")
      << "label = 'PB-1'\nfirst_month = '2024-12'\nmonths = 1\ndefault_month = '2024-12'\n"
      << "method = 'pb1'\ndenominators = ['pb1.csv']\npopulation_is_example = true\n";
  std::ofstream csv(folder / "denominators/pb1.csv");
  csv << "region_code,segment,date,value,definition,source,confidence,example\n";
  for (std::uint32_t g = 0; g < kRegencies; ++g) {
    csv << RegionCode::FromKey(RegencyKey(g)).value().ToString() << ",total,2023-12-31,"
        << WorkforceOf(g) << ",synthetic,PB-1,EX,yes\n";
  }
}

class Measurement {
 public:
  Measurement(Options options, std::string bootstrap_servers, pid_t broker)
      : options_(std::move(options)),
        bootstrap_servers_(std::move(bootstrap_servers)),
        broker_(broker) {
    WriteData(directory_.path(), options_.methods);
  }

  // Runs the service until its published ranking includes `after`.
  nlohmann::json Run(const Position& after) {
    std::filesystem::remove(directory_.path() / "ports.json");
    const double broker_before = CpuSeconds(broker_);
    const absl::Time start = absl::Now();
    testing::ChildProcess process = testing::ChildProcess::Start(ProcessOptions());
    const auto stub = scoring::v1::RankingService::NewStub(rpc::Connect(AwaitAddress(process)));
    const scoring::v1::Ranking ranking = AwaitRanking(*stub, after);
    nlohmann::json figures;
    figures["wall_seconds"] = absl::ToDoubleSeconds(absl::Now() - start);
    figures["cpu_seconds"] = CpuSeconds(process.pid());
    figures["broker_cpu_seconds"] = CpuSeconds(broker_) - broker_before;
    figures["peak_rss_bytes"] = PeakBytes(process.pid());
    figures["table"] = TableOf(ranking);
    AddState(*stub, figures);
    process.Signal(SIGTERM);
    PARITRANA_CHECK(process.Wait(absl::Seconds(15)) == 0);
    return figures;
  }

 private:
  testing::ChildProcess::Options ProcessOptions() const {
    testing::ChildProcess::Options options;
    options.argv = {options_.scoring,
                    "--listen=127.0.0.1:0",
                    "--admin_listen=127.0.0.1:0",
                    "--ports_file=" + (directory_ / "ports.json"),
                    "--kafka.bootstrap_servers=" + bootstrap_servers_,
                    "--shards=" + std::to_string(kShards),
                    "--data_dir=" + directory_.path().string(),
                    "--edition=pb1.toml"};
    options.output = directory_ / "scoring.log";
    return options;
  }

  std::string AwaitAddress(testing::ChildProcess& process) const {
    while (process.running()) {
      std::ifstream file(directory_ / "ports.json");
      if (file.is_open()) return nlohmann::json::parse(file).at("listen").get<std::string>();
      absl::SleepFor(absl::Milliseconds(5));
    }
    std::ifstream log(directory_ / "scoring.log");
    std::fprintf(stderr, "%s\n", std::string(std::istreambuf_iterator<char>(log), {}).c_str());
    PARITRANA_CHECK(!"the scoring process has ended");
    return {};
  }

  static scoring::v1::Ranking AwaitRanking(scoring::v1::RankingService::Stub& stub,
                                           const Position& after) {
    scoring::v1::GetRankingRequest request;
    request.set_members("regencies");
    request.set_scope("ID");
    request.set_month("default");
    *request.mutable_after() = rpc::ToProto(after);
    const absl::Time deadline = absl::Now() + kRunTimeout;
    while (absl::Now() < deadline) {
      grpc::ClientContext context;
      context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(25)));
      scoring::v1::GetRankingResponse response;
      if (stub.GetRanking(&context, request, &response).ok()) return response.ranking();
    }
    PARITRANA_CHECK(!"no final ranking in time");
    return {};
  }

  static std::string TableOf(const scoring::v1::Ranking& ranking) {
    std::string text;
    for (const auto& row : ranking.rows()) {
      text += std::to_string(row.rank()) + "," + std::to_string(RegencyOf(row.region())) + "," +
              std::to_string(row.active_heads()) + "," + std::to_string(row.entitled_workers()) +
              "," + std::to_string(row.contributions_rupiah()) + "\n";
    }
    return text;
  }

  static void AddState(scoring::v1::RankingService::Stub& stub, nlohmann::json& figures) {
    grpc::ClientContext context;
    scoring::v1::GetStateRequest request;
    scoring::v1::GetStateResponse response;
    request.set_recount(true);
    PARITRANA_CHECK(stub.GetState(&context, request, &response).ok());
    figures["participants"] = response.participants();
    figures["slot_bytes"] = response.slot_bytes();
    figures["lines_applied"] = response.lines_applied();
    figures["recount_differences"] = response.recount_differences();
    figures["parked_lines"] = response.stamp().parked_lines();
  }

  Options options_;
  std::string bootstrap_servers_;
  pid_t broker_;
  testing::TemporaryDirectory directory_{"bench-scoring"};
};

void Main(const Options& options) {
  testing::KafkaBroker broker;
  const auto log = kafka::Connect({broker.bootstrap_servers(), "bench-loader"}).value();
  Loader loader(*log, options.lines_per_message);
  loader.LoadTree();
  const std::uint64_t records = loader.LoadFile(options.input);
  std::fprintf(stderr, "loaded %llu records: %llu lines in %llu messages\n",
               static_cast<unsigned long long>(records),
               static_cast<unsigned long long>(loader.lines()),
               static_cast<unsigned long long>(loader.messages()));
  Measurement measurement(options, broker.bootstrap_servers(), broker.pid());
  for (int run = 0; run < options.runs; ++run) {
    nlohmann::json figures = measurement.Run(loader.position());
    figures["records"] = records;
    std::printf("%s\n", figures.dump().c_str());
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace paritrana::bench

int main(int argc, char** argv) {
  paritrana::bench::Options options;
  CLI::App app("Measures the scoring service over the benchmark's input");
  app.add_option("--input", options.input)->required();
  app.add_option("--lines-per-message", options.lines_per_message)->check(CLI::Range(1, 5'000));
  app.add_option("--runs", options.runs);
  app.add_option("--scoring", options.scoring)->required();
  app.add_option("--methods", options.methods)->required();
  CLI11_PARSE(app, argc, argv);
  paritrana::bench::Main(options);
}
