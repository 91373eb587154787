// SPDX-License-Identifier: Apache-2.0
// Certificates of good standing over gRPC and the real database.
#include <gmock/gmock.h>

#include "services/compliance/testing/enforcement/case_calls.h"

namespace paritrana::compliance::testing {
namespace {

using absl::CivilDay;

class CertificatesTest : public CasesTest {
 protected:
  CertificatesTest() {
    SetToday(CivilDay(2026, 3, 20));
    arrears_.Say(CivilDay(2026, 3, 20), 0);
  }

  // A suspicion of PDS_WORKERS about the test payer, with number 1.
  void Suspect() {
    service_.Query(
        "INSERT INTO headcount VALUES (71, 20500, 'WLKP', 100, false, now()) RETURNING 1");
    ASSERT_TRUE(parts_.detect
                    .Detect(Subject::Of(kTestPayerId), std::nullopt, absl::Now() + absl::Seconds(9))
                    .ok());
  }
  std::string Confirm() {
    v1::ConfirmFindingRequest request;
    request.set_idempotency_key("c1");
    request.set_finding(1);
    request.set_reason("seen on site");
    v1::ConfirmFindingResponse response;
    return Call(*findings_, &v1::FindingService::Stub::ConfirmFinding, request, &response);
  }
};

TEST_F(CertificatesTest, IsVerifiedByItsCodeUntilItsLastDay) {
  ASSERT_EQ(Issue(), "OK");
  EXPECT_EQ(issued_.certificate().valid_until(), "2026-06-17");
  EXPECT_EQ(issued_.certificate().incentives_size(), 3);
  ASSERT_EQ(Verify(issued_.code()), "OK");
  EXPECT_EQ(verified_.certificate().state(), v1::CERTIFICATE_STATE_VALID);
  EXPECT_EQ(verified_.certificate().employer_ref(), kTestPayer);
  SetToday(CivilDay(2026, 6, 17));
  ASSERT_EQ(Verify(issued_.code()), "OK");
  EXPECT_EQ(verified_.certificate().state(), v1::CERTIFICATE_STATE_VALID);
  SetToday(CivilDay(2026, 6, 18));
  ASSERT_EQ(Verify(issued_.code()), "OK");
  EXPECT_EQ(verified_.certificate().state(), v1::CERTIFICATE_STATE_EXPIRED);
}

TEST_F(CertificatesTest, SaysNothingOfCodesThatNobodyHas) {
  ASSERT_EQ(Issue(), "OK");
  EXPECT_EQ(Verify("0000-0000-0000-0000-0000-0000-00"), "CERTIFICATE_UNKNOWN");
  EXPECT_EQ(Verify("guess"), "CERTIFICATE_UNKNOWN");
  EXPECT_EQ(Verify(""), "CERTIFICATE_UNKNOWN");
}

TEST_F(CertificatesTest, KeepsNoCodeAndStillAnswersTheSameCallWithTheSameOne) {
  ASSERT_EQ(Issue(), "OK");
  const std::string code = issued_.code();
  ASSERT_EQ(Issue(), "OK");
  EXPECT_EQ(issued_.code(), code);
  ASSERT_EQ(Issue("i2"), "OK");
  EXPECT_NE(issued_.code(), code);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM certificate"), 2);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM idempotency_key WHERE answer LIKE '%" +
                           code.substr(0, 4) + "%'"),
            0);
}

TEST_F(CertificatesTest, IsNotDueWhileAnythingStandsAgainstIt) {
  arrears_.Forget();
  EXPECT_EQ(Issue(), "CERTIFICATE_NOT_DUE") << "arrears that nobody knows";
  EXPECT_EQ(field_, "ARREARS");
  arrears_.Say(CivilDay(2026, 3, 20), 1);
  Suspect();
  ASSERT_EQ(Confirm(), "OK");
  ASSERT_EQ(Open(), "OK");
  EXPECT_EQ(Issue(), "CERTIFICATE_NOT_DUE");
  EXPECT_EQ(field_, "FINDING:PDS_WORKERS,CASE:1,ARREARS");
  v1::GetStandingRequest request;
  request.set_employer_ref(kTestPayer);
  v1::GetStandingResponse response;
  EXPECT_EQ(Call(*certificates_, &v1::CertificateService::Stub::GetStanding, request, &response),
            "OK");
  EXPECT_FALSE(response.good());
  EXPECT_EQ(response.obstacles_size(), 3);
}

TEST_F(CertificatesTest, IsRevokedWhenAFindingIsConfirmedButNotWhenItIsSuspected) {
  ASSERT_EQ(Issue(), "OK");
  Suspect();
  ASSERT_EQ(Verify(issued_.code()), "OK");
  EXPECT_EQ(verified_.certificate().state(), v1::CERTIFICATE_STATE_VALID);
  ASSERT_EQ(Confirm(), "OK");
  ASSERT_EQ(Verify(issued_.code()), "OK");
  EXPECT_EQ(verified_.certificate().state(), v1::CERTIFICATE_STATE_REVOKED);
  EXPECT_EQ(verified_.certificate().revoked_on(), "2026-03-20");
}

TEST_F(CertificatesTest, IsRevokedWhenACaseIsOpenedOrReopened) {
  ASSERT_EQ(Issue(), "OK");
  ASSERT_EQ(Open(), "OK");
  ASSERT_EQ(Verify(issued_.code()), "OK");
  EXPECT_EQ(verified_.certificate().state(), v1::CERTIFICATE_STATE_REVOKED);
  ASSERT_EQ(Settle(), "OK");
  ASSERT_EQ(Issue("i2"), "OK");
  ASSERT_EQ(Reopen(), "OK");
  ASSERT_EQ(Verify(issued_.code()), "OK");
  EXPECT_EQ(verified_.certificate().state(), v1::CERTIFICATE_STATE_REVOKED);
}

TEST_F(CertificatesTest, HoldsThoseWhoTryCodesToARate) {
  ASSERT_EQ(Issue(), "OK");
  std::string reason = "OK";
  for (int i = 0; i < 100 && reason != "RATE_LIMITED"; ++i) reason = Verify("guess");
  EXPECT_EQ(reason, "RATE_LIMITED");
  service_.clock().Advance(absl::Seconds(30));
  EXPECT_EQ(Verify(issued_.code()), "OK");
}

}  // namespace
}  // namespace paritrana::compliance::testing
