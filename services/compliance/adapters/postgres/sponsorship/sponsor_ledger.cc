// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/sponsorship/sponsor_ledger.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/answer_store.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/sponsorship/programme_rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Another lock than a payer's, for the same id.
constexpr std::string_view kLockSponsor =
    "SELECT pg_advisory_xact_lock(hashint8extended($1::bigint, 11))";

constexpr std::string_view kReadKind = "SELECT kind FROM employer WHERE employer_id = $1";

constexpr std::string_view kAddProgramme = R"sql(
INSERT INTO sponsor_programme (employer_id, programme, kind, region, with_jht, income, funding)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING programme_no
)sql";

constexpr std::string_view kAddTerms = R"sql(
INSERT INTO sponsor_programme_terms (programme_no, version, dated_on, recorded_on, recorded_at,
                                     first_month, last_month, target_heads, budget, reason,
                                     recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";

constexpr std::string_view kReadEnrolled =
    "SELECT month, enrolled FROM sponsor_programme_month WHERE programme_no = $1 AND enrolled <> 0";

// The worker behind each token and the worker's sponsored memberships. OFFSET 0 keeps the planner
// to looking workers up one by one: a province's are too many to be gone through for each line.
// Segment 2 is BPU. $1 tokens, $2 sponsor.
constexpr std::string_view kReadMemberships = R"sql(
SELECT w.n, t.pseudonym, m.membership_no, m.segment, m.worker_kind, m.sponsor_kind, m.start_day,
       m.end_day, m.workplace_region, m.registration_region
  FROM unnest($1::uuid[]) WITH ORDINALITY AS w (token, n)
  JOIN participant_token t ON t.token = w.token
  LEFT JOIN LATERAL (
    SELECT * FROM membership own WHERE own.pseudonym = t.pseudonym OFFSET 0) m
       ON m.employer_id = $2 AND m.segment = 2
)sql";

// What stands for each worker with the sponsor, under the pseudonym of a merged record, too.
constexpr std::string_view kReadEnrolments = R"sql(
SELECT w.n, e.programme_no, e.enrolment_no, e.from_month, e.to_month
  FROM unnest($1::uuid[]) WITH ORDINALITY AS w (token, n)
  JOIN participant_token t ON t.token = w.token
 CROSS JOIN LATERAL (SELECT t.pseudonym UNION ALL
                     SELECT p.pseudonym FROM participant p WHERE p.merged_into = t.pseudonym
                     OFFSET 0) own
 CROSS JOIN LATERAL (SELECT * FROM sponsor_enrolment one
                      WHERE one.pseudonym = own.pseudonym AND one.ended_on IS NULL OFFSET 0) e
 WHERE (SELECT p.employer_id FROM sponsor_programme p WHERE p.programme_no = e.programme_no) = $2
)sql";

// $1 programme, $2 enrolments, $3 today.
constexpr std::string_view kEnd = R"sql(
UPDATE sponsor_enrolment SET ended_on = $3
 WHERE programme_no = $1 AND enrolment_no = ANY ($2::bigint[])
)sql";

// $1 programme, $2 pseudonyms, $3 first and $4 last months, $5 today.
constexpr std::string_view kAdd = R"sql(
INSERT INTO sponsor_enrolment (programme_no, pseudonym, from_month, to_month, recorded_on)
SELECT $1, a.pseudonym, a.from_month, a.to_month, $5
  FROM unnest($2::bigint[], $3::integer[], $4::integer[]) AS a (pseudonym, from_month, to_month)
)sql";

// $1 programme, $2 months, $3 changes of heads.
constexpr std::string_view kCount = R"sql(
INSERT INTO sponsor_programme_month AS m (programme_no, month, enrolled)
SELECT $1, c.month, c.heads FROM unnest($2::integer[], $3::bigint[]) AS c (month, heads)
ON CONFLICT (programme_no, month) DO UPDATE SET enrolled = m.enrolled + excluded.enrolled
)sql";

