// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/ledger.h"

#include "absl/time/time.h"
#include "libs/base/check.h"
#include "libs/base/month.h"
#include "libs/base/region_code.h"
#include "libs/postgres/connection.h"

namespace paritrana::e2e {
namespace {

constexpr std::string_view kCounted = R"sql(
SELECT s.submission, count(*) FROM compliance.line l
  JOIN compliance.submission s USING (submission_no)
 WHERE l.standing = 1 GROUP BY s.submission
)sql";

constexpr std::string_view kDoubled = R"sql(
SELECT count(*) FROM (
  SELECT 1 FROM compliance.line WHERE standing = 1
   GROUP BY run_no, line_id HAVING count(*) > 1) doubled
)sql";

constexpr std::string_view kMissing = R"sql(
SELECT coalesce(sum(top - held), 0)::bigint FROM (
  SELECT max(sequence) AS top, count(DISTINCT sequence) AS held
    FROM compliance.chunk_shard GROUP BY shard, epoch) by_shard
)sql";

// A regency's key has zeros for district and village.
constexpr std::string_view kRegencies = R"sql(
SELECT region / 1000000 * 1000000 AS regency, count(DISTINCT pseudonym), sum(amount)::bigint
  FROM compliance.line
 WHERE standing = 1 AND covered_from <= $1 AND covered_to >= $1
 GROUP BY 1
)sql";

postgres::Result Ask(const Installation& installation, std::string_view sql,
                     const std::vector<postgres::Param>& params = {}) {
  const auto connection = postgres::Connection::Open(installation.conninfo(), absl::Seconds(10));
  PARITRANA_CHECK(connection.ok());
  auto result = (*connection)->Execute(sql, params);
  if (!result.ok()) std::fprintf(stderr, "%s\n", result.status().ToString().c_str());
  PARITRANA_CHECK(result.ok());
  return *std::move(result);
}

}  // namespace

std::map<std::string, int> CountedLines(const Installation& installation) {
  const postgres::Result rows = Ask(installation, kCounted);
  std::map<std::string, int> counted;
  for (int row = 0; row < rows.rows(); ++row) {
    counted[std::string(rows.Text(row, 0))] = static_cast<int>(rows.Int64(row, 1));
  }
  return counted;
}

int DoubledLines(const Installation& installation) {
  return static_cast<int>(Ask(installation, kDoubled).Int64(0, 0));
}

int MissingSequences(const Installation& installation) {
  return static_cast<int>(Ask(installation, kMissing).Int64(0, 0));
}

std::map<std::string, Heads> RecomputeRegencies(const Installation& installation,
                                                const std::string& month) {
  const std::vector<postgres::Param> params = {
      postgres::Param(std::int64_t{Month::Parse(month)->number()})};
  const postgres::Result rows = Ask(installation, kRegencies, params);
  std::map<std::string, Heads> regencies;
  for (int row = 0; row < rows.rows(); ++row) {
    const auto code = RegionCode::FromKey(static_cast<std::uint64_t>(rows.Int64(row, 0)));
    PARITRANA_CHECK(code.ok());
    regencies[code->ToString()] = {static_cast<std::uint64_t>(rows.Int64(row, 1)),
                                   rows.Int64(row, 2)};
  }
  return regencies;
}

}  // namespace paritrana::e2e
