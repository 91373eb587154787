// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/project.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::compliance {
namespace {

using contribution::testing::ShippedBook;

std::string Reason(const absl::Status& status) {
  return status.ok() ? "OK" : std::string(ReasonOf(status)->name);
}

ProjectAttributes Attributes() {
  ProjectAttributes attributes;
  attributes.contract = absl::CivilDay(2025, 3, 3);
  attributes.work_order = absl::CivilDay(2025, 3, 10);
  return attributes;
}

ProjectTerms Terms(std::int64_t value) {
  return {Rupiah(value), absl::CivilDay(2025, 3, 17), absl::CivilDay(2025, 11, 28), std::nullopt};
}

TEST(CheckProject, RefusesAProjectWithoutValue) {
  EXPECT_EQ(Reason(CheckProject(Attributes(), Terms(0))), "PROJECT_VALUE_REQUIRED");
  EXPECT_EQ(Reason(CheckProject(Attributes(), Terms(-1))), "PROJECT_VALUE_REQUIRED");
  EXPECT_EQ(Reason(CheckProject(Attributes(), Terms(2'000'000'000'000'000))), "AMOUNT_ABSURD");
}

TEST(CheckProject, RefusesAnEndBeforeTheStart) {
  ProjectTerms terms = Terms(1);
  terms.end = terms.start - 1;
  EXPECT_EQ(Reason(CheckProject(Attributes(), terms)), "PROJECT_DATE_ORDER");
}

TEST(CheckProject, RefusesACertificateBeforeTheContract) {
  ProjectTerms terms = Terms(1);
  terms.certificate = absl::CivilDay(2025, 3, 2);
  EXPECT_EQ(Reason(CheckProject(Attributes(), terms)), "PROJECT_DATE_ORDER");
  terms.certificate = absl::CivilDay(2025, 3, 3);
  EXPECT_EQ(Reason(CheckProject(Attributes(), terms)), "OK");
}

TEST(ChargeOf, FollowsTheContractsValueSliceBySlice) {
  const auto charge = ChargeOf(ShippedBook(), Attributes(), Terms(5'000'000'000));
  ASSERT_TRUE(charge.ok() && charge->has_value());
  EXPECT_EQ((*charge)->total(), Rupiah(6'550'000));
  EXPECT_EQ((*charge)->period, Month(2025, 3));
  EXPECT_EQ((*charge)->source, ChargeSource::kContractValue);
}

TEST(ChargeOf, IsNothingWhenWagesAreKnown) {
  ProjectAttributes attributes = Attributes();
  attributes.wages_known = true;
  const auto charge = ChargeOf(ShippedBook(), attributes, Terms(5'000'000'000));
  ASSERT_TRUE(charge.ok());
  EXPECT_FALSE(charge->has_value());
}

TEST(DifferenceOf, ChargesWhatARaisedValueAdds) {
  const auto charge = DifferenceOf(ShippedBook(), Attributes(), Terms(1'000'000'000),
                                   Terms(5'000'000'000), absl::CivilDay(2025, 8, 1));
  ASSERT_TRUE(charge.ok() && charge->has_value());
  EXPECT_EQ((*charge)->total(), Rupiah(6'550'000 - 1'750'000));
  EXPECT_EQ((*charge)->period, Month(2025, 8));
  EXPECT_EQ((*charge)->source, ChargeSource::kChangedValue);
}

TEST(DifferenceOf, TakesBackWhatALoweredValueNoLongerOwes) {
  const auto charge = DifferenceOf(ShippedBook(), Attributes(), Terms(5'000'000'000),
                                   Terms(1'000'000'000), absl::CivilDay(2025, 8, 1));
  ASSERT_TRUE(charge.ok() && charge->has_value());
  EXPECT_EQ((*charge)->total(), Rupiah(1'750'000 - 6'550'000));
}

TEST(DifferenceOf, IsNothingWhenOnlyDatesChange) {
  ProjectTerms later = Terms(1'000'000'000);
  later.end = later.end + 30;
  const auto charge = DifferenceOf(ShippedBook(), Attributes(), Terms(1'000'000'000), later,
                                   absl::CivilDay(2025, 8, 1));
  ASSERT_TRUE(charge.ok());
  EXPECT_FALSE(charge->has_value());
}

TEST(JudgeRegistration, IsInTimeOnTheFourteenthWorkingDay) {
  const absl::CivilDay work_order(2025, 9, 8);  // a Monday
  const auto in_time = JudgeRegistration(ShippedBook(), work_order, absl::CivilDay(2025, 9, 26));
  EXPECT_EQ(in_time.due_on, absl::CivilDay(2025, 9, 26));
  EXPECT_EQ(in_time.working_days, 14);
  EXPECT_EQ(in_time.working_days_late, 0);
}

TEST(JudgeRegistration, CountsWorkingDaysBeyondOnly) {
  const absl::CivilDay work_order(2025, 9, 8);
  const auto late = JudgeRegistration(ShippedBook(), work_order, absl::CivilDay(2025, 9, 30));
  EXPECT_EQ(late.working_days_late, 2);
}

TEST(JudgeRegistration, IsInTimeBeforeTheWorkOrder) {
  const absl::CivilDay work_order(2025, 9, 8);
  const auto early = JudgeRegistration(ShippedBook(), work_order, work_order - 10);
  EXPECT_EQ(early.working_days, 0);
  EXPECT_EQ(early.working_days_late, 0);
}

}  // namespace
}  // namespace paritrana::compliance
