// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/application/settlement_ledger.h"

namespace paritrana::compliance {

// Reads a line from the columns of settlement_sql::kReadCounted and its like.
OpenLine ReadOpenLine(const postgres::Result& rows, int row);

// An answered match as table idempotency_key keeps it.
std::string WriteAnsweredMatch(const AnsweredMatch& answer);
AnsweredMatch ReadAnsweredMatch(std::string_view text);

// The rows of table `entry` for a journal, as one binary COPY stream
// (settlement_sql::kCopyEntries).
std::string EncodeEntries(const std::vector<JournalRow>& journal, std::int64_t chunk_no,
                          std::uint32_t shards);

// Columns of settled lines, one value a line, as parameters of settlement_sql::kUpdateCounted,
// kUpdateRefused and kUpdateWaiting.
class LineColumns {
 public:
  void Add(const OpenLine& line, std::uint32_t shards);

  bool empty() const { return submissions_.empty(); }
  postgres::Param submissions() const { return postgres::Param::Int64Array(submissions_); }
  postgres::Param lines() const { return postgres::Param::Int64Array(lines_); }
  postgres::Param findings() const { return postgres::Param::TextArray(findings_); }

  std::vector<postgres::Param> Counted(std::int64_t employer_id) const;
  std::vector<postgres::Param> Refused() const;
  std::vector<postgres::Param> Waiting() const;

 private:
  std::vector<std::int64_t> submissions_, lines_, verdicts_, standings_, reasons_, memberships_,
      pseudonyms_, shards_, regions_, worker_kinds_, sponsor_kinds_, match_kinds_;
  std::vector<std::string> findings_, candidates_;
};

}  // namespace paritrana::compliance
