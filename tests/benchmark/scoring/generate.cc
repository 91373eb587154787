// SPDX-License-Identifier: Apache-2.0
// usage: bench-scoring-generate FILE RECORDS PARTICIPANTS
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

#include "tests/benchmark/scoring/record.h"

namespace paritrana::bench {
namespace {

constexpr std::uint64_t kSeed = 20'240'131;
constexpr std::size_t kCopyWindow = 1'000'000;

// Draws villages so that the k-th most likely one has a share proportional to 1 / k.
class Zipf {
 public:
  Zipf() {
    double sum = 0;
    for (std::uint32_t k = 1; k <= kVillages; ++k) {
      sum += 1.0 / k;
      cumulated_.push_back(sum);
    }
  }

  std::uint32_t Draw(std::mt19937_64& random) const {
    const double at = static_cast<double>(random() >> 11) * 0x1.0p-53 * cumulated_.back();
    const auto found = std::upper_bound(cumulated_.begin(), cumulated_.end(), at);
    return std::min<std::uint32_t>(static_cast<std::uint32_t>(found - cumulated_.begin()),
                                   kVillages - 1);
  }

 private:
  std::vector<double> cumulated_;
};

struct Participant {
  std::uint64_t sequence = 0;
  std::uint32_t village = 0;
  // Contributions not reversed yet: sequence and amount.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open;
};

class Generator {
 public:
  explicit Generator(std::size_t participants) : participants_(participants), random_(kSeed) {
    for (Participant& participant : participants_) participant.village = zipf_.Draw(random_);
  }

  Record Next() {
    if (!recent_.empty() && random_() % 100 < 3) return Keep(recent_[random_() % recent_.size()]);
    Record record;
    record.participant = random_() % participants_.size();
    Participant& participant = participants_[record.participant];
    record.sequence = ++participant.sequence;
    record.period = 202'401 + static_cast<std::uint32_t>(random_() % 12);
    const std::uint64_t dice = random_() % 1'000;
    if (dice < 10 && !participant.open.empty()) {
      Reverse(participant, record);
    } else if (dice >= 10 && dice < 15) {
      record.kind = kMove;
      participant.village = zipf_.Draw(random_);
    } else {
      record.kind = kContribution;
      record.amount = 10'000 + static_cast<std::int64_t>(random_() % 500'000);
      participant.open.emplace_back(record.sequence, record.amount);
    }
    record.village = participant.village;
    return Keep(record);
  }

 private:
  static void Reverse(Participant& participant, Record& record) {
    record.kind = kReversal;
    record.reference = participant.open.back().first;
    record.amount = participant.open.back().second;
    participant.open.pop_back();
  }

  Record Keep(Record record) {
    if (recent_.size() < kCopyWindow) {
      recent_.push_back(record);
    } else {
      recent_[next_++ % kCopyWindow] = record;
    }
    return record;
  }

  Zipf zipf_;
  std::vector<Participant> participants_;
  std::mt19937_64 random_;
  std::vector<Record> recent_;
  std::size_t next_ = 0;
};

int Generate(const char* path, std::uint64_t records, std::size_t participants) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path, "wb"), &std::fclose);
  if (file == nullptr) return std::perror(path), 1;
  Generator generator(participants);
  for (std::uint64_t i = 0; i < records; ++i) {
    const Record record = generator.Next();
    if (std::fwrite(&record, sizeof(record), 1, file.get()) != 1) return std::perror(path), 1;
  }
  return 0;
}

}  // namespace
}  // namespace paritrana::bench

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "usage: %s FILE RECORDS PARTICIPANTS\n", argv[0]), 2;
  return paritrana::bench::Generate(argv[1], std::strtoull(argv[2], nullptr, 10),
                                    std::strtoull(argv[3], nullptr, 10));
}
