// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/project.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::contribution {
namespace {

using testing::ShippedBook;

constexpr ProgrammeSet kBoth = {Programme::kJkk, Programme::kJkm};

std::string_view ReasonFor(const ProjectCase& project) {
  return ReasonOf(Calculate(ShippedBook(), project).status())->name;
}

Shares JkkJkm(std::int64_t value) {
  const Calculation calculation =
      Calculate(ShippedBook(), ProjectCase{Month(2026, 5), kBoth, Rupiah(value)}).value();
  return {calculation.Find(Programme::kJkk)->shares.employer,
          calculation.Find(Programme::kJkm)->shares.employer};
}

TEST(Project, RefusesWhatCannotBe) {
  EXPECT_EQ(ReasonFor({Month(2026, 5), kBoth, Rupiah(-1)}), "AMOUNT_NEGATIVE");
  EXPECT_EQ(ReasonFor({Month(2026, 5), kBoth, Rupiah(kContractRupiahMax + 1)}), "AMOUNT_ABSURD");
  EXPECT_EQ(ReasonFor({Month(2026, 5), {}, Rupiah(1)}), "FIELD_REQUIRED");
  EXPECT_EQ(ReasonFor({Month(2026, 5), {Programme::kJht}, Rupiah(1)}), "PROGRAMME_NOT_IN_SEGMENT");
  EXPECT_EQ(ReasonFor({Month(2015, 6), kBoth, Rupiah(1)}), "RULE_UNKNOWN");
}

TEST(Project, DoesNotOverflowAtItsLimit) {
  EXPECT_EQ(JkkJkm(kContractRupiahMax).employer.value(),
            5'940'000 + (kContractRupiahMax - 5'000'000'000) / 100'000 * 90);
}

TEST(Project, OwesNothingForNothing) { EXPECT_EQ(JkkJkm(0), Shares{}); }

TEST(Project, IsContinuousAtTheBoundsOfItsSlices) {
  for (const SliceRow& slice : ShippedBook().rows().slices) {
    if (!slice.up_to) continue;
    const std::int64_t top = *slice.up_to;
    EXPECT_EQ(JkkJkm(top).employer.value(), *slice.jkk_at_top);
    EXPECT_EQ(JkkJkm(top).employee.value(), *slice.jkm_at_top);
    // One rupiah of value moves the contribution by less than half a rupiah.
    EXPECT_EQ(JkkJkm(top), JkkJkm(top + 1));
    EXPECT_EQ(JkkJkm(top), JkkJkm(top - 1));
  }
}

TEST(Project, ShowsThePartOfEachSlice) {
  const Calculation calculation =
      Calculate(ShippedBook(), ProjectCase{Month(2026, 5), kBoth, Rupiah(250'000'000)}).value();
  const ProgrammeLine& line = *calculation.Find(Programme::kJkk);
  ASSERT_EQ(line.slices.size(), 2U);
  EXPECT_EQ(line.slices[1].value.value(), 150'000'000);
  EXPECT_EQ(line.slices[1].per_100000, 170);
}

TEST(ProjectProperty, NeverOwesLessForMore) {
  rc::check("monotone in value", [] {
    const auto low = *rc::gen::inRange<std::int64_t>(0, kContractRupiahMax);
    const auto high = *rc::gen::inRange<std::int64_t>(low, kContractRupiahMax + 1);
    RC_ASSERT(JkkJkm(low).employer <= JkkJkm(high).employer);
    RC_ASSERT(JkkJkm(low).employee <= JkkJkm(high).employee);
  });
}

TEST(ProjectProperty, HasPartsThatAddUpToItsValue) {
  rc::check("slices add up", [] {
    const auto value = *rc::gen::inRange<std::int64_t>(1, kContractRupiahMax + 1);
    const Calculation calculation =
        Calculate(ShippedBook(), ProjectCase{Month(2026, 5), kBoth, Rupiah(value)}).value();
    std::int64_t sum = 0;
    for (const SliceStep& step : calculation.lines[0].slices) sum += step.value.value();
    RC_ASSERT(sum == value);
  });
}

}  // namespace
}  // namespace paritrana::contribution
