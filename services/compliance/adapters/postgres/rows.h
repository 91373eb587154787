// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/position.h"
#include "libs/identity/identity.h"
#include "libs/postgres/connection.h"
#include "services/compliance/application/contribution_ledger.h"

// How values of the application stand in the columns of the database.
namespace paritrana::compliance {

// Ids of 64 bits keep their bits; the database reads them as signed.
inline std::int64_t ToColumn(std::uint64_t id) { return std::bit_cast<std::int64_t>(id); }
inline std::uint64_t FromColumn(std::int64_t column) {
  return std::bit_cast<std::uint64_t>(column);
}

// Parameters as columns want them.
inline postgres::Param IdParam(EmployerId id) { return postgres::Param(ToColumn(id.value())); }
inline postgres::Param CountParam(std::uint64_t count) {
  return postgres::Param(static_cast<std::int64_t>(count));
}
inline postgres::Param MonthParam(Month month) {
  return postgres::Param(std::int64_t{month.number()});
}

// A number of a result; 0 for null.
std::int64_t Int64OrZero(const postgres::Result& rows, int row, int column);

// A uuid column holds any 16 bytes. As text for parameters, and back from a result.
std::string ToUuidText(const std::array<std::uint8_t, 16>& bytes);
std::array<std::uint8_t, 16> FromUuidText(std::string_view text);

// A position as the array of the last sequences by shard.
std::vector<std::int64_t> ToSequences(const Position& position, std::uint32_t shards);
// The same as an array literal, for statements that set many rows at once.
std::string ToSequencesText(const Position& position, std::uint32_t shards);
// Reads an array literal of bigint, "{0,17,3}".
std::vector<std::int64_t> ReadInt64Array(std::string_view literal);
Position ToPosition(Epoch epoch, const std::vector<std::int64_t>& sequences);

// Reads a submission from the columns opened_at, sealed_at, lines, accepted,
// accepted_with_warnings, waiting, rejected, accepted_rupiah, masked_digest, epoch, sequences,
// deletions, period_version, beginning at `column` of `row`. The kind of its run stands elsewhere.
// DATA_CORRUPT.
absl::StatusOr<Submission> ReadSubmission(const postgres::Result& result, int row, int column,
                                          const identity::Vault& vault, std::int64_t submission_no);

// Reads ten columns: employer's and employee's share of each programme; null is nothing.
AmountsByProgramme ReadAmounts(const postgres::Result& result, int row, int column);

// Reads a membership from the columns membership_no, segment, worker_kind, sponsor_kind, start_day,
// end_day, workplace_region, registration_region, beginning at `column` of `row`.
Membership ReadMembership(const postgres::Result& result, int row, int column);

// Reads a verdict from the columns line_no, line_id, verdict, findings.
Verdict ReadVerdict(const postgres::Result& result, int row, int column);

// Reads a match from the columns match_kind, match_reasons, membership_no, candidates.
Match ReadMatch(const postgres::Result& result, int row, int column);

}  // namespace paritrana::compliance
