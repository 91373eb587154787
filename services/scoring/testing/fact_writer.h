// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/position.h"
#include "libs/events/log.h"
#include "services/scoring/domain/contribution_line.h"

namespace paritrana::scoring::testing {

// Writes the topics that scoring reads, as registration and compliance would. CHECKs that the log
// takes everything. Not thread-safe.
class FactWriter {
 public:
  // Makes the topics.
  FactWriter(paritrana::events::Log& log, std::uint32_t shards);

  // Publishes a tree version in parts of two regions.
  void WriteTree(const std::string& version, const std::vector<std::string>& codes);

  // Publishes lines as one fact of the shard and returns the position after it.
  Position Write(std::uint32_t shard, const std::vector<ContributionLine>& lines);

  // The bytes of the shard's next fact, which counts as written.
  std::string NextFact(std::uint32_t shard, const std::vector<ContributionLine>& lines);

  // Appends bytes to a shard's partition as they are.
  void WriteBytes(std::uint32_t shard, std::string bytes);

  // Goes on under a later epoch, from sequence 1.
  void BeginEpoch();

 private:
  void Send(const std::string& topic, std::uint32_t partition, std::string bytes);

  std::unique_ptr<paritrana::events::LogProducer> producer_;
  std::uint32_t epoch_ = 1;
  std::uint64_t regions_sequence_ = 0;
  std::map<std::uint32_t, std::uint64_t> sequences_;
};

}  // namespace paritrana::scoring::testing
