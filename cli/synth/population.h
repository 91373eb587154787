// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "cli/synth/calibration.h"
#include "libs/base/month.h"
#include "libs/base/region_code.h"

namespace paritrana::synth {

enum class PayerKind : std::uint8_t {
  kEmployer,    // private employer of wage earners
  kGovernment,  // administration with non-ASN staff, which pays 6 or 12 months at once
  kSponsor,     // administration that pays for vulnerable workers
  kCollective,  // association through which self-employed people pay
  kProject,     // construction employer
};

// How many months one line of a payer covers.
enum class Cadence : std::uint8_t { kMonthly = 1, kHalfYearly = 6, kYearly = 12 };

// One invented person at one payer.
struct SynthWorker {
  std::string nik;
  std::string name;
  absl::CivilDay birth_date;
  bool female = false;
  RegionCode workplace;  // a village
  std::int64_t wage_rupiah = 0;
  Month first_month;  // first and last covered month within the year
  Month last_month;
  bool late = false;  // the line of the last month is left for the live feed
};

// One invented payer with everyone it pays for.
struct SynthPayer {
  std::string npp;
  std::string division;
  std::string name;
  PayerKind kind = PayerKind::kEmployer;
  Cadence cadence = Cadence::kMonthly;
  SynthSegment segment = SynthSegment::kPu;
  int size_class = 0;  // 1 micro to 4 large, 0 none
  int jkk_class = 0;   // risk group 1 to 5 of payers of segment PU, 0 for others
  RegionCode registration_region;
  std::vector<SynthWorker> workers;

  std::string ref() const { return npp + "-" + division; }
};

struct PopulationOptions {
  std::uint64_t seed = 1;
  std::int64_t scale = 1000;  // one example person stands for so many
  int year = 2024;
};

// An example population: a pure function of options and calibration, made payer by payer so that
// any scale fits into memory.
//
// Thread-safe after construction.
class Population {
 public:
  Population(PopulationOptions options, Calibration calibration);

  std::size_t payers() const { return plans_.size(); }
  std::int64_t heads() const { return heads_; }

  // Makes payer `index`, below payers().
  SynthPayer MakePayer(std::size_t index) const;

  // Makes a person that is not in the population, for a payer that is: the live feed's newcomers.
  // `number` from 0.
  SynthWorker MakeNewcomer(std::size_t payer_index, std::uint64_t number) const;

  const Calibration& calibration() const { return calibration_; }
  const PopulationOptions& options() const { return options_; }

 private:
  // Workers of one payer in one regency.
  struct Posting {
    const RegencyPlaces* places;
    std::int64_t heads;
    std::int64_t first_serial;  // numbers the people of a regency, so that no NIK is made twice
  };
  struct Plan {
    RegionCode province;
    PayerKind kind;
    SynthSegment segment;
    int size_class;
    std::vector<Posting> postings;
  };
  class Planner;

  SynthWorker MakeWorker(const Plan& plan, const RegencyPlaces& places, std::int64_t serial) const;

  PopulationOptions options_;
  Calibration calibration_;
  std::vector<Plan> plans_;
  std::int64_t heads_ = 0;
};

}  // namespace paritrana::synth
