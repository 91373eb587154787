// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/detection.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/compliance/testing/enforcement/rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using contribution::Confidence;
using contribution::Programme;
using contribution::ProgrammeSet;
using contribution::SizeClass;
using testing::ShippedEnforcement;

const CivilDay kToday(2026, 5, 4);
const DataSource kReport{"WLKP 2026", CivilDay(2026, 2, 1)};

// What was said about one flag: "found", "not found", or "" if nothing was.
std::string Said(const EmployerFigures& figures, Flag flag, CivilDay day = kToday) {
  const auto& book = contribution::testing::ShippedBook();
  for (const Detection& detection : DetectAll(ShippedEnforcement().findings, book, figures, day)) {
    if (detection.flag == flag) return detection.evidence ? "found" : "not found";
  }
  return "";
}

EmployerFigures Headcount(std::uint64_t stated, std::uint64_t registered) {
  EmployerFigures figures;
  figures.headcount = HeadcountFigures{kReport, {stated, registered}};
  return figures;
}

TEST(DetectWorkers, FindsWhereUnderNinetyFivePercentAreRegistered) {
  EXPECT_EQ(Said(Headcount(100, 94), Flag::kPdsWorkers), "found");
  EXPECT_EQ(Said(Headcount(100, 95), Flag::kPdsWorkers), "not found");
  EXPECT_EQ(Said(Headcount(100, 130), Flag::kPdsWorkers), "not found");
  EXPECT_EQ(Said(Headcount(1, 0), Flag::kPdsWorkers), "found");
  EXPECT_EQ(Said(Headcount(0, 0), Flag::kPdsWorkers), "not found");
}

TEST(DetectWorkers, SaysNothingWithoutAFreshReport) {
  EXPECT_EQ(Said({}, Flag::kPdsWorkers), "");
  EXPECT_EQ(Said(Headcount(100, 1), Flag::kPdsWorkers, kReport.as_of + 400), "found");
  EXPECT_EQ(Said(Headcount(100, 1), Flag::kPdsWorkers, kReport.as_of + 401), "");
  EXPECT_EQ(Said(Headcount(100, 1), Flag::kPdsWorkers, kReport.as_of - 1), "");
}

EmployerFigures Wages(std::uint64_t lines, std::uint64_t below, std::uint64_t at) {
  EmployerFigures figures;
  figures.wages = WageFigures{kReport, {Month(2026, 4), lines, below, at}};
  return figures;
}

TEST(DetectWage, FindsAShareBelowTheMinimumWage) {
  EXPECT_EQ(Said(Wages(40, 4, 0), Flag::kPdsWage), "found");
  EXPECT_EQ(Said(Wages(40, 3, 0), Flag::kPdsWage), "not found");
  EXPECT_EQ(Said(Wages(4, 4, 0), Flag::kPdsWage), "not found") << "too few to say anything";
  EXPECT_EQ(Said(Wages(0, 0, 0), Flag::kPdsWage), "");
  EXPECT_EQ(Said({}, Flag::kPdsWage), "");
}

TEST(DetectWage, FindsThatAllWagesAreExactlyTheMinimum) {
  EXPECT_EQ(Said(Wages(10, 0, 10), Flag::kPdsWage), "found");
  EXPECT_EQ(Said(Wages(10, 0, 9), Flag::kPdsWage), "not found");
  EXPECT_EQ(Said(Wages(9, 0, 9), Flag::kPdsWage), "not found") << "too few for a pattern";
}

TEST(DetectWage, NamesTheRuleThatWasBroken) {
  const auto& book = contribution::testing::ShippedBook();
  const auto rule_of = [&](const EmployerFigures& figures) {
    return DetectAll(ShippedEnforcement().findings, book, figures, kToday).at(0).rule->origin;
  };
  EXPECT_EQ(rule_of(Wages(10, 0, 10)).rule_id, "FIND-WAGE-EXACT");
  EXPECT_EQ(rule_of(Wages(10, 10, 0)).rule_id, "FIND-WAGE-BELOW");
  EXPECT_EQ(rule_of(Wages(10, 10, 0)).confidence, Confidence::kMedium);
}

TEST(DetectWage, IsAnExampleWhenTheMinimumWageIs) {
  EmployerFigures figures = Wages(10, 10, 0);
  figures.wages->source.example = true;
  const auto detections = DetectAll(ShippedEnforcement().findings,
                                    contribution::testing::ShippedBook(), figures, kToday);
  EXPECT_EQ(detections.at(0).confidence(), Confidence::kExample);
}

