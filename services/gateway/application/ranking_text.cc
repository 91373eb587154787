// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/ranking_text.h"

#include <memory>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "services/gateway/application/json_printer.h"

namespace paritrana::gateway {
namespace {

SharedBytes Event(std::string_view name, std::uint64_t id, std::string_view data) {
  std::string text;
  text.reserve(data.size() + 64);
  if (id != 0) absl::StrAppend(&text, "id: ", id, "\n");
  text.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
  return std::make_shared<const std::string>(std::move(text));
}

// Prints `frame`, whose list `name` is empty, and puts `items` (JSON texts with commas) into it.
std::string PrintAround(const google::protobuf::Message& frame, std::string_view name,
                        std::string_view items) {
  std::string json = PrintJson(frame);
  const std::string empty = absl::StrCat("\"", std::string(name), "\":[]");
  // Inside a string value the quotes would be escaped: only the list itself matches.
  const std::size_t at = json.find(empty);
  PARITRANA_CHECK(at != std::string::npos);
  json.insert(at + empty.size() - 1, items);
  return json;
}

void AppendItem(const std::string& text, std::string& items) {
  if (!items.empty()) items.push_back(',');
  items.append(text);
}

}  // namespace

ShownTable ShowTable(const scoring::v1::Ranking& ranking, const ShownTable* before) {
  absl::flat_hash_map<std::string, const TableRow*> old;
  if (before != nullptr) {
    for (const TableRow& row : before->rows) old.emplace(row.region, &row);
  }
  ShownTable shown{ranking.stamp().version(), {}};
  shown.rows.reserve(ranking.rows_size());
  for (const scoring::v1::RankingRow& row : ranking.rows()) {
    std::string content = row.SerializeAsString();
    const auto found = old.find(row.region());
    if (found != old.end() && found->second->content == content) {
      shown.rows.push_back({row.region(), std::move(content), found->second->text});
    } else {
      shown.rows.push_back(
          {row.region(), std::move(content), std::make_shared<const std::string>(PrintJson(row))});
    }
  }
  return shown;
}

SharedBytes SnapshotEvent(const scoring::v1::Ranking& ranking, const ShownTable& shown) {
  scoring::v1::Ranking frame;
  *frame.mutable_stamp() = ranking.stamp();
  frame.set_members(ranking.members());
  frame.set_scope(ranking.scope());
  frame.set_scope_name(ranking.scope_name());
  frame.set_month(ranking.month());
  if (ranking.has_total()) *frame.mutable_total() = ranking.total();
  frame.set_ranking_digest(ranking.ranking_digest());
  std::string items;
  for (const TableRow& row : shown.rows) AppendItem(*row.text, items);
  return Event("snapshot", shown.version, PrintAround(frame, "rows", items));
}

SharedBytes DeltaEvent(const scoring::v1::Ranking& ranking, const ShownTable& before,
                       const ShownTable& after) {
  const RowChanges changes = CompareRows(before.rows, after.rows);
  scoring::v1::RankingDelta frame;
  *frame.mutable_stamp() = ranking.stamp();
  frame.set_base_version(before.version);
  if (ranking.has_total()) *frame.mutable_total() = ranking.total();
  for (const std::string& region : changes.removed) frame.add_removed(region);
  frame.set_ranking_digest(ranking.ranking_digest());
  std::string items;
  for (const std::size_t i : changes.changed) AppendItem(*after.rows[i].text, items);
  return Event("delta", after.version, PrintAround(frame, "changed", items));
}

SharedBytes HeartbeatEvent(std::uint64_t version, absl::Time now) {
  scoring::v1::Heartbeat heartbeat;
  const absl::Duration since = now - absl::UnixEpoch();
  heartbeat.mutable_sent_at()->set_seconds(absl::ToInt64Seconds(since));
  heartbeat.mutable_sent_at()->set_nanos(
      static_cast<std::int32_t>((absl::ToInt64Milliseconds(since) % 1000) * 1'000'000));
  heartbeat.set_version(version);
  return Event("heartbeat", 0, PrintJson(heartbeat));
}

}  // namespace paritrana::gateway
