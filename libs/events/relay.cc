// SPDX-License-Identifier: Apache-2.0
#include "libs/events/relay.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/events/internal/outbox_store.h"
#include "libs/events/internal/republish.h"
#include "libs/events/internal/shard_progress.h"
#include "libs/events/internal/wake.h"
#include "libs/logging/log.h"

namespace paritrana::events {
namespace {

using internal::Counters;
using internal::ShardProgress;
using internal::TopicShard;

// The published marks are written at most this often while records are in flight.
constexpr absl::Duration kSaveInterval = absl::Milliseconds(50);
// What Stop waits for acknowledgements.
constexpr absl::Duration kStopTimeout = absl::Seconds(2);
// Pause after a failed session or producer, doubled up to the most.
constexpr int kPauseMilliseconds = 100;
constexpr int kPauseMillisecondsMax = 2'000;
// Commits of a process whose relay does not work are passed on together, at most this often.
constexpr absl::Duration kPassOnInterval = absl::Milliseconds(5);
constexpr absl::Duration kPruneInterval = absl::Minutes(1);

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

// True while acknowledgements make room.
bool IsFull(const absl::Status& status) { return absl::IsResourceExhausted(status); }

}  // namespace

class Relay::Worker {
 public:
  Worker(postgres::Pool& pool, Log& log, metrics::Registry& metrics, RelayOptions options)
      : pool_(pool),
        log_(log),
        metrics_(metrics),
        options_(std::move(options)),
        active_(metrics.GetGauge("outbox_relay_active", "1 while this process publishes.")),
        producers_(metrics.GetCounter("outbox_relay_producers_total",
                                      "Producers made; more than one a session tells of errors.")) {
    // The order is part of the lock's name.
    std::sort(options_.topics.begin(), options_.topics.end());
  }

  void Start() {
    stopping_ = false;
    thread_ = std::thread([this] { Run(); });
  }

  void Notify() { wake_.Raise(); }

  void Stop() {
    stopping_ = true;
    wake_.Raise();
    if (thread_.joinable()) thread_.join();
  }

  absl::Status Republish(const TopicShard& key, Sequence first, Sequence last) {
    return internal::Republish(pool_, log_, key, first, last);
  }

 private:
  void Run();
  absl::Status RunSession();
  absl::Status WaitForTurn(postgres::Connection& connection);
  absl::Status Publish(postgres::Connection& connection);
  absl::Status TakeCounters(postgres::Connection& connection);
  bool InNewEpoch() const;
  absl::StatusOr<bool> SendNext(postgres::Connection& connection, const TopicShard& key);
  absl::Status Send(const TopicShard& key, Epoch epoch, const internal::OutboxRow& row);
  absl::Status Save(postgres::Connection& connection);
  absl::Status Prune(postgres::Connection& connection);
  absl::Status RenewProducer();
  void OnAck(const TopicShard& key, Sequence sequence, const absl::Status& status);
  void Pause();
  void ShowBacklog();
  bool ProducerFailed() const {
    absl::MutexLock lock(&mutex_);
    return !ack_error_.ok();
  }

  postgres::Pool& pool_;
  Log& log_;
  metrics::Registry& metrics_;
  RelayOptions options_;
  metrics::Gauge& active_;
  metrics::Counter& producers_;

  internal::Wake wake_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;

  // Of the worker's thread alone.
  Counters committed_;
  int pause_ = kPauseMilliseconds;
  absl::Time saved_at_ = absl::InfinitePast();
  absl::Time pruned_at_ = absl::InfinitePast();

  mutable absl::Mutex mutex_;
  std::map<TopicShard, ShardProgress> progress_ ABSL_GUARDED_BY(mutex_);
  absl::Status ack_error_ ABSL_GUARDED_BY(mutex_);

