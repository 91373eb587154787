// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/reference_book.h"

#include <set>
#include <string>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/enforcement/subject_rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

// Each statement: $1 places in the import, $2, $3 and $8 columns of the rows, $4 source, $5 as of,
// $6 example, $7 now. It returns the places of the rows that count now,
// or have counted all along.

constexpr std::string_view kHeadcounts = R"sql(
WITH given AS (
  SELECT DISTINCT ON (e.employer_id) e.employer_id, g.place, g.workers
    FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS g (place, employer_ref, workers)
    JOIN employer e USING (employer_ref) ORDER BY e.employer_id, g.place DESC
), kept AS (
  INSERT INTO headcount AS h (employer_id, as_of, source, workers, example, recorded_at)
  SELECT employer_id, $5::integer, $4, workers, $6::boolean, $7 FROM given
  ON CONFLICT (employer_id, as_of, source) DO UPDATE
     SET workers = excluded.workers, example = excluded.example, recorded_at = excluded.recorded_at
   WHERE (h.workers, h.example) <> (excluded.workers, excluded.example)
)
SELECT g.place FROM unnest($1::bigint[], $2::text[]) AS g (place, employer_ref)
  JOIN employer e USING (employer_ref)
)sql";

constexpr std::string_view kMinimumWages = R"sql(
WITH given AS (
  SELECT DISTINCT ON (g.region, g.year) g.region, g.year, g.rupiah
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $8::bigint[])
         AS g (place, region, year, rupiah) ORDER BY g.region, g.year, g.place DESC
), kept AS (
  INSERT INTO minimum_wage AS m (region, year, rupiah, source, as_of, example, recorded_at)
  SELECT region, year, rupiah, $4, $5::integer, $6::boolean, $7 FROM given
  ON CONFLICT (region, year) DO UPDATE
     SET rupiah = excluded.rupiah, source = excluded.source, as_of = excluded.as_of,
         example = excluded.example, recorded_at = excluded.recorded_at
   WHERE m.as_of <= excluded.as_of
     AND (m.rupiah, m.source, m.as_of, m.example)
         <> (excluded.rupiah, excluded.source, excluded.as_of, excluded.example)
)
SELECT g.place FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS g (place, region, year)
  LEFT JOIN minimum_wage m USING (region, year) WHERE m.as_of IS NULL OR m.as_of <= $5::integer
)sql";

constexpr std::string_view kUndertakings = R"sql(
WITH given AS (
  SELECT DISTINCT ON (g.nib) g.nib, g.region, g.employer_ref
    FROM unnest($1::bigint[], $2::text[], $3::bigint[], $8::text[])
         AS g (place, nib, region, employer_ref) ORDER BY g.nib, g.place DESC
), kept AS (
  INSERT INTO obliged_undertaking AS u (nib, region, employer_ref, source, as_of, example,
                                        recorded_at)
  SELECT nib, region, employer_ref, $4, $5::integer, $6::boolean, $7 FROM given
  ON CONFLICT (nib) DO UPDATE
     SET region = excluded.region, employer_ref = excluded.employer_ref, source = excluded.source,
         as_of = excluded.as_of, example = excluded.example, recorded_at = excluded.recorded_at
   WHERE u.as_of <= excluded.as_of
     AND (u.region, u.employer_ref, u.source, u.as_of, u.example)
         <> (excluded.region, excluded.employer_ref, excluded.source, excluded.as_of,
             excluded.example)
)
SELECT g.place FROM unnest($1::bigint[], $2::text[]) AS g (place, nib)
  LEFT JOIN obliged_undertaking u USING (nib) WHERE u.as_of IS NULL OR u.as_of <= $5::integer
)sql";

// $1 references.
constexpr std::string_view kKnownEmployers =
    "SELECT DISTINCT employer_ref FROM employer WHERE employer_ref = ANY ($1::text[])";

// Columns of the rows, beside each other.
template <typename Row, typename Get>
std::vector<std::int64_t> Numbers(std::span<const ReferenceBook::Placed<Row>> rows, Get get) {
  std::vector<std::int64_t> numbers;
  for (const auto& row : rows) numbers.push_back(static_cast<std::int64_t>(get(row)));
  return numbers;
}

template <typename Row, typename Get>
std::vector<std::string> Texts(std::span<const ReferenceBook::Placed<Row>> rows, Get get) {
  std::vector<std::string> texts;
  for (const auto& row : rows) texts.push_back(get(row.row));
  return texts;
}

template <typename Row>
Param PlacesOf(std::span<const ReferenceBook::Placed<Row>> rows) {
  return Param::Int64Array(Numbers(rows, [](const auto& row) { return row.index; }));
}

