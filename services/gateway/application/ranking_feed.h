// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "paritrana/scoring/v1/rankings.pb.h"
#include "services/gateway/application/ranking_text.h"
#include "services/gateway/domain/table_history.h"

namespace paritrana::gateway {

struct FeedOptions {
  // Time of the writing thread one viewer's event costs, at most; a table is shown at most once in
  // so many times its viewers. With few viewers every version is shown at once.
  absl::Duration viewer_cost = absl::Microseconds(50);
  // The longest that a version of a crowded table is held back.
  absl::Duration pause_max = absl::Seconds(1);
  // A table nobody has looked at for so long is no longer rendered.
  absl::Duration warm_for = absl::Minutes(1);
};

// Where the feed sends what viewers are to see. Called under the feed's lock, so in order: hand it
// on, do not work here.
class FeedSink {
 public:
  virtual ~FeedSink() = default;

  // A table that somebody watches has a new version.
  virtual void Show(const std::string& table, TableUpdate update) = 0;
  // Nobody watches the table any more: what is kept of it may go.
  virtual void Forget(const std::string& table) = 0;
  // All tables have reached `version`.
  virtual void Reached(std::uint64_t version) = 0;
};

// The newest ranking tables as the topic tells them, rendered for those that are watched.
//
// Records come in by Take, in the order of the log. The last value of every table is kept as bytes;
// only watched tables are decoded, compared with what viewers saw last and turned into events, once
// per table and version whatever the number of viewers. Versions and fences never go back: an older
// record is ignored and counted. Thread-safe.
class RankingFeed {
 public:
  RankingFeed(FeedOptions options, FeedSink& sink) : options_(options), sink_(sink) {}

  // Takes one record: key "{members}/{scope}/{month}", value RankingPublished. FACT_UNDECODABLE if
  // it is damaged; the table then stays as it was.
  absl::Status Take(std::string_view key, std::string_view value);

  // Says that the log has been read to the end it had at the start.
  void CaughtUp();

  // Shows what is due at `now`. Returns when the next is due; nothing if all is shown.
  std::optional<absl::Time> ShowDue(absl::Time now);

  // Makes a table watched, so that the sink has been sent its newest version when this returns.
  // RANKING_UNKNOWN if there is no such table, NOT_READY before the log has been read.
  absl::Status Open(const std::string& table, absl::Time now);

  // How many watch a table: sets its pace and keeps it warm.
  void SetViewers(const std::string& table, std::size_t viewers, absl::Time now);

  // Newest version that all tables have reached; 0 before any.
  std::uint64_t version() const;

  // OK once caught up.
  absl::Status Ready() const;

  std::uint64_t ignored_records() const;

 private:
  struct Table {
    std::string newest;  // RankingPublished as it came
    std::uint64_t version = 0;
    bool warm = false;
    ShownTable shown;  // what viewers saw last; of a warm table only
    std::size_t viewers = 0;
    absl::Time used = absl::InfinitePast();
    absl::Time due = absl::InfinitePast();  // not shown again before
  };

  absl::Status Render(const std::string& name, Table& table) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Duration PauseOf(const Table& table) const;

  const FeedOptions options_;
  FeedSink& sink_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Table> tables_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t fence_ ABSL_GUARDED_BY(mutex_) = 0;
  std::uint64_t reached_ ABSL_GUARDED_BY(mutex_) = 0;
  std::uint64_t ignored_ ABSL_GUARDED_BY(mutex_) = 0;
  bool caught_up_ ABSL_GUARDED_BY(mutex_) = false;
  // Names of warm tables, so that a tick does not walk all of them.
  std::vector<std::string> warm_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::gateway