  // Last, so that its acknowledgements end before what they touch.
  std::unique_ptr<LogProducer> producer_;
};

void Relay::Worker::Run() {
  while (!stopping_) {
    const absl::Status status = RunSession();
    producer_ = nullptr;
    active_.Set(0);
    if (status.ok() || stopping_) continue;
    logging::Warning("the relay begins again", {{"why", std::string(status.message())}});
    Pause();
  }
}

absl::Status Relay::Worker::RunSession() {
  PARITRANA_ASSIGN_OR_RETURN(const auto connection, pool_.OpenSession());
  PARITRANA_RETURN_IF_ERROR(internal::ListenForAppends(*connection));
  PARITRANA_RETURN_IF_ERROR(WaitForTurn(*connection));
  if (stopping_) return absl::OkStatus();
  active_.Set(1);
  PARITRANA_ASSIGN_OR_RETURN(const Counters published,
                             internal::ReadPublished(*connection, options_.topics));
  {
    absl::MutexLock lock(&mutex_);
    progress_.clear();
    for (const auto& [key, counter] : published) {
      progress_.try_emplace(key, counter.epoch, counter.sequence);
    }
  }
  PARITRANA_RETURN_IF_ERROR(RenewProducer());
  while (!stopping_) PARITRANA_RETURN_IF_ERROR(Publish(*connection));
  producer_->Flush(kStopTimeout).IgnoreError();
  return Save(*connection);
}

// Waits until no other relay holds the lock. Meanwhile the commits of this process are passed on to
// the one that does.
absl::Status Relay::Worker::WaitForTurn(postgres::Connection& connection) {
  while (!stopping_) {
    PARITRANA_ASSIGN_OR_RETURN(const bool mine,
                               internal::TryBecomeRelay(connection, options_.topics));
    if (mine) break;
    const bool committed = wake_.WaitMilliseconds(Milliseconds(options_.poll_interval));
    wake_.Clear();
    if (!committed || stopping_) continue;
    PARITRANA_RETURN_IF_ERROR(internal::NotifyRelay(connection));
    absl::SleepFor(kPassOnInterval);
  }
  return absl::OkStatus();
}

// One round: send what is new, save what is acknowledged, wait for more of either.
absl::Status Relay::Worker::Publish(postgres::Connection& connection) {
  wake_.Clear();
  if (ProducerFailed()) PARITRANA_RETURN_IF_ERROR(RenewProducer());
  PARITRANA_RETURN_IF_ERROR(TakeCounters(connection));
  bool more = false;
  for (const auto& [key, counter] : committed_) {
    PARITRANA_ASSIGN_OR_RETURN(const bool more_here, SendNext(connection, key));
    more = more || more_here;
  }
  PARITRANA_RETURN_IF_ERROR(Save(connection));
  PARITRANA_RETURN_IF_ERROR(Prune(connection));
  if (more || stopping_) return absl::OkStatus();
  return connection.WaitForNotification(options_.poll_interval, wake_.fd()).status();
}

// Reads how far the facts go, and puts each shard's progress into their epoch.
absl::Status Relay::Worker::TakeCounters(postgres::Connection& connection) {
  PARITRANA_ASSIGN_OR_RETURN(committed_, internal::ReadCommitted(connection, options_.topics));
  if (InNewEpoch()) {
    logging::Warning("a new epoch: everything is published again");
    producer_ = nullptr;  // before its last acknowledgements could count for the new epoch
  }
  {
    absl::MutexLock lock(&mutex_);
    for (const auto& [key, counter] : committed_) {
      const auto known = progress_.find(key);
      if (known != progress_.end() && known->second.epoch() == counter.epoch) continue;
      progress_.insert_or_assign(key, ShardProgress(counter.epoch, Sequence()));
    }
  }
  ShowBacklog();
  return producer_ == nullptr ? RenewProducer() : absl::OkStatus();
}

bool Relay::Worker::InNewEpoch() const {
  absl::MutexLock lock(&mutex_);
  return std::any_of(progress_.begin(), progress_.end(), [this](const auto& entry) {
    const auto counter = committed_.find(entry.first);
    return counter != committed_.end() && counter->second.epoch != entry.second.epoch();
  });
}

// Sends the next rows of one shard. True if there may be more that the producer would take.
absl::StatusOr<bool> Relay::Worker::SendNext(postgres::Connection& connection,
                                             const TopicShard& key) {
  Sequence sent;
  {
    absl::MutexLock lock(&mutex_);
    sent = progress_.at(key).sent();
  }
  const internal::Counter& committed = committed_.at(key);
  if (sent >= committed.sequence) return false;
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<internal::OutboxRow> rows,
                             internal::ReadRows(connection, key, sent, options_.rows_per_read));
  for (const internal::OutboxRow& row : rows) {
    if (row.sequence.value() != sent.value() + 1) {
      return absl::DataLossError(absl::StrCat("the outbox lacks sequence ", sent.value() + 1,
                                              " of ", key.first, " shard ", key.second.value()));
    }
    const absl::Status status = Send(key, committed.epoch, row);
    if (IsFull(status)) return false;  // an acknowledgement wakes the relay
    if (!status.ok()) {
      absl::MutexLock lock(&mutex_);
      ack_error_.Update(status);
      return true;
    }
    sent = row.sequence;
  }
  return static_cast<int>(rows.size()) == options_.rows_per_read;
}

