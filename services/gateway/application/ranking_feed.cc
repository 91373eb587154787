// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/ranking_feed.h"

#include <algorithm>
#include <utility>

#include <google/protobuf/io/coded_stream.h>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "paritrana/scoring/events/v1/rankings.pb.h"

namespace paritrana::gateway {
namespace {

using scoring::events::v1::RankingPublished;

// What can be learnt of a record without decoding its table.
struct Heading {
  std::uint64_t version = 0;
  std::uint64_t fence = 0;
  bool last_of_version = false;
};

// Reads the fields of RankingPublished beside the table, and checks that the table's bytes are all
// there. A nation's village tables arrive at every version and are seldom watched.
absl::Status ReadHeading(std::string_view value, Heading& heading) {
  using google::protobuf::io::CodedInputStream;
  CodedInputStream in(reinterpret_cast<const std::uint8_t*>(value.data()),
                      static_cast<int>(value.size()));
  while (const std::uint32_t tag = in.ReadTag()) {
    std::uint64_t number = 0;
    const bool varint = (tag & 7) == 0;
    if (!in.ReadVarint64(&number)) return MakeError("FACT_UNDECODABLE");
    if (varint && tag >> 3 == RankingPublished::kVersionFieldNumber) heading.version = number;
    if (varint && tag >> 3 == RankingPublished::kFenceFieldNumber) heading.fence = number;
    if (varint && tag >> 3 == RankingPublished::kLastOfVersionFieldNumber) {
      heading.last_of_version = number != 0;
    }
    if (varint) continue;
    if ((tag & 7) != 2 || number > value.size() || !in.Skip(static_cast<int>(number))) {
      return MakeError("FACT_UNDECODABLE");
    }
  }
  if (in.CurrentPosition() != static_cast<int>(value.size()) || heading.version == 0) {
    return MakeError("FACT_UNDECODABLE");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RankingFeed::Take(std::string_view key, std::string_view value) {
  Heading heading;
  PARITRANA_RETURN_IF_ERROR(ReadHeading(value, heading));
  absl::MutexLock lock(&mutex_);
  Table& table = tables_[std::string(key)];
  if (heading.fence < fence_ || heading.version <= table.version) {
    ++ignored_;
    return absl::OkStatus();
  }
  fence_ = heading.fence;
  table.version = heading.version;
  table.newest = value;
  // Versions on the log never go back: a record of one says that those before are complete.
  const std::uint64_t complete = heading.version - (heading.last_of_version ? 0 : 1);
  if (complete > reached_) {
    reached_ = complete;
    if (caught_up_) sink_.Reached(reached_);
  }
  return absl::OkStatus();
}

void RankingFeed::CaughtUp() {
  absl::MutexLock lock(&mutex_);
  caught_up_ = true;
  sink_.Reached(reached_);
}

absl::Duration RankingFeed::PauseOf(const Table& table) const {
  return std::min(options_.viewer_cost * static_cast<std::int64_t>(table.viewers),
                  options_.pause_max);
}

std::optional<absl::Time> RankingFeed::ShowDue(absl::Time now) {
  absl::MutexLock lock(&mutex_);
  std::optional<absl::Time> next;
  std::vector<std::string> still_warm;
  for (std::string& name : warm_) {
    Table& table = tables_[name];
    if (table.viewers == 0 && now - table.used > options_.warm_for) {
      table.warm = false;
      table.shown = ShownTable();
      sink_.Forget(name);
      continue;
    }
    if (table.version > table.shown.version) {
      if (table.due <= now) {
        // A table that does not decode is shown as it was; Open reports it to whoever asks.
        (void)Render(name, table);
        table.due = now + PauseOf(table);
      } else if (!next || table.due < *next) {
        next = table.due;
      }
    }
    still_warm.push_back(std::move(name));
  }
  warm_ = std::move(still_warm);
  return next;
}

absl::Status RankingFeed::Open(const std::string& name, absl::Time now) {
  absl::MutexLock lock(&mutex_);
  if (!caught_up_) return MakeError("NOT_READY");
  const auto found = tables_.find(name);
  if (found == tables_.end() || found->second.version == 0) return MakeError("RANKING_UNKNOWN");
  Table& table = found->second;
  table.used = now;
  if (table.warm) return absl::OkStatus();
  PARITRANA_RETURN_IF_ERROR(Render(name, table));
  table.warm = true;
  warm_.push_back(name);
  return absl::OkStatus();
}

void RankingFeed::SetViewers(const std::string& name, std::size_t viewers, absl::Time now) {
  absl::MutexLock lock(&mutex_);
  const auto found = tables_.find(name);
  if (found == tables_.end()) return;
  found->second.viewers = viewers;
  found->second.used = now;
}

absl::Status RankingFeed::Render(const std::string& name, Table& table) {
  RankingPublished published;
  if (!published.ParseFromString(table.newest)) return MakeError("FACT_UNDECODABLE");
  published.mutable_ranking()->mutable_stamp()->set_version(table.version);
  const bool first = table.shown.version == 0;
  ShownTable after = ShowTable(published.ranking(), first ? nullptr : &table.shown);
  TableUpdate update;
  update.version = table.version;
  update.snapshot = SnapshotEvent(published.ranking(), after);
  if (!first) {
    update.base_version = table.shown.version;
    update.delta = DeltaEvent(published.ranking(), table.shown, after);
  }
  table.shown = std::move(after);
  sink_.Show(name, std::move(update));
  return absl::OkStatus();
}

std::uint64_t RankingFeed::version() const {
  absl::MutexLock lock(&mutex_);
  return reached_;
}

absl::Status RankingFeed::Ready() const {
  absl::MutexLock lock(&mutex_);
  return caught_up_ ? absl::OkStatus() : MakeError("NOT_READY");
}

std::uint64_t RankingFeed::ignored_records() const {
  absl::MutexLock lock(&mutex_);
  return ignored_;
}

}  // namespace paritrana::gateway
