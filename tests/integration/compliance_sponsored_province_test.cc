// SPDX-License-Identifier: Apache-2.0
// A province that sponsored 54,452 vulnerable workers in one year and plans for 22,121 in the next
// (Kalimantan Utara as printed in the press, data/figures), at full size through the services:
// docs/sponsorship.md tells it step by step.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "services/compliance/testing/sponsor_calls.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr std::uint64_t kHeads2024 = 54'452;
constexpr std::uint64_t kTarget2025 = 22'121;
constexpr std::int64_t kMonth = 16'800;
constexpr std::uint64_t kBatch = 5'000;

class SponsoredProvince : public ::testing::Test, protected SponsorCalls {
 protected:
  std::uint64_t EnrolAll(const std::string& programme, std::uint64_t heads) {
    std::uint64_t accepted = 0;
    for (std::uint64_t from = 1; from <= heads; from += kBatch) {
      std::vector<v1::EnrolmentLine> lines;
      for (std::uint64_t i = from; i <= std::min(heads, from + kBatch - 1); ++i) {
        lines.push_back(EnrolLine(i));
      }
      accepted += Enrol(programme, lines).accepted();
    }
    return accepted;
  }

  void PayYear(const std::string& year, const std::string& period, std::uint64_t heads) {
    Lines lines;
    lines.reserve(heads);
    for (std::uint64_t i = 1; i <= heads; ++i) {
      lines.push_back(SponsoredLine(i, year + "-01", year + "-12", 12));
    }
    PostFor(kProvince, period, "R1", lines);
  }
};

TEST_F(SponsoredProvince, PaysFor54452HeadsOneYearAndTargets22121TheNext) {
  KnowSponsored(1, kHeads2024);
  const auto budget = [](std::uint64_t heads) {
    return static_cast<std::int64_t>(heads) * 12 * kMonth;
  };

  // 2024: everybody enrolled, and the year paid at once.
  service_.clock().Advance(-absl::Hours(24 * 30));  // 2024-12-02
  Create(Asked("APBD-2024", "2024-01", "2024-12", kHeads2024, budget(kHeads2024)));
  EXPECT_EQ(EnrolAll("APBD-2024", kHeads2024), kHeads2024);
  PayYear("2024", "2024-12", kHeads2024);
  const auto paid = Get("APBD-2024");
  EXPECT_EQ(paid.paid_heads(), 54'452);
  EXPECT_EQ(paid.paid_rupiah(), budget(kHeads2024));
  EXPECT_EQ(paid.realised_bp(), 10'000);
  EXPECT_EQ(paid.months(6).heads(), 54'452);

  // The council votes a target of 22,121 for 2025. Who falls out shows a month before.
  Create(Asked("APBD-2025", "2025-01", "2025-12", kTarget2025, budget(kTarget2025)));
  EXPECT_EQ(EnrolAll("APBD-2025", kHeads2024), kTarget2025);
  v1::ListLapsingProgrammesRequest horizon;
  horizon.set_region("65");
  const auto lapsing = ListLapsing(horizon);
  ASSERT_THAT(lapsing.programmes(), SizeIs(1));
  const v1::ProgrammeLapse& lapse = lapsing.programmes(0).lapse();
  EXPECT_EQ(lapse.last_covered_month(), "2024-12");
  EXPECT_EQ(lapse.heads_falling_out(), 54'452);
  EXPECT_EQ(lapse.heads_continuing(), 22'121);
  EXPECT_EQ(lapse.remaining_rupiah(), 0);

  const auto years = GetSponsor(2024, 2025);
  ASSERT_THAT(years.years(), SizeIs(2));
  EXPECT_EQ(years.years(0).paid_heads(), 54'452);
  EXPECT_EQ(years.years(0).realised_bp(), 10'000);
  EXPECT_EQ(years.years(1).target_heads(), 22'121);
  EXPECT_EQ(years.years(1).target_of_year_before_bp(), 4'062);  // 40.62 %
  EXPECT_EQ(years.years(1).paid_heads(), 0);

  // Half a year on the target is raised; both states stay.
  service_.clock().Advance(absl::Hours(24 * 211));  // 2025-07-01
  v1::AmendProgrammeRequest raise;
  raise.set_idempotency_key("apbd-p");
  raise.set_payer(kProvince);
  raise.set_programme("APBD-2025");
  *raise.mutable_terms() =
      Asked("", "2025-01", "2025-12", 30'000, budget(kTarget2025) + 7'879 * 6 * kMonth).terms();
  raise.set_reason("APBD-P 2025");
  EXPECT_EQ(Amend(raise).amendment().version(), 2u);
  EXPECT_EQ(Get("APBD-2025", "2025-06-30").programme().terms().target_heads(), 22'121);
  EXPECT_EQ(Get("APBD-2025").programme().terms().target_heads(), 30'000);
  EXPECT_THAT(GetSponsor(2025, 2025).years(0).programmes(), ElementsAre("APBD-2025"));
}

}  // namespace
}  // namespace paritrana::compliance::testing
