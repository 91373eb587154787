// SPDX-License-Identifier: Apache-2.0
// Measures how fast compliance accepts lines durably: a real PostgreSQL with fsync on, a real Kafka
// broker and the real process. Writes the figures of each run as JSON to standard output; `run`
// beside this file makes the table.
#include <atomic>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "tests/benchmark/ingest/batches.h"
#include "tests/benchmark/ingest/figures.h"
#include "tests/benchmark/ingest/installation.h"
#include "tests/benchmark/ingest/large_file.h"
#include "tests/benchmark/ingest/small_posts.h"

namespace {

using namespace paritrana;             // NOLINT: a program, not a library
using namespace paritrana::benchmark;  // NOLINT

// Months of a worker that one large file takes, and so the runs there are months for.
constexpr int kMonthsPerLargeFile = kLargeFileLines / kWorkersPerLargePayer;

struct Options {
  InstallationOptions installation;
  std::string scenario;  // batches, single or small-beside-large
  int runs = 3;
  int seconds = 5;
  int rate = 1'500;     // single posts a second
  int small_rate = 50;  // four-line files a second beside a large one
  std::vector<int> batches = {1, 100, 1'000};
};

// --name=value …; every name is known to `run`.
Options ReadOptions(int argc, char** argv) {
  std::map<std::string, std::string> given;
  for (int i = 1; i < argc; ++i) {
    const std::pair<std::string, std::string> option =
        absl::StrSplit(argv[i], absl::MaxSplits('=', 1));
    given[option.first] = option.second;
  }
  const auto number = [&](const char* name, int otherwise) {
    return given.count(name) > 0 ? std::stoi(given[name]) : otherwise;
  };
  Options options;
  options.scenario = given["--scenario"];
  options.installation.binary = given["--binary"];
  options.installation.directory = given["--keep"];
  options.installation.ledger_lines = number("--ledger-lines", 0);
  options.runs = number("--runs", options.runs);
  options.seconds = number("--seconds", options.seconds);
  options.rate = number("--rate", options.rate);
  options.small_rate = number("--small-rate", options.small_rate);
  if (given.count("--batch") > 0) options.batches = {number("--batch", 0)};
  return options;
}

void SayRun(const Options& options, int run, const std::string& what) {
  std::fprintf(stderr, "ingest: run %d of %d, %s\n", run + 1, options.runs, what.c_str());
}

nlohmann::json MeasureBatches(const Options& options, const Installation& installation) {
  Batches batches(installation);
  batches.Run("warm-up", options.batches.back(), absl::Seconds(1));
  nlohmann::json figures;
  for (int run = 0; run < options.runs; ++run) {
    for (const int size : options.batches) {
      SayRun(options, run, "batches of " + std::to_string(size));
      const std::string name = "run-" + std::to_string(run) + "-" + std::to_string(size);
      const std::string suffix = size == 1'000 ? "" : "_at_" + std::to_string(size);
      const nlohmann::json measured = batches.Run(name, size, absl::Seconds(options.seconds));
      for (const auto& [key, value] : measured.items()) {
        figures[key + suffix].push_back(value);
      }
    }
  }
  return figures;
}

nlohmann::json MeasureSingles(const Options& options, const Installation& installation) {
  SmallPosts posts(installation);
  posts.RunClosed("warm-up", 1, absl::Seconds(1));
  nlohmann::json figures;
  for (int run = 0; run < options.runs; ++run) {
    const std::string name = "single-" + std::to_string(run);
    SayRun(options, run, "single posts, as fast as they go");
    const auto closed = posts.RunClosed(name, 1, absl::Seconds(options.seconds));
    figures["posts_per_second"].push_back(static_cast<double>(closed.latencies_ms.size()) /
                                          absl::ToDoubleSeconds(closed.took));
    SayRun(options, run, "single posts at " + std::to_string(options.rate) + " a second");
    auto open = posts.RunOpen(name, 1, options.rate, absl::Seconds(options.seconds));
    figures["post_p50_ms"].push_back(Percentile(open.latencies_ms, 0.50));
    figures["post_p99_ms"].push_back(Percentile(open.latencies_ms, 0.99));
    figures["posts_per_second_answered"].push_back(static_cast<double>(open.latencies_ms.size()) /
                                                   absl::ToDoubleSeconds(open.took));
  }
  return figures;
}

nlohmann::json MeasureSmallBesideLarge(const Options& options, const Installation& installation) {
  constexpr int kLinesOfSmallFile = 4;
  SmallPosts posts(installation);
  posts.RunClosed("warm-up", kLinesOfSmallFile, absl::Seconds(1));
  nlohmann::json figures;
  for (int run = 0; run < options.runs; ++run) {
    SayRun(options, run, "four-line files beside one of 250,000");
    const std::string name = "beside-" + std::to_string(run);
    const int payer = run % kLargePayers;
    const int first_month = run / kLargePayers * kMonthsPerLargeFile;
    PARITRANA_CHECK(first_month + kMonthsPerLargeFile <= kMonths);
    std::atomic<bool> loaded{false};
    SmallPosts::Outcome small;
    std::thread others([&] {
      small = posts.RunOpen(name, kLinesOfSmallFile, options.small_rate, absl::Hours(1), &loaded);
    });
    const absl::Time start = absl::Now();
    PostLargeFile(installation, payer, name, first_month);
    const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
    loaded = true;
    others.join();
    figures["small_p50_ms"].push_back(Percentile(small.latencies_ms, 0.50));
    figures["small_p99_ms"].push_back(Percentile(small.latencies_ms, 0.99));
    figures["small_files"].push_back(small.latencies_ms.size());
    figures["large_file_seconds"].push_back(seconds);
    figures["large_lines_per_second"].push_back(kLargeFileLines / seconds);
  }
  return figures;
}

}  // namespace

// usage: paritrana-bench-ingest --scenario=NAME --binary=COMPLIANCE [--runs= --seconds= --batch=
//        --rate= --small-rate= --ledger-lines= --keep=]
int main(int argc, char** argv) {
  const Options options = ReadOptions(argc, argv);
  const Installation installation(options.installation);
  nlohmann::json figures;
  if (options.scenario == "batches") figures = MeasureBatches(options, installation);
  if (options.scenario == "single") figures = MeasureSingles(options, installation);
  if (options.scenario == "small-beside-large") {
    figures = MeasureSmallBesideLarge(options, installation);
  }
  PARITRANA_CHECK(!figures.empty());
  std::cout << figures.dump() << '\n';
  return 0;
}
