// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/events/rankings_topic.h"

#include <algorithm>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "libs/events/envelope.h"
#include "libs/logging/log.h"
#include "libs/rpc/position.h"
#include "paritrana/scoring/events/v1/rankings.pb.h"
#include "services/scoring/adapters/messages/ranking_messages.h"

namespace paritrana::scoring {
namespace {

using events::v1::RankingPublished;

constexpr char kEventType[] = "id.paritrana.scoring.ranking-published.v1";
constexpr char kSource[] = "/paritrana/scoring";
// A stop waits for a publication under way, so it must not take long.
constexpr absl::Duration kPublishTimeout = absl::Seconds(3);
constexpr absl::Duration kRecoverTimeout = absl::Seconds(3);
constexpr int kRecordsPerRead = 500;

// The first refusal of a batch of records. The acknowledgements of a batch that was given up may
// still come, so they share it with the caller.
struct Outcome {
  absl::Mutex mutex;
  absl::Status first_error ABSL_GUARDED_BY(mutex);
};

void TakeOver(const paritrana::events::RecordView& record, RecoveredRankings& recovered) {
  RankingPublished message;
  if (!message.ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) {
    logging::Error("a published ranking cannot be decoded", {{"offset", record.offset}});
    return;
  }
  recovered.fence = std::max<std::uint64_t>(recovered.fence, message.fence());
  recovered.digests[std::string(record.key)] = message.ranking().ranking_digest();
  if (message.version() < recovered.version) return;
  recovered.version = message.version();
  recovered.position = rpc::FromProto(message.ranking().stamp().position());
}

}  // namespace

RankingsTopic::RankingsTopic(paritrana::events::Log& log, const Edition& edition, int replication,
                             const Clock& clock, Random& random)
    : log_(log), edition_(edition), replication_(replication), clock_(clock), random_(random) {}

absl::StatusOr<RecoveredRankings> RankingsTopic::Recover() {
  paritrana::events::TopicOptions options;
  options.replication = replication_;
  options.compacted = true;
  PARITRANA_RETURN_IF_ERROR(log_.EnsureTopic(kRankingsTopic, options));
  PARITRANA_ASSIGN_OR_RETURN(const auto bounds, log_.Bounds(kRankingsTopic, kRecoverTimeout));
  RecoveredRankings recovered;
  std::int64_t next = bounds.at(0).first;
  if (next >= bounds.at(0).end) return recovered;
  PARITRANA_ASSIGN_OR_RETURN(const auto reader, log_.NewReader(kRankingsTopic, {{0, next}}));
  while (next < bounds.at(0).end) {
    PARITRANA_ASSIGN_OR_RETURN(const int read,
                               reader->Poll(kRecoverTimeout, kRecordsPerRead, [&](const auto& r) {
                                 TakeOver(r, recovered);
                                 next = r.offset + 1;
                               }));
    if (read == 0) return absl::UnavailableError("the published rankings could not be read");
  }
  logging::Info("found published rankings", {{"version", recovered.version}});
  return recovered;
}

paritrana::events::Record RankingsTopic::RecordOf(const PublishedTable& table, std::uint64_t fence,
                                                  bool last) {
  RankingPublished message;
  message.set_version(table.stamp.version);
  message.set_fence(fence);
  message.set_last_of_version(last);
  *message.mutable_ranking() = ToMessage(table, table.stamp, edition_);
  paritrana::events::Record record;
  record.topic = kRankingsTopic;
  record.key = PathOf(table.table.key, *table.tree, edition_.window);
  record.value = message.SerializeAsString();
  const absl::Time now = clock_.Now();
  record.headers = paritrana::events::ToHeaders(
      {MakeUuidV7(now, random_), kSource, kEventType, now, std::string()});
  return record;
}

// Sends one record, waiting for room in the producer's queue.
absl::Status RankingsTopic::Send(const paritrana::events::Record& record,
                                 const paritrana::events::LogProducer::Ack& ack) {
  absl::Status status = producer_->Send(record, ack);
  if (status.code() != absl::StatusCode::kResourceExhausted) return status;
  PARITRANA_RETURN_IF_ERROR(producer_->Flush(kPublishTimeout));
  return producer_->Send(record, ack);
}

absl::Status RankingsTopic::Publish(
    const std::vector<std::shared_ptr<const PublishedTable>>& tables, std::uint64_t fence) {
  if (producer_ == nullptr) {
    PARITRANA_ASSIGN_OR_RETURN(producer_, log_.NewProducer());
  }
  const auto outcome = std::make_shared<Outcome>();
  const auto ack = [outcome](const absl::Status& status) {
    absl::MutexLock lock(&outcome->mutex);
    outcome->first_error.Update(status);
  };
  absl::Status status;
  for (const auto& table : tables) {
    status.Update(Send(RecordOf(*table, fence, table == tables.back()), ack));
    if (!status.ok()) break;
  }
  if (status.ok()) status = producer_->Flush(kPublishTimeout);
  {
    // Not while the producer ends: its last acknowledgements take this lock.
    absl::MutexLock lock(&outcome->mutex);
    status.Update(outcome->first_error);
  }
  if (!status.ok()) producer_.reset();
  return status;
}

}  // namespace paritrana::scoring
