// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/payments/accounts.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/base/check.h"
#include "libs/postgres/connection.h"
#include "libs/postgres/migrations.h"

namespace paritrana::benchmark {
namespace {

// Month m of payer e is version m of its account, and payment (e − 1) × PAID + m. A month's last
// day and the tenth of the next one are made from its number.
constexpr std::string_view kFill = R"sql(
SET search_path = compliance;
INSERT INTO employer (employer_id, shard, revision, employer_ref, kind, size_class, kbli,
                      registration_region)
SELECT e, e % 8, 1, 'B' || 1000000 + e || '-000', 1, 3, '', 6474000000
  FROM generate_series(1, PAYERS) e;
CREATE TEMPORARY TABLE declared AS
SELECT m, FIRST + m - 1 AS period,
       make_date((FIRST + m) / 12, (FIRST + m) % 12 + 1, 1) - DATE '1970-01-01' AS next_month
  FROM generate_series(1, MONTHS) m;
INSERT INTO accrual (employer_id, period, version, segment, covered_month, recorded_on, lines,
                     jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer,
                     jht_employee, jp_employer, jp_employee, pending)
SELECT e, period, 1, 1, period, next_month - 1, 12, JKK, 0, JKM, 0, JHT - JHT / 3, JHT / 3,
       JP - JP / 3, JP / 3, false
  FROM generate_series(1, PAYERS) e, declared;
INSERT INTO payment (payment_no, employer_id, reference, amount, paid_on, recorded_at,
                     account_version)
SELECT (e - 1) * PAID + m, e, 'R' || m, TOTAL, next_month + 9,
       'epoch'::timestamptz + (next_month + 9) * interval '1 day', m
  FROM generate_series(1, PAYERS) e, declared WHERE m <= PAID;
INSERT INTO allocation (employer_id, version, payment_no, period, segment, jkk, jkm, jht, jp, jkp,
                        fine)
SELECT e, m, (e - 1) * PAID + m, period, 1, JKK, JKM, JHT, JP, 0, 0
  FROM generate_series(1, PAYERS) e, declared WHERE m <= PAID;
INSERT INTO account_version (employer_id, version, cause, payment_no, recorded_at, posted,
                             allocated, unallocated)
SELECT e, m, 1, (e - 1) * PAID + m, 'epoch'::timestamptz + (next_month + 9) * interval '1 day',
       m * TOTAL, m * TOTAL, 0
  FROM generate_series(1, PAYERS) e, declared WHERE m <= PAID;
INSERT INTO payer_account (employer_id, version, posted, allocated, unallocated)
SELECT e, PAID, PAID * TOTAL, PAID * TOTAL, 0 FROM generate_series(1, PAYERS) e;
SELECT setval('payment_no', (PAYERS) * PAID + 1);
)sql";

std::string Filled(const AccountsOptions& options) {
  const auto cast = [](std::int64_t number) { return absl::StrCat(number, "::bigint"); };
  return absl::StrReplaceAll(
      absl::string_view(kFill.data(), kFill.size()),
      {{"PAYERS", absl::StrCat(options.payers)},
       {"MONTHS", absl::StrCat(options.months)},
       {"PAID", cast(options.months - options.months_open)},
       {"FIRST", absl::StrCat((options.last - (options.months - 1)).number())},
       {"TOTAL", cast(kMonthRupiah)},
       {"JKK", cast(kJkk)},
       {"JKM", cast(kJkm)},
       {"JHT", cast(kJht)},
       {"JP,", absl::StrCat(kJp, ",")},
       {"JP -", absl::StrCat(kJp, " -")},
       {"JP /", absl::StrCat(kJp, " /")}});
}

}  // namespace

std::string PayerRef(int payer) { return absl::StrCat("B", 1'000'000 + payer, "-000"); }

void FillAccounts(const std::string& conninfo, const AccountsOptions& options) {
  const auto connection = postgres::Connection::Open(conninfo, absl::Seconds(10));
  PARITRANA_CHECK(connection.ok());
  PARITRANA_CHECK(
      postgres::Migrate(**connection, "compliance", "services/compliance/migrations").ok());
  PARITRANA_CHECK((*connection)->ExecuteScript(Filled(options)).ok());
  PARITRANA_CHECK((*connection)->ExecuteScript("VACUUM (ANALYZE)").ok());
  PARITRANA_CHECK((*connection)->ExecuteScript("CHECKPOINT").ok());
}

}  // namespace paritrana::benchmark
