// SPDX-License-Identifier: Apache-2.0
#include "libs/events/internal/fact_inbox.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/logging/log.h"

namespace paritrana::events::internal {
namespace {

metrics::Counter& CounterOf(metrics::Registry& metrics, const std::string& topic, const char* name,
                            const char* help) {
  return metrics.GetCounter(absl::StrCat("events_consumer_", name, "_total"), help,
                            {{"topic", topic}});
}

metrics::Gauge& GaugeOf(metrics::Registry& metrics, const std::string& topic, Shard shard,
                        const char* name, const char* help) {
  return metrics.GetGauge(absl::StrCat("events_consumer_", name), help,
                          {{"topic", topic}, {"shard", absl::StrCat(shard.value())}});
}

std::int64_t Within(const PartitionBounds& bounds, std::int64_t offset) {
  return offset >= bounds.first && offset <= bounds.end ? offset : bounds.first;
}

}  // namespace

FactInbox::FactInbox(std::string topic, FactHandler& handler, metrics::Registry& metrics)
    : topic_(std::move(topic)),
      handler_(handler),
      metrics_(metrics),
      applied_(CounterOf(metrics, topic_, "applied", "Facts applied.")),
      skipped_(CounterOf(metrics, topic_, "skipped", "Facts that had been applied before.")),
      gaps_(CounterOf(metrics, topic_, "gaps", "Times that a sequence was missing.")),
      undecodable_(CounterOf(metrics, topic_, "undecodable", "Records that cannot be decoded.")) {}

absl::Status FactInbox::Load(const std::vector<Shard>& shards,
                             const std::vector<PartitionBounds>& bounds) {
  PARITRANA_ASSIGN_OR_RETURN(const auto stored, handler_.LoadMarks());
  pending_.clear();
  pending_offsets_.clear();
  status_ = absl::OkStatus();
  must_read_again_ = false;
  for (const Shard shard : shards) {
    const PartitionBounds& range = bounds.at(shard.value());
    const auto found = stored.find(shard);
    const StoredMark mark = found == stored.end() ? StoredMark() : found->second;
    State& state = states_[shard];
    state.mark = state.planned = mark.mark;
    state.next_offset = Within(range, mark.next_offset);
    state.end_at_load = range.end;
    state.passed_over.reset();
    state.stopped = &GaugeOf(metrics_, topic_, shard, "shard_stopped",
                             "1 while the shard waits for a missing or undecodable fact.");
    state.lag = &GaugeOf(metrics_, topic_, shard, "lag_records", "Records not read yet.");
  }
  return absl::OkStatus();
}

void FactInbox::Take(const RecordView& record) {
  if (!status_.ok()) return;  // all of it comes again
  State& state = states_.at(Shard(static_cast<std::uint32_t>(record.partition)));
  state.next_offset = record.offset + 1;
  const absl::StatusOr<FactId> id = PeekFactId(record.value);
  const Shard shard(static_cast<std::uint32_t>(record.partition));
  if (!id.ok() || id->shard != shard) {
    // Nobody knows which sequence this was; if one is missing now, the next fact tells.
    Settle(state);
    undecodable_.Add();
    StandStill(state, shard, "a record is no fact of this shard", record.offset);
    return;
  }
  Decide(state, {.id = *id, .payload = record.value, .next_offset = record.offset + 1},
         record.offset);
}

void FactInbox::Decide(State& state, const Fact& fact, std::int64_t offset) {
  switch (state.planned.Decide(fact.id)) {
    case InboxDecision::kApply:
      return Plan(state, fact, offset);
    case InboxDecision::kSkip:
    case InboxDecision::kOldEpoch:
      return skipped_.Add();
    case InboxDecision::kGap:
      Settle(state);
      return PassOver(state, fact.id, offset);
    case InboxDecision::kNewEpoch:
      Settle(state);
      // An epoch begins with its first sequence; anything else must not make a consumer forget.
      if (fact.id.sequence != Sequence(1)) return PassOver(state, fact.id, offset);
      BeginEpoch(state, fact);
      if (status_.ok()) Plan(state, fact, offset);
  }
}

void FactInbox::Plan(State& state, const Fact& fact, std::int64_t offset) {
  pending_.push_back(fact);
  pending_.back().next_offset = state.passed_over.value_or(fact.next_offset);
  pending_offsets_.push_back(offset);
  state.planned.sequence = fact.id.sequence;
}

// Hands over what the shard has taken so far, before something happens to the shard itself.
void FactInbox::Settle(const State& state) {
  if (state.planned != state.mark) status_ = HandOver();
}

void FactInbox::BeginEpoch(State& state, const Fact& fact) {
  if (status_.ok()) status_ = handler_.BeginEpoch(fact.id.shard, fact.id.epoch);
  if (!status_.ok()) return;
  state.mark = state.planned = {.epoch = fact.id.epoch, .sequence = Sequence()};
  state.passed_over.reset();
}

void FactInbox::PassOver(State& state, const FactId& id, std::int64_t offset) {
  if (!state.passed_over.has_value()) state.passed_over = offset;
  if (!state.why.empty()) return;  // told already
  gaps_.Add();
  StandStill(state, id.shard,
             absl::StrCat("a fact is missing before sequence ", id.sequence.value(), " of epoch ",
                          id.epoch.value()),
             offset);
}

void FactInbox::StandStill(State& state, Shard shard, const std::string& why, std::int64_t offset) {
  state.why = why;
  state.stopped->Set(1);
  logging::Error("a shard stands still until the missing fact is sent again",
                 {{"topic", topic_},
                  {"shard", std::uint64_t{shard.value()}},
                  {"waits_for", state.mark.sequence.value() + 1},
                  {"offset", offset},
                  {"why", why}});
}

absl::Status FactInbox::Apply() {
  if (status_.ok()) status_ = HandOver();
  return status_;
}

absl::Status FactInbox::HandOver() {
  if (pending_.empty()) return absl::OkStatus();
  absl::Status status = handler_.Apply(pending_);
  if (status.ok()) Commit(pending_);
  if (absl::IsInvalidArgument(status)) status = HandOverOneByOne();
  for (const Fact& fact : pending_) {
    State& state = states_.at(fact.id.shard);
    state.planned = state.mark;
  }
  pending_.clear();
  pending_offsets_.clear();
  return status;
}

// Finds the facts that cannot be decoded and lets the others pass.
absl::Status FactInbox::HandOverOneByOne() {
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    const Fact& fact = pending_[i];
    State& state = states_.at(fact.id.shard);
    if (state.mark.Decide(fact.id) != InboxDecision::kApply) {
      PassOver(state, fact.id, pending_offsets_[i]);
      continue;
    }
    const absl::Status status = handler_.Apply(std::span(&fact, 1));
    if (status.ok()) {
      Commit(std::span(&fact, 1));
    } else if (absl::IsInvalidArgument(status)) {
      undecodable_.Add();
      StandStill(state, fact.id.shard, std::string(status.message()), pending_offsets_[i]);
    } else {
      return status;
    }
  }
  return absl::OkStatus();
}

