// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/assessment_ledger.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/events/employers_assessed.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// $1 how many.
constexpr std::string_view kTake = R"sql(
SELECT t.employer_id,
       EXISTS (SELECT FROM missing_declaration m
                WHERE m.employer_id = t.employer_id AND m.declared_on IS NULL),
       EXISTS (SELECT FROM missing_declaration m
                WHERE m.employer_id = t.employer_id AND m.period = (SELECT max(month) FROM books))
  FROM assessment_task t
 ORDER BY t.employer_id LIMIT $1 FOR UPDATE OF t SKIP LOCKED
)sql";

// $1 employers.
constexpr std::string_view kReadStated = R"sql(
SELECT employer_id, revision, assessment FROM employer_assessment
 WHERE employer_id = ANY ($1::bigint[])
)sql";

// By employer: $1 employer, $2 revision, $3 assessment. $4 day.
constexpr std::string_view kKeep = R"sql(
INSERT INTO employer_assessment (employer_id, revision, as_of_day, assessment)
SELECT u.employer_id, u.revision, $4, u.assessment
  FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS u (employer_id, revision, assessment)
ON CONFLICT (employer_id) DO UPDATE
   SET revision = excluded.revision, as_of_day = excluded.as_of_day,
       assessment = excluded.assessment
)sql";

constexpr std::string_view kForget =
    "DELETE FROM assessment_task WHERE employer_id = ANY ($1::bigint[])";

// $1 employers.
constexpr std::string_view kQueueKnown = R"sql(
INSERT INTO assessment_task (employer_id, queued_at)
SELECT e, now() FROM unnest($1::bigint[]) AS e
 WHERE EXISTS (SELECT FROM accrual a WHERE a.employer_id = e)
    OR EXISTS (SELECT FROM missing_declaration m WHERE m.employer_id = e)
 ORDER BY e
ON CONFLICT (employer_id) DO UPDATE SET queued_at = excluded.queued_at
)sql";

// What was stated of an employer before.
struct Stated {
  std::uint64_t revision = 0;
  std::string assessment;
};

absl::StatusOr<std::map<std::int64_t, Stated>> ReadStated(Connection& connection,
                                                          const Param& employers) {
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection.Execute(kReadStated, std::vector<Param>{employers}));
  std::map<std::int64_t, Stated> stated;
  for (int row = 0; row < rows.rows(); ++row) {
    stated[rows.Int64(row, 0)] = {static_cast<std::uint64_t>(rows.Int64(row, 1)),
                                  rows.Bytes(row, 2)};
  }
  return stated;
}

// The employers of which something new is to be stated, and the rows that keep it.
struct Changes {
  std::map<Shard, std::vector<AssessedEmployer>> by_shard;
  std::vector<std::int64_t> employers, revisions;
  std::vector<std::string> assessments;

  void Add(EmployerId id, const Stated& before, const Assessment& assessment, absl::CivilDay today,
           std::uint32_t shards) {
    std::string bytes = EncodeAssessment(assessment);
    if (before.revision > 0 && bytes == before.assessment) return;
    const std::uint64_t revision = before.revision + 1;
    by_shard[ShardOf(id.value(), shards)].push_back({id, revision, today, assessment});
    employers.push_back(ToColumn(id.value()));
    revisions.push_back(static_cast<std::int64_t>(revision));
    assessments.push_back(std::move(bytes));
  }

  std::vector<paritrana::events::OutboxEvent> Facts(absl::Time now) const {
    std::vector<paritrana::events::OutboxEvent> facts;
    for (const auto& [shard, assessed] : by_shard) {
      facts.push_back({kEmployersAssessedTopic, shard, kEmployersAssessedType,
                       EncodeEmployersAssessed(assessed, now)});
    }
    return facts;
  }
};

}  // namespace

PostgresAssessmentLedger::PostgresAssessmentLedger(postgres::Pool& pool, std::uint32_t shards,
                                                   std::function<void()> committed)
    : pool_(pool),
      shards_(shards),
      committed_(std::move(committed)),
      outbox_("/paritrana/compliance") {}

absl::StatusOr<std::size_t> PostgresAssessmentLedger::StateNext(std::size_t employers_max,
                                                                const AssessAll& assess,
                                                                absl::CivilDay today,
                                                                absl::Time now,
                                                                absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_ASSIGN_OR_RETURN(const Result tasks,
                             lease->Execute(kTake, std::vector<Param>{CountParam(employers_max)}));
  if (tasks.rows() == 0) return 0;
  std::vector<EmployerToAssess> employers;
  std::vector<std::int64_t> ids;
  for (int row = 0; row < tasks.rows(); ++row) {
    ids.push_back(tasks.Int64(row, 0));
    employers.push_back(
        {EmployerId(FromColumn(ids.back())), tasks.Bool(row, 1), tasks.Bool(row, 2)});
  }
  const Param all = Param::Int64Array(ids);
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Assessment> assessments, assess(employers));
  PARITRANA_CHECK(assessments.size() == employers.size());
  PARITRANA_ASSIGN_OR_RETURN(auto stated, ReadStated(*lease, all));
  Changes changes;
  for (std::size_t i = 0; i < employers.size(); ++i) {
    changes.Add(employers[i].id, stated[ids[i]], assessments[i], today, shards_);
  }
  const std::vector<Connection::Statement> statements = {
      {kKeep,
       {Param::Int64Array(changes.employers), Param::Int64Array(changes.revisions),
        Param::BytesArray(changes.assessments), Param(std::int64_t{ToDayNumber(today)})}},
      {kForget, {all}}};
  PARITRANA_RETURN_IF_ERROR(lease->Pipeline(statements).status());
  if (!changes.employers.empty()) {
    PARITRANA_RETURN_IF_ERROR(outbox_.Append(*lease, changes.Facts(now), now, nullptr).status());
  }
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  if (!changes.employers.empty()) committed_();
  return employers.size();
}

absl::Status PostgresAssessmentLedger::Queue(std::span<const EmployerId> employers,
                                             absl::Time deadline) {
  std::vector<std::int64_t> ids;
  for (const EmployerId employer : employers) ids.push_back(ToColumn(employer.value()));
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return lease->Execute(kQueueKnown, std::vector<Param>{Param::Int64Array(ids)}).status();
}

}  // namespace paritrana::compliance
