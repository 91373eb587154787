// SPDX-License-Identifier: Apache-2.0
#include "libs/events/fact_consumer.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/events/internal/fact_inbox.h"
#include "libs/logging/log.h"

namespace paritrana::events {
namespace {

// Bounds how long Stop waits for a reader at the end of the log.
constexpr absl::Duration kPollTimeout = absl::Milliseconds(100);
constexpr absl::Duration kBoundsTimeout = absl::Seconds(2);
// Pause after a failed session, doubled up to the most.
constexpr absl::Duration kPause = absl::Milliseconds(100);
constexpr absl::Duration kPauseMax = absl::Seconds(2);

}  // namespace

class FactConsumer::Worker {
 public:
  Worker(Log& log, FactHandler& handler, metrics::Registry& metrics, FactConsumerOptions options)
      : log_(log),
        options_(std::move(options)),
        inbox_(options_.topic, handler, metrics),
        restarts_(metrics.GetCounter("events_consumer_restarts_total",
                                     "Times that reading began again after an error.",
                                     {{"topic", options_.topic}})) {}

  void Start() {
    thread_ = std::thread([this] { Run(); });
  }

  void Stop() {
    {
      absl::MutexLock lock(&mutex_);
      stopping_ = true;
    }
    if (thread_.joinable()) thread_.join();
  }

  Position position() const {
    absl::MutexLock lock(&mutex_);
    return position_;
  }

  absl::Status WaitFor(const Position& position, absl::Time deadline) const {
    absl::MutexLock lock(&mutex_);
    const auto covered = [this, &position]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return stopping_ || position_.Covers(position);
    };
    if (!mutex_.AwaitWithDeadline(absl::Condition(&covered), deadline)) {
      return absl::DeadlineExceededError("the facts have not arrived yet");
    }
    if (position_.Covers(position)) return absl::OkStatus();
    return absl::CancelledError("the consumer stops");
  }

  std::vector<StoppedShard> stopped_shards() const {
    absl::MutexLock lock(&mutex_);
    return stopped_shards_;
  }

  absl::Status Ready() const {
    absl::MutexLock lock(&mutex_);
    if (!caught_up_) return absl::UnavailableError(absl::StrCat(options_.topic, " is being read"));
    if (stopped_shards_.empty()) return absl::OkStatus();
    return absl::UnavailableError(absl::StrCat(options_.topic, ": shard ",
                                               stopped_shards_[0].shard.value(),
                                               " stands still: ", stopped_shards_[0].why));
  }

 private:
  void Run();
  absl::Status RunSession();
  absl::Status OpenReader();
  absl::Status Round();
  void Show();
  std::vector<Shard> ShardsOf(std::size_t partitions) const;

  bool stopping() const {
    absl::MutexLock lock(&mutex_);
    return stopping_;
  }

  void Pause(absl::Duration duration) const {
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(&stopping_), duration);
  }

  Log& log_;
  const FactConsumerOptions options_;
  internal::FactInbox inbox_;
  metrics::Counter& restarts_;
  std::unique_ptr<LogReader> reader_;
  absl::Time lag_shown_at_ = absl::InfinitePast();
  absl::Duration pause_ = kPause;

  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool caught_up_ ABSL_GUARDED_BY(mutex_) = false;
  Position position_ ABSL_GUARDED_BY(mutex_);
  std::vector<StoppedShard> stopped_shards_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

void FactConsumer::Worker::Run() {
  while (!stopping()) {
    const absl::Status status = RunSession();
    reader_ = nullptr;
    if (stopping()) return;
    // A topic that is not there yet is the normal start of an installation.
    if (!absl::IsNotFound(status)) {
      restarts_.Add();
      logging::Warning("reading begins again",
                       {{"topic", options_.topic}, {"why", std::string(status.message())}});
    }
    Pause(pause_);
    pause_ = std::min(2 * pause_, kPauseMax);
  }
}

absl::Status FactConsumer::Worker::RunSession() {
  PARITRANA_ASSIGN_OR_RETURN(const auto bounds, log_.Bounds(options_.topic, kBoundsTimeout));
  PARITRANA_RETURN_IF_ERROR(inbox_.Load(ShardsOf(bounds.size()), bounds));
  PARITRANA_RETURN_IF_ERROR(OpenReader());
  while (!stopping()) PARITRANA_RETURN_IF_ERROR(Round());
  return absl::OkStatus();
}

std::vector<Shard> FactConsumer::Worker::ShardsOf(std::size_t partitions) const {
  if (!options_.shards.empty()) return options_.shards;
  std::vector<Shard> shards;
  for (std::uint32_t shard = 0; shard < partitions; ++shard) shards.emplace_back(shard);
  return shards;
}

absl::Status FactConsumer::Worker::OpenReader() {
  reader_ = nullptr;
  PARITRANA_ASSIGN_OR_RETURN(reader_, log_.NewReader(options_.topic, inbox_.StartOffsets()));
  Show();
  return absl::OkStatus();
}

absl::Status FactConsumer::Worker::Round() {
  const auto polled = reader_->Poll(kPollTimeout, options_.facts_per_batch,
                                    [this](const RecordView& record) { inbox_.Take(record); });
  PARITRANA_RETURN_IF_ERROR(inbox_.Apply());
  PARITRANA_RETURN_IF_ERROR(polled.status());
  if (*polled > 0) {
    pause_ = kPause;  // it works
    Show();
  }
  if (inbox_.MustReadAgain()) PARITRANA_RETURN_IF_ERROR(OpenReader());
  if (absl::Now() - lag_shown_at_ < options_.lag_interval) return absl::OkStatus();
  lag_shown_at_ = absl::Now();
  const auto bounds = log_.Bounds(options_.topic, kBoundsTimeout);
  if (bounds.ok()) inbox_.ShowLag(*bounds);
  return absl::OkStatus();
}

// Lets other threads see how far the shards have come.
void FactConsumer::Worker::Show() {
  std::vector<StoppedShard> stopped;
  for (const auto& [shard, waits_for, why] : inbox_.stopped()) {
    stopped.push_back({shard, waits_for, why});
  }
  absl::MutexLock lock(&mutex_);
  position_ = inbox_.position();
  stopped_shards_ = std::move(stopped);
  caught_up_ = caught_up_ || inbox_.CaughtUp();
}

FactConsumer::FactConsumer(Log& log, FactHandler& handler, metrics::Registry& metrics,
                           FactConsumerOptions options)
    : worker_(std::make_unique<Worker>(log, handler, metrics, std::move(options))) {}

FactConsumer::~FactConsumer() { Stop(); }

void FactConsumer::Start() { worker_->Start(); }
void FactConsumer::Stop() { worker_->Stop(); }
Position FactConsumer::position() const { return worker_->position(); }

absl::Status FactConsumer::WaitFor(const Position& position, absl::Time deadline) const {
  return worker_->WaitFor(position, deadline);
}

std::vector<FactConsumer::StoppedShard> FactConsumer::stopped_shards() const {
  return worker_->stopped_shards();
}

absl::Status FactConsumer::Ready() const { return worker_->Ready(); }

}  // namespace paritrana::events
