// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/evidence.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/compliance/domain/enforcement/subject.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using contribution::Programme;
using contribution::SizeClass;

std::vector<Evidence> EachKind() {
  return {{UndertakingEvidence{6474000000}, "OSS 2026", CivilDay(2026, 1, 2)},
          {HeadcountEvidence{50, 40}, "Wajib lapor = 2026; tahap 1", CivilDay(2026, 1, 2), true},
          {WageEvidence{Month(2026, 3), 40, 4, 30}, "UMK", CivilDay(2026, 1, 1)},
          {ProgrammeEvidence{Month(2026, 3),
                             SizeClass::kMedium,
                             {Programme::kJkk, Programme::kJkm, Programme::kJht, Programme::kJp},
                             {Programme::kJp},
                             40},
           ""},
          {ArrearsEvidence{Rupiah(5'000), Rupiah(2'000), 3, CivilDay(2025, 12, 15), "MACET"}, ""}};
}

TEST(Evidence, ReadsBackWhatItWrote) {
  for (const Evidence& evidence : EachKind()) {
    const auto read = ParseEvidence(ToText(evidence));
    ASSERT_TRUE(read.ok()) << ToText(evidence);
    EXPECT_EQ(*read, evidence) << ToText(evidence);
  }
}

TEST(Evidence, KeepsItsDurableForm) {
  EXPECT_EQ(ToText(EachKind()[1]),
            "headcount stated=50 registered=40 example=1 as_of=20455 source=Wajib lapor = 2026; "
            "tahap 1");
}

TEST(Evidence, RefusesDamagedText) {
  for (const char* text : {"", "headcount", "headcount stated=x registered=1 example=0 source=",
                           "guess of=1 example=0 source=", "wage lines=1 example=0 source=x"}) {
    EXPECT_EQ(ReasonOf(ParseEvidence(text).status())->name, "DATA_CORRUPT") << text;
  }
}

TEST(Evidence, IsTheSameInAnotherMonthWithTheSameFigures) {
  const Evidence march{WageEvidence{Month(2026, 3), 40, 4, 30}, "UMK"};
  Evidence other = march;
  std::get<WageEvidence>(other.kind).month = Month(2026, 4);
  EXPECT_TRUE(SameEvidence(march, other));
  std::get<WageEvidence>(other.kind).below_minimum = 5;
  EXPECT_FALSE(SameEvidence(march, other));
  other = march;
  other.source = "UMP";
  EXPECT_FALSE(SameEvidence(march, other));
  EXPECT_FALSE(SameEvidence(EachKind()[0], EachKind()[1]));
}

TEST(Subject, ReadsReferencesOfUndertakingsOnly) {
  EXPECT_EQ(ReadNibReference("nib-9120001234567"), "9120001234567");
  EXPECT_EQ(NibReference("9120001234567"), "nib-9120001234567");
  for (const char* text : {"A1234567-000", "nib-912000123456", "nib-912000123456X",
                           "NIB-9120001234567", "nib-91200012345678"}) {
    EXPECT_EQ(ReadNibReference(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace paritrana::compliance
