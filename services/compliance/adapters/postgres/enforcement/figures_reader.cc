// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/figures_reader.h"

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/enforcement/subject_rows.h"
#include "services/compliance/domain/enforcement/rule_faults.h"

namespace paritrana::compliance {
namespace {

using contribution::Programme;
using postgres::Param;
using postgres::Result;

// $1 employers.
constexpr std::string_view kEmployers =
    "SELECT employer_id, kind, size_class FROM employer WHERE employer_id = ANY ($1::bigint[])";

// $1 employers, $2 day. The newest report up to the day, and who had an employment on the report's.
constexpr std::string_view kHeadcounts = R"sql(
SELECT h.employer_id, h.workers, h.source, h.as_of, h.example,
       (SELECT count(DISTINCT m.pseudonym) FROM membership m
         WHERE m.employer_id = h.employer_id AND m.segment = 1 AND m.start_day <= h.as_of
           AND (m.end_day = 0 OR m.end_day >= h.as_of))
  FROM (SELECT DISTINCT ON (employer_id) employer_id, workers, source, as_of, example
          FROM headcount WHERE employer_id = ANY ($1::bigint[]) AND as_of <= $2
         ORDER BY employer_id, as_of DESC, recorded_at DESC, source) h
)sql";

// $1 employers, $2 last month. Standing lines of wage earners in the newest of three months that
// has any, counted against the minimum wage of their regency, else of their province.
constexpr std::string_view kLines = R"sql(
WITH recent AS (
  SELECT employer_id, least(covered_to, $2::integer) AS month, region, wage,
         coalesce(jkk_employer, 0) + coalesce(jkk_employee, 0) AS jkk,
         coalesce(jkm_employer, 0) + coalesce(jkm_employee, 0) AS jkm,
         coalesce(jht_employer, 0) + coalesce(jht_employee, 0) AS jht,
         coalesce(jp_employer, 0) + coalesce(jp_employee, 0) AS jp
    FROM line
   WHERE employer_id = ANY ($1::bigint[]) AND standing = 1 AND segment = 1
     AND covered_to >= $2::integer - 2 AND covered_from <= $2::integer
), newest AS (
  SELECT employer_id, max(month) AS month FROM recent GROUP BY employer_id
), counted AS (
  SELECT recent.* FROM recent JOIN newest USING (employer_id, month)
), minimum AS (
  SELECT place.region, place.month, w.rupiah, w.source, w.as_of, w.example
    FROM (SELECT DISTINCT region, month FROM counted) place
   CROSS JOIN LATERAL (
         SELECT rupiah, source, as_of, example FROM minimum_wage
          WHERE year = place.month / 12
            AND region IN (place.region - place.region % 1000000,
                           place.region - place.region % 100000000)
          ORDER BY region DESC LIMIT 1) w
)
SELECT c.employer_id, c.month, count(*),
       coalesce(bool_or(c.jkk > 0), false), coalesce(bool_or(c.jkm > 0), false),
       coalesce(bool_or(c.jht > 0), false), coalesce(bool_or(c.jp > 0), false),
       count(*) FILTER (WHERE c.wage IS NOT NULL AND m.rupiah IS NOT NULL),
       count(*) FILTER (WHERE c.wage < m.rupiah), count(*) FILTER (WHERE c.wage = m.rupiah),
       coalesce(min(m.source), ''), coalesce(min(m.as_of), 0),
       coalesce(bool_or(m.example), false)
  FROM counted c LEFT JOIN minimum m USING (region, month)
 GROUP BY c.employer_id, c.month
)sql";

// $1 business numbers; or $1 employers.
constexpr std::string_view kUndertakings = R"sql(
SELECT u.nib, u.region, u.source, u.as_of, u.example,
       u.employer_ref <> '' AND EXISTS (SELECT 1 FROM employer e
                                         WHERE e.employer_ref = u.employer_ref)
  FROM obliged_undertaking u WHERE u.nib = ANY ($1::text[])
)sql";
constexpr std::string_view kUndertakingsOf = R"sql(
SELECT u.nib, u.region, u.source, u.as_of, u.example, true
  FROM employer e JOIN obliged_undertaking u USING (employer_ref)
 WHERE e.employer_id = ANY ($1::bigint[]) AND u.employer_ref <> ''
)sql";