EmployerFigures Programmes(SizeClass size_class, ProgrammeSet standing, std::uint64_t lines = 12) {
  EmployerFigures figures;
  figures.size_class = size_class;
  figures.programmes = StandingProgrammes{Month(2026, 4), standing, lines};
  return figures;
}

TEST(DetectProgramme, FindsWhatTheSizeClassRequiresAndNobodyGets) {
  const ProgrammeSet two = {Programme::kJkk, Programme::kJkm};
  const ProgrammeSet three = {Programme::kJkk, Programme::kJkm, Programme::kJht};
  EXPECT_EQ(Said(Programmes(SizeClass::kMicro, two), Flag::kPdsProgramme), "not found");
  EXPECT_EQ(Said(Programmes(SizeClass::kSmall, two), Flag::kPdsProgramme), "found");
  EXPECT_EQ(Said(Programmes(SizeClass::kSmall, three), Flag::kPdsProgramme), "not found");
  EXPECT_EQ(Said(Programmes(SizeClass::kMedium, three), Flag::kPdsProgramme), "found");
  EXPECT_EQ(Said(Programmes(SizeClass::kLarge, three), Flag::kPdsProgramme), "found");
}

TEST(DetectProgramme, SaysNothingWithoutSizeClassOrLines) {
  EXPECT_EQ(Said(Programmes(SizeClass::kUnspecified, {}), Flag::kPdsProgramme), "");
  EXPECT_EQ(Said(Programmes(SizeClass::kLarge, {}, 0), Flag::kPdsProgramme), "");
}

TEST(DetectProgramme, ShowsWhatIsMissing) {
  const auto detections =
      DetectAll(ShippedEnforcement().findings, contribution::testing::ShippedBook(),
                Programmes(SizeClass::kMedium, {Programme::kJkk, Programme::kJkm}), kToday);
  const auto evidence = std::get<ProgrammeEvidence>(detections.at(0).evidence->kind);
  EXPECT_EQ(evidence.missing, (ProgrammeSet{Programme::kJht, Programme::kJp}));
  EXPECT_EQ(evidence.lines, 12u);
}

TEST(DetectArrears, TellsNoneFromUnknown) {
  EmployerFigures figures;
  EXPECT_EQ(Said(figures, Flag::kArrears), "");
  figures.arrears = ArrearsEvidence{};
  EXPECT_EQ(Said(figures, Flag::kArrears), "not found");
  figures.arrears->total = Rupiah(1);
  EXPECT_EQ(Said(figures, Flag::kArrears), "found");
}

TEST(DetectUnregistered, FindsWhoIsListedAndKnownAsNoEmployer) {
  const FindingRules& rules = ShippedEnforcement().findings;
  const auto found = DetectUnregistered(rules, {6474000000, false, kReport}, kToday);
  ASSERT_TRUE(found && found->evidence);
  EXPECT_EQ(found->evidence->source, "WLKP 2026");
  EXPECT_FALSE(DetectUnregistered(rules, {6474000000, true, kReport}, kToday)->evidence);
  EXPECT_FALSE(DetectUnregistered(rules, {6474000000, false, kReport}, kReport.as_of - 1));
}

TEST(Detection, SaysNothingBeforeItsRules) {
  EXPECT_EQ(Said(Headcount(100, 1), Flag::kPdsWorkers, CivilDay(2013, 11, 1)), "");
}

std::string ReasonOfRules(std::vector<FindingRule> rows) {
  const auto rules = FindingRules::Make(std::move(rows));
  return rules.ok() ? "OK" : std::string(ReasonOf(rules.status())->name);
}

TEST(FindingRules, RefusesRulesThatCannotBe) {
  const std::vector<FindingRule> good = ShippedEnforcement().findings.rows();
  EXPECT_EQ(ReasonOfRules(good), "OK");
  auto rows = good;
  rows.push_back(rows[0]);
  EXPECT_EQ(ReasonOfRules(rows), "RULES_INVALID") << "holds twice";
  rows = good;
  rows[0].flag = Flag::kArrears;
  EXPECT_EQ(ReasonOfRules(rows), "RULES_INVALID") << "another flag's test";
  rows = good;
  rows[1].per_1000 = 1'001;
  EXPECT_EQ(ReasonOfRules(rows), "RULES_INVALID") << "more than all";
  rows = good;
  rows[1].data_days_max = -1;
  EXPECT_EQ(ReasonOfRules(rows), "RULES_INVALID") << "an age below zero";
}

}  // namespace
}  // namespace paritrana::compliance
