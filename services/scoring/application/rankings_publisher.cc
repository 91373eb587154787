// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/rankings_publisher.h"

#include <algorithm>
#include <utility>

#include "libs/logging/log.h"
#include "services/scoring/application/digest.h"

namespace paritrana::scoring {
namespace {

// Publication may take this share of a core (one part in so many), however much there is of it.
constexpr int kCostDivisor = 2;

// How long to wait before a publication that the log refused is tried again.
constexpr absl::Duration kRetryAfter = absl::Milliseconds(200);

void Append(FigureChanges more, FigureChanges& changes) {
  changes.regions.insert(changes.regions.end(), more.regions.begin(), more.regions.end());
  changes.cells.insert(changes.cells.end(), more.cells.begin(), more.cells.end());
}

}  // namespace

// What one publication starts from, copied at one moment.
struct RankingsPublisher::Staged {
  Stamp stamp;
  FigureChanges figures;
  std::shared_ptr<const RegionTree> tree;
};

RankingsPublisher::RankingsPublisher(const Edition& edition, SharedState& shared, RankingLog& log,
                                     RankingBoard& board, const Clock& clock,
                                     metrics::Registry& metrics, PublisherOptions options)
    : edition_(edition),
      shared_(shared),
      log_(log),
      board_(board),
      clock_(clock),
      publications_(metrics.GetCounter("scoring_publications_total", "Versions published.")),
      failures_(metrics.GetCounter("scoring_publication_failures_total",
                                   "Publications that the log did not take.")),
      version_gauge_(metrics.GetGauge("scoring_version", "Newest version published.")),
      options_(options),
      figures_(edition.window.size()) {}

RankingsPublisher::~RankingsPublisher() { Stop(); }

absl::Status RankingsPublisher::Recover() {
  absl::StatusOr<RecoveredRankings> recovered = log_.Recover();
  if (!recovered.ok()) return recovered.status();
  version_ = recovered->version;
  fence_ = recovered->fence + 1;
  digests_ = std::move(recovered->digests);
  absl::MutexLock lock(&mutex_);
  recovered_ = std::move(recovered->position);
  return absl::OkStatus();
}

std::optional<Position> RankingsPublisher::recovered() const {
  absl::MutexLock lock(&mutex_);
  return recovered_;
}

void RankingsPublisher::Start() {
  thread_ = std::thread([this] { Run(); });
}

void RankingsPublisher::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void RankingsPublisher::Notify() {
  absl::MutexLock lock(&mutex_);
  changed_ = true;
}

void RankingsPublisher::Open() {
  absl::MutexLock lock(&mutex_);
  open_ = changed_ = true;
}

void RankingsPublisher::Silence() {
  absl::MutexLock lock(&mutex_);
  open_ = false;
}

bool RankingsPublisher::open() const {
  absl::MutexLock lock(&mutex_);
  return open_;
}

// Waits until there is something to publish, or a table may have its turn. False when stopping.
bool RankingsPublisher::AwaitWork() {
  const absl::Duration until_turn =
      round_.empty() ? next_round_ - clock_.Now() : absl::ZeroDuration();
  absl::MutexLock lock(&mutex_);
  const auto work = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || (open_ && changed_);
  };
  if (pending_.empty() || !open_) {
    mutex_.Await(absl::Condition(&work));
  } else {
    mutex_.AwaitWithTimeout(absl::Condition(&work), until_turn);
  }
  changed_ = false;
  return !stopping_;
}

// Sleeps, but not past a stop. False when stopping.
bool RankingsPublisher::Pause(absl::Duration pause) {
  absl::MutexLock lock(&mutex_);
  return !mutex_.AwaitWithTimeout(absl::Condition(&stopping_), pause);
}

void RankingsPublisher::Run() {
  while (!Recover().ok()) {
    if (!Pause(kRetryAfter)) return;
  }
  while (AwaitWork()) {
    const absl::Time start = clock_.Now();
    const bool done = PublishOnce();
    const absl::Duration cost = clock_.Now() - start;
    absl::Duration pause = std::max(options_.interval - cost, cost * (kCostDivisor - 1));
    if (!done) pause = std::max(pause, kRetryAfter);
    if (!done) Notify();
    Pause(pause);
  }
}

RankingsPublisher::Staged RankingsPublisher::Stage() {
  Staged staged;
  absl::MutexLock lock(&shared_.mutex);
  ScoringState& state = shared_.state;
  Tally& tally = state.tally();
  staged.tree = state.tree();
  staged.stamp.position = state.position();
  staged.stamp.tree_version = staged.tree->version();
  staged.stamp.newest_fact_micros = state.newest_fact_micros();
  staged.stamp.parked_lines = state.parked_lines();
  staged.figures.cells.reserve(tally.dirty().size() * tally.months());
  for (const RegionIndex region : tally.dirty()) {
    staged.figures.regions.push_back({region, tally.dirty_months(region)});
    const Cell* cells = &tally.at(region, 0);
    staged.figures.cells.insert(staged.figures.cells.end(), cells, cells + tally.months());
  }
  tally.ClearDirty();
  return staged;
}