constexpr std::string_view kTouch =
    "UPDATE sponsor_programme SET enrolment_version = enrolment_version + 1 "
    "WHERE programme_no = $1";

std::string FindSql() {
  return absl::StrCat("SELECT ", std::string(kProgrammeColumns), " FROM ",
                      std::string(kProgrammeTables),
                      " WHERE p.employer_id = $1 AND p.programme = $2 ORDER BY t.version");
}

Param TokensParam(std::span<const identity::Token> tokens) {
  std::vector<std::string> texts;
  texts.reserve(tokens.size());
  for (const identity::Token& token : tokens) texts.push_back(ToUuidText(token));
  return Param::TextArray(texts);
}

Connection::Statement AddStatement(std::int64_t programme_no, const EnrolmentChanges& changes,
                                   absl::CivilDay today) {
  std::vector<std::int64_t> workers;
  std::vector<std::int64_t> from;
  std::vector<std::int64_t> to;
  for (const EnrolmentChanges::Added& added : changes.added) {
    workers.push_back(ToColumn(added.worker.value()));
    from.push_back(added.months.from.number());
    to.push_back(added.months.to.number());
  }
  return {kAdd,
          {Param(programme_no), Param::Int64Array(workers), Param::Int64Array(from),
           Param::Int64Array(to), DayParam(today)}};
}

Connection::Statement CountStatement(std::int64_t programme_no, const EnrolmentChanges& changes) {
  std::vector<std::int64_t> months;
  std::vector<std::int64_t> heads;
  for (const auto& [month, change] : changes.enrolled_change) {
    if (change == 0) continue;
    months.push_back(month.number());
    heads.push_back(change);
  }
  return {kCount, {Param(programme_no), Param::Int64Array(months), Param::Int64Array(heads)}};
}

WorkerFacts& FactsAt(std::vector<WorkerFacts>& facts, const Result& rows, int row) {
  return facts[static_cast<std::size_t>(rows.Int64(row, 0)) - 1];
}

void ReadMembershipRows(const Result& rows, std::vector<WorkerFacts>& facts) {
  for (int row = 0; row < rows.rows(); ++row) {
    WorkerFacts& worker = FactsAt(facts, rows, row);
    worker.worker = Pseudonym(FromColumn(rows.Int64(row, 1)));
    if (!rows.IsNull(row, 2)) worker.memberships.push_back(ReadMembership(rows, row, 2));
  }
}

void ReadEnrolmentRows(const Result& rows, std::vector<WorkerFacts>& facts) {
  for (int row = 0; row < rows.rows(); ++row) {
    const CoveredRange months = {ReadMonth(rows, row, 3), ReadMonth(rows, row, 4)};
    FactsAt(facts, rows, row)
        .enrolments.push_back({rows.Int64(row, 1), rows.Int64(row, 2), months});
  }
}

class PostgresSponsorTransaction : public SponsorTransaction {
 public:
  PostgresSponsorTransaction(postgres::Pool::Lease lease, postgres::Transaction transaction,
                             EmployerId sponsor)
      : lease_(std::move(lease)), transaction_(std::move(transaction)), sponsor_(sponsor) {}

  absl::Status LockSponsor() {
    const std::vector<Connection::Statement> statements = {{ledger_sql::kPlanByIndex, {}},
                                                           {kLockSponsor, {IdParam(sponsor_)}}};
    return lease_->Pipeline(statements).status();
  }

