// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/employer.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::registration {
namespace {

std::string_view ReasonName(const absl::Status& status) { return ReasonOf(status)->name; }

Employer SomeEmployer() {
  Employer employer;
  employer.ref = *EmployerRef::Parse("A1234567-000");
  employer.name = "PT Contoh";
  employer.kind = EmployerKind::kPrivate;
  employer.size_class = SizeClass::kMicro;
  employer.kbli = "01113";
  return employer;
}

TEST(EmployerRef, RefusesWhatIsNotNppAndDivision) {
  for (const char* text : {"", "-", "A123", "A123-", "-000", "a123-000", "A 1-000", "A1-00X",
                           "A1-0000000", "A1-000-1", "ABCDEFGHIJKLMNOPQRSTU-000"}) {
    EXPECT_EQ(ReasonName(EmployerRef::Parse(text).status()), "PAYER_INVALID") << text;
  }
}

TEST(EmployerRef, NamesThePartThatIsWrong) {
  EXPECT_EQ(ReasonName(EmployerRef::Make("a", "000").status()), "NPP_INVALID");
  EXPECT_EQ(ReasonName(EmployerRef::Make("A", "").status()), "DIVISION_INVALID");
}

TEST(EmployerRef, KeepsZeros) {
  EXPECT_EQ(EmployerRef::Parse("00A1-001")->ToString(), "00A1-001");
  EXPECT_NE(*EmployerRef::Parse("A1-001"), *EmployerRef::Parse("A1-01"));
}

TEST(CheckEmployer, RefusesANameThatIsNone) {
  Employer employer = SomeEmployer();
  employer.name = "   ";
  EXPECT_EQ(ReasonName(CheckEmployer(employer)), "FIELD_REQUIRED");
  employer.name = std::string(201, 'x');
  EXPECT_EQ(ReasonName(CheckEmployer(employer)), "FIELD_TOO_LONG");
  employer.name = "PT\nContoh";
  EXPECT_EQ(ReasonName(CheckEmployer(employer)), "FIELD_MALFORMED");
  EXPECT_EQ(FieldOf(CheckEmployer(employer)), "name");
}

TEST(CheckEmployer, RefusesASizeClassForGovernment) {
  Employer employer = SomeEmployer();
  employer.kind = EmployerKind::kGovernment;
  EXPECT_EQ(FieldOf(CheckEmployer(employer)), "size_class");
}

TEST(CheckEmployer, RefusesAMissingKindAndAWrongSector) {
  Employer employer = SomeEmployer();
  employer.kind = EmployerKind::kUnspecified;
  EXPECT_EQ(FieldOf(CheckEmployer(employer)), "kind");
  employer = SomeEmployer();
  employer.kbli = "1113";
  EXPECT_EQ(FieldOf(CheckEmployer(employer)), "kbli");
}

TEST(CheckEmployer, RefusesReliefsThatAreNoneOrRepeatedOrTooMany) {
  Employer employer = SomeEmployer();
  for (const std::string& code :
       {std::string(), std::string("covid"), std::string("A B"), std::string(41, 'A')}) {
    employer.reliefs = {code};
    EXPECT_EQ(ReasonName(CheckEmployer(employer)), "FIELD_MALFORMED") << code;
  }
  employer.reliefs = {"B", "A", "B"};
  EXPECT_EQ(FieldOf(CheckEmployer(employer)), "reliefs");
  employer.reliefs.clear();
  for (char letter = 'A'; letter < 'J'; ++letter) employer.reliefs.emplace_back(1, letter);
  EXPECT_EQ(ReasonName(CheckEmployer(employer)), "FIELD_TOO_LONG");
  employer.reliefs.pop_back();
  EXPECT_TRUE(CheckEmployer(employer).ok());
}

TEST(CheckEmployer, AcceptsAnOrdinaryEmployer) { EXPECT_TRUE(CheckEmployer(SomeEmployer()).ok()); }

}  // namespace
}  // namespace paritrana::registration
