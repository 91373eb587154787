// SPDX-License-Identifier: Apache-2.0
// Measures how fresh a viewer's page is: from compliance's receipt to the gateway's event whose
// stamp covers it. Everything is real and runs already; `run` beside this file starts it.
//
// usage: bench-freshness ENDPOINTS.json RUNS SECONDS RATE…
// Writes one line of JSON per run to standard output.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "services/gateway/testing/http_client.h"
#include "tests/benchmark/freshness/population.h"
#include "tests/benchmark/freshness/posting.h"

namespace {

using paritrana::bench::Batch;
using paritrana::bench::Poster;
using paritrana::bench::PostingOptions;
using paritrana::bench::Watcher;

constexpr int kWarmUpSeconds = 2;

// The nation's regencies in the month shown first: the widest of the tables that every post
// changes.
struct Table {
  std::string month;
  std::vector<std::string> regions;
};

Table NationOf(const std::string& gateway) {
  const auto answer =
      paritrana::gateway::testing::Fetch(gateway, "GET", "/v1/rankings/regencies/ID/default");
  PARITRANA_CHECK(answer.status == 200);
  const auto ranking = nlohmann::json::parse(answer.body)["ranking"];
  Table table{ranking["month"], {}};
  for (const auto& row : ranking["rows"]) table.regions.push_back(row["region"]);
  PARITRANA_CHECK(!table.regions.empty());
  return table;
}

double Percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

nlohmann::json Figures(const std::vector<Batch>& batches) {
  std::vector<double> from_receipt;
  std::vector<double> from_sending;
  for (const Batch& batch : batches) {
    from_receipt.push_back(absl::ToDoubleMilliseconds(batch.seen - batch.receipt));
    from_sending.push_back(absl::ToDoubleMilliseconds(batch.seen - batch.sent));
  }
  return {{"batches", batches.size()},
          {"p50_ms", Percentile(from_receipt, 0.50)},
          {"p99_ms", Percentile(from_receipt, 0.99)},
          {"post_to_view_p50_ms", Percentile(from_sending, 0.50)},
          {"post_to_view_p99_ms", Percentile(from_sending, 0.99)}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr << "usage: bench-freshness ENDPOINTS.json RUNS SECONDS RATE…\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  const auto endpoints = nlohmann::json::parse(file);
  const int runs = std::atoi(argv[2]);
  const int seconds = std::atoi(argv[3]);
  std::vector<int> rates;
  for (int i = 4; i < argc; ++i) rates.push_back(std::atoi(argv[i]));

  const std::string gateway(absl::StripPrefix(endpoints["gateway"].get<std::string>(), "http://"));
  const Table table = NationOf(gateway);
  PostingOptions options;
  options.compliance = endpoints["compliance"];
  int lines = 0;
  for (const int rate : rates) lines += rate * (kWarmUpSeconds + runs * seconds);
  options.workers_per_payer = lines / options.payers + 1'000;
  options.registered = paritrana::bench::RegisterPopulation(
      endpoints["registration"], options.payers, options.workers_per_payer, table.regions);

  Watcher watcher(gateway, "regencies/ID/" + table.month);
  Poster poster(options);
  for (const int rate : rates) {
    for (int run = 0; run <= runs; ++run) {
      const bool warming_up = run == 0;
      const double reached = poster.Post(
          table.month, rate, absl::Seconds(warming_up ? kWarmUpSeconds : seconds), watcher);
      nlohmann::json figures = Figures(watcher.Collect(absl::Seconds(60)));
      figures["rate"] = rate;
      figures["lines_per_second"] = reached;
      if (!warming_up) std::cout << figures.dump() << std::endl;
    }
  }
  return 0;
}
