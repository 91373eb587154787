// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/events/contributions_reader.h"

#include <string>
#include <utility>

#include "libs/logging/log.h"

namespace paritrana::scoring {
namespace {

// Records taken at once: a batch holds the state's lock, so it bounds how long others wait.
constexpr int kRecordsPerBatch = 500;
constexpr absl::Duration kPollTimeout = absl::Milliseconds(100);
constexpr absl::Duration kRetryAfter = absl::Milliseconds(200);
constexpr absl::Duration kBoundsTimeout = absl::Seconds(2);

}  // namespace

ContributionsReader::ContributionsReader(events::Log& log, SharedState& shared,
                                         RankingsPublisher& publisher, metrics::Registry& metrics)
    : log_(log),
      shared_(shared),
      publisher_(publisher),
      lines_total_(metrics.GetCounter("scoring_lines_total", "Contribution lines applied.")),
      undecodable_(metrics.GetCounter("scoring_undecodable_facts_total",
                                      "Facts that could not be decoded.")),
      stopped_gauge_(metrics.GetGauge("scoring_shards_stopped",
                                      "Shards that wait for a fact to be sent again.")),
      parked_gauge_(metrics.GetGauge("scoring_parked_lines", "Lines that could not be applied.")) {
  absl::MutexLock lock(&shared.mutex);
  next_offsets_.resize(shared.state.shard_count());
}

ContributionsReader::~ContributionsReader() { Stop(); }

void ContributionsReader::Start() {
  thread_ = std::thread([this] { Run(); });
}

void ContributionsReader::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void ContributionsReader::Run() {
  if (!AwaitTree() || !AwaitRecovery()) return;
  while (!stopping_) {
    const bool read = (reader_ != nullptr || OpenReader()) && ReadBatch();
    if (!read || std::exchange(remake_reader_, false)) reader_ = nullptr;
    if (!read) absl::SleepFor(kRetryAfter);
  }
}

bool ContributionsReader::AwaitRecovery() const {
  while (!stopping_ && !publisher_.recovered().has_value()) absl::SleepFor(kRetryAfter / 4);
  return !stopping_;
}

// The first lines name regions, so they are not read before there are any.
bool ContributionsReader::AwaitTree() {
  while (!stopping_) {
    absl::MutexLock lock(&shared_.mutex);
    const auto known = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(shared_.mutex) {
      return shared_.state.tree()->size() > 1;
    };
    if (shared_.mutex.AwaitWithTimeout(absl::Condition(&known), kRetryAfter)) return true;
  }
  return false;
}

bool ContributionsReader::OpenReader() {
  if (!publisher_.open() && !catch_up_.has_value()) ReadEnds();
  if (!publisher_.open() && !catch_up_.has_value()) return false;
  std::vector<events::StartOffset> start;
  for (std::size_t i = 0; i < next_offsets_.size(); ++i) {
    start.push_back({static_cast<std::int32_t>(i), next_offsets_[i]});
  }
  auto reader = log_.NewReader(kContributionsTopic, start);
  if (!reader.ok()) return false;
  reader_ = *std::move(reader);
  return true;
}

// Notes where the log ends: what must be read before anything is published.
void ContributionsReader::ReadEnds() {
  auto bounds = log_.Bounds(kContributionsTopic, kBoundsTimeout);
  if (!bounds.ok()) return;
  if (bounds->size() != next_offsets_.size()) {
    logging::Error("the contributions topic has another number of partitions than shards",
                   {{"partitions", static_cast<std::uint64_t>(bounds->size())},
                    {"shards", static_cast<std::uint64_t>(next_offsets_.size())}});
    return;
  }
  catch_up_.emplace(*publisher_.recovered(), *std::move(bounds));
}

// Reads one batch under one lock, which is taken with the first record. False if it could
// not.
bool ContributionsReader::ReadBatch() {
  applied_ = false;
  bool locked = false;
  const auto read =
      reader_->Poll(kPollTimeout, kRecordsPerBatch, [&](const events::RecordView& record) {
        if (!locked) shared_.mutex.Lock();
        locked = true;
        OnRecord(record);
      });
  bool caught_up = false;
  if (!locked) shared_.mutex.Lock();
  if (catch_up_.has_value()) caught_up = catch_up_->Done(next_offsets_, shared_.state.position());
  if (applied_) {
    const std::uint64_t lines = shared_.state.lines_applied();
    lines_total_.Add(static_cast<double>(lines - std::min(lines, lines_before_)));
    lines_before_ = lines;
    parked_gauge_.Set(static_cast<double>(shared_.state.parked_lines()));
  }
  shared_.mutex.Unlock();
  if (caught_up) {
    catch_up_.reset();
    logging::Info("caught up with the log; publishing");
    publisher_.Open();
  } else if (applied_) {
    publisher_.Notify();
  }
  return read.ok();
}

void ContributionsReader::OnRecord(const events::RecordView& record) {
  if (remake_reader_) return;
  const auto partition = static_cast<std::uint32_t>(record.partition);
  next_offsets_[partition] = record.offset + 1;
  const absl::StatusOr<events::FactId> fact = events::PeekFactId(record.value);
  if (!fact.ok() || fact->shard.value() != partition) {
    undecodable_.Add();
    StopShard(Shard(partition), record.offset + 1, "a fact has no id of this shard");
    return;
  }
  OnFact(*fact, record);
}

void ContributionsReader::OnFact(const events::FactId& fact, const events::RecordView& record) {
  switch (shared_.state.shard(fact.shard).mark.Decide(fact)) {
    case events::InboxDecision::kSkip:
    case events::InboxDecision::kOldEpoch:
      return;
    case events::InboxDecision::kNewEpoch:
      BeginEpoch(fact);
      return OnFact(fact, record);
    case events::InboxDecision::kGap:
      return StopShard(fact.shard, record.offset, "a fact is missing");
    case events::InboxDecision::kApply:
      return ApplyFact(fact, record);
  }
}

void ContributionsReader::BeginEpoch(const events::FactId& fact) {
  const bool begins = shared_.state.position().epoch == Epoch(0);
  shared_.state.BeginEpoch(fact.epoch);
  lines_before_ = 0;
  if (begins) return;
  logging::Warning("a new epoch begins: counting anew",
                   {{"epoch", static_cast<std::uint64_t>(fact.epoch.value())}});
  // Silent until what the log holds of the new epoch is read.
  publisher_.Silence();
  catch_up_.reset();
  remake_reader_ = true;
}

void ContributionsReader::ApplyFact(const events::FactId& fact, const events::RecordView& record) {
  if (const absl::Status status = decoder_.Decode(record.value); !status.ok()) {
    undecodable_.Add();
    return StopShard(fact.shard, record.offset + 1, status.ToString());
  }
  ShardEntry& entry = shared_.state.shard(fact.shard);
  if (!entry.state.parked().HasRoomFor(decoder_.lines().size)) {
    return StopShard(fact.shard, record.offset, "too many lines are parked");
  }
  shared_.state.Apply(fact, decoder_.lines(), decoder_.recorded_at_micros());
  applied_ = true;
  if (entry.resume_offset.has_value()) [[unlikely]] {
    Resolve(entry, fact.shard);
  }
}

void ContributionsReader::StopShard(Shard shard, std::int64_t resume_offset, std::string_view why) {
  ShardEntry& entry = shared_.state.shard(shard);
  if (entry.resume_offset.has_value()) return;
  entry.resume_offset = resume_offset;
  stopped_gauge_.Add(1);
  logging::Error("a shard has stopped until a fact is sent again",
                 {{"shard", static_cast<std::uint64_t>(shard.value())},
                  {"waits_for_sequence", entry.mark.sequence.value() + 1},
                  {"why", std::string(why)}});
}

// The missing fact has come: what was read past meanwhile is read again.
void ContributionsReader::Resolve(ShardEntry& entry, Shard shard) {
  next_offsets_[shard.value()] = *entry.resume_offset;
  entry.resume_offset.reset();
  remake_reader_ = true;
  stopped_gauge_.Add(-1);
  logging::Info("a stopped shard goes on", {{"shard", static_cast<std::uint64_t>(shard.value())}});
}

}  // namespace paritrana::scoring
