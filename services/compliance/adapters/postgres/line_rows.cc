// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/line_rows.h"

#include <xxhash.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "services/compliance/adapters/events/contribution_facts.h"
#include "services/compliance/adapters/postgres/finding_text.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

std::string_view AsText(const ContentHash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

void WriteNulls(int count, postgres::CopyWriter& copy) {
  for (int i = 0; i < count; ++i) copy.Null();
}

// A deletion has no amount of its own.
void WriteDeclaration(const LineRecord& line, postgres::CopyWriter& copy) {
  if (!line.declaration) {
    WriteNulls(3, copy);
    if (line.action == LineAction::kDelete) {
      copy.Int64(0);
    } else {
      copy.Null();
    }
    return copy.Null();
  }
  const Declaration& declaration = *line.declaration;
  copy.Int32(declaration.covered.from.number());
  copy.Int32(declaration.covered.to.number());
  copy.Int16(static_cast<std::int16_t>(declaration.segment));
  copy.Int64(declaration.total.value());
  copy.Int64(declaration.reported_wage.value());
}

// Most lines declare two or three programmes: what is zero is null and takes no room.
void WriteShare(Rupiah share, postgres::CopyWriter& copy) {
  if (share == Rupiah()) return copy.Null();
  copy.Int64(share.value());
}

void WriteNumber(std::uint32_t number, postgres::CopyWriter& copy) {
  if (number == 0) return copy.Null();
  copy.Int32(static_cast<std::int32_t>(number));
}

void WriteMatch(const Match& match, postgres::CopyWriter& copy) {
  if (match.kind == MatchKind::kNone) return WriteNulls(3, copy);
  copy.Int16(static_cast<std::int16_t>(match.kind));
  copy.Int32(static_cast<std::int32_t>(match.reasons.bits()));
  WriteNumber(match.membership_no, copy);
}

void WriteText(std::string_view text, postgres::CopyWriter& copy) {
  if (text.empty()) return copy.Null();
  copy.Text(text);
}

void WritePrevious(const LineRecord& line, const ChunkPlace& place, postgres::CopyWriter& copy) {
  if (!line.previous) return WriteNulls(2, copy);
  const std::int64_t submission_no = line.previous->submission_no;
  copy.Int64(submission_no != 0 ? submission_no : place.submission_no);
  copy.Int64(static_cast<std::int64_t>(line.previous->line_no));
}

// The run is what holds the line's id.
void WriteHolder(const LineRecord& line, const ChunkPlace& place, postgres::CopyWriter& copy) {
  if (!line.holds_id()) return WriteNulls(2, copy);
  copy.Int64(place.run_no);
  copy.Int64(ToColumn(place.payer.value()));
}

void WriteCounted(const std::optional<CountedLine>& counted, std::uint32_t shards,
                  postgres::CopyWriter& copy) {
  if (!counted) return WriteNulls(5, copy);
  copy.Int64(ToColumn(counted->worker.value()));
  copy.Int32(static_cast<std::int32_t>(ShardOf(counted->worker.value(), shards).value()));
  copy.Int64(static_cast<std::int64_t>(counted->region));
  copy.Int16(counted->worker_kind);
  copy.Int16(counted->sponsor_kind);
}

void WriteStanding(const LineRecord& line, postgres::CopyWriter& copy) {
  if (line.standing == Standing::kNone) {
    copy.Null();
  } else {
    copy.Int16(static_cast<std::int16_t>(line.standing));
  }
  copy.Bool(line.ended());
}

void WriteAmounts(const LineRecord& line, postgres::CopyWriter& copy) {
  if (!line.declaration || !line.holds_id()) return WriteNulls(2 * kProgrammeCount, copy);
  for (const Shares& shares : line.declaration->amounts) {
    WriteShare(shares.employer, copy);
    WriteShare(shares.employee, copy);
  }
}

std::int64_t WorkerColumn(const LineRecord& line) {
  return line.counted ? ToColumn(line.counted->worker.value()) : 0;
}

void WriteLine(const LineRecord& line, const ChunkPlace& place, std::uint32_t shards,
               postgres::CopyWriter& copy) {
  copy.Int64(place.submission_no);
  copy.Int64(static_cast<std::int64_t>(line.verdict.line_no));
  copy.Int64(place.chunk_no);
  copy.Int16(static_cast<std::int16_t>(line.verdict.kind));
  copy.Text(line.verdict.line_id);
  WriteText(WriteFindings(line.verdict.findings), copy);
  copy.Bytes(AsText(line.content));
  copy.Int64(LineKey(line.verdict.line_id));
  copy.Int16(static_cast<std::int16_t>(line.action));
  WriteMatch(line.verdict.match, copy);
  WriteText(line.payroll_number, copy);
  WritePrevious(line, place, copy);
  WriteDeclaration(line, copy);
  WriteHolder(line, place, copy);
  WriteCounted(line.counted, shards, copy);
  WriteStanding(line, copy);
  WriteAmounts(line, copy);
  copy.EndRow();
}

CountedLine ReadCounted(const postgres::Result& rows, int row, int column) {
  const auto value = [&](int offset) { return Int64OrZero(rows, row, column + offset); };
  CountedLine counted;
  counted.worker = Pseudonym(FromColumn(value(0)));
  counted.region = FromColumn(value(1));
  counted.covered = {Month::FromNumber(static_cast<int>(value(2))),
                     Month::FromNumber(static_cast<int>(value(3)))};
  counted.segment = static_cast<Segment>(value(4));
  counted.worker_kind = static_cast<std::uint8_t>(value(5));
  counted.sponsor_kind = static_cast<std::uint8_t>(value(6));
  counted.amount = Rupiah(value(7));
  return counted;
}

}  // namespace

