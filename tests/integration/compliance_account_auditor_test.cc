// SPDX-License-Identifier: Apache-2.0
// The audit that runs beside the service finds an account that was spoilt, and only that.
#include "services/compliance/adapters/postgres/dues/account_auditor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/testing/payment_desk.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AccountAuditorTest : public ::testing::Test {
 protected:
  // Looks only at what has changed.
  AccountAuditorTest() { EXPECT_THAT(Look(), IsEmpty()); }

  std::vector<std::int64_t> Look() {
    const auto differ = auditor_.Look();
    EXPECT_TRUE(differ.ok()) << differ.status();
    return differ.value_or(std::vector<std::int64_t>());
  }
  double Value(const std::string& name) { return metrics_.GetCounter(name, "").value(); }

  TestService service_;
  PaymentDesk desk_{service_};
  metrics::Registry metrics_;
  AccountAuditor auditor_{service_.pool(), metrics_, {.changed_max = 2, .others_max = 0}};
};

TEST_F(AccountAuditorTest, LooksAtAChangeOnceAndFindsItGood) {
  desk_.Post(PaymentDesk::Payment("P1", 100, "2025-01-01"));
  EXPECT_THAT(Look(), IsEmpty());
  EXPECT_THAT(Look(), IsEmpty());
  EXPECT_EQ(Value("compliance_accounts_audited_total"), 1);
  EXPECT_EQ(Value("compliance_account_mismatch_total"), 0);
}

TEST_F(AccountAuditorTest, FindsAnAccountWhosePaymentWasChangedBehindItsBack) {
  desk_.Post(PaymentDesk::Payment("P1", 100, "2025-01-01"));
  service_.Query("UPDATE payment SET amount = 99 RETURNING 1");
  EXPECT_THAT(Look(), ElementsAre(static_cast<std::int64_t>(kTestPayerId.value())));
  EXPECT_EQ(Value("compliance_account_mismatch_total"), 1);
}

TEST_F(AccountAuditorTest, FindsAJournalThatPaysMoreThanWasPosted) {
  desk_.Post(PaymentDesk::Payment("P1", 100, "2025-01-01"));
  service_.Query(
      "INSERT INTO allocation SELECT employer_id, 1, payment_no, 24300, 1, 101, 0, 0, 0, 0, 0 "
      "FROM payment RETURNING 1");
  EXPECT_THAT(Look(), ElementsAre(static_cast<std::int64_t>(kTestPayerId.value())));
}

TEST_F(AccountAuditorTest, MissesNoChangeOfATransactionThatCommitsLate) {
  auto late = service_.pool().Acquire(absl::Now() + absl::Seconds(10));
  ASSERT_TRUE(late.ok());
  ASSERT_TRUE(
      (*late)
          ->ExecuteScript("BEGIN; INSERT INTO account_version (employer_id, version, cause, "
                          "recorded_at, posted, allocated, unallocated) "
                          "VALUES (5, 1, 1, now(), 7, 0, 7); "
                          "INSERT INTO payer_account (employer_id, version, posted, "
                          "allocated, unallocated) VALUES (5, 1, 7, 0, 7)")
          .ok());
  desk_.Post(PaymentDesk::Payment("P1", 100, "2025-01-01"));
  EXPECT_THAT(Look(), IsEmpty());
  ASSERT_TRUE((*late)->ExecuteScript("COMMIT").ok());
  EXPECT_THAT(Look(), ElementsAre(5));
}

TEST_F(AccountAuditorTest, GoesOnWhereAFullLookEnded) {
  for (const char* reference : {"P1", "P2", "P3", "P4", "P5"}) {
    desk_.Post(PaymentDesk::Payment(reference, 100, "2025-01-01"));
  }
  service_.Query("UPDATE payment SET amount = 99 WHERE reference = 'P5' RETURNING 1");
  for (int look = 0; look < 6; ++look) Look();
  EXPECT_THAT(Look(), IsEmpty());
  EXPECT_GE(Value("compliance_accounts_audited_total"), 5);
}

TEST(AccountAuditor, ComesToEveryAccountInTurn) {
  TestService service;
  PaymentDesk desk(service);
  desk.Post(PaymentDesk::Payment("P1", 100, "2025-01-01"));
  service.Query("UPDATE payment SET amount = 99 RETURNING 1");
  metrics::Registry metrics;
  AccountAuditor auditor(service.pool(), metrics, {});
  EXPECT_EQ(auditor.Look()->size(), 1u);
}

}  // namespace
}  // namespace paritrana::compliance::testing