void FactInbox::Commit(std::span<const Fact> facts) {
  applied_.Add(static_cast<double>(facts.size()));
  for (const Fact& fact : facts) {
    State& state = states_.at(fact.id.shard);
    state.mark = {.epoch = fact.id.epoch, .sequence = fact.id.sequence};
    must_read_again_ = must_read_again_ || state.passed_over.has_value();
    if (state.why.empty()) continue;
    state.why.clear();
    state.stopped->Set(0);
  }
}

std::vector<StartOffset> FactInbox::StartOffsets() {
  must_read_again_ = false;
  std::vector<StartOffset> start;
  for (auto& [shard, state] : states_) {
    // A shard that still stands keeps what it has passed over in mind and reads on.
    if (state.why.empty() && state.passed_over.has_value()) {
      state.next_offset = *state.passed_over;
      state.passed_over.reset();
    }
    start.push_back(
        {.partition = static_cast<std::int32_t>(shard.value()), .offset = state.next_offset});
  }
  return start;
}

Position FactInbox::position() const {
  Position position;
  for (const auto& [shard, state] : states_) {
    position.Merge({.epoch = state.mark.epoch, .marks = {{shard, state.mark.sequence}}});
  }
  return position;
}

std::vector<FactInbox::Stopped> FactInbox::stopped() const {
  std::vector<Stopped> stopped;
  for (const auto& [shard, state] : states_) {
    if (state.why.empty()) continue;
    stopped.push_back({shard, Sequence(state.mark.sequence.value() + 1), state.why});
  }
  return stopped;
}

bool FactInbox::CaughtUp() const {
  return std::all_of(states_.begin(), states_.end(), [](const auto& entry) {
    return entry.second.next_offset >= entry.second.end_at_load;
  });
}

void FactInbox::ShowLag(const std::vector<PartitionBounds>& bounds) {
  for (const auto& [shard, state] : states_) {
    const std::int64_t end = bounds.at(shard.value()).end;
    state.lag->Set(static_cast<double>(std::max<std::int64_t>(end - state.next_offset, 0)));
  }
}

}  // namespace paritrana::events::internal
