// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "libs/events/log.h"
#include "paritrana/scoring/events/v1/rankings.pb.h"

namespace paritrana::gateway::testing {

// What a record on scoring.rankings.v1 says, as little of it as a test needs.
struct Published {
  std::uint64_t version = 1;
  std::uint64_t fence = 1;
  std::map<std::string, std::uint64_t> heads = {};  // by region
  std::string scope = "64";
  bool last_of_version = true;
};

scoring::events::v1::RankingPublished MakeRanking(const Published& published);

// Publishes ranking tables as scoring does.
class RankingPublisher {
 public:
  // Creates the topic.
  explicit RankingPublisher(events::Log& log);

  // Appends one table, "regencies/{scope}/2024-12", and waits until it is durable.
  void Publish(const Published& published);

  // Appends bytes that are no table.
  void PublishBytes(const std::string& key, const std::string& value);

 private:
  std::unique_ptr<events::LogProducer> producer_;
};

}  // namespace paritrana::gateway::testing
