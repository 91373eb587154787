// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/ranking_board.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/scoring/application/digest.h"

namespace paritrana::scoring {
namespace {

// The tables of one month in which a region stands, as members and scopes.
std::vector<TableKey> StandingOf(const RegionPath& path, int month) {
  switch (path.depth) {
    case 2:
      return {{Members::kProvinces, kNation, month}};
    case 3:
      return {{Members::kRegencies, kNation, month}, {Members::kRegencies, path.at[1], month}};
    case 5:
      return {{Members::kVillages, path.at[2], month}};
    default:
      return {};
  }
}

bool Ranks(Members members, const RegionPath& scope) {
  switch (members) {
    case Members::kProvinces:
      return scope.depth == 1;
    case Members::kRegencies:
      return scope.depth <= 2;
    case Members::kVillages:
      break;
  }
  return scope.depth == 3;
}

}  // namespace

void FigureChanges::WriteTo(Tally& tally) const {
  const auto months = static_cast<std::size_t>(tally.months());
  for (std::size_t i = 0; i < regions.size(); ++i) {
    std::copy_n(&cells[i * months], months, &tally.at(regions[i].region, 0));
  }
}

RankingBoard::RankingBoard(const Edition& edition)
    : edition_(edition), figures_(edition.window.size()) {}

void RankingBoard::Close() {
  absl::MutexLock lock(&mutex_);
  closed_ = true;
}

bool RankingBoard::closed() const {
  absl::MutexLock lock(&mutex_);
  return closed_;
}

Stamp RankingBoard::newest() const {
  absl::MutexLock lock(&mutex_);
  return newest_;
}

void RankingBoard::Install(Publication publication) {
  absl::MutexLock lock(&mutex_);
  tree_ = std::move(publication.tree);
  entitled_ = std::move(publication.entitled);
  figures_.Resize(tree_->size());
  publication.figures.WriteTo(figures_);
  postponed_.insert(publication.postponed.begin(), publication.postponed.end());
  for (auto& table : publication.tables) {
    postponed_.erase(table->table.key);
    tables_[table->table.key] = std::move(table);
  }
  newest_ = std::move(publication.stamp);
}

absl::Status RankingBoard::AwaitReady(absl::Time deadline) {
  const auto ready = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return closed_ || Ready(); };
  mutex_.AwaitWithDeadline(absl::Condition(&ready), deadline);
  if (closed_) return MakeError("UNAVAILABLE");
  return Ready() ? absl::OkStatus() : MakeError("NOT_READY", {}, "rankings are being rebuilt");
}

absl::Status RankingBoard::AwaitPosition(const Position& after, absl::Time deadline) {
  const auto reached = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return closed_ || newest_.position.Covers(after);
  };
  mutex_.AwaitWithDeadline(absl::Condition(&reached), deadline);
  if (closed_) return MakeError("UNAVAILABLE");
  return newest_.position.Covers(after) ? absl::OkStatus()
                                        : MakeError("POSITION_NOT_REACHED", "after");
}

absl::Status RankingBoard::AwaitVersion(std::uint64_t version, absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  PARITRANA_RETURN_IF_ERROR(AwaitReady(deadline));
  const auto reached = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return closed_ || newest_.version >= version;
  };
  mutex_.AwaitWithDeadline(absl::Condition(&reached), deadline);
  if (closed_) return MakeError("UNAVAILABLE");
  return newest_.version >= version ? absl::OkStatus()
                                    : MakeError("POSITION_NOT_REACHED", "last_version");
}

RankingInputs RankingBoard::Inputs() const {
  return {*tree_, edition_.method, edition_.window, *entitled_, figures_};
}

RankingBoard::View RankingBoard::ViewOf(const TableKey& key) {
  const auto found = tables_.find(key);
  if (found != tables_.end()) {
    return {found->second, postponed_.contains(key) ? found->second->stamp : newest_};
  }
  // A table in which nobody was ever active is not published; it says so all the same.
  auto table = std::make_shared<PublishedTable>();
  table->table = ComputeTable(key, Inputs());
  table->stamp = newest_;
  table->digest = Sha256Hex(CanonicalText(table->table, Inputs()));
  table->tree = tree_;
  return {table, newest_};
}

absl::StatusOr<RankingBoard::View> RankingBoard::Get(Members members, RegionCode scope, int month,
                                                     const Position& after, absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  PARITRANA_RETURN_IF_ERROR(AwaitReady(deadline));
  const RegionPath* path = tree_->Find(scope.key());
  if (path == nullptr || !Ranks(members, *path)) return MakeError("RANKING_UNKNOWN", "scope");
  const TableKey key{members, path->self(), month};
  PARITRANA_RETURN_IF_ERROR(AwaitPosition(after, deadline));
  const auto shown = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return closed_ || !postponed_.contains(key) || ViewOf(key).stamp.position.Covers(after);
  };
  mutex_.AwaitWithDeadline(absl::Condition(&shown), deadline);
  if (!shown()) return MakeError("POSITION_NOT_REACHED", "after");
  return ViewOf(key);
}

std::optional<RankingBoard::View> RankingBoard::AwaitChange(const TableKey& key,
                                                            std::uint64_t version,
                                                            absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  const auto changed = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const auto found = tables_.find(key);
    return closed_ || (found != tables_.end() && found->second->stamp.version > version);
  };
  if (!mutex_.AwaitWithDeadline(absl::Condition(&changed), deadline) || closed_) {
    return std::nullopt;
  }
  return ViewOf(key);
}

absl::StatusOr<RankingBoard::RegionView> RankingBoard::GetRegion(RegionCode region, int month,
                                                                 const Position& after,
                                                                 absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  PARITRANA_RETURN_IF_ERROR(AwaitReady(deadline));
  PARITRANA_RETURN_IF_ERROR(AwaitPosition(after, deadline));
  const RegionPath* path = tree_->Find(region.key());
  if (path == nullptr) return MakeError("REGION_UNKNOWN", "region");
  RegionView view{path->self(), newest_, tree_, {}, {}};
  for (int m = 0; m < figures_.months(); ++m) {
    view.months.push_back(
        UnrankedRow(view.region, figures_.at(view.region, m), entitled_->at(view.region, m)));
  }
  for (const TableKey& key : StandingOf(*path, month)) {
    view.standing.push_back(ComputeTable(key, Inputs()));
  }
  return view;
}

}  // namespace paritrana::scoring