using Figures = std::map<EmployerId, EmployerFigures>;

EmployerId IdAt(const Result& rows, int row) { return EmployerId(FromColumn(rows.Int64(row, 0))); }

DataSource ReadSource(const Result& rows, int row, int column) {
  return {std::string(rows.Text(row, column)), DayAt(rows, row, column + 1),
          rows.Bool(row, column + 2)};
}

std::uint64_t Count(const Result& rows, int row, int column) {
  return static_cast<std::uint64_t>(rows.Int64(row, column));
}

void TakeEmployers(const Result& rows, Figures& figures) {
  for (int row = 0; row < rows.rows(); ++row) {
    EmployerFigures& known = figures[IdAt(rows, row)];
    known.kind = static_cast<contribution::EmployerKind>(rows.Int64(row, 1));
    known.size_class = static_cast<contribution::SizeClass>(rows.Int64(row, 2));
  }
}

void TakeHeadcounts(const Result& rows, Figures& figures) {
  for (int row = 0; row < rows.rows(); ++row) {
    figures[IdAt(rows, row)].headcount =
        HeadcountFigures{ReadSource(rows, row, 2), {Count(rows, row, 1), Count(rows, row, 5)}};
  }
}

void TakeLines(const Result& rows, Figures& figures) {
  for (int row = 0; row < rows.rows(); ++row) {
    EmployerFigures& known = figures[IdAt(rows, row)];
    const Month month = Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, 1)));
    StandingProgrammes programmes{month, {}, Count(rows, row, 2)};
    int column = 3;
    for (const Programme programme :
         {Programme::kJkk, Programme::kJkm, Programme::kJht, Programme::kJp}) {
      if (rows.Bool(row, column++)) programmes.standing.Add(programme);
    }
    known.programmes = programmes;
    if (Count(rows, row, 7) == 0) continue;
    known.wages =
        WageFigures{ReadSource(rows, row, 10),
                    {month, Count(rows, row, 7), Count(rows, row, 8), Count(rows, row, 9)}};
  }
}

std::map<std::string, UndertakingFigures> ToUndertakings(const Result& rows) {
  std::map<std::string, UndertakingFigures> undertakings;
  for (int row = 0; row < rows.rows(); ++row) {
    undertakings[std::string(rows.Text(row, 0))] = {FromColumn(rows.Int64(row, 1)),
                                                    rows.Bool(row, 5), ReadSource(rows, row, 2)};
  }
  return undertakings;
}

Param IdsParam(std::span<const EmployerId> employers) {
  std::vector<std::int64_t> ids;
  for (const EmployerId employer : employers) ids.push_back(ToColumn(employer.value()));
  return Param::Int64Array(ids);
}

}  // namespace

absl::StatusOr<Figures> PostgresFiguresReader::ReadEmployers(std::span<const EmployerId> employers,
                                                             absl::CivilDay day,
                                                             absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const Param ids = IdsParam(employers);
  // The month of the day itself is not due yet.
  const Param last_month = MonthParam(MonthOf(day) - 1);
  const std::vector<postgres::Connection::Statement> statements = {
      {kEmployers, {ids}}, {kHeadcounts, {ids, DayColumn(day)}}, {kLines, {ids, last_month}}};
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> results, lease->Pipeline(statements));
  Figures figures;
  TakeEmployers(results[0], figures);
  TakeHeadcounts(results[1], figures);
  TakeLines(results[2], figures);
  return figures;
}

absl::StatusOr<std::map<std::string, UndertakingFigures>> PostgresFiguresReader::ReadUndertakings(
    std::span<const std::string> nibs, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {Param::TextArray(nibs)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kUndertakings, params));
  return ToUndertakings(rows);
}

absl::StatusOr<std::map<std::string, UndertakingFigures>> PostgresFiguresReader::ReadUndertakingsOf(
    std::span<const EmployerId> employers, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {IdsParam(employers)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kUndertakingsOf, params));
  return ToUndertakings(rows);
}

}  // namespace paritrana::compliance
