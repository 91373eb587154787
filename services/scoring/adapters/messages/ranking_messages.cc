// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/messages/ranking_messages.h"

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "libs/rpc/position.h"

namespace paritrana::scoring {
namespace {

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const std::int64_t micros = absl::ToUnixMicros(time);
  timestamp.set_seconds(micros / 1'000'000);
  timestamp.set_nanos(static_cast<std::int32_t>(micros % 1'000'000 * 1'000));
  return timestamp;
}

v1::NotRankedReason ToMessage(NotRanked reason) {
  switch (reason) {
    case NotRanked::kIsRanked:
      return v1::NOT_RANKED_REASON_UNSPECIFIED;
    case NotRanked::kNoDenominator:
      return v1::NOT_RANKED_REASON_NO_DENOMINATOR;
    case NotRanked::kNotInForce:
      break;
  }
  return v1::NOT_RANKED_REASON_NOT_IN_FORCE;
}

bool SameEntitled(const Entitled& a, const Entitled& b) {
  return a.total == b.total && a.segments == b.segments && a.example == b.example;
}

bool SameRow(const RankedRow& a, const RankedRow& b) {
  return a.rank == b.rank && a.shared == b.shared && a.not_ranked == b.not_ranked &&
         a.figures == b.figures && SameEntitled(a.entitled, b.entitled);
}

}  // namespace

v1::RankingStamp ToMessage(const Stamp& stamp, const Method& method) {
  v1::RankingStamp message;
  message.set_version(stamp.version);
  message.set_method(method.name);
  message.set_method_is_example(method.example);
  message.set_basis(std::string(NameOf(method.basis)));
  message.set_tree_version(stamp.tree_version);
  *message.mutable_position() = rpc::ToProto(stamp.position);
  *message.mutable_published_at() = ToTimestamp(stamp.published_at);
  if (stamp.newest_fact_micros != 0) {
    *message.mutable_newest_fact_at() = ToTimestamp(absl::FromUnixMicros(stamp.newest_fact_micros));
  }
  message.set_parked_lines(stamp.parked_lines);
  return message;
}

v1::RankingRow ToMessage(const RankedRow& row, const RegionTree& tree) {
  v1::RankingRow message;
  const RegionFact& fact = tree.fact(row.region);
  message.set_region(fact.code.ToString());
  message.set_name(fact.name);
  message.set_rank(row.rank);
  message.set_shared(row.shared);
  message.set_not_ranked_reason(ToMessage(row.not_ranked));
  message.set_active_heads(row.figures.heads);
  message.set_entitled_workers(row.entitled.total);
  message.set_coverage_basis_points(row.coverage_basis_points());
  message.set_entitled_is_example(row.entitled.example);
  message.set_contributions_rupiah(row.figures.rupiah);
  for (int i = 0; i < kSegments; ++i) {
    if (row.figures.segments[i] == 0 && row.entitled.segments[i] == 0) continue;
    auto* segment = message.add_segments();
    segment->set_segment(static_cast<common::v1::Segment>(i + 1));
    segment->set_active(row.figures.segments[i]);
    segment->set_entitled_workers(row.entitled.segments[i]);
  }
  return message;
}

v1::Ranking ToMessage(const PublishedTable& published, const Stamp& stamp, const Edition& edition) {
  const RankingTable& table = published.table;
  const RegionFact& scope = published.tree->fact(table.key.scope);
  v1::Ranking message;
  *message.mutable_stamp() = ToMessage(stamp, edition.method);
  message.set_members(static_cast<v1::Members>(table.key.members));
  message.set_scope(scope.code.ToString());
  message.set_scope_name(scope.name);
  message.set_month(edition.window.month(table.key.month).ToString());
  *message.mutable_total() = ToMessage(table.total, *published.tree);
  message.mutable_rows()->Reserve(static_cast<int>(table.rows.size()));
  for (const RankedRow& row : table.rows) *message.add_rows() = ToMessage(row, *published.tree);
  message.set_ranking_digest(published.digest);
  return message;
}

v1::RankingDelta DeltaBetween(const RankingBoard::View& before, const RankingBoard::View& after,
                              const Edition& edition) {
  v1::RankingDelta delta;
  *delta.mutable_stamp() = ToMessage(after.stamp, edition.method);
  delta.set_base_version(before.stamp.version);
  *delta.mutable_total() = ToMessage(after.table->table.total, *after.table->tree);
  delta.set_ranking_digest(after.table->digest);
  absl::flat_hash_map<RegionIndex, const RankedRow*> old_rows;
  for (const RankedRow& row : before.table->table.rows) old_rows[row.region] = &row;
  for (const RankedRow& row : after.table->table.rows) {
    const auto old = old_rows.find(row.region);
    const bool same = old != old_rows.end() && SameRow(*old->second, row);
    if (old != old_rows.end()) old_rows.erase(old);
    if (!same) *delta.add_changed() = ToMessage(row, *after.table->tree);
  }
  for (const auto& [region, row] : old_rows) {
    delta.add_removed(before.table->tree->fact(region).code.ToString());
  }
  return delta;
}

}  // namespace paritrana::scoring
