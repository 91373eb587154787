// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libs/events/outbox.h"
#include "libs/postgres/connection.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/domain/dues/accrual.h"

namespace paritrana::compliance {

// Where the lines of one transaction belong.
struct ChunkPlace {
  EmployerId payer;
  std::int64_t run_no = 0;
  std::int64_t submission_no = 0;
  std::int64_t chunk_no = 0;
};

// XXH64 of a caller's line id, as the index on it has it.
std::int64_t LineKey(std::string_view line_id);

// Reads a line of the ledger from as many columns as ledger_sql::kReadLive has after its first one,
// beginning at `column`.
inline constexpr int kLedgerLineColumns = 28;
LedgerLine ReadLedgerLine(const postgres::Result& rows, int row, int column);

// Adds the rows of table `line` to a COPY stream (ledger_sql::kCopyLines).
void EncodeLineRows(std::span<const LineRecord> lines, const ChunkPlace& place,
                    std::uint32_t shards, postgres::CopyWriter& copy);

// What a transaction changes in what is declared for its period.
AccrualSum AccrualsOf(std::span<const LineRecord> lines, std::span<const Ending> endings);

// The facts of a transaction: one ContributionsPosted for each shard, in order of shard; in each
// first what is taken back, then what is added.
std::vector<paritrana::events::OutboxEvent> FactsOf(std::span<const LineRecord> lines,
                                                    std::span<const Ending> endings,
                                                    EmployerId payer, std::uint32_t shards,
                                                    absl::Time recorded_at);

}  // namespace paritrana::compliance
