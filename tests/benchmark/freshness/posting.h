// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/position.h"
#include "tests/benchmark/freshness/population.h"

namespace paritrana::bench {

// One answered batch and when viewers could see it.
struct Batch {
  absl::Time sent;
  absl::Time receipt;
  Position position;
  absl::Time seen = absl::InfiniteFuture();
};

// Watches one table at the gateway and notes when each batch is covered by an event's stamp.
// Thread-safe.
class Watcher {
 public:
  Watcher(const std::string& gateway, const std::string& table);
  ~Watcher();

  void Add(Batch batch);

  // Waits until every batch added has been seen, at most `timeout`; returns and forgets them all.
  std::vector<Batch> Collect(absl::Duration timeout);

 private:
  void Run();
  void Reached(const Position& position, absl::Time now);
  bool AllSeen() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  struct Stream;
  std::unique_ptr<Stream> stream_;
  absl::Mutex mutex_;
  Position reached_ ABSL_GUARDED_BY(mutex_);
  std::vector<Batch> batches_ ABSL_GUARDED_BY(mutex_);
};

struct PostingOptions {
  std::string compliance;
  int payers = 4;
  int workers_per_payer = 5'000;  // as many lines as a payer can post
  int lines_per_batch = 50;
  Registered registered;
};

// Posts batches at a steady pace from one stream a payer. Each line is the first of its worker for
// the month, so that every batch changes the month's table in every shard it touches. A batch is
// sent when it is due, whether the viewers have seen the ones before or not.
class Poster {
 public:
  explicit Poster(PostingOptions options) : options_(std::move(options)) {}

  // Posts `lines_per_second` covering `month` for `duration`; every batch goes to `watcher` as it
  // is answered. Returns the lines a second that were really accepted.
  double Post(const std::string& month, double lines_per_second, absl::Duration duration,
              Watcher& watcher);

 private:
  void PostAs(int payer, const std::string& month, absl::Time start, absl::Duration between,
              int batches, Watcher& watcher);

  PostingOptions options_;
  int run_ = 0;
  std::vector<int> posted_ = std::vector<int>(64, 0);  // lines so far, by payer
};

}  // namespace paritrana::bench
