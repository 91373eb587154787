// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/scoring/application/edition.h"
#include "services/scoring/application/stamp.h"

namespace paritrana::scoring {

// The figures of some regions as they were at one moment: what changed since the moment before.
struct FigureChanges {
  struct Of {
    RegionIndex region;
    std::uint16_t months = 0;  // which changed, as bits
  };
  std::vector<Of> regions;
  std::vector<Cell> cells;  // all months of each region, in order

  // Writes them over a tally's figures.
  void WriteTo(Tally& tally) const;
};

// One publication, durable on the log.
struct Publication {
  Stamp stamp;
  std::vector<std::shared_ptr<const PublishedTable>> tables;
  // Tables whose figures have changed but that are due only later.
  std::vector<TableKey> postponed;
  FigureChanges figures;
  std::shared_ptr<const RegionTree> tree;
  std::shared_ptr<const EntitledTable> entitled;
};

// What readers see: the newest publication, always whole. Versions never go back.
//
// A table that did not change since it was published is as good as the newest publication and is
// stamped with it; one that waits for its turn keeps its own stamp. Thread-safe. Waiting calls
// block until their deadline or until Close.
class RankingBoard {
 public:
  explicit RankingBoard(const Edition& edition);

  // Ends all waits, now and later, with UNAVAILABLE.
  void Close();

  void Install(Publication publication);

  // A table with its effective stamp.
  struct View {
    std::shared_ptr<const PublishedTable> table;
    Stamp stamp;
  };

  // Finds a table and waits until it includes `after`. NOT_READY before the first publication,
  // RANKING_UNKNOWN, POSITION_NOT_REACHED at the deadline.
  absl::StatusOr<View> Get(Members members, RegionCode scope, int month, const Position& after,
                           absl::Time deadline);

  // Waits until the newest version is at least `version`. POSITION_NOT_REACHED at the deadline.
  absl::Status AwaitVersion(std::uint64_t version, absl::Time deadline);

  // Waits until the table's own version is above `version`; nothing if it is not by the deadline.
  std::optional<View> AwaitChange(const TableKey& key, std::uint64_t version, absl::Time deadline);

  // All figures of one region.
  struct RegionView {
    RegionIndex region;
    Stamp stamp;
    std::shared_ptr<const RegionTree> tree;
    std::vector<RankedRow> months;       // of the window, unranked
    std::vector<RankingTable> standing;  // the tables it stands in, in the month asked for
  };

  // Finds a region and waits until its figures include `after`. REGION_UNKNOWN and as Get.
  absl::StatusOr<RegionView> GetRegion(RegionCode region, int month, const Position& after,
                                       absl::Time deadline);

  Stamp newest() const;
  bool closed() const;

 private:
  bool Ready() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return newest_.version > 0; }
  absl::Status AwaitReady(absl::Time deadline) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status AwaitPosition(const Position& after, absl::Time deadline)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  RankingInputs Inputs() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  View ViewOf(const TableKey& key) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Edition& edition_;
  mutable absl::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  Stamp newest_ ABSL_GUARDED_BY(mutex_);
  Tally figures_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const RegionTree> tree_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const EntitledTable> entitled_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<TableKey, std::shared_ptr<const PublishedTable>> tables_
      ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<TableKey> postponed_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::scoring
