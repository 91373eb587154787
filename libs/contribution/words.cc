// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/words.h"

#include <algorithm>
#include <cstddef>

namespace paritrana::contribution {
namespace {

template <typename Value>
struct Named {
  std::string_view word;
  Value value;
};

template <typename Value, std::size_t kSize>
std::optional<Value> Find(const Named<Value> (&list)[kSize], std::string_view word) {
  for (const Named<Value>& named : list) {
    if (named.word == word) return named.value;
  }
  return std::nullopt;
}

template <typename Value, std::size_t kSize>
std::string_view Name(const Named<Value> (&list)[kSize], Value value) {
  for (const Named<Value>& named : list) {
    if (named.value == value) return named.word;
  }
  return "";
}

constexpr Named<Programme> kProgrammeWords[] = {{"JKK", Programme::kJkk},
                                                {"JKM", Programme::kJkm},
                                                {"JHT", Programme::kJht},
                                                {"JP", Programme::kJp},
                                                {"JKP", Programme::kJkp}};
constexpr Named<Segment> kSegmentWords[] = {{"PU", Segment::kPu},
                                            {"BPU", Segment::kBpu},
                                            {"JAKON", Segment::kJakon},
                                            {"PMI", Segment::kPmi}};
constexpr Named<RiskClass> kRiskClassWords[] = {{"", RiskClass::kNone}, {"I", RiskClass::kI},
                                                {"II", RiskClass::kII}, {"III", RiskClass::kIII},
                                                {"IV", RiskClass::kIV}, {"V", RiskClass::kV}};
constexpr Named<EmployerKind> kEmployerKindWords[] = {{"", EmployerKind::kUnspecified},
                                                      {"private", EmployerKind::kPrivate},
                                                      {"state", EmployerKind::kState},
                                                      {"government", EmployerKind::kGovernment},
                                                      {"individual", EmployerKind::kIndividual}};
constexpr Named<SizeClass> kSizeClassWords[] = {{"", SizeClass::kUnspecified},
                                                {"micro", SizeClass::kMicro},
                                                {"small", SizeClass::kSmall},
                                                {"medium", SizeClass::kMedium},
                                                {"large", SizeClass::kLarge}};
constexpr Named<Confidence> kConfidenceWords[] = {{"H", Confidence::kHigh},
                                                  {"M", Confidence::kMedium},
                                                  {"L", Confidence::kLow},
                                                  {"D", Confidence::kDerived},
                                                  {"EX", Confidence::kExample}};
constexpr Named<BoundRow::Kind> kBoundWords[] = {
    {"wage_ceiling", BoundRow::Kind::kWageCeiling},
    {"income_min", BoundRow::Kind::kIncomeMin},
    {"income_max", BoundRow::Kind::kIncomeMax},
    {"pension_age", BoundRow::Kind::kPensionAge},
    {"deferral_max_years", BoundRow::Kind::kDeferralYears},
    {"entry_age_below", BoundRow::Kind::kEntryAgeBelow}};
constexpr Named<PlacementRow::Part> kPartWords[] = {
    {"before_placement", PlacementRow::Part::kBeforePlacement},
    {"contract", PlacementRow::Part::kContract},
    {"extra_month", PlacementRow::Part::kExtraMonth}};
constexpr Named<DueRow::Shift> kShiftWords[] = {
    {"next_working_day", DueRow::Shift::kNextWorkingDay},
    {"previous_working_day", DueRow::Shift::kPreviousWorkingDay}};
constexpr Named<Holiday::Kind> kHolidayWords[] = {{"national", Holiday::Kind::kNational},
                                                  {"collective", Holiday::Kind::kCollectiveLeave}};
constexpr Named<RoundingRow::Mode> kRoundingWords[] = {{"half_up", RoundingRow::Mode::kHalfUp},
                                                       {"down", RoundingRow::Mode::kDown}};
constexpr Named<Head> kHeadWords[] = {{"JKK", Head::kJkk}, {"JKM", Head::kJkm},
                                      {"JHT", Head::kJht}, {"JP", Head::kJp},
                                      {"JKP", Head::kJkp}, {"FINE", Head::kFine}};
constexpr Named<AllocationRow::PeriodOrder> kPeriodOrderWords[] = {
    {"oldest_due_first", AllocationRow::PeriodOrder::kOldestDueFirst}};
constexpr Named<AllocationRow::ShareOrder> kShareOrderWords[] = {
    {"employee_first", AllocationRow::ShareOrder::kEmployeeFirst},
    {"employer_first", AllocationRow::ShareOrder::kEmployerFirst}};
constexpr Named<bool> kYesNoWords[] = {{"yes", true}, {"no", false}};

}  // namespace

std::optional<Programme> FindProgramme(std::string_view word) {
  return Find(kProgrammeWords, word);
}

std::optional<ProgrammeSet> FindProgrammes(std::string_view words) {
  ProgrammeSet programmes;
  while (!words.empty()) {
    const std::size_t plus = words.find('+');
    const std::optional<Programme> programme = FindProgramme(words.substr(0, plus));
    // Nothing may stand twice, and a plus stands between two.
    const bool ends_in_plus = plus + 1 == words.size();
    if (!programme || programmes.Has(*programme) || ends_in_plus) return std::nullopt;
    programmes.Add(*programme);
    words.remove_prefix(plus == std::string_view::npos ? words.size() : plus + 1);
  }
  return programmes;
}

std::optional<std::vector<Head>> FindHeads(std::string_view words) {
  std::vector<Head> heads;
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t plus = std::min(words.find('+', at), words.size());
    const std::optional<Head> head = Find(kHeadWords, words.substr(at, plus - at));
    if (!head) return std::nullopt;
    heads.push_back(*head);
    at = plus + 1;
  }
  return heads;
}

