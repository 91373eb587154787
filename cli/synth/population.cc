// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/population.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/synth/apportion.h"
#include "cli/synth/draw.h"
#include "libs/base/check.h"

namespace paritrana::synth {
namespace {

// Salts keep the draws for different things apart.
enum Salt : std::uint64_t { kHeadcount = 1, kPerson, kPayer, kNewcomer, kJkkClass };

// Shares of the example; assumptions, not published figures.
constexpr std::int64_t kGovernmentPercentOfPu = 6;
constexpr std::int64_t kSponsoredPercentOfBpu = 30;
constexpr int kWholeYearPercent = 85;
constexpr int kLatePercent = 8;
// Percent of employers below each risk group from the second on.
constexpr std::array<std::uint64_t, 4> kJkkClassBounds = {35, 65, 85, 95};

// Working ages at the end of the year, as days of birth.
constexpr std::int64_t kBirthDays = 14'000;
// Serial numbers from here on are hardly ever given out, so an invented NIK is unlikely to be
// anyone's.
constexpr std::int64_t kFirstNikSerial = 9'000;
constexpr std::int64_t kNikSerials = 1'000;
// Newcomers are numbered behind everyone the population could hold.
constexpr std::int64_t kNewcomerSerial = 8'000'000;

constexpr std::array<const char*, 20> kGivenNames = {
    "Adi",  "Ayu",     "Budi",    "Citra", "Dewi", "Eko",   "Fitri", "Gilang", "Hana",  "Indra",
    "Joko", "Kartika", "Lestari", "Made",  "Nur",  "Putri", "Rizky", "Sari",   "Teguh", "Wulan"};
constexpr std::array<const char*, 16> kFamilyNames = {
    "Santoso", "Wijaya", "Pratama",  "Siregar", "Nasution", "Lubis", "Saputra", "Hidayat",
    "Rahman",  "Utami",  "Manurung", "Tanjung", "Kusuma",   "Halim", "Ginting", "Wahyuni"};
constexpr std::array<const char*, 8> kTrades = {"Niaga",   "Karya", "Bahari", "Pangan",
                                                "Tekstil", "Logam", "Jasa",   "Agro"};

std::string MakeNik(RegionCode village, absl::CivilDay birth, bool female, std::int64_t serial) {
  const std::uint64_t district = village.AncestorAt(RegionLevel::kDistrict).key() / 10'000;
  return absl::StrFormat("%06d%02d%02d%02d%04d", district, birth.day() + (female ? 40 : 0),
                         birth.month(), birth.year() % 100, serial);
}

Cadence CadenceOf(PayerKind kind, std::uint64_t draw) {
  if (kind != PayerKind::kGovernment) return Cadence::kMonthly;
  return draw % 2 == 0 ? Cadence::kYearly : Cadence::kHalfYearly;
}

// Employers' risk groups; people paying for themselves and building projects have rates of their
// own.
int JkkClassOf(SynthSegment segment, std::uint64_t draw) {
  if (segment != SynthSegment::kPu) return 0;
  const std::uint64_t percent = Mix({draw, kJkkClass}) % 100;
  int jkk_class = 1;
  for (const std::uint64_t bound : kJkkClassBounds) jkk_class += percent >= bound ? 1 : 0;
  return jkk_class;
}

std::string NameOf(PayerKind kind, RegionCode province, std::uint64_t draw) {
  const std::string code = province.ToString();
  switch (kind) {
    case PayerKind::kGovernment:
      return absl::StrCat("Contoh Pemerintah Provinsi ", code);
    case PayerKind::kSponsor:
      return absl::StrCat("Contoh Dinas Tenaga Kerja ", code);
    case PayerKind::kCollective:
      return absl::StrCat("Contoh Wadah Pekerja Mandiri ", code);
    case PayerKind::kProject:
      return absl::StrCat("Contoh Proyek Konstruksi ", code);
    case PayerKind::kEmployer:
      break;
  }
  return absl::StrCat("PT Contoh ", kTrades[draw % kTrades.size()], " ", draw % 9'973);
}

}  // namespace

// Decides who pays for how many people where, before anyone is made.
class Population::Planner {
 public:
  explicit Planner(Population& population) : population_(population) {}

