// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <optional>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "paritrana/scoring/v1/rankings.pb.h"
#include "services/gateway/testing/gateway_test.h"

namespace paritrana::gateway {
namespace {

using Json = nlohmann::json;
using testing::Fetch;
using testing::GatewayTest;
using testing::HttpClient;
using testing::WireEvent;
using testing::WireResponse;

constexpr char kGetEdition[] = "/paritrana.scoring.v1.RankingService/GetEdition";
constexpr char kEvents[] = "/v1/rankings/regencies/64/2024-12/events";

using GatewayStreams = GatewayTest;

TEST_F(GatewayStreams, RefusesToWatchWhatIsNotThere) {
  Start();
  ExpectProblem(Get(kEvents), 404, "RANKING_UNKNOWN");
  ExpectProblem(Get(absl::StrCat(kEvents, "?lastVersion=x")), 400, "FIELD_MALFORMED",
                "lastVersion");
  ExpectProblem(Get(kEvents, {{"Last-Event-ID", "x"}}), 400, "FIELD_MALFORMED", "Last-Event-ID");
  ExpectProblem(Get(absl::StrCat(kEvents, "?x=1")), 400, "FIELD_UNKNOWN", "query");
}

TEST_F(GatewayStreams, RefusesViewersBeyondTheLimit) {
  config_.viewers_max = 1;
  rankings_.Publish({.version = 1});
  Start();
  HttpClient first(address());
  EXPECT_EQ(first.Watch(kEvents).status, 200);
  ExpectProblem(HttpClient(address()).Watch(kEvents), 429, "OVERLOADED", "viewers");
}

TEST_F(GatewayStreams, SendsASnapshotThenDeltasThenHeartbeats) {
  rankings_.Publish({.version = 3, .heads = {{"64.72", 1}, {"64.74", 2}}});
  Start();
  HttpClient viewer(address());
  WireResponse head = viewer.Watch(kEvents);
  EXPECT_EQ(head.headers["content-type"], "text/event-stream");
  const WireEvent snapshot = *viewer.NextEvent("snapshot");
  EXPECT_EQ(snapshot.id, "3");
  EXPECT_EQ(Json::parse(snapshot.data)["rows"].size(), 2u);

  rankings_.Publish({.version = 5, .heads = {{"64.74", 9}, {"64.75", 1}}});
  const WireEvent delta = *viewer.NextEvent("delta");
  EXPECT_EQ(delta.id, "5");
  const Json changes = Json::parse(delta.data);
  EXPECT_EQ(changes["baseVersion"], "3");
  EXPECT_EQ(changes["changed"].size(), 2u);
  EXPECT_EQ(changes["removed"], Json({"64.72"}));

  const WireEvent heartbeat = *viewer.NextEvent("heartbeat");
  EXPECT_EQ(heartbeat.id, "");
  EXPECT_EQ(Json::parse(heartbeat.data)["version"], "5");
}

TEST_F(GatewayStreams, FindsTheDefaultMonthAtScoring) {
  scoring::v1::GetEditionResponse edition;
  edition.set_default_month("2024-12");
  backend_.Answer(kGetEdition, edition);
  rankings_.Publish({.version = 1});
  Start();
  HttpClient viewer(address());
  EXPECT_EQ(viewer.Watch("/v1/rankings/regencies/64/default/events").status, 200);
  EXPECT_EQ(viewer.NextEvent("snapshot")->id, "1");
}

TEST_F(GatewayStreams, ResumesByDeltaWhereItCan) {
  rankings_.Publish({.version = 1, .heads = {{"64.74", 1}}});
  Start();
  HttpClient first(address());
  first.Watch(kEvents);
  EXPECT_EQ(first.NextEvent("snapshot")->id, "1");
  rankings_.Publish({.version = 2, .heads = {{"64.74", 2}}});
  EXPECT_EQ(first.NextEvent("delta")->id, "2");

  HttpClient back(address());
  back.Watch(kEvents, {{"Last-Event-ID", "1"}});
  std::optional<WireEvent> resumed = back.NextEvent("delta");
  ASSERT_TRUE(resumed.has_value());
  EXPECT_EQ(resumed->id, "2");
}

TEST_F(GatewayStreams, MakesAViewerWhoHasSeenMoreWaitUntilItIsThere) {
  rankings_.Publish({.version = 4, .heads = {{"64.74", 1}}});
  config_.behind_max = absl::Seconds(10);
  Start();
  HttpClient ahead(address());
  WireResponse head;
  std::thread watching([&] { head = ahead.Watch(kEvents, {{"Last-Event-ID", "6"}}); });
  // Another viewer is served meanwhile.
  HttpClient other(address());
  other.Watch(kEvents);
  EXPECT_EQ(other.NextEvent("snapshot")->id, "4");
  rankings_.Publish({.version = 7, .heads = {{"64.74", 2}}});
  watching.join();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(ahead.NextEvent("snapshot")->id, "7");
}

TEST_F(GatewayStreams, TellsAViewerWhoHasSeenMoreToComeBackInTheEnd) {
  rankings_.Publish({.version = 4});
  Start();
  ExpectProblem(HttpClient(address()).Watch(kEvents, {{"Last-Event-ID", "6"}}), 503,
                "POSITION_NOT_REACHED", "Last-Event-ID");
}

TEST_F(GatewayStreams, NeverShowsAnOlderVersionAlsoAfterItsOwnRestart) {
  rankings_.Publish({.version = 5, .fence = 2, .heads = {{"64.74", 5}}});
  Start();
  rankings_.Publish({.version = 4, .fence = 2, .heads = {{"64.74", 4}}});
  rankings_.Publish({.version = 9, .fence = 1, .heads = {{"64.74", 9}}});
  rankings_.Publish({.version = 6, .fence = 2, .heads = {{"64.74", 6}}});
  HttpClient viewer(address());
  viewer.Watch(kEvents);
  std::uint64_t last = 0;
  while (last < 6) {
    const WireEvent event = *viewer.NextEvent();
    if (event.id.empty()) continue;
    EXPECT_GT(std::stoull(event.id), last);
    last = std::stoull(event.id);
  }
  EXPECT_EQ(last, 6u);
  app_->Stop();
  Start();
  HttpClient again(address());
  again.Watch(kEvents, {{"Last-Event-ID", "6"}});
  rankings_.Publish({.version = 7, .fence = 2, .heads = {{"64.74", 7}}});
  EXPECT_EQ(again.NextEvent("delta")->id, "7");
}

TEST_F(GatewayStreams, DropsAStalledViewerWhileOthersGoOn) {
  std::map<std::string, std::uint64_t> heads;
  for (int i = 100; i < 999; ++i) heads["64." + std::to_string(i)] = 1;
  rankings_.Publish({.version = 1, .heads = heads});
  Start();
  HttpClient stalled(address(), 4096);
  stalled.Watch(kEvents);
  HttpClient reader(address());
  reader.Watch(kEvents);
  EXPECT_EQ(reader.NextEvent("snapshot")->id, "1");
  std::uint64_t version = 1;
  while (Metric("sse_viewers") > 1) {
    for (auto& [region, count] : heads) ++count;
    rankings_.Publish({.version = ++version, .heads = heads});
    std::optional<WireEvent> event;
    do {
      event = reader.NextEvent();
      ASSERT_TRUE(event.has_value());
    } while (event->id != std::to_string(version));
  }
}

TEST_F(GatewayStreams, LeavesOutATableThatCannotBeRead) {
  rankings_.PublishBytes("regencies/64/2024-12", "\xff\xff\xff");
  rankings_.Publish({.version = 2});
  Start();
  HttpClient viewer(address());
  viewer.Watch(kEvents);
  EXPECT_EQ(viewer.NextEvent("snapshot")->id, "2");
}

TEST_F(GatewayStreams, IsNotReadyBeforeTheRankingsAreRead) {
  log_.FailReads(absl::UnavailableError("broker"));
  app_.emplace(config_, log_, Clock::Real());
  ASSERT_TRUE(app_->Start().ok());
  EXPECT_EQ(Fetch(app_->admin_address(), "GET", "/readyz").status, 503);
  ExpectProblem(Get(kEvents), 503, "NOT_READY");
  EXPECT_EQ(Get("/v1/edition").status, 200);
}

TEST_F(GatewayStreams, SaysFarewellToViewersWhenItStops) {
  rankings_.Publish({.version = 1});
  Start();
  HttpClient viewer(address());
  viewer.Watch(kEvents);
  EXPECT_EQ(viewer.NextEvent("snapshot")->id, "1");
  app_->Stop();
  std::optional<WireEvent> last;
  while (std::optional<WireEvent> event = viewer.NextEvent()) last = event;
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->retry, "2000");
  EXPECT_NE(last->comment, "");
}

}  // namespace
}  // namespace paritrana::gateway
