// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/detection.h"

#include <array>
#include <utility>

namespace paritrana::compliance {
namespace {

bool IsFresh(const FindingRule& rule, const DataSource& source, absl::CivilDay day) {
  return source.as_of <= day &&
         (rule.data_days_max == 0 || day - source.as_of <= rule.data_days_max);
}

Evidence Of(EvidenceKind kind, const DataSource& source) {
  return {std::move(kind), source.name, source.as_of, source.example};
}

// At least `per_1000` of `whole`; compared by multiplying, so that nothing is rounded.
bool IsShare(std::uint64_t part, std::uint64_t whole, std::uint32_t per_1000) {
  return part * 1000 >= whole * per_1000;
}

std::optional<Detection> DetectWorkers(const FindingRules& rules, const EmployerFigures& figures,
                                       absl::CivilDay day) {
  const FindingRule* rule = rules.RuleFor(FindingTest::kTooFewRegistered, day);
  if (rule == nullptr || !figures.headcount) return std::nullopt;
  const HeadcountFigures& known = *figures.headcount;
  if (!IsFresh(*rule, known.source, day)) return std::nullopt;
  Detection detection{Flag::kPdsWorkers, std::nullopt, rule};
  if (known.counts.stated >= rule->least_count &&
      !IsShare(known.counts.registered, known.counts.stated, rule->per_1000)) {
    detection.evidence = Of(known.counts, known.source);
  }
  return detection;
}

bool IsSuspicious(const FindingRule* rule, std::uint64_t part, std::uint64_t whole) {
  return rule != nullptr && part > 0 && whole >= rule->least_count &&
         IsShare(part, whole, rule->per_1000);
}

std::optional<Detection> DetectWage(const FindingRules& rules, const EmployerFigures& figures,
                                    absl::CivilDay day) {
  const FindingRule* below = rules.RuleFor(FindingTest::kWagesBelow, day);
  const FindingRule* exactly = rules.RuleFor(FindingTest::kWagesExactly, day);
  if ((below == nullptr && exactly == nullptr) || !figures.wages) return std::nullopt;
  const WageEvidence& counts = figures.wages->counts;
  if (counts.lines == 0) return std::nullopt;
  const bool low = IsSuspicious(below, counts.below_minimum, counts.lines);
  const bool exact = IsSuspicious(exactly, counts.at_minimum, counts.lines);
  Detection detection{Flag::kPdsWage, std::nullopt, low || exactly == nullptr ? below : exactly};
  if (low || exact) detection.evidence = Of(counts, figures.wages->source);
  return detection;
}

contribution::ProgrammeSet Without(contribution::ProgrammeSet set,
                                   contribution::ProgrammeSet taken) {
  for (const contribution::Programme programme : contribution::kProgrammes) {
    if (taken.Has(programme)) set.Remove(programme);
  }
  return set;
}

std::optional<Detection> DetectProgramme(const FindingRules& rules,
                                         const contribution::RuleBook& book,
                                         const EmployerFigures& figures, absl::CivilDay day) {
  const FindingRule* rule = rules.RuleFor(FindingTest::kProgrammesMissing, day);
  if (rule == nullptr || !figures.programmes || figures.programmes->lines == 0) {
    return std::nullopt;
  }
  const StandingProgrammes& known = *figures.programmes;
  const auto required = contribution::MandatoryProgrammes(book, contribution::Segment::kPu,
                                                          figures.size_class, known.month);
  if (!required.ok()) return std::nullopt;  // an employer without a size class
  const contribution::ProgrammeSet missing = Without(*required, known.standing);
  Detection detection{Flag::kPdsProgramme, std::nullopt, rule};
  if (!missing.empty()) {
    detection.evidence = Evidence{
        ProgrammeEvidence{known.month, figures.size_class, *required, missing, known.lines}, ""};
  }
  return detection;
}

std::optional<Detection> DetectArrears(const FindingRules& rules, const EmployerFigures& figures,
                                       absl::CivilDay day) {
  const FindingRule* rule = rules.RuleFor(FindingTest::kArrears, day);
  if (rule == nullptr || !figures.arrears) return std::nullopt;
  Detection detection{Flag::kArrears, std::nullopt, rule};
  if (figures.arrears->total > Rupiah()) detection.evidence = Evidence{*figures.arrears, ""};
  return detection;
}

}  // namespace

contribution::Confidence Detection::confidence() const {
  if (evidence && evidence->example) return contribution::Confidence::kExample;
  return rule->origin.confidence;
}

std::vector<Detection> DetectAll(const FindingRules& rules, const contribution::RuleBook& book,
                                 const EmployerFigures& figures, absl::CivilDay day) {
  std::array looked = {DetectWorkers(rules, figures, day), DetectWage(rules, figures, day),
                       DetectProgramme(rules, book, figures, day),
                       DetectArrears(rules, figures, day)};
  std::vector<Detection> detections;
  for (std::optional<Detection>& detection : looked) {
    if (detection) detections.push_back(*std::move(detection));
  }
  return detections;
}

std::optional<Detection> DetectUnregistered(const FindingRules& rules,
                                            const UndertakingFigures& figures, absl::CivilDay day) {
  const FindingRule* rule = rules.RuleFor(FindingTest::kNotRegistered, day);
  if (rule == nullptr || !IsFresh(*rule, figures.source, day)) return std::nullopt;
  Detection detection{Flag::kUnregistered, std::nullopt, rule};
  if (!figures.registered) {
    detection.evidence = Of(UndertakingEvidence{figures.region}, figures.source);
  }
  return detection;
}

}  // namespace paritrana::compliance
