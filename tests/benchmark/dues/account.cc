// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/dues/account.h"

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/postgres/connection.h"

namespace paritrana::benchmark {
namespace {

// What a payer declares: four runs a month of a quarter of its workers each, and every third month
// a correction half a month later. $ID and $HEADS are replaced.
constexpr std::string_view kDeclare = R"sql(
INSERT INTO compliance.accrual (employer_id, period, version, segment, covered_month, recorded_on,
  lines, jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer, jht_employee,
  jp_employer, jp_employee, pending)
SELECT e, $FIRST + m, v, 1, $FIRST + m,
       date '2021-11-26' - date '1970-01-01' + m * 365 / 12 + v * 3, $HEADS / 4,
       27000 * $HEADS / 4, 0, 15000 * $HEADS / 4, 0, 185000 * $HEADS / 4, 100000 * $HEADS / 4,
       100000 * $HEADS / 4, 50000 * $HEADS / 4, false
  FROM $PAYERS AS e, generate_series(0, 59) AS m, generate_series(1, 4) AS v
UNION ALL
SELECT e, $FIRST + m, 5, 1, $FIRST + m,
       date '2021-11-26' - date '1970-01-01' + m * 365 / 12 + 40, 0,
       -270, 0, -150, 0, -1850, -1000, -1000, -500, false
  FROM $PAYERS AS e, generate_series(0, 59, 3) AS m
)sql";

// Two parts a month; every fifth month the second comes two months late.
constexpr std::string_view kPay = R"sql(
INSERT INTO compliance.payment (payment_no, employer_id, reference, amount, paid_on, period,
                                recorded_at, account_version, reversed_on, reversal_reason,
                                reversed_at, reversal_version)
SELECT nextval('compliance.payment_no'), e, 'T-' || m || '-' || part, 477000 * $HEADS / 2, day,
       CASE WHEN m % 7 = 0 THEN $FIRST + m END, 'epoch'::timestamptz + day * interval '1 day',
       2 * m + part, reversed, reversed::text, now(), reversed
  FROM (SELECT e, m, part, reversed, (date '2021-12-14' - date '1970-01-01' + m * 365 / 12
               + CASE WHEN m % 5 = 0 AND part = 2 THEN 60 ELSE 0 END)::integer AS day
          FROM $PAYERS AS e, generate_series(0, 58) AS m, generate_series(1, 2) AS part,
               LATERAL (SELECT CASE WHEN m = 30 AND part = 1
                        THEN date '2025-01-10' - date '1970-01-01' END AS reversed) AS r) AS p
)sql";

std::string Filled(std::string_view sql, const std::string& payers, int heads) {
  std::string text(sql);
  const auto replace = [&](const std::string& name, const std::string& value) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.replace(at, name.size(), value);
    }
  };
  replace("$FIRST", absl::StrCat(kFirstMonth.number()));
  replace("$HEADS", absl::StrCat(heads));
  replace("$PAYERS", payers);
  return text;
}

}  // namespace

void Fill(const std::string& conninfo, int other_payers) {
  auto connection = postgres::Connection::Open(conninfo, absl::Seconds(10));
  PARITRANA_CHECK(connection.ok());
  const std::string measured =
      absl::StrCat("generate_series(", kMeasuredId, ", ", kMeasuredId, ")");
  const std::string others = absl::StrCat("generate_series(1000, ", 999 + other_payers, ")");
  for (const std::string_view sql : {kDeclare, kPay}) {
    PARITRANA_CHECK((*connection)->ExecuteScript(Filled(sql, others, 8)).ok());
    PARITRANA_CHECK((*connection)->ExecuteScript(Filled(sql, measured, kWorkers)).ok());
  }
  PARITRANA_CHECK((*connection)->ExecuteScript("ANALYZE").ok());
}

}  // namespace paritrana::benchmark