  absl::StatusOr<contribution::EmployerKind> ReadKind() override {
    const std::vector<Param> params = {IdParam(sponsor_)};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease_->Execute(kReadKind, params));
    if (rows.rows() == 0) return MakeError("PAYER_UNKNOWN", "payer");
    return static_cast<contribution::EmployerKind>(rows.Int64(0, 0));
  }

  absl::StatusOr<std::optional<SponsorProgramme>> FindProgramme(
      const std::string& programme) override {
    const std::vector<Param> params = {IdParam(sponsor_), Param(programme)};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease_->Execute(FindSql(), params));
    std::vector<SponsorProgramme> found = ReadProgrammes(rows);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  absl::StatusOr<std::int64_t> AddProgramme(const std::string& programme,
                                            const ProgrammeAttributes& attributes) override {
    const std::vector<Param> params = {IdParam(sponsor_),
                                       Param(programme),
                                       Param(static_cast<std::int64_t>(attributes.kind)),
                                       Param(ToColumn(attributes.region)),
                                       Param(attributes.with_jht),
                                       Param(attributes.income.value()),
                                       Param(static_cast<std::int64_t>(attributes.funding))};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease_->Execute(kAddProgramme, params));
    return rows.Int64(0, 0);
  }

  absl::Status AddTerms(std::int64_t programme_no,
                        const Amendment<ProgrammeTerms>& state) override {
    const ProgrammeTerms& terms = state.terms;
    const std::vector<Param> params = {
        Param(programme_no),         Param(std::int64_t{state.version}),
        DayParam(state.dated_on),    DayParam(state.recorded_on),
        Param(state.recorded_at),    MonthParam(terms.first),
        MonthParam(terms.last),      Param(terms.target_heads),
        Param(terms.budget.value()), Param(state.reason),
        Param(state.recorded_by)};
    return lease_->Execute(kAddTerms, params).status();
  }

  absl::StatusOr<std::map<Month, std::int64_t>> ReadEnrolled(std::int64_t programme_no) override {
    const std::vector<Param> params = {Param(programme_no)};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease_->Execute(kReadEnrolled, params));
    std::map<Month, std::int64_t> enrolled;
    for (int row = 0; row < rows.rows(); ++row) {
      enrolled[ReadMonth(rows, row, 0)] = rows.Int64(row, 1);
    }
    return enrolled;
  }

  absl::StatusOr<std::vector<WorkerFacts>> ReadWorkers(
      std::span<const identity::Token> tokens) override {
    const Param texts = TokensParam(tokens);
    const std::vector<Connection::Statement> statements = {
        {kReadMemberships, {texts, IdParam(sponsor_)}},
        {kReadEnrolments, {texts, IdParam(sponsor_)}}};
    PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> rows, lease_->Pipeline(statements));
    std::vector<WorkerFacts> facts(tokens.size());
    ReadMembershipRows(rows[0], facts);
    ReadEnrolmentRows(rows[1], facts);
    return facts;
  }

  absl::Status WriteEnrolments(std::int64_t programme_no, const EnrolmentChanges& changes,
                               absl::CivilDay today) override {
    const std::vector<Connection::Statement> statements = {
        {kEnd, {Param(programme_no), Param::Int64Array(changes.ended), DayParam(today)}},
        AddStatement(programme_no, changes, today),
        CountStatement(programme_no, changes),
        {kTouch, {Param(programme_no)}}};
    return lease_->Pipeline(statements).status();
  }

  absl::StatusOr<std::optional<std::string>> FindAnswer(const std::string& key,
                                                        const std::string& request) override {
    return compliance::FindAnswer(*lease_, key, request);
  }

  absl::Status KeepAnswer(const KeptAnswer& answer, absl::Time now) override {
    return compliance::KeepAnswer(*lease_, {answer.key, answer.request, answer.answer}, now);
  }

  absl::Status Commit() override { return transaction_.Commit(); }

 private:
  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
  const EmployerId sponsor_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<SponsorTransaction>> PostgresSponsorLedger::Begin(
    EmployerId sponsor, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(postgres::Transaction transaction,
                             postgres::Transaction::Begin(*lease));
  auto begun = std::make_unique<PostgresSponsorTransaction>(std::move(lease),
                                                            std::move(transaction), sponsor);
  PARITRANA_RETURN_IF_ERROR(begun->LockSponsor());
  return begun;
}

}  // namespace paritrana::compliance