template <typename Row>
Param RegionsOf(std::span<const ReferenceBook::Placed<Row>> rows) {
  return Param::Int64Array(Numbers(rows, [](const auto& row) { return ToColumn(row.region); }));
}

// Refuses the rows whose places did not come back.
template <typename Row>
void RefuseOthers(const Result& kept, std::span<const ReferenceBook::Placed<Row>> rows,
                  const RowVerdict& verdict, std::vector<RowVerdict>& verdicts) {
  std::set<std::int64_t> places;
  for (int row = 0; row < kept.rows(); ++row) places.insert(kept.Int64(row, 0));
  for (const auto& row : rows) {
    if (!places.contains(static_cast<std::int64_t>(row.index))) verdicts[row.index] = verdict;
  }
}

// A row that names an employer nobody registered counts, as one without: with a warning.
absl::Status WarnOfUnknown(postgres::Connection& connection,
                           std::span<const ReferenceBook::Placed<UndertakingRow>> rows,
                           std::vector<RowVerdict>& verdicts) {
  const auto refs = Texts(rows, [](const UndertakingRow& row) { return row.employer_ref; });
  const std::vector<Param> params = {Param::TextArray(refs)};
  PARITRANA_ASSIGN_OR_RETURN(const Result known, connection.Execute(kKnownEmployers, params));
  std::set<std::string> employers;
  for (int row = 0; row < known.rows(); ++row) employers.emplace(known.Text(row, 0));
  for (const auto& row : rows) {
    RowVerdict& verdict = verdicts[row.index];
    const bool unknown = !row.row.employer_ref.empty() && !employers.contains(row.row.employer_ref);
    if (unknown && verdict.accepted) verdict = {"EMPLOYER_UNKNOWN", "employer_ref", true};
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status PostgresReferenceBook::KeepHeadcounts(const DataSource& source,
                                                   std::span<const Placed<HeadcountRow>> rows,
                                                   absl::Time now, absl::Time deadline,
                                                   std::vector<RowVerdict>& verdicts) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const auto refs = Texts(rows, [](const HeadcountRow& row) { return row.employer_ref; });
  const auto workers = Numbers(rows, [](const auto& row) { return row.row.workers; });
  const std::vector<Param> params = {
      PlacesOf(rows),     Param::TextArray(refs),  Param::Int64Array(workers),
      Param(source.name), DayColumn(source.as_of), Param(source.example),
      Param(now)};
  PARITRANA_ASSIGN_OR_RETURN(const Result kept, lease->Execute(kHeadcounts, params));
  RefuseOthers(kept, rows, {"EMPLOYER_UNKNOWN", "employer_ref", false}, verdicts);
  return absl::OkStatus();
}

absl::Status PostgresReferenceBook::KeepMinimumWages(const DataSource& source,
                                                     std::span<const Placed<MinimumWageRow>> rows,
                                                     absl::Time now, absl::Time deadline,
                                                     std::vector<RowVerdict>& verdicts) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const auto years = Numbers(rows, [](const auto& row) { return row.row.year; });
  const auto rupiah = Numbers(rows, [](const auto& row) { return row.row.rupiah; });
  const std::vector<Param> params = {
      PlacesOf(rows),     RegionsOf(rows),          Param::Int64Array(years),
      Param(source.name), DayColumn(source.as_of),  Param(source.example),
      Param(now),         Param::Int64Array(rupiah)};
  PARITRANA_ASSIGN_OR_RETURN(const Result kept, lease->Execute(kMinimumWages, params));
  RefuseOthers(kept, rows, {"IMPORT_OLDER", "year", false}, verdicts);
  return absl::OkStatus();
}

absl::Status PostgresReferenceBook::KeepUndertakings(const DataSource& source,
                                                     std::span<const Placed<UndertakingRow>> rows,
                                                     absl::Time now, absl::Time deadline,
                                                     std::vector<RowVerdict>& verdicts) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const auto nibs = Texts(rows, [](const UndertakingRow& row) { return row.nib; });
  const auto refs = Texts(rows, [](const UndertakingRow& row) { return row.employer_ref; });
  const std::vector<Param> params = {
      PlacesOf(rows),          Param::TextArray(nibs), RegionsOf(rows), Param(source.name),
      DayColumn(source.as_of), Param(source.example),  Param(now),      Param::TextArray(refs)};
  PARITRANA_ASSIGN_OR_RETURN(const Result kept, lease->Execute(kUndertakings, params));
  RefuseOthers(kept, rows, {"IMPORT_OLDER", "nib", false}, verdicts);
  return WarnOfUnknown(*lease, rows, verdicts);
}

}  // namespace paritrana::compliance