absl::Status Relay::Worker::Send(const TopicShard& key, Epoch epoch,
                                 const internal::OutboxRow& row) {
  {
    // Before the acknowledgement can come.
    absl::MutexLock lock(&mutex_);
    progress_.at(key).OnSent(row.sequence);
  }
  const absl::Status status = producer_->Send(
      internal::ToRecord(key, epoch, row),
      [this, key, sequence = row.sequence](const absl::Status& ack) { OnAck(key, sequence, ack); });
  if (!status.ok()) {
    absl::MutexLock lock(&mutex_);
    progress_.at(key).TakeBack(row.sequence);
  }
  return status;
}

void Relay::Worker::OnAck(const TopicShard& key, Sequence sequence, const absl::Status& status) {
  {
    absl::MutexLock lock(&mutex_);
    if (status.ok()) {
      progress_.at(key).OnAcked(sequence);
    } else {
      ack_error_.Update(status);
    }
  }
  wake_.Raise();
}

absl::Status Relay::Worker::Save(postgres::Connection& connection) {
  Counters unsaved;
  bool in_flight = false;
  {
    absl::MutexLock lock(&mutex_);
    for (const auto& [key, progress] : progress_) {
      in_flight = in_flight || progress.in_flight();
      if (progress.unsaved()) unsaved[key] = {progress.epoch(), progress.acked()};
    }
  }
  if (unsaved.empty()) return absl::OkStatus();
  if (in_flight && !stopping_ && absl::Now() - saved_at_ < kSaveInterval) return absl::OkStatus();
  PARITRANA_RETURN_IF_ERROR(internal::SavePublished(connection, unsaved));
  saved_at_ = absl::Now();
  pause_ = kPauseMilliseconds;  // it works
  absl::MutexLock lock(&mutex_);
  for (const auto& [key, counter] : unsaved) {
    ShardProgress& progress = progress_.at(key);
    metrics_.GetCounter("outbox_relay_published_total", "Facts published.", {{"topic", key.first}})
        .Add(static_cast<double>(counter.sequence.value() - progress.saved().value()));
    progress.OnSaved(counter.sequence);
  }
  return absl::OkStatus();
}

absl::Status Relay::Worker::Prune(postgres::Connection& connection) {
  if (options_.retention == absl::InfiniteDuration()) return absl::OkStatus();
  if (absl::Now() - pruned_at_ < kPruneInterval) return absl::OkStatus();
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t pruned,
                             internal::PruneRows(connection, options_.topics, options_.retention));
  // Not done yet if something was found: go on with the next round.
  if (pruned == 0) pruned_at_ = absl::Now();
  return absl::OkStatus();
}

// Gives up the producer with all it holds and begins again after the acknowledged prefix.
absl::Status Relay::Worker::RenewProducer() {
  const bool failed = ProducerFailed();
  producer_ = nullptr;  // its last acknowledgements come now
  {
    absl::MutexLock lock(&mutex_);
    if (failed) {
      logging::Warning("the relay's producer failed; sending again from the first unacknowledged",
                       {{"why", std::string(ack_error_.message())}});
    }
    ack_error_ = absl::OkStatus();
    for (auto& [key, progress] : progress_) progress.ForgetInFlight();
  }
  if (failed) Pause();
  producers_.Add();
  PARITRANA_ASSIGN_OR_RETURN(producer_, log_.NewProducer());
  return absl::OkStatus();
}

void Relay::Worker::Pause() {
  if (!stopping_) {
    wake_.Clear();
    wake_.WaitMilliseconds(stopping_ ? 0 : pause_);
  }
  pause_ = std::min(2 * pause_, kPauseMillisecondsMax);
}

void Relay::Worker::ShowBacklog() {
  std::map<std::string, double> backlog;
  {
    absl::MutexLock lock(&mutex_);
    for (const auto& [key, counter] : committed_) {
      backlog[key.first] +=
          static_cast<double>(counter.sequence.value() - progress_.at(key).acked().value());
    }
  }
  for (const auto& [topic, facts] : backlog) {
    metrics_
        .GetGauge("outbox_relay_unpublished", "Facts committed and not yet published.",
                  {{"topic", topic}})
        .Set(facts);
  }
}

Relay::Relay(postgres::Pool& pool, Log& log, metrics::Registry& metrics, RelayOptions options)
    : worker_(std::make_unique<Worker>(pool, log, metrics, std::move(options))) {}

Relay::~Relay() { Stop(); }

void Relay::Start() { worker_->Start(); }
void Relay::Notify() { worker_->Notify(); }
void Relay::Stop() { worker_->Stop(); }

absl::Status Relay::Republish(const std::string& topic, Shard shard, Sequence first,
                              Sequence last) {
  return worker_->Republish({topic, shard}, first, last);
}

}  // namespace paritrana::events
