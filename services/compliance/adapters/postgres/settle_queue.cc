// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/settle_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

constexpr std::string_view kReadMemberships = R"sql(
SELECT pseudonym, membership_no, employer_id, segment, worker_kind, sponsor_kind, start_day, end_day,
       workplace_region, registration_region
  FROM membership WHERE pseudonym = ANY ($1::bigint[])
)sql";

// $1 tokens.
constexpr std::string_view kFindWaiting = R"sql(
SELECT w.employer_id, t.pseudonym
  FROM unnest($1::uuid[]) AS k (token)
  JOIN waiting_line w ON w.token = k.token
  JOIN participant_token t ON t.token = k.token
)sql";

// Everyone who ended in one of these participants, with the payers of the latter. $1 participants.
constexpr std::string_view kFindMerged = R"sql(
WITH RECURSIVE chain (survivor, pseudonym) AS (
  SELECT s, s FROM unnest($1::bigint[]) AS s
  UNION
  SELECT c.survivor, p.pseudonym FROM chain c JOIN participant p ON p.merged_into = c.pseudonym
)
SELECT DISTINCT m.employer_id, c.pseudonym
  FROM chain c JOIN membership m ON m.pseudonym = c.survivor
 WHERE c.pseudonym <> c.survivor
)sql";

// $1 employers, $2 pseudonyms.
constexpr std::string_view kInsertTasks = R"sql(
INSERT INTO settle_task AS t (employer_id, pseudonym, queued_at)
SELECT *, now() FROM unnest($1::bigint[], $2::bigint[])
ON CONFLICT (employer_id, pseudonym) DO UPDATE SET queued_at = t.queued_at
)sql";

constexpr std::string_view kNotify = "SELECT pg_notify($1, '')";

void AddTasks(const Result& rows, std::vector<SettleTask>& tasks) {
  for (int row = 0; row < rows.rows(); ++row) {
    tasks.push_back({rows.Int64(row, 0), rows.Int64(row, 1)});
  }
}

MembershipRow ReadMembership(const Result& rows, int row) {
  const auto small = [&](int column) { return static_cast<std::int16_t>(rows.Int64(row, column)); };
  const auto day = [&](int column) { return static_cast<std::int32_t>(rows.Int64(row, column)); };
  return {rows.Int64(row, 0),
          day(1),
          rows.Int64(row, 2),
          small(3),
          small(4),
          small(5),
          day(6),
          day(7),
          rows.Int64(row, 8),
          rows.Int64(row, 9)};
}

}  // namespace

const std::array<std::string_view, 3> settle_sql::kLookUps = {kReadMemberships, kFindWaiting,
                                                              kFindMerged};

std::vector<SettleTask> ChangedMemberships(std::vector<MembershipRow> before,
                                           std::vector<MembershipRow> after) {
  std::sort(before.begin(), before.end());
  std::sort(after.begin(), after.end());
  std::vector<MembershipRow> changed;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::back_inserter(changed));
  std::vector<SettleTask> tasks;
  for (const MembershipRow& row : changed) tasks.push_back({row.employer_id, row.pseudonym});
  std::sort(tasks.begin(), tasks.end());
  tasks.erase(std::unique(tasks.begin(), tasks.end()), tasks.end());
  return tasks;
}

absl::StatusOr<std::vector<MembershipRow>> ReadMemberships(
    Connection& connection, std::span<const std::int64_t> pseudonyms) {
  std::vector<MembershipRow> memberships;
  if (pseudonyms.empty()) return memberships;
  const std::vector<Param> params = {Param::Int64Array(pseudonyms)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kReadMemberships, params));
  for (int row = 0; row < rows.rows(); ++row) memberships.push_back(ReadMembership(rows, row));
  return memberships;
}

absl::Status InsertTasks(Connection& connection, std::vector<SettleTask> tasks) {
  // In one order, so that two who queue the same tasks do not wait for each other crosswise.
  std::sort(tasks.begin(), tasks.end());
  tasks.erase(std::unique(tasks.begin(), tasks.end()), tasks.end());
  if (tasks.empty()) return absl::OkStatus();
  std::vector<std::int64_t> employers, pseudonyms;
  for (const SettleTask& task : tasks) {
    employers.push_back(task.employer_id);
    pseudonyms.push_back(task.pseudonym);
  }
  const std::vector<Connection::Statement> statements = {
      {kInsertTasks, {Param::Int64Array(employers), Param::Int64Array(pseudonyms)}},
      {kNotify, {Param(kSettleChannel)}}};
  return connection.Pipeline(statements).status();
}

absl::Status QueueTasks(Connection& connection, AppliedParticipants applied) {
  const std::vector<Connection::Statement> statements = {
      {kFindWaiting, {Param::TextArray(applied.tokens)}},
      {kFindMerged, {Param::Int64Array(applied.revised)}}};
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> found, connection.Pipeline(statements));
  std::vector<SettleTask> tasks = std::move(applied.memberships);
  for (const Result& rows : found) AddTasks(rows, tasks);
  return InsertTasks(connection, std::move(tasks));
}

}  // namespace paritrana::compliance
