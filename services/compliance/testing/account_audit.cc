// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/account_audit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/contribution/testing/shipped_rules.h"
#include "services/compliance/adapters/postgres/dues/account_ledger.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/application/dues/reallocate.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance::testing {
namespace {

// Versions whose totals are not those of payments and journal. One statement sees one moment.
constexpr char kTotalsThatDiffer[] = R"sql(
SELECT count(*) FROM account_version v
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(p.amount), 0) AS posted FROM payment p
     WHERE p.employer_id = v.employer_id AND p.account_version <= v.version
       AND (p.reversal_version IS NULL OR p.reversal_version > v.version)) p ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(a.jkk + a.jkm + a.jht + a.jp + a.jkp + a.fine), 0) AS allocated
      FROM allocation a
     WHERE a.employer_id = v.employer_id AND a.version <= v.version) a ON true
 WHERE (v.posted, v.allocated) <> (p.posted, a.allocated)
    OR v.posted <> v.allocated + v.unallocated OR v.unallocated < 0)sql";

// Payments that at some version pay less than nothing of a head.
constexpr char kNegativeHeads[] = R"sql(
SELECT count(*) FROM (
  SELECT least(sum(jkk) OVER w, sum(jkm) OVER w, sum(jht) OVER w, sum(jp) OVER w, sum(jkp) OVER w,
               sum(fine) OVER w) AS least
    FROM allocation
  WINDOW w AS (PARTITION BY employer_id, payment_no, period, segment ORDER BY version)) sums
 WHERE least < 0)sql";

// Payments that at some version pay more than they are, or something although they are reversed.
constexpr char kOverspent[] = R"sql(
SELECT count(*) FROM payment p JOIN account_version v USING (employer_id)
 CROSS JOIN LATERAL (
    SELECT coalesce(sum(a.jkk + a.jkm + a.jht + a.jp + a.jkp + a.fine), 0) AS paid
      FROM allocation a
     WHERE a.employer_id = p.employer_id AND a.payment_no = p.payment_no
       AND a.version <= v.version) a
 WHERE a.paid > CASE WHEN v.version < p.account_version OR v.version >= p.reversal_version THEN 0
                     ELSE p.amount END)sql";

constexpr char kVersionsThatLack[] = R"sql(
SELECT count(*) FROM payer_account c
  LEFT JOIN LATERAL (SELECT count(*) AS versions, max(version) AS last FROM account_version v
                      WHERE v.employer_id = c.employer_id) n ON true
  LEFT JOIN account_version l ON l.employer_id = c.employer_id AND l.version = c.version
 WHERE n.versions <> c.version OR (c.version > 0 AND n.last <> c.version)
    OR (c.version > 0 AND (c.posted, c.allocated, c.unallocated)
                      IS DISTINCT FROM (l.posted, l.allocated, l.unallocated)))sql";

constexpr char kSettledAccounts[] = R"sql(
SELECT employer_id FROM payer_account a
 WHERE NOT EXISTS (SELECT FROM accrual c WHERE c.employer_id = a.employer_id AND c.pending)
   AND NOT EXISTS (SELECT FROM charge c WHERE c.employer_id = a.employer_id AND c.pending))sql";

}  // namespace

void ExpectJournalIsReplay(TestService& service, EmployerId payer) {
  PostgresAccountLedger ledger(service.pool());
  const auto transaction = ledger.Begin(absl::Now() + absl::Seconds(10));
  ASSERT_TRUE(transaction.ok());
  const AccountQuery query{payer, false, false};
  const auto held = (*transaction)->Hold({&query, 1});
  ASSERT_TRUE(held.ok()) << held.status();
  const AccountState& state = held->front().state;
  const auto replayed =
      Reallocate(contribution::testing::ShippedBook(), state, DayInWib(service.clock().Now()));
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_EQ(replayed->moved, std::vector<Piece>()) << "the journal is not what a replay says";
  EXPECT_EQ(replayed->balance.posted, state.balance.posted);
  EXPECT_EQ(replayed->balance.allocated, state.balance.allocated);
  EXPECT_EQ(replayed->balance.unallocated, state.balance.unallocated);
}

void AuditAccounts(TestService& service) {
  EXPECT_EQ(service.Count(kTotalsThatDiffer), 0) << "versions whose totals differ";
  EXPECT_EQ(service.Count(kNegativeHeads), 0) << "payments that pay less than nothing";
  EXPECT_EQ(service.Count(kOverspent), 0) << "payments that pay more than they are";
  EXPECT_EQ(service.Count(kVersionsThatLack), 0) << "accounts whose versions lack";
  for (const std::string& id : service.Query(kSettledAccounts)) {
    ExpectJournalIsReplay(service, EmployerId(FromColumn(std::stoll(id))));
  }
}

}  // namespace paritrana::compliance::testing