std::optional<AllocationRow::PeriodOrder> FindPeriodOrder(std::string_view word) {
  return Find(kPeriodOrderWords, word);
}
std::optional<AllocationRow::ShareOrder> FindShareOrder(std::string_view word) {
  return Find(kShareOrderWords, word);
}
std::optional<Segment> FindSegment(std::string_view word) { return Find(kSegmentWords, word); }
std::optional<RiskClass> FindRiskClass(std::string_view word) {
  return Find(kRiskClassWords, word);
}
std::optional<EmployerKind> FindEmployerKind(std::string_view word) {
  return Find(kEmployerKindWords, word);
}
std::optional<SizeClass> FindSizeClass(std::string_view word) {
  return Find(kSizeClassWords, word);
}
std::optional<Confidence> FindConfidence(std::string_view word) {
  return Find(kConfidenceWords, word);
}
std::optional<BoundRow::Kind> FindBoundKind(std::string_view word) {
  return Find(kBoundWords, word);
}
std::optional<PlacementRow::Part> FindPlacementPart(std::string_view word) {
  return Find(kPartWords, word);
}
std::optional<DueRow::Shift> FindShift(std::string_view word) { return Find(kShiftWords, word); }
std::optional<Holiday::Kind> FindHolidayKind(std::string_view word) {
  return Find(kHolidayWords, word);
}
std::optional<RoundingRow::Mode> FindRounding(std::string_view word) {
  return Find(kRoundingWords, word);
}
std::optional<bool> FindYesNo(std::string_view word) { return Find(kYesNoWords, word); }

std::string_view NameOf(Programme programme) { return Name(kProgrammeWords, programme); }
std::string_view NameOf(Head head) { return Name(kHeadWords, head); }
std::string_view NameOf(Segment segment) { return Name(kSegmentWords, segment); }
std::string_view NameOf(RiskClass risk_class) { return Name(kRiskClassWords, risk_class); }
std::string_view NameOf(Confidence confidence) { return Name(kConfidenceWords, confidence); }

}  // namespace paritrana::contribution