void RankingsPublisher::TakeTree(const std::shared_ptr<const RegionTree>& tree) {
  if (tree == tree_) return;
  tree_ = tree;
  figures_.Resize(tree->size());
  entitled_ = std::make_shared<EntitledTable>(edition_.denominators, *tree, edition_.window);
  // A new tree may change any table: names, members, dates. Those of villages in which nobody ever
  // was active are made when asked for.
  for (int month = 0; month < edition_.window.size(); ++month) {
    for (const TableKey& key : TablesOf(kNation, month, *tree)) pending_.insert(key);
    for (const RegionIndex province : tree->Members(kNation, RegionLevel::kProvince)) {
      for (const TableKey& key : TablesOf(province, month, *tree)) pending_.insert(key);
    }
    for (const RegionIndex regency : tree->Members(kNation, RegionLevel::kRegency)) {
      if (figures_.at(regency, month).heads == 0) continue;
      for (const TableKey& key : TablesOf(regency, month, *tree)) pending_.insert(key);
    }
  }
}

// Takes over what changed: figures, and which tables they stand in.
void RankingsPublisher::TakeFigures(Staged& staged) {
  TakeTree(staged.tree);
  staged.figures.WriteTo(figures_);
  for (const FigureChanges::Of& change : staged.figures.regions) {
    for (int month = 0; month < edition_.window.size(); ++month) {
      if ((change.months >> month & 1) == 0) continue;
      for (const TableKey& key : TablesOf(change.region, month, *tree_)) pending_.insert(key);
    }
  }
  Append(std::move(staged.figures), unshown_);
  const bool moved = staged.stamp.position != position_ ||
                     staged.stamp.parked_lines != parked_lines_ || version_ == 0;
  if (moved) pending_.insert(AlwaysPublished());
}

bool RankingsPublisher::IsUrgent(const TableKey& key) const {
  return key.month == edition_.default_month && key.members != Members::kVillages;
}

TableKey RankingsPublisher::AlwaysPublished() const {
  return {Members::kProvinces, kNation, edition_.default_month};
}

// Lets each of the other tables that are pending have a turn, no sooner than a while after the
// last.
void RankingsPublisher::BeginRound(absl::Time now) {
  if (!round_.empty() || now < next_round_) return;
  next_round_ = now + options_.interval_of_others;
  for (const TableKey& key : pending_) {
    if (!IsUrgent(key)) round_.push_back(key);
  }
}

RankingInputs RankingsPublisher::Inputs() const {
  return {*tree_, edition_.method, edition_.window, *entitled_, figures_};
}

RankingsPublisher::Tables RankingsPublisher::ComputeDue(const Stamp& stamp) {
  Tables tables;
  for (const TableKey& key : pending_) {
    if (IsUrgent(key)) Compute(key, stamp, tables);
  }
  const absl::Time end = clock_.Now() + options_.budget_of_others;
  while (!round_.empty() && clock_.Now() <= end) {
    Compute(round_.back(), stamp, tables);
    round_.pop_back();
  }
  return tables;
}

void RankingsPublisher::Compute(const TableKey& key, const Stamp& stamp, Tables& tables) {
  tables.computed.push_back(key);
  auto table = std::make_shared<PublishedTable>();
  table->table = ComputeTable(key, Inputs());
  table->digest = Sha256Hex(CanonicalText(table->table, Inputs()));
  table->stamp = stamp;
  table->tree = tree_;
  const auto before = digests_.find(PathOf(key, *tree_, edition_.window));
  const bool on_log = before != digests_.end() && before->second == table->digest;
  const bool restamp = stamp.parked_lines != parked_lines_ || key == AlwaysPublished();
  const bool send = !on_log || restamp;
  if (send) tables.to_send.push_back(table);
  if (send || !shown_.contains(key)) tables.to_show.push_back(std::move(table));
}

// What was computed stays pending and has another turn at once.
void RankingsPublisher::GiveUp(const absl::Status& status) {
  failures_.Add();
  round_.clear();
  next_round_ = absl::InfinitePast();
  logging::Warning("rankings could not be published; trying again",
                   {{"error", std::string(status.message())}});
}

void RankingsPublisher::Show(Tables tables, Staged staged) {
  for (const TableKey& key : tables.computed) pending_.erase(key);
  for (const auto& table : tables.to_send) {
    digests_[PathOf(table->table.key, *tree_, edition_.window)] = table->digest;
  }
  for (const auto& table : tables.to_show) shown_.insert(table->table.key);
  position_ = staged.stamp.position;
  parked_lines_ = staged.stamp.parked_lines;
  Publication publication;
  publication.tables = std::move(tables.to_show);
  publication.postponed.assign(pending_.begin(), pending_.end());
  publication.stamp = std::move(staged.stamp);
  publication.figures = std::exchange(unshown_, {});
  publication.tree = tree_;
  publication.entitled = entitled_;
  board_.Install(std::move(publication));
  publications_.Add();
  version_gauge_.Set(static_cast<double>(version_));
}

bool RankingsPublisher::PublishOnce() {
  Staged staged = Stage();
  TakeFigures(staged);
  const absl::Time now = clock_.Now();
  BeginRound(now);
  staged.stamp.version = version_ + 1;
  staged.stamp.published_at = now;
  Tables tables = ComputeDue(staged.stamp);
  if (tables.computed.empty()) return true;
  // Also a version that may not have arrived is never used again.
  ++version_;
  if (const absl::Status status = log_.Publish(tables.to_send, fence_); !status.ok()) {
    GiveUp(status);
    return false;
  }
  Show(std::move(tables), std::move(staged));
  return true;
}

}  // namespace paritrana::scoring
