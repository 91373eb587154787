// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/position.h"
#include "libs/events/log.h"
#include "paritrana/compliance/events/v1/contributions.pb.h"
#include "tests/benchmark/scoring/record.h"

namespace paritrana::bench {

inline constexpr std::uint32_t kShards = 8;

// Turns the input file into the facts that registration and compliance would have published, and
// publishes them. CHECKs that the file and the log can be used.
class Loader {
 public:
  Loader(events::Log& log, std::uint32_t lines_per_message);

  // Publishes the region tree.
  void LoadTree();

  // Publishes the contributions of the file. Returns the number of records.
  std::uint64_t LoadFile(const std::string& path);

  // The position after the last fact.
  const Position& position() const { return position_; }
  std::uint64_t messages() const { return messages_; }
  std::uint64_t lines() const { return lines_; }

 private:
  // A contribution that counts: what a retraction has to name.
  struct Live {
    std::uint64_t sequence = 0;
    std::int64_t amount = 0;
    std::uint32_t period = 0;
  };
  struct Person {
    std::uint64_t last = 0;
    std::uint32_t village = 0;
    std::vector<Live> live;
  };
  struct Line {
    std::uint64_t participant;
    std::uint32_t village;
    Live contribution;
    compliance::events::v1::Effect effect;
  };

  void Apply(const Record& record);
  void Redeliver(const Record& record);
  void Reverse(const Record& record, Person& person);
  void Move(const Record& record, Person& person);
  void Add(const Line& line);
  void FlushShard(std::uint32_t shard);
  void Send(const std::string& topic, std::uint32_t partition, const std::string& bytes);

  std::unique_ptr<events::LogProducer> producer_;
  const std::uint32_t lines_per_message_;
  std::vector<Person> people_;
  std::vector<compliance::events::v1::ContributionsPosted> open_;
  Position position_;
  std::uint64_t messages_ = 0;
  std::uint64_t lines_ = 0;
  // With one line a message: the messages of the newest events, to be sent again.
  struct Sent {
    std::uint32_t shard;
    std::string bytes;
  };
  using EventId = std::pair<std::uint64_t, std::uint64_t>;
  absl::flat_hash_map<EventId, std::vector<Sent>> sent_;
  std::deque<EventId> sent_order_;
  std::vector<Sent>* sending_ = nullptr;
};

}  // namespace paritrana::bench
