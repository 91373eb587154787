// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/population.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace paritrana::synth {
namespace {

// The project's own data, read from the working directory of the tests: the root.
const Calibration& TheCalibration() {
  static const auto* const calibration = new Calibration(ReadCalibration("data").value());
  return *calibration;
}

const Population& AThousandth() {
  static const auto* const population = new Population({}, TheCalibration());
  return *population;
}

TEST(Population, HoldsAboutFortyOneThousandHeadsAndNineHundredPayersAtAThousandth) {
  EXPECT_GT(AThousandth().heads(), 40'000);
  EXPECT_LT(AThousandth().heads(), 43'000);
  EXPECT_GT(AThousandth().payers(), 800U);
  EXPECT_LT(AThousandth().payers(), 1'100U);
}

TEST(Population, GivesEveryPersonANikOfHisOrHerOwn) {
  std::set<std::string> niks;
  std::size_t people = 0;
  for (std::size_t i = 0; i < AThousandth().payers(); ++i) {
    for (const SynthWorker& worker : AThousandth().MakePayer(i).workers) {
      niks.insert(worker.nik);
      ++people;
    }
  }
  EXPECT_EQ(niks.size(), people);
  EXPECT_EQ(people, static_cast<std::size_t>(AThousandth().heads()));
}

TEST(Population, RepeatsItselfForASeedAndDiffersForAnother) {
  const Population other({.seed = 2}, TheCalibration());
  const SynthPayer once = AThousandth().MakePayer(7);
  const SynthPayer again = Population({}, TheCalibration()).MakePayer(7);
  ASSERT_EQ(once.workers.size(), again.workers.size());
  EXPECT_EQ(once.name, again.name);
  for (std::size_t i = 0; i < once.workers.size(); ++i) {
    EXPECT_EQ(once.workers[i].nik, again.workers[i].nik);
    EXPECT_EQ(once.workers[i].wage_rupiah, again.workers[i].wage_rupiah);
  }
  EXPECT_NE(once.name, other.MakePayer(7).name);
}

TEST(Population, PutsEveryWorkplaceIntoTheProvinceOfItsPayer) {
  for (std::size_t i = 0; i < AThousandth().payers(); ++i) {
    const SynthPayer payer = AThousandth().MakePayer(i);
    for (const SynthWorker& worker : payer.workers) {
      ASSERT_EQ(worker.workplace.AncestorAt(RegionLevel::kProvince),
                payer.registration_region.parent());
      ASSERT_EQ(worker.workplace.level(), RegionLevel::kVillage);
    }
  }
}

TEST(Population, GivesEmployersOfEveryRiskGroupAndOthersNone) {
  std::set<int> seen;
  for (std::size_t i = 0; i < AThousandth().payers(); ++i) {
    const SynthPayer payer = AThousandth().MakePayer(i);
    ASSERT_EQ(payer.jkk_class != 0, payer.segment == SynthSegment::kPu);
    seen.insert(payer.jkk_class);
  }
  EXPECT_EQ(seen, (std::set<int>{0, 1, 2, 3, 4, 5}));
}

TEST(Population, MakesNewcomersThatAreNotInIt) {
  std::set<std::string> niks;
  const SynthPayer payer = AThousandth().MakePayer(3);
  for (const SynthWorker& worker : payer.workers) niks.insert(worker.nik);
  for (std::uint64_t number = 0; number < 100; ++number) {
    EXPECT_TRUE(niks.insert(AThousandth().MakeNewcomer(3, number).nik).second) << number;
  }
}

}  // namespace
}  // namespace paritrana::synth
