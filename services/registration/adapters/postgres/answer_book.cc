// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/postgres/answer_book.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/registration/adapters/postgres/columns.h"

namespace paritrana::registration {
namespace {

using postgres::Param;

// Waits while another transaction holds the key; takes it if that one rolls back.
constexpr std::string_view kClaim = R"sql(
INSERT INTO answer (operation, key, fingerprint) VALUES ($1, $2, $3)
ON CONFLICT (operation, key) DO NOTHING
)sql";

constexpr std::string_view kFind = R"sql(
SELECT fingerprint, subject, warnings, recorded_at, epoch, marks, other_subject
  FROM answer WHERE operation = $1 AND key = $2
)sql";

constexpr std::string_view kKeep = R"sql(
UPDATE answer SET subject = $3, warnings = $4, recorded_at = $5, epoch = $6, marks = $7,
       other_subject = $8
 WHERE operation = $1 AND key = $2
)sql";

// Rows that another process forgets at this moment are passed over.
constexpr std::string_view kForget = R"sql(
DELETE FROM answer WHERE (operation, key) IN (
  SELECT operation, key FROM answer WHERE operation <> 'ImportRegions' AND recorded_at < $1
   ORDER BY recorded_at LIMIT $2 FOR UPDATE SKIP LOCKED)
)sql";

// "3=17 5=2": shard and sequence.
std::string WriteMarks(const Position& position) {
  std::string text;
  for (const auto& [shard, sequence] : position.marks) {
    absl::StrAppend(&text, text.empty() ? "" : " ", shard.value(), "=", sequence.value());
  }
  return text;
}

Position ReadPosition(std::int64_t epoch, std::string_view marks) {
  Position position{Epoch(static_cast<std::uint32_t>(epoch)), {}};
  const absl::string_view text(marks.data(), marks.size());
  for (const absl::string_view mark : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> pair = absl::StrSplit(mark, '=');
    std::uint32_t shard = 0;
    std::uint64_t sequence = 0;
    PARITRANA_CHECK(absl::SimpleAtoi(pair.first, &shard));
    PARITRANA_CHECK(absl::SimpleAtoi(pair.second, &sequence));
    position.marks[Shard(shard)] = Sequence(sequence);
  }
  return position;
}

// "REASON field", one a line.
std::string WriteWarnings(const std::vector<Warning>& warnings) {
  std::string text;
  for (const Warning& warning : warnings) {
    absl::StrAppend(&text, warning.reason, " ", warning.field, "\n");
  }
  return text;
}

std::vector<Warning> ReadWarnings(std::string_view lines) {
  std::vector<Warning> warnings;
  const absl::string_view text(lines.data(), lines.size());
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(line, absl::MaxSplits(' ', 1));
    warnings.push_back({parts.first, parts.second});
  }
  return warnings;
}

}  // namespace

absl::StatusOr<std::optional<Answer>> PostgresAnswerBook::Claim(const RequestKey& key) {
  const Param params[] = {Param(key.operation), Param(key.key),
                          Param::Bytes(ToColumn(key.fingerprint))};
  PARITRANA_ASSIGN_OR_RETURN(const auto claimed, connection_.Execute(kClaim, params));
  if (claimed.affected() == 1) return std::nullopt;

  PARITRANA_ASSIGN_OR_RETURN(const auto rows,
                             connection_.Execute(kFind, std::span(params).first(2)));
  // Between the two statements the answer may have been forgotten.
  if (rows.rows() == 0) return absl::AbortedError("the answer has just been removed");
  if (rows.Bytes(0, 0) != ToColumn(key.fingerprint)) {
    return MakeError("IDEMPOTENCY_KEY_REUSED", "idempotency_key");
  }
  Answer answer;
  answer.subject = static_cast<std::uint64_t>(rows.Int64(0, 1));
  answer.other_subject = static_cast<std::uint64_t>(rows.Int64(0, 6));
  answer.warnings = ReadWarnings(rows.Text(0, 2));
  answer.recorded_at = rows.Time(0, 3);
  answer.position = ReadPosition(rows.Int64(0, 4), rows.Text(0, 5));
  return answer;
}

absl::StatusOr<std::int64_t> PostgresAnswerBook::Forget(absl::Time before, int limit) {
  const Param params[] = {Param(before), Param(std::int64_t{limit})};
  PARITRANA_ASSIGN_OR_RETURN(const auto forgotten, connection_.Execute(kForget, params));
  return forgotten.affected();
}

absl::Status PostgresAnswerBook::Keep(const Kept& kept) {
  const Answer& answer = kept.answer;
  const Param params[] = {Param(kept.key.operation),
                          Param(kept.key.key),
                          Param(static_cast<std::int64_t>(answer.subject)),
                          Param(WriteWarnings(answer.warnings)),
                          Param(answer.recorded_at),
                          Param(static_cast<std::int64_t>(answer.position.epoch.value())),
                          Param(WriteMarks(answer.position)),
                          Param(static_cast<std::int64_t>(answer.other_subject))};
  return connection_.Execute(kKeep, params).status();
}

}  // namespace paritrana::registration
