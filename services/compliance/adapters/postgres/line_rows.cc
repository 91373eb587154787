// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/line_rows.h"

#include <xxhash.h>

#include <utility>

#include "services/compliance/adapters/events/contributions_posted.h"
#include "services/compliance/adapters/postgres/finding_text.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

std::string_view AsText(const ContentHash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// Column line.standing of a line that counts.
constexpr std::int16_t kStandingLive = 1;

void WriteNulls(int count, postgres::CopyWriter& copy) {
  for (int i = 0; i < count; ++i) copy.Null();
}

void WriteDeclaration(const std::optional<Declaration>& declaration, postgres::CopyWriter& copy) {
  if (!declaration) return WriteNulls(5, copy);
  copy.Int32(declaration->covered.from.number());
  copy.Int32(declaration->covered.to.number());
  copy.Int16(static_cast<std::int16_t>(declaration->segment));
  copy.Int64(declaration->total.value());
  copy.Int64(declaration->reported_wage.value());
}

// Most lines declare two or three programmes: what is zero is null and takes no room.
void WriteShare(Rupiah share, postgres::CopyWriter& copy) {
  if (share == Rupiah()) return copy.Null();
  copy.Int64(share.value());
}

void WriteContribution(const LineRecord& line, const ChunkPlace& place, std::uint32_t shards,
                       postgres::CopyWriter& copy) {
  if (!line.contribution) return WriteNulls(9 + 2 * kProgrammeCount, copy);
  const Contribution& contribution = *line.contribution;
  copy.Int64(place.run_no);
  copy.Int64(LineKey(line.verdict.line_id));
  copy.Int64(ToColumn(place.payer.value()));
  copy.Int64(ToColumn(contribution.worker.value()));
  copy.Int32(static_cast<std::int32_t>(ShardOf(contribution.worker.value(), shards).value()));
  copy.Int64(static_cast<std::int64_t>(contribution.region));
  copy.Int16(contribution.worker_kind);
  copy.Int16(contribution.sponsor_kind);
  copy.Int16(kStandingLive);
  for (const Shares& shares : contribution.declaration.amounts) {
    WriteShare(shares.employer, copy);
    WriteShare(shares.employee, copy);
  }
}

void WriteLine(const LineRecord& line, const ChunkPlace& place, std::uint32_t shards,
               postgres::CopyWriter& copy) {
  copy.Int64(place.submission_no);
  copy.Int64(static_cast<std::int64_t>(line.verdict.line_no));
  copy.Int64(place.chunk_no);
  copy.Int16(static_cast<std::int16_t>(line.verdict.kind));
  copy.Text(line.verdict.line_id);
  if (line.verdict.findings.empty()) {
    copy.Null();
  } else {
    copy.Text(WriteFindings(line.verdict.findings));
  }
  copy.Bytes(AsText(line.content));
  WriteDeclaration(line.declaration, copy);
  WriteContribution(line, place, shards, copy);
  copy.EndRow();
}

}  // namespace

std::int64_t LineKey(std::string_view line_id) {
  return ToColumn(XXH64(line_id.data(), line_id.size(), 0));
}

std::string EncodeLineRows(std::span<const LineRecord> lines, const ChunkPlace& place,
                           std::uint32_t shards) {
  postgres::CopyWriter copy(ledger_sql::kCopyColumns);
  for (const LineRecord& line : lines) WriteLine(line, place, shards, copy);
  return std::move(copy).Finish();
}

std::vector<paritrana::events::OutboxEvent> FactsOf(std::span<const LineRecord> lines,
                                                    EmployerId payer, std::uint32_t shards,
                                                    absl::Time recorded_at) {
  std::vector<std::vector<PostedContribution>> by_shard(shards);
  for (const LineRecord& line : lines) {
    if (!line.contribution) continue;
    const Contribution& c = *line.contribution;
    by_shard[ShardOf(c.worker.value(), shards).value()].push_back(
        {c.worker, c.region, c.declaration.covered, c.declaration.segment, c.worker_kind,
         c.sponsor_kind, payer, c.declaration.total});
  }
  std::vector<paritrana::events::OutboxEvent> facts;
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    if (by_shard[shard].empty()) continue;
    facts.push_back({kContributionsTopic, Shard(shard), kContributionsPostedType,
                     EncodeContributionsPosted(by_shard[shard], recorded_at)});
  }
  return facts;
}

}  // namespace paritrana::compliance
