// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "paritrana/scoring/v1/rankings.pb.h"
#include "services/gateway/domain/row_changes.h"
#include "services/gateway/domain/table_history.h"

// Server-sent events as viewers read them. Each is made once and shared by all who are sent it.
namespace paritrana::gateway {

// One version of a table as viewers were last shown it.
struct ShownTable {
  std::uint64_t version = 0;
  std::vector<TableRow> rows;
};

// Turns a table's rows into text, taking over the text of rows that `before` (may be null) has
// unchanged: the cost of a version is that of its changes.
ShownTable ShowTable(const scoring::v1::Ranking& ranking, const ShownTable* before);

// "event: snapshot" with the whole table. `rows` must be ShowTable's of the same ranking.
SharedBytes SnapshotEvent(const scoring::v1::Ranking& ranking, const ShownTable& shown);

// "event: delta" with what turns `before` into `after`, which is that of `ranking`.
SharedBytes DeltaEvent(const scoring::v1::Ranking& ranking, const ShownTable& before,
                       const ShownTable& after);

// "event: heartbeat" with the newest version over all tables. Has no id: it changes nothing.
SharedBytes HeartbeatEvent(std::uint64_t version, absl::Time now);

}  // namespace paritrana::gateway
