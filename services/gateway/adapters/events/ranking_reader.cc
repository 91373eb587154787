// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/events/ranking_reader.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/logging/log.h"

namespace paritrana::gateway {
namespace {

// A stop is noticed after so long at most.
constexpr absl::Duration kPollMax = absl::Milliseconds(100);
constexpr absl::Duration kRetry = absl::Milliseconds(250);
constexpr absl::Duration kBoundsTimeout = absl::Seconds(5);
// One version of a nation is some hundred tables.
constexpr int kRecordsPerPoll = 1'000;

}  // namespace

RankingReader::RankingReader(events::Log& log, RankingFeed& feed, const Clock& clock,
                             metrics::Registry& metrics)
    : log_(log),
      feed_(feed),
      clock_(clock),
      records_(metrics.GetCounter("rankings_records_total", "Ranking tables read from the log.")),
      undecodable_(metrics.GetCounter("rankings_undecodable_total",
                                      "Ranking tables that could not be read and were left out.")),
      ignored_(metrics.GetGauge("rankings_ignored",
                                "Ranking tables left out because they were not newer.")) {}

RankingReader::~RankingReader() { Stop(); }

void RankingReader::Start() {
  thread_ = std::thread([this] { Run(); });
}

void RankingReader::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

bool RankingReader::Stopping() const {
  absl::MutexLock lock(&mutex_);
  return stopping_;
}

void RankingReader::Pause(absl::Duration pause) {
  absl::MutexLock lock(&mutex_);
  mutex_.AwaitWithTimeout(absl::Condition(&stopping_), pause);
}

void RankingReader::Run() {
  while (!Stopping()) {
    const absl::Status status = Follow();
    if (status.ok()) continue;
    if (status.ToString() != last_error_) {
      last_error_ = status.ToString();
      logging::Warning("rankings cannot be read, trying again", {{"error", last_error_}});
    }
    // Viewers go on being shown what is known.
    feed_.ShowDue(clock_.Now());
    Pause(kRetry);
  }
}

absl::Status RankingReader::Follow() {
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<events::PartitionBounds> bounds,
                             log_.Bounds(kRankingsTopic, kBoundsTimeout));
  // One partition, so that versions have one order.
  if (bounds.size() != 1) return absl::FailedPreconditionError("not one partition");
  PARITRANA_ASSIGN_OR_RETURN(const std::unique_ptr<events::LogReader> reader,
                             log_.NewReader(kRankingsTopic, {{0, bounds[0].first}}));
  next_offset_ = bounds[0].first;
  bool caught_up = false;
  while (!Stopping()) {
    if (!caught_up && next_offset_ >= bounds[0].end) {
      caught_up = true;
      feed_.CaughtUp();
      last_error_.clear();
      logging::Info("rankings have been read", {{"version", feed_.version()}});
    }
    PARITRANA_RETURN_IF_ERROR(Poll(*reader));
  }
  return absl::OkStatus();
}

absl::Status RankingReader::Poll(events::LogReader& reader) {
  const absl::Time now = clock_.Now();
  const std::optional<absl::Time> due = feed_.ShowDue(now);
  absl::Duration wait = kPollMax;
  if (due) wait = std::clamp(*due - now, absl::Milliseconds(1), kPollMax);
  return reader
      .Poll(wait, kRecordsPerPoll, [this](const events::RecordView& record) { Take(record); })
      .status();
}

void RankingReader::Take(const events::RecordView& record) {
  next_offset_ = record.offset + 1;
  records_.Add();
  const absl::Status status = feed_.Take(record.key, record.value);
  ignored_.Set(static_cast<double>(feed_.ignored_records()));
  if (status.ok()) return;
  undecodable_.Add();
  logging::Error("a ranking table cannot be read",
                 {{"table", std::string(record.key)}, {"offset", record.offset}});
}

}  // namespace paritrana::gateway
