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

#include "absl/strings/str_format.h"
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

// Each run has a month of 2024 to itself, so that every line can be a worker's first.
constexpr int kRunsMax = 12;

// The codes of all regencies: workers are spread over them.
std::vector<std::string> RegenciesOf(const std::string& gateway) {
  const auto answer =
      paritrana::gateway::testing::Fetch(gateway, "GET", "/v1/rankings/regencies/ID/default");
  PARITRANA_CHECK(answer.status == 200);
  const auto ranking = nlohmann::json::parse(answer.body)["ranking"];
  std::vector<std::string> regions;
  for (const auto& row : ranking["rows"]) regions.push_back(row["region"]);
  PARITRANA_CHECK(!regions.empty());
  return regions;
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
  PARITRANA_CHECK(static_cast<int>(rates.size()) * (runs + 1) <= kRunsMax);
  PostingOptions options;
  options.compliance = endpoints["compliance"];
  options.workers_per_payer =
      *std::max_element(rates.begin(), rates.end()) * seconds / options.payers + 100;
  options.registered = paritrana::bench::RegisterPopulation(
      endpoints["registration"], options.payers, options.workers_per_payer, RegenciesOf(gateway));

  Poster poster(options);
  int month = kRunsMax + 1;
  for (const int rate : rates) {
    for (int run = 0; run <= runs; ++run) {
      const std::string covered = absl::StrFormat("2024-%02d", --month);
      // The nation's regencies: the widest of the tables that every post changes.
      Watcher watcher(gateway, "regencies/ID/" + covered);
      const bool warming_up = run == 0;
      const double reached =
          poster.Post(covered, rate, absl::Seconds(warming_up ? 2 : seconds), watcher);
      nlohmann::json figures = Figures(watcher.Collect(absl::Seconds(60)));
      figures["rate"] = rate;
      figures["lines_per_second"] = reached;
      if (!warming_up) std::cout << figures.dump() << std::endl;
    }
  }
  return 0;
}
