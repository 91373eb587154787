// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/fact_archive.h"

#include <algorithm>
#include <vector>

#include "libs/base/random.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "libs/events/envelope.h"
#include "libs/events/inbox.h"
#include "services/compliance/adapters/events/contributions_posted.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Column entry.effect of what is taken back.
constexpr std::int64_t kEffectRetract = 2;

// Facts held in memory at once.
constexpr std::uint64_t kFactsPerRead = 64;

// The newest epoch is the one whose facts are on the topic. $1 shard, $2 first, $3 last.
constexpr std::string_view kFindChunks = R"sql(
SELECT cs.epoch, cs.sequence, cs.chunk_no, c.recorded_at, c.submission_no, c.first_line_no,
       c.last_line_no
  FROM chunk_shard cs JOIN chunk c USING (chunk_no)
 WHERE cs.shard = $1 AND cs.sequence BETWEEN $2 AND $3
   AND cs.epoch = (SELECT max(epoch) FROM chunk_shard WHERE shard = $1)
 ORDER BY cs.sequence
)sql";

// Lines that stand as they were posted, and the journal of all others. $1 submission, $2 first and
// $3 last line (null where the chunk added none), $4 shard, $5 chunk.
constexpr std::string_view kFindLines = R"sql(
SELECT pseudonym, region, covered_from, covered_to, segment, worker_kind, sponsor_kind,
       employer_id, amount, 1 AS effect, 1 AS basis, line_no AS ordinal
  FROM line
 WHERE submission_no = $1 AND line_no BETWEEN $2 AND $3 AND shard = $4 AND chunk_no = $5
   AND standing = 1 AND NOT changed
UNION ALL
SELECT e.pseudonym, e.region, l.covered_from, l.covered_to, l.segment, e.worker_kind,
       e.sponsor_kind, l.employer_id, l.amount, e.effect, e.basis, e.ordinal
  FROM entry e JOIN line l USING (submission_no, line_no)
 WHERE e.chunk_no = $5 AND e.shard = $4
 ORDER BY ordinal
)sql";

std::vector<PostedContribution> ReadContributions(const Result& rows) {
  std::vector<PostedContribution> lines;
  for (int row = 0; row < rows.rows(); ++row) {
    PostedContribution& line = lines.emplace_back();
    line.worker = Pseudonym(FromColumn(rows.Int64(row, 0)));
    line.region = FromColumn(rows.Int64(row, 1));
    line.covered = {Month::FromNumber(static_cast<int>(rows.Int64(row, 2))),
                    Month::FromNumber(static_cast<int>(rows.Int64(row, 3)))};
    line.segment = static_cast<Segment>(rows.Int64(row, 4));
    line.worker_kind = static_cast<std::uint8_t>(rows.Int64(row, 5));
    line.sponsor_kind = static_cast<std::uint8_t>(rows.Int64(row, 6));
    line.payer = EmployerId(FromColumn(rows.Int64(row, 7)));
    line.amount = Rupiah(rows.Int64(row, 8));
    line.retracts = rows.Int64(row, 9) == kEffectRetract;
    line.basis = static_cast<Basis>(rows.Int64(row, 10));
  }
  return lines;
}

paritrana::events::Record MakeRecord(const paritrana::events::FactId& id, absl::Time recorded_at,
                                     const std::vector<PostedContribution>& lines) {
  paritrana::events::Record record;
  record.topic = kContributionsTopic;
  record.partition = static_cast<std::int32_t>(id.shard.value());
  record.value =
      paritrana::events::EncodeFactId(id) + EncodeContributionsPosted(lines, recorded_at);
  record.headers = paritrana::events::ToHeaders({MakeUuidV7(recorded_at, Random::Real()),
                                                 "/paritrana/compliance", kContributionsPostedType,
                                                 recorded_at, ""});
  return record;
}

absl::StatusOr<paritrana::events::Record> Rebuild(Connection& connection, const Result& chunks,
                                                  int row, Shard shard) {
  const auto number = [&](int column) {
    return chunks.IsNull(row, column) ? Param::Null() : Param(chunks.Int64(row, column));
  };
  const std::vector<Param> params = {number(4), number(5), number(6),
                                     Param(std::int64_t{shard.value()}), number(2)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kFindLines, params));
  if (rows.rows() == 0) return MakeError("DATA_CORRUPT");
  const paritrana::events::FactId id = {Epoch(static_cast<std::uint32_t>(chunks.Int64(row, 0))),
                                        shard,
                                        Sequence(static_cast<std::uint64_t>(chunks.Int64(row, 1)))};
  return MakeRecord(id, chunks.Time(row, 3), ReadContributions(rows));
}

}  // namespace

absl::Status PostgresFactArchive::ForEach(
    const FactRange& range, absl::Time deadline,
    const std::function<absl::Status(paritrana::events::Record)>& sink) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  for (std::uint64_t first = range.first; first <= range.last; first += kFactsPerRead) {
    const std::uint64_t last = std::min(range.last, first + kFactsPerRead - 1);
    const std::vector<Param> params = {Param(std::int64_t{range.shard.value()}),
                                       Param(static_cast<std::int64_t>(first)),
                                       Param(static_cast<std::int64_t>(last))};
    PARITRANA_ASSIGN_OR_RETURN(const Result chunks, lease->Execute(kFindChunks, params));
    if (static_cast<std::uint64_t>(chunks.rows()) != last - first + 1) {
      return MakeError("SEQUENCE_UNKNOWN", "last_sequence");
    }
    for (int row = 0; row < chunks.rows(); ++row) {
      PARITRANA_ASSIGN_OR_RETURN(paritrana::events::Record record,
                                 Rebuild(*lease, chunks, row, range.shard));
      PARITRANA_RETURN_IF_ERROR(sink(std::move(record)));
    }
  }
  return absl::OkStatus();
}

}  // namespace paritrana::compliance