  void Run() {
    const Calibration& calibration = population_.calibration_;
    std::vector<std::int64_t> active;
    for (const auto& [province, regencies] : calibration.places) {
      active.push_back(0);
      for (const RegencyPlaces& places : regencies) active.back() += places.active;
    }
    const auto total = std::accumulate(active.begin(), active.end(), std::int64_t{0});
    const std::int64_t scale = population_.options_.scale;
    const auto heads = Apportion(total / scale, active);
    const auto employers =
        Apportion(std::max<std::int64_t>(1, calibration.employers / scale), active);
    std::size_t i = 0;
    for (const auto& [province, regencies] : calibration.places) {
      PlanProvince(province, heads[i], employers[i]);
      ++i;
    }
  }

 private:
  // Heads still to be placed in each regency of the province at hand, for one segment.
  struct Quota {
    const RegencyPlaces* places;
    std::int64_t heads;
  };

  void PlanProvince(RegionCode province, std::int64_t heads, std::int64_t employers) {
    const Calibration& calibration = population_.calibration_;
    const auto segments = Apportion(
        heads, {calibration.active_by_segment.begin(), calibration.active_by_segment.end()});
    std::vector<Quota> pu = QuotasOf(province, segments[0]);
    PlanEmployers(province, pu, segments[0] - segments[0] * kGovernmentPercentOfPu / 100,
                  employers);
    AddPayer(province, PayerKind::kGovernment, SynthSegment::kPu, 0, pu,
             segments[0] * kGovernmentPercentOfPu / 100);
    std::vector<Quota> bpu = QuotasOf(province, segments[1]);
    const std::int64_t sponsored = segments[1] * kSponsoredPercentOfBpu / 100;
    AddPayer(province, PayerKind::kSponsor, SynthSegment::kBpu, 0, bpu, sponsored);
    AddPayer(province, PayerKind::kCollective, SynthSegment::kBpu, 0, bpu, segments[1] - sponsored);
    std::vector<Quota> jakon = QuotasOf(province, segments[2]);
    AddPayer(province, PayerKind::kProject, SynthSegment::kJakon, 0, jakon, segments[2]);
  }

  std::vector<Quota> QuotasOf(RegionCode province, std::int64_t heads) const {
    const auto& places = population_.calibration_.places.at(province);
    std::vector<std::int64_t> weights;
    for (const RegencyPlaces& regency : places) weights.push_back(regency.active);
    const auto parts = Apportion(heads, weights);
    std::vector<Quota> quotas;
    for (std::size_t i = 0; i < places.size(); ++i) quotas.push_back({&places[i], parts[i]});
    return quotas;
  }

  void PlanEmployers(RegionCode province, std::vector<Quota>& quotas, std::int64_t heads,
                     std::int64_t employers) {
    std::vector<std::int64_t> raw;
    for (std::int64_t i = 0; i < employers; ++i) raw.push_back(DrawHeadcount(province, i));
    std::sort(raw.begin(), raw.end());
    const auto sizes = Apportion(heads, raw);
    for (std::int64_t i = 0; i < employers; ++i) {
      const int size_class = SizeClassAt(i * 1'000'000 / employers);
      AddPayer(province, PayerKind::kEmployer, SynthSegment::kPu, size_class, quotas,
               sizes[static_cast<std::size_t>(i)]);
    }
  }

  std::int64_t DrawHeadcount(RegionCode province, std::int64_t number) const {
    Draw draw(Mix({population_.options_.seed, kHeadcount, province.key(),
                   static_cast<std::uint64_t>(number)}));
    std::int64_t place = draw.Between(0, 999'999);
    for (const HeadcountClass& size : population_.calibration_.headcounts) {
      if (place < size.employers_per_million) return draw.Between(size.least, size.most);
      place -= size.employers_per_million;
    }
    return 1;
  }

  // The legal size class of an employer that stands at `millionth` of all employers ordered by
  // headcount.
  int SizeClassAt(std::int64_t millionth) const {
    const auto& sizes = population_.calibration_.employers_by_size;
    const auto total = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    std::int64_t below = 0;
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
      below += sizes[i];
      if (millionth * total < below * 1'000'000) return static_cast<int>(i) + 1;
    }
    return static_cast<int>(sizes.size());
  }

