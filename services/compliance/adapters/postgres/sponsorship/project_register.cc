// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/sponsorship/project_register.h"

#include <string>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/answer_store.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/sponsorship/programme_rows.h"

namespace paritrana::compliance {
namespace {

using contribution::kProgrammeCount;
using postgres::Param;
using postgres::Result;

// Another lock than a payer's or a sponsor's, for the same id.
constexpr std::string_view kLockProject =
    "SELECT pg_advisory_xact_lock(hashint8extended($1::bigint, 12))";

constexpr std::string_view kReadKind = "SELECT kind FROM employer WHERE employer_id = $1";

// $1 payer.
constexpr std::string_view kFind = R"sql(
SELECT p.owner_id, coalesce(o.employer_ref, ''), p.work_order_on, p.contract_on, p.wages_known,
       p.registered_on, t.version, t.dated_on, t.recorded_on, t.recorded_at, t.contract_value,
       t.start_on, t.end_on, t.certificate_on, t.reason, t.recorded_by
  FROM project p JOIN project_terms t USING (employer_id)
  LEFT JOIN employer o ON o.employer_id = p.owner_id
 WHERE p.employer_id = $1 ORDER BY t.version
)sql";

constexpr std::string_view kAdd = R"sql(
INSERT INTO project (employer_id, owner_id, work_order_on, contract_on, wages_known, registered_on)
VALUES ($1, $2, $3, $4, $5, $6)
)sql";

constexpr std::string_view kAddTerms = R"sql(
INSERT INTO project_terms (employer_id, version, dated_on, recorded_on, recorded_at, contract_value,
                           start_on, end_on, certificate_on, charge_no, reason, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
)sql";

constexpr std::string_view kAddCharge = R"sql(
INSERT INTO charge (employer_id, period, segment, covered_month, recorded_on, recorded_at, source,
                    jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer,
                    jht_employee, jp_employer, jp_employee, jkp_employer, jkp_employee)
VALUES ($1, $2, $3, $2, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
RETURNING charge_no
)sql";

// $1 payer. Sources 1 and 2 are projects'.
constexpr std::string_view kReadCharges = R"sql(
SELECT charge_no, recorded_on, period, segment, source, jkk_employer, jkk_employee, jkm_employer,
       jkm_employee, jht_employer, jht_employee, jp_employer, jp_employee, jkp_employer,
       jkp_employee
  FROM charge WHERE employer_id = $1 AND source IN (1, 2) ORDER BY charge_no
)sql";

// Segment 3 is JAKON. $1 payer, $2 day.
constexpr std::string_view kCountMembers = R"sql(
SELECT count(DISTINCT pseudonym) FILTER (WHERE start_day <= $2 AND (end_day = 0 OR end_day >= $2)),
       count(DISTINCT pseudonym)
  FROM membership WHERE employer_id = $1 AND segment = 3
)sql";

// Lines and rupiah by month come from the accruals, heads from the lines. $1 payer.
constexpr std::string_view kCountMonths = R"sql(
WITH accrued AS (
  SELECT covered_month AS month, sum(lines)::bigint AS lines,
         sum(jkk_employer + jkk_employee + jkm_employer + jkm_employee + jht_employer + jht_employee
             + jp_employer + jp_employee + jkp_employer + jkp_employee)::bigint AS rupiah
    FROM accrual WHERE employer_id = $1 AND segment = 3 GROUP BY covered_month
), head AS (
  SELECT m.month, count(DISTINCT l.pseudonym) AS heads
    FROM line l
   CROSS JOIN LATERAL generate_series(l.covered_from, l.covered_to) AS m (month)
   WHERE l.employer_id = $1 AND l.standing = 1 AND l.segment = 3 GROUP BY m.month
)
SELECT a.month, coalesce(h.heads, 0), a.lines, a.rupiah
  FROM accrued a LEFT JOIN head h USING (month)
 WHERE a.lines <> 0 OR a.rupiah <> 0 ORDER BY a.month
)sql";

Param OptionalDay(const std::optional<absl::CivilDay>& day) {
  return day ? DayParam(*day) : Param::Null();
}

std::optional<absl::CivilDay> ReadOptionalDay(const Result& rows, int row, int column) {
  if (rows.IsNull(row, column)) return std::nullopt;
  return ReadDay(rows, row, column);
}

Project ReadProject(const Result& rows, EmployerId payer) {
  Project project;
  project.payer = payer;
  if (!rows.IsNull(0, 0)) project.attributes.owner = EmployerId(FromColumn(rows.Int64(0, 0)));
  project.owner_ref = std::string(rows.Text(0, 1));
  project.attributes.work_order = ReadDay(rows, 0, 2);
  project.attributes.contract = ReadDay(rows, 0, 3);
  project.attributes.wages_known = rows.Bool(0, 4);
  project.registered_on = ReadDay(rows, 0, 5);
  return project;
}

Amendment<ProjectTerms> ReadState(const Result& rows, int row) {
  Amendment<ProjectTerms> state;
  state.version = static_cast<std::uint32_t>(rows.Int64(row, 6));
  state.dated_on = ReadDay(rows, row, 7);
  state.recorded_on = ReadDay(rows, row, 8);
  state.recorded_at = rows.Time(row, 9);
  state.terms = {Rupiah(rows.Int64(row, 10)), ReadDay(rows, row, 11), ReadDay(rows, row, 12),
                 ReadOptionalDay(rows, row, 13)};
  state.reason = std::string(rows.Text(row, 14));
  state.recorded_by = std::string(rows.Text(row, 15));
  return state;
}

