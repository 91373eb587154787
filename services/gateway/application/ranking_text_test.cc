// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/ranking_text.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "services/gateway/application/json_printer.h"
#include "services/gateway/testing/rankings.h"

namespace paritrana::gateway {
namespace {

using Json = nlohmann::json;
using testing::MakeRanking;

std::string ByProtobuf(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return json;
}

std::string DataOf(const SharedBytes& event) {
  const std::size_t at = event->find("data: ") + 6;
  return event->substr(at, event->size() - at - 2);
}

// Only the order of members differs.
TEST(PrintJson, PrintsTheDocumentThatProtobufPrints) {
  scoring::v1::Ranking ranking = MakeRanking({.version = 7, .heads = {{"64.74", 3}}}).ranking();
  ranking.set_scope_name("quote \" backslash \\ <b> \n\t\r\b\f \x01 \x7f é 😀");
  ranking.mutable_stamp()->mutable_position()->add_marks()->set_sequence(1ULL << 63);
  ranking.mutable_stamp()->mutable_newest_fact_at()->set_nanos(120'000'000);
  ranking.mutable_rows(0)->set_not_ranked_reason(scoring::v1::NOT_RANKED_REASON_NOT_IN_FORCE);
  EXPECT_EQ(Json::parse(PrintJson(ranking)), Json::parse(ByProtobuf(ranking)));
  EXPECT_EQ(PrintJson(ranking).size(), ByProtobuf(ranking).size()) << "the same escapes";
  EXPECT_EQ(PrintJson(scoring::v1::Ranking()), ByProtobuf(scoring::v1::Ranking()));
  scoring::v1::MonthIndicators money;
  money.set_contributions_rupiah(-5);
  EXPECT_EQ(PrintJson(money), ByProtobuf(money));
}

TEST(SnapshotEvent, IsTheWholeRankingOnOneLine) {
  const auto ranking = MakeRanking({.version = 7, .heads = {{"64.72", 1}, {"64.74", 2}}}).ranking();
  const SharedBytes event = SnapshotEvent(ranking, ShowTable(ranking, nullptr));
  EXPECT_EQ(event->substr(0, 29), "id: 7\nevent: snapshot\ndata: {");
  EXPECT_EQ(Json::parse(DataOf(event)), Json::parse(ByProtobuf(ranking)));
  EXPECT_EQ(DataOf(event).find('\n'), std::string::npos);
}

TEST(DeltaEvent, TurnsOneVersionIntoTheNext) {
  const auto before = MakeRanking({.version = 7, .heads = {{"64.72", 1}, {"64.74", 2}}}).ranking();
  const auto after = MakeRanking({.version = 9, .heads = {{"64.72", 1}, {"64.75", 5}}}).ranking();
  const ShownTable shown = ShowTable(before, nullptr);
  const ShownTable next = ShowTable(after, &shown);
  EXPECT_EQ(next.rows[0].text, shown.rows[0].text) << "an unchanged row's text is shared";
  const Json delta = Json::parse(DataOf(DeltaEvent(after, shown, next)));
  EXPECT_EQ(delta["baseVersion"], "7");
  EXPECT_EQ(delta["stamp"]["version"], "9");
  ASSERT_EQ(delta["changed"].size(), 1u);
  EXPECT_EQ(delta["changed"][0]["region"], "64.75");
  EXPECT_EQ(delta["removed"], Json({"64.74"}));
}

TEST(HeartbeatEvent, HasNoId) {
  const SharedBytes event = HeartbeatEvent(3, absl::FromUnixMillis(1'735'689'600'250));
  EXPECT_EQ(*event,
            "event: heartbeat\ndata: {\"sentAt\":\"2025-01-01T00:00:00.250Z\",\"version\":\"3\"}"
            "\n\n");
}

}  // namespace
}  // namespace paritrana::gateway
