// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/metrics/registry.h"
#include "services/scoring/application/edition.h"
#include "services/scoring/application/ranking_board.h"
#include "services/scoring/application/ranking_log.h"
#include "services/scoring/application/scoring_state.h"

namespace paritrana::scoring {

struct PublisherOptions {
  // Least time between publications of the default month's nation and province tables: below it
  // nobody sees a difference, above 100 ms they do.
  absl::Duration interval = absl::Milliseconds(25);
  // The same for each of the other tables, which are many.
  absl::Duration interval_of_others = absl::Seconds(1);
  // How long others may hold up the urgent ones, a publication: what is left goes with the next.
  absl::Duration budget_of_others = absl::Milliseconds(10);
};

// Turns the state into publications: once a micro-batch, only the tables that changed. The default
// month's tables of provinces and regencies are urgent; the others take turns, so that a burst over
// many villages delays the urgent ones by little.
//
// Each publication is durable on the log before the board shows it, so a version that anyone has
// seen is on the log, and the next process goes on from there. The table "provinces/ID/(default
// month)" is part of every publication, so that the newest stamp always is on the log.
//
// Silent until Open: a process that is rebuilding its state must not publish less than what was
// published before. Owns one thread. Thread-safe.
class RankingsPublisher {
 public:
  RankingsPublisher(const Edition& edition, SharedState& shared, RankingLog& log,
                    RankingBoard& board, const Clock& clock, metrics::Registry& metrics,
                    PublisherOptions options);
  ~RankingsPublisher();  // stops

  // Starts the thread, which first finds out what was published before.
  void Start();
  void Stop();

  // What the newest publication found on the log included; nothing until that is known.
  std::optional<Position> recovered() const;

  // Finds out what was published before. Called by the thread, and by tests without one.
  absl::Status Recover();

  // Says that the state has changed.
  void Notify();

  // Ends the silence; the first publication follows at once.
  void Open();
  // Begins it anew.
  void Silence();
  bool open() const;

  // Publishes what is due now. Called by the thread, and by tests without one. Returns true if
  // everything due went out.
  bool PublishOnce();

 private:
  struct Staged;
  using TableList = std::vector<std::shared_ptr<const PublishedTable>>;
  struct Tables {
    std::vector<TableKey> computed;
    TableList to_send;  // differ from what is on the log
    TableList to_show;  // these, and at first those that the log holds already
  };

  void Run();
  bool AwaitWork();
  bool Pause(absl::Duration pause);
  Staged Stage();
  void TakeTree(const std::shared_ptr<const RegionTree>& tree);
  void TakeFigures(Staged& staged);
  void BeginRound(absl::Time now);
  bool IsUrgent(const TableKey& key) const;
  TableKey AlwaysPublished() const;
  Tables ComputeDue(const Stamp& stamp);
  void Compute(const TableKey& key, const Stamp& stamp, Tables& tables);
  void GiveUp(const absl::Status& status);
  void Show(Tables tables, Staged staged);
  RankingInputs Inputs() const;

  const Edition& edition_;
  SharedState& shared_;
  RankingLog& log_;
  RankingBoard& board_;
  const Clock& clock_;
  metrics::Counter& publications_;
  metrics::Counter& failures_;
  metrics::Gauge& version_gauge_;
  const PublisherOptions options_;

  // Of the publishing thread.
  std::uint64_t version_ = 0;
  std::uint64_t fence_ = 1;
  std::uint64_t parked_lines_ = 0;
  Position position_;
  Tally figures_;
  FigureChanges unshown_;  // staged and not on the board yet, because the log was away
  std::shared_ptr<const RegionTree> tree_;
  std::shared_ptr<const EntitledTable> entitled_;
  absl::flat_hash_map<std::string, std::string> digests_;  // of what is on the log, by path
  absl::flat_hash_set<TableKey> shown_;
  absl::btree_set<TableKey> pending_;
  std::vector<TableKey> round_;  // of the others: those whose turn is still to come
  absl::Time next_round_ = absl::InfinitePast();

  mutable absl::Mutex mutex_;
  std::optional<Position> recovered_ ABSL_GUARDED_BY(mutex_);
  bool open_ ABSL_GUARDED_BY(mutex_) = false;
  bool changed_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paritrana::scoring
