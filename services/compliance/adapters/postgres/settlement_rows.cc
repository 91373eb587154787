// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/settlement_rows.h"

#include <array>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "services/compliance/adapters/postgres/candidate_text.h"
#include "services/compliance/adapters/postgres/finding_text.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/settlement_statements.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

constexpr std::int16_t kEffectAdd = 1;
constexpr std::int16_t kEffectTakeBack = 2;

Month MonthAt(const Result& rows, int row, int column) {
  return Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

CountedLine ReadCounted(const Result& rows, int row) {
  CountedLine counted;
  counted.segment = static_cast<Segment>(rows.Int64(row, 15));
  counted.covered = {MonthAt(rows, row, 16), MonthAt(rows, row, 17)};
  counted.amount = Rupiah(rows.Int64(row, 18));
  if (rows.IsNull(row, 19)) return counted;
  counted.worker = Pseudonym(FromColumn(rows.Int64(row, 19)));
  counted.region = FromColumn(rows.Int64(row, 20));
  counted.worker_kind = static_cast<std::uint8_t>(rows.Int64(row, 21));
  counted.sponsor_kind = static_cast<std::uint8_t>(rows.Int64(row, 22));
  return counted;
}

LedgerLine ReadLedgerLine(const Result& rows, int row) {
  LedgerLine line;
  line.id = {rows.Int64(row, 0), static_cast<std::uint64_t>(rows.Int64(row, 1))};
  line.where = {std::string(rows.Text(row, 2)), line.id.line_no};
  line.run_no = rows.Int64(row, 4);
  line.run_kind = static_cast<RunKind>(rows.Int64(row, 5));
  line.verdict = static_cast<VerdictKind>(rows.Int64(row, 8));
  line.action = static_cast<LineAction>(rows.Int64(row, 9));
  line.standing = static_cast<Standing>(rows.Int64(row, 10));
  line.counted = ReadCounted(rows, row);
  line.amounts = ReadAmounts(rows, row, 23);
  line.membership_no = static_cast<std::uint32_t>(rows.Int64(row, 11));
  return line;
}

}  // namespace

OpenLine ReadOpenLine(const Result& rows, int row) {
  OpenLine open;
  open.line = ReadLedgerLine(rows, row);
  open.line_id = std::string(rows.Text(row, 3));
  open.replaces_run_no = rows.Int64(row, 6);
  open.period = MonthAt(rows, row, 7);
  open.reasons = MatchReasons::FromBits(static_cast<std::uint32_t>(rows.Int64(row, 12)));
  open.findings = ReadFindings(rows.Text(row, 13));
  open.payroll_number = std::string(rows.Text(row, 14));
  if (!rows.IsNull(row, 33)) open.worker = Pseudonym(FromColumn(rows.Int64(row, 33)));
  if (!rows.IsNull(row, 34)) open.candidates = ReadCandidates(rows.Text(row, 34));
  return open;
}

// "version line kind match-kind reasons membership line-id", then the findings.
std::string WriteAnsweredMatch(const AnsweredMatch& answer) {
  const Verdict& verdict = answer.verdict;
  return absl::StrCat(answer.period_version, " ", verdict.line_no, " ",
                      static_cast<int>(verdict.kind), " ", static_cast<int>(verdict.match.kind),
                      " ", verdict.match.reasons.bits(), " ", verdict.match.membership_no, " ",
                      verdict.line_id, "\n", WriteFindings(verdict.findings));
}

AnsweredMatch ReadAnsweredMatch(std::string_view text) {
  const std::size_t end = text.find('\n');
  PARITRANA_CHECK(end != std::string_view::npos);
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(text.data(), end), ' ');
  PARITRANA_CHECK(parts.size() == 7);
  std::array<std::uint64_t, 6> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    PARITRANA_CHECK(absl::SimpleAtoi(parts[i], &numbers[i]));
  }
  AnsweredMatch answer;
  answer.period_version = numbers[0];
  answer.verdict = {numbers[1],
                    parts[6],
                    static_cast<VerdictKind>(numbers[2]),
                    ReadFindings(text.substr(end + 1)),
                    {static_cast<MatchKind>(numbers[3]),
                     MatchReasons::FromBits(static_cast<std::uint32_t>(numbers[4])),
                     static_cast<std::uint32_t>(numbers[5]),
                     {}}};
  return answer;
}

std::string EncodeEntries(const std::vector<JournalRow>& journal, std::int64_t chunk_no,
                          std::uint32_t shards) {
  postgres::CopyWriter copy(settlement_sql::kEntryColumns);
  std::int32_t ordinal = 0;
  for (const JournalRow& row : journal) {
    copy.Int64(chunk_no);
    copy.Int32(++ordinal);
    copy.Int16(row.takes_back ? kEffectTakeBack : kEffectAdd);
    copy.Int16(static_cast<std::int16_t>(row.cause));
    copy.Int64(row.line.submission_no);
    copy.Int64(static_cast<std::int64_t>(row.line.line_no));
    copy.Int64(ToColumn(row.as.worker.value()));
    copy.Int32(static_cast<std::int32_t>(ShardOf(row.as.worker.value(), shards).value()));
    copy.Int64(ToColumn(row.as.region));
    copy.Int16(row.as.worker_kind);
    copy.Int16(row.as.sponsor_kind);
    copy.EndRow();
  }
  return std::move(copy).Finish();
}

void LineColumns::Add(const OpenLine& open, std::uint32_t shards) {
  const LedgerLine& line = open.line;
  submissions_.push_back(line.id.submission_no);
  lines_.push_back(static_cast<std::int64_t>(line.id.line_no));
  verdicts_.push_back(static_cast<std::int64_t>(line.verdict));
  findings_.push_back(WriteFindings(open.findings));
  standings_.push_back(static_cast<std::int64_t>(line.standing));
  reasons_.push_back(open.reasons.bits());
  memberships_.push_back(line.membership_no);
  pseudonyms_.push_back(ToColumn(line.counted.worker.value()));
  shards_.push_back(ShardOf(line.counted.worker.value(), shards).value());
  regions_.push_back(ToColumn(line.counted.region));
  worker_kinds_.push_back(line.counted.worker_kind);
  sponsor_kinds_.push_back(line.counted.sponsor_kind);
  match_kinds_.push_back(
      static_cast<std::int64_t>(open.candidates.empty() ? MatchKind::kNew : MatchKind::kAmbiguous));
  candidates_.push_back(WriteCandidates(open.candidates));
}

std::vector<Param> LineColumns::Counted(std::int64_t employer_id) const {
  return {Param(employer_id),
          submissions(),
          lines(),
          Param::Int64Array(verdicts_),
          findings(),
          Param::Int64Array(standings_),
          Param::Int64Array(reasons_),
          Param::Int64Array(memberships_),
          Param::Int64Array(pseudonyms_),
          Param::Int64Array(shards_),
          Param::Int64Array(regions_),
          Param::Int64Array(worker_kinds_),
          Param::Int64Array(sponsor_kinds_)};
}

std::vector<Param> LineColumns::Refused() const { return {submissions(), lines(), findings()}; }

std::vector<Param> LineColumns::Waiting() const {
  return {submissions(), lines(), findings(), Param::Int64Array(match_kinds_),
          Param::TextArray(candidates_)};
}

}  // namespace paritrana::compliance
