// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/rows.h"

#include <charconv>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/check.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/candidate_text.h"
#include "services/compliance/adapters/postgres/digest_mask.h"
#include "services/compliance/adapters/postgres/finding_text.h"

namespace paritrana::compliance {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

std::uint8_t HexValue(char digit) {
  return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

}  // namespace

std::int64_t Int64OrZero(const postgres::Result& rows, int row, int column) {
  return rows.IsNull(row, column) ? 0 : rows.Int64(row, column);
}

std::string ToUuidText(const std::array<std::uint8_t, 16>& bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

std::array<std::uint8_t, 16> FromUuidText(std::string_view text) {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == '-') continue;
    PARITRANA_CHECK(digits < 2 * bytes.size());
    bytes[digits / 2] = static_cast<std::uint8_t>(bytes[digits / 2] << 4 | HexValue(c));
    ++digits;
  }
  PARITRANA_CHECK(digits == 2 * bytes.size());
  return bytes;
}

std::vector<std::int64_t> ToSequences(const Position& position, std::uint32_t shards) {
  std::vector<std::int64_t> sequences(shards, 0);
  for (const auto& [shard, sequence] : position.marks) {
    PARITRANA_CHECK(shard.value() < shards);
    sequences[shard.value()] = static_cast<std::int64_t>(sequence.value());
  }
  return sequences;
}

std::string ToSequencesText(const Position& position, std::uint32_t shards) {
  return absl::StrCat("{", absl::StrJoin(ToSequences(position, shards), ","), "}");
}

std::vector<std::int64_t> ReadInt64Array(std::string_view literal) {
  PARITRANA_CHECK(literal.size() >= 2);
  std::vector<std::int64_t> values;
  const char* at = literal.data() + 1;
  const char* const end = literal.data() + literal.size() - 1;
  while (at < end) {
    std::int64_t value = 0;
    at = std::from_chars(at, end, value).ptr + 1;
    values.push_back(value);
  }
  return values;
}

Position ToPosition(Epoch epoch, const std::vector<std::int64_t>& sequences) {
  Position position;
  position.epoch = epoch;
  for (std::size_t shard = 0; shard < sequences.size(); ++shard) {
    if (sequences[shard] == 0) continue;
    position.marks[Shard(static_cast<std::uint32_t>(shard))] =
        Sequence(static_cast<std::uint64_t>(sequences[shard]));
  }
  return position;
}

absl::StatusOr<Submission> ReadSubmission(const postgres::Result& result, int row, int column,
                                          const identity::Vault& vault,
                                          std::int64_t submission_no) {
  const auto count = [&](int offset) {
    return static_cast<std::uint64_t>(result.Int64(row, column + offset));
  };
  Submission submission;
  submission.opened_at = result.Time(row, column);
  if (!result.IsNull(row, column + 1)) submission.sealed_at = result.Time(row, column + 1);
  submission.totals = {count(2), count(3), count(4),
                       count(5), count(6), Rupiah(result.Int64(row, column + 7)),
                       count(11)};
  submission.period_version = count(12);
  PARITRANA_ASSIGN_OR_RETURN(
      submission.digest,
      UnmaskDigest(result.Bytes(row, column + 8), vault, submission_no, submission.totals.lines));
  submission.position = ToPosition(Epoch(static_cast<std::uint32_t>(count(9))),
                                   ReadInt64Array(result.Text(row, column + 10)));
  return submission;
}

AmountsByProgramme ReadAmounts(const postgres::Result& result, int row, int column) {
  AmountsByProgramme amounts;
  for (Shares& shares : amounts) {
    shares.employer = Rupiah(Int64OrZero(result, row, column++));
    shares.employee = Rupiah(Int64OrZero(result, row, column++));
  }
  return amounts;
}

Membership ReadMembership(const postgres::Result& result, int row, int column) {
  const auto value = [&](int offset) { return result.Int64(row, column + offset); };
  Membership membership;
  membership.membership_no = static_cast<std::uint32_t>(value(0));
  membership.segment = static_cast<Segment>(value(1));
  membership.worker_kind = static_cast<std::uint8_t>(value(2));
  membership.sponsor_kind = static_cast<std::uint8_t>(value(3));
  membership.start_day = static_cast<std::int32_t>(value(4));
  membership.end_day = static_cast<std::int32_t>(value(5));
  membership.workplace_region = FromColumn(value(6));
  membership.registration_region = FromColumn(value(7));
  return membership;
}

Verdict ReadVerdict(const postgres::Result& result, int row, int column) {
  Verdict verdict;
  verdict.line_no = static_cast<std::uint64_t>(result.Int64(row, column));
  verdict.line_id = std::string(result.Text(row, column + 1));
  verdict.kind = static_cast<VerdictKind>(result.Int64(row, column + 2));
  if (!result.IsNull(row, column + 3)) {
    verdict.findings = ReadFindings(result.Text(row, column + 3));
  }
  return verdict;
}

Match ReadMatch(const postgres::Result& result, int row, int column) {
  Match match;
  if (result.IsNull(row, column)) return match;
  match.kind = static_cast<MatchKind>(result.Int64(row, column));
  match.reasons = MatchReasons::FromBits(static_cast<std::uint32_t>(result.Int64(row, column + 1)));
  if (!result.IsNull(row, column + 2)) {
    match.membership_no = static_cast<std::uint32_t>(result.Int64(row, column + 2));
  }
  if (!result.IsNull(row, column + 3)) {
    match.candidates = ReadCandidates(result.Text(row, column + 3));
  }
  return match;
}

}  // namespace paritrana::compliance
