// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/placement.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::contribution {
namespace {

using testing::ShippedBook;

constexpr ProgrammeSet kPackage = {Programme::kJkk, Programme::kJkm};

class NotAPlacement : public ::testing::TestWithParam<const char*> {};

TEST_P(NotAPlacement, IsRefused) {
  const auto placement = ParsePlacement(GetParam());
  ASSERT_FALSE(placement.ok());
  EXPECT_EQ(ReasonOf(placement.status())->name, "PLACEMENT_INVALID");
}

INSTANTIATE_TEST_SUITE_P(
    Texts, NotAPlacement,
    ::testing::Values("", "+", "I", "contract", "contract months", "contract -6 months",
                      "contract 0 months", "contract 6", "contract 6 years",
                      "contract 6 months + contract 12 months", "before placement +",
                      "before placement + before placement", "0 extra months", "61 extra months",
                      "2 extra months + each extra month", "extra months",
                      "contract 99999999999 months", "contract 6 months 2 extra months"));

TEST(Placement, IsReadWhateverOrderCaseAndSpacing) {
  const Placement expected{true, 24, 2};
  EXPECT_EQ(*ParsePlacement("before placement + contract 24 months + 2 extra months"), expected);
  EXPECT_EQ(*ParsePlacement(" 2 Extra  Months+CONTRACT 24 months +Before placement "), expected);
  EXPECT_EQ(*ParsePlacement("1 extra month"), *ParsePlacement("each extra month"));
}

std::string_view ReasonFor(const PlacementCase& placement) {
  return ReasonOf(Calculate(ShippedBook(), placement).status())->name;
}

TEST(PlacementCalculation, RefusesContractsThatHaveNoAmount) {
  EXPECT_EQ(ReasonFor({Month(2024, 8), kPackage, {false, 8, 0}, {}}), "PLACEMENT_INVALID");
}

TEST(PlacementCalculation, RefusesMonthsBeforeTheRegulation) {
  EXPECT_EQ(ReasonFor({Month(2023, 1), kPackage, {false, 6, 0}, {}}), "RULE_UNKNOWN");
  EXPECT_TRUE(
      Calculate(ShippedBook(), PlacementCase{Month(2023, 2), kPackage, {false, 6, 0}, {}}).ok());
}

TEST(PlacementCalculation, RefusesOneHalfOfThePackage) {
  EXPECT_EQ(ReasonFor({Month(2024, 8), {Programme::kJkk}, {false, 6, 0}, {}}),
            "PROGRAMME_NOT_IN_SEGMENT");
  EXPECT_EQ(ReasonFor({Month(2024, 8), {Programme::kJp}, {false, 6, 0}, {}}),
            "PROGRAMME_NOT_IN_SEGMENT");
}

TEST(PlacementCalculation, AsksForWhatIsMissing) {
  EXPECT_EQ(ReasonFor({Month(2024, 8), kPackage, {}, {}}), "FIELD_REQUIRED");
  EXPECT_EQ(ReasonFor({Month(2024, 8), {Programme::kJht}, {}, {}}), "FIELD_REQUIRED");
  EXPECT_EQ(ReasonFor({Month(2024, 8), {}, {}, {}}), "FIELD_REQUIRED");
}

TEST(PlacementCalculation, TakesChosenSavingsBetweenTheirBounds) {
  const auto with = [](std::int64_t chosen) {
    return PlacementCase{Month(2024, 8), {Programme::kJht}, {}, Rupiah(chosen)};
  };
  EXPECT_EQ(ReasonFor(with(49'999)), "FIELD_OUT_OF_RANGE");
  EXPECT_EQ(ReasonFor(with(600'001)), "FIELD_OUT_OF_RANGE");
  for (const std::int64_t chosen : {50'000, 600'000}) {
    EXPECT_EQ(Calculate(ShippedBook(), with(chosen))->total_employee.value(), chosen);
  }
}

TEST(PlacementCalculation, AddsSavingsToThePackage) {
  const PlacementCase both{Month(2024, 8),
                           {Programme::kJkk, Programme::kJkm, Programme::kJht},
                           {true, 24, 0},
                           Rupiah(50'000)};
  const Calculation calculation = Calculate(ShippedBook(), both).value();
  EXPECT_EQ(calculation.package_amount->value(), 370'000);
  EXPECT_EQ(calculation.total_employee.value(), 420'000);
}

}  // namespace
}  // namespace paritrana::contribution