  // Takes `heads` people from the quotas, regency by regency.
  void AddPayer(RegionCode province, PayerKind kind, SynthSegment segment, int size_class,
                std::vector<Quota>& quotas, std::int64_t heads) {
    if (heads <= 0) return;
    Plan plan{province, kind, segment, size_class, {}};
    for (Quota& quota : quotas) {
      const std::int64_t taken = std::min(heads, quota.heads);
      if (taken == 0) continue;
      std::int64_t& serial = serials_[quota.places->regency];
      plan.postings.push_back({quota.places, taken, serial});
      serial += taken;
      quota.heads -= taken;
      heads -= taken;
      population_.heads_ += taken;
    }
    if (!plan.postings.empty()) population_.plans_.push_back(std::move(plan));
  }

  Population& population_;
  std::map<RegionCode, std::int64_t> serials_;
};

Population::Population(PopulationOptions options, Calibration calibration)
    : options_(options), calibration_(std::move(calibration)) {
  Planner(*this).Run();
}

SynthPayer Population::MakePayer(std::size_t index) const {
  PARITRANA_CHECK(index < plans_.size());
  const Plan& plan = plans_[index];
  const std::uint64_t draw = Mix({options_.seed, kPayer, index});
  SynthPayer payer;
  payer.npp = absl::StrFormat("C%08d", index + 1);
  payer.division = "000";
  payer.name = NameOf(plan.kind, plan.province, draw);
  payer.kind = plan.kind;
  payer.cadence = CadenceOf(plan.kind, draw);
  payer.segment = plan.segment;
  payer.size_class = plan.size_class;
  payer.jkk_class = JkkClassOf(plan.segment, draw);
  payer.registration_region = plan.postings.front().places->regency;
  for (const Posting& posting : plan.postings) {
    for (std::int64_t i = 0; i < posting.heads; ++i) {
      payer.workers.push_back(MakeWorker(plan, *posting.places, posting.first_serial + i));
    }
  }
  return payer;
}

SynthWorker Population::MakeNewcomer(std::size_t payer_index, std::uint64_t number) const {
  PARITRANA_CHECK(payer_index < plans_.size());
  const Plan& plan = plans_[payer_index];
  const std::uint64_t place = Mix({options_.seed, kNewcomer, number}) % plan.postings.size();
  SynthWorker worker = MakeWorker(plan, *plan.postings[place].places,
                                  kNewcomerSerial + static_cast<std::int64_t>(number));
  worker.first_month = Month(options_.year, 12);
  worker.last_month = Month(options_.year, 12);
  return worker;
}

SynthWorker Population::MakeWorker(const Plan& plan, const RegencyPlaces& places,
                                   std::int64_t serial) const {
  Draw draw(
      Mix({options_.seed, kPerson, places.regency.key(), static_cast<std::uint64_t>(serial)}));
  SynthWorker worker;
  // Day of birth and serial follow from the number of the person, so that no two share a NIK; the
  // villages are drawn, and more people work in the first ones.
  worker.birth_date = absl::CivilDay(options_.year - 58, 1, 1) + serial % kBirthDays;
  worker.female = draw.Percent(42);
  const std::uint64_t villages = places.villages.size();
  worker.workplace = places.villages[std::min(draw.Below(villages), draw.Below(villages))];
  worker.nik = MakeNik(places.villages[0], worker.birth_date, worker.female,
                       kFirstNikSerial + serial / kBirthDays % kNikSerials);
  worker.name = absl::StrCat(kGivenNames[draw.Below(kGivenNames.size())], " ",
                             kFamilyNames[draw.Below(kFamilyNames.size())], " (contoh)");
  const bool self_employed = plan.segment == SynthSegment::kBpu;
  worker.wage_rupiah =
      (self_employed ? draw.Between(1'000, 3'000) : draw.Between(2'000, 9'000)) * 1'000;
  const bool whole_year = draw.Percent(kWholeYearPercent);
  worker.first_month = Month(options_.year, whole_year ? 1 : static_cast<int>(draw.Between(2, 12)));
  worker.last_month = Month(options_.year, 12);
  worker.late = draw.Percent(kLatePercent);
  return worker;
}

}  // namespace paritrana::synth
