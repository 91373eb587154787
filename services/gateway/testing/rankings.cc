// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/testing/rankings.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "libs/base/check.h"

namespace paritrana::gateway::testing {

constexpr char kTopic[] = "scoring.rankings.v1";

scoring::events::v1::RankingPublished MakeRanking(const Published& published) {
  scoring::events::v1::RankingPublished record;
  record.set_version(published.version);
  record.set_fence(published.fence);
  record.set_last_of_version(published.last_of_version);
  auto& ranking = *record.mutable_ranking();
  ranking.mutable_stamp()->set_version(published.version);
  ranking.mutable_stamp()->mutable_published_at()->set_seconds(1'735'689'600);
  ranking.set_members(scoring::v1::MEMBERS_REGENCIES);
  ranking.set_scope(published.scope);
  ranking.set_scope_name("Kalimantan Timur");
  ranking.set_month("2024-12");
  ranking.mutable_total()->set_region(published.scope);
  std::uint32_t rank = 0;
  for (const auto& [region, heads] : published.heads) {
    auto& row = *ranking.add_rows();
    row.set_region(region);
    row.set_name("Kota \"" + region + "\"");
    row.set_rank(++rank);
    row.set_active_heads(heads);
    auto& segment = *row.add_segments();
    segment.set_segment(common::v1::SEGMENT_PU);
    segment.set_active(heads);
  }
  return record;
}

RankingPublisher::RankingPublisher(events::Log& log) {
  events::TopicOptions options;
  options.compacted = true;
  PARITRANA_CHECK(log.EnsureTopic(kTopic, options).ok());
  producer_ = *log.NewProducer();
}

void RankingPublisher::Publish(const Published& published) {
  PublishBytes(absl::StrCat("regencies/", published.scope, "/2024-12"),
               MakeRanking(published).SerializeAsString());
}

void RankingPublisher::PublishBytes(const std::string& key, const std::string& value) {
  events::Record record;
  record.topic = kTopic;
  record.key = key;
  record.value = value;
  absl::Notification durable;
  const absl::Status sent = producer_->Send(record, [&](const absl::Status& status) {
    PARITRANA_CHECK(status.ok());
    durable.Notify();
  });
  PARITRANA_CHECK(sent.ok());
  durable.WaitForNotification();
}

}  // namespace paritrana::gateway::testing