std::int64_t LineKey(std::string_view line_id) {
  return ToColumn(XXH64(line_id.data(), line_id.size(), 0));
}

LedgerLine ReadLedgerLine(const postgres::Result& rows, int row, int column) {
  const auto value = [&](int offset) { return Int64OrZero(rows, row, column + offset); };
  LedgerLine line;
  line.id = {value(0), static_cast<std::uint64_t>(value(1))};
  line.where = {std::string(rows.Text(row, column + 2)), line.id.line_no};
  line.run_no = value(3);
  line.run_kind = static_cast<RunKind>(value(4));
  line.verdict = static_cast<VerdictKind>(value(5));
  line.action = static_cast<LineAction>(value(6));
  line.standing = static_cast<Standing>(value(7));
  line.counted = ReadCounted(rows, row, column + 8);
  line.membership_no = static_cast<std::uint32_t>(value(16));
  if (!rows.IsNull(row, column + 17)) line.token = FromUuidText(rows.Text(row, column + 17));
  line.amounts = ReadAmounts(rows, row, column + 18);
  return line;
}

void EncodeLineRows(std::span<const LineRecord> lines, const ChunkPlace& place,
                    std::uint32_t shards, postgres::CopyWriter& copy) {
  // In the order of the index by worker, which is the largest: a page of it is written to once.
  std::vector<const LineRecord*> by_worker;
  for (const LineRecord& line : lines) by_worker.push_back(&line);
  std::stable_sort(by_worker.begin(), by_worker.end(), [](const auto* a, const auto* b) {
    return WorkerColumn(*a) < WorkerColumn(*b);
  });
  for (const LineRecord* line : by_worker) WriteLine(*line, place, shards, copy);
}

AccrualSum AccrualsOf(std::span<const LineRecord> lines, std::span<const Ending> endings) {
  AccrualSum sum;
  for (const auto& [line, how, by] : endings) {
    if (line.live()) sum.TakeBack(line.counted.segment, line.counted.covered, line.amounts);
  }
  for (const LineRecord& line : lines) {
    if (!line.counted || line.ended()) continue;
    sum.Add(line.counted->segment, line.counted->covered, line.declaration->amounts);
  }
  return sum;
}

std::vector<paritrana::events::OutboxEvent> FactsOf(std::span<const LineRecord> lines,
                                                    std::span<const Ending> endings,
                                                    EmployerId payer, std::uint32_t shards,
                                                    absl::Time recorded_at) {
  ContributionFacts facts(shards);
  for (const Ending& ending : endings) {
    if (ending.line.live()) facts.Add(ending.line.counted, payer, true);
  }
  for (const LineRecord& line : lines) {
    if (line.counted && !line.ended()) facts.Add(*line.counted, payer, false);
  }
  return facts.Finish(recorded_at);
}

}  // namespace paritrana::compliance