KeptCharge ReadCharge(const Result& rows, int row) {
  KeptCharge kept;
  kept.charge_no = rows.Int64(row, 0);
  kept.recorded_on = ReadDay(rows, row, 1);
  kept.charge.period = ReadMonth(rows, row, 2);
  kept.charge.segment = static_cast<contribution::Segment>(rows.Int64(row, 3));
  kept.charge.source = static_cast<ChargeSource>(rows.Int64(row, 4));
  for (int i = 0; i < kProgrammeCount; ++i) {
    kept.charge.amounts[static_cast<std::size_t>(i)] = {Rupiah(rows.Int64(row, 5 + 2 * i)),
                                                        Rupiah(rows.Int64(row, 6 + 2 * i))};
  }
  return kept;
}

class PostgresProjectTransaction : public ProjectTransaction {
 public:
  PostgresProjectTransaction(postgres::Pool::Lease lease, postgres::Transaction transaction,
                             EmployerId payer)
      : lease_(std::move(lease)), transaction_(std::move(transaction)), payer_(payer) {}

  absl::Status Lock() {
    const std::vector<Param> params = {IdParam(payer_)};
    return lease_->Execute(kLockProject, params).status();
  }

  absl::StatusOr<std::optional<Project>> Find() override {
    const std::vector<Param> params = {IdParam(payer_)};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease_->Execute(kFind, params));
    if (rows.rows() == 0) return std::nullopt;
    Project project = ReadProject(rows, payer_);
    for (int row = 0; row < rows.rows(); ++row) project.history.push_back(ReadState(rows, row));
    return project;
  }

  absl::StatusOr<std::vector<KeptCharge>> ReadCharges() override {
    const std::vector<Param> params = {IdParam(payer_)};
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease_->Execute(kReadCharges, params));
    std::vector<KeptCharge> charges;
    for (int row = 0; row < rows.rows(); ++row) charges.push_back(ReadCharge(rows, row));
    return charges;
  }

  absl::Status Add(const Project& project) override {
    const ProjectAttributes& attributes = project.attributes;
    const std::vector<Param> params = {
        IdParam(payer_),
        attributes.owner ? IdParam(*attributes.owner) : Param::Null(),
        DayParam(attributes.work_order),
        DayParam(attributes.contract),
        Param(attributes.wages_known),
        DayParam(project.registered_on)};
    return lease_->Execute(kAdd, params).status();
  }

  absl::Status AddTerms(const Amendment<ProjectTerms>& state,
                        std::optional<KeptCharge>& charge) override {
    if (charge) PARITRANA_RETURN_IF_ERROR(AddCharge(*charge, state.recorded_at));
    const ProjectTerms& terms = state.terms;
    const std::vector<Param> params = {IdParam(payer_),
                                       Param(std::int64_t{state.version}),
                                       DayParam(state.dated_on),
                                       DayParam(state.recorded_on),
                                       Param(state.recorded_at),
                                       Param(terms.contract_value.value()),
                                       DayParam(terms.start),
                                       DayParam(terms.end),
                                       OptionalDay(terms.certificate),
                                       charge ? Param(charge->charge_no) : Param::Null(),
                                       Param(state.reason),
                                       Param(state.recorded_by)};
    return lease_->Execute(kAddTerms, params).status();
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
  absl::Status AddCharge(KeptCharge& kept, absl::Time now) {
    const ProjectCharge& charge = kept.charge;
    std::vector<Param> params = {IdParam(payer_),
                                 MonthParam(charge.period),
                                 Param(static_cast<std::int64_t>(charge.segment)),
                                 DayParam(kept.recorded_on),
                                 Param(now),
                                 Param(static_cast<std::int64_t>(charge.source))};
    for (const contribution::Shares& shares : charge.amounts) {
      params.emplace_back(shares.employer.value());
      params.emplace_back(shares.employee.value());
    }
    PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease_->Execute(kAddCharge, params));
    kept.charge_no = rows.Int64(0, 0);
    return absl::OkStatus();
  }

  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
  const EmployerId payer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ProjectTransaction>> PostgresProjectRegister::Begin(
    EmployerId payer, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(postgres::Transaction transaction,
                             postgres::Transaction::Begin(*lease));
  auto begun =
      std::make_unique<PostgresProjectTransaction>(std::move(lease), std::move(transaction), payer);
  PARITRANA_RETURN_IF_ERROR(begun->Lock());
  return begun;
}

absl::StatusOr<contribution::EmployerKind> PostgresProjectRegister::ReadKind(EmployerId payer,
                                                                             absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {IdParam(payer)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kReadKind, params));
  if (rows.rows() == 0) return MakeError("PAYER_UNKNOWN", "payer");
  return static_cast<contribution::EmployerKind>(rows.Int64(0, 0));
}

absl::StatusOr<ProjectWorkers> PostgresProjectRegister::CountWorkers(EmployerId payer,
                                                                     absl::CivilDay day,
                                                                     absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<postgres::Connection::Statement> statements = {
      {kCountMembers, {IdParam(payer), DayParam(day)}}, {kCountMonths, {IdParam(payer)}}};
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> rows, lease->Pipeline(statements));
  ProjectWorkers workers;
  workers.in_force = rows[0].Int64(0, 0);
  workers.ever = rows[0].Int64(0, 1);
  for (int row = 0; row < rows[1].rows(); ++row) {
    workers.months.push_back({ReadMonth(rows[1], row, 0), rows[1].Int64(row, 1),
                              rows[1].Int64(row, 2), rows[1].Int64(row, 3)});
  }
  return workers;
}

}  // namespace paritrana::compliance
