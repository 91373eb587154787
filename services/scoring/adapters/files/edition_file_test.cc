// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/files/edition_file.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/scoring/testing/example_data.h"
#include "services/scoring/testing/small_tree.h"

namespace paritrana::scoring {
namespace {

using testing::Code;
using testing::ExampleData;

constexpr char kHeader[] = "region_code,segment,date,value,definition,source,confidence,example\n";

std::string RefusalOf(const ExampleData& data) {
  const auto edition = LoadEdition(data.path(), "test.toml");
  return edition.ok() ? "" : edition.status().ToString();
}

TEST(EditionFile, RefusesAFileThatIsNotThere) {
  EXPECT_FALSE(LoadEdition(ExampleData().path(), "none.toml").ok());
}

TEST(EditionFile, NamesTheKeyThatIsUnknownMissingOrWrong) {
  ExampleData data;
  data.Write("editions/test.toml", ExampleData::Edition("plain") + "colour='red'\n");
  EXPECT_NE(RefusalOf(data).find("colour"), std::string::npos);
  data.Write("editions/test.toml", "label='Uji'\n");
  EXPECT_NE(RefusalOf(data).find("method"), std::string::npos);
  data.Write("editions/test.toml", "label=");
  EXPECT_NE(RefusalOf(data).find("test.toml"), std::string::npos);
}

TEST(EditionFile, RefusesAnOrderItDoesNotKnow) {
  ExampleData data;
  data.Write("methods/odd.toml",
             "name='odd'\nexample=true\nmonths='each'\norder=['luck']\n"
             "numerator_rule_id=''\nnumerator_rule_en=''\ntie_rule_id=''\ntie_rule_en=''\n");
  data.Write("editions/test.toml", ExampleData::Edition("odd"));
  EXPECT_NE(RefusalOf(data).find("luck"), std::string::npos);
}

constexpr char kMethod[] =
    "name='paid'\nexample=true\nmonths='each'\norder=['coverage']\n"
    "numerator_rule_id=''\nnumerator_rule_en=''\ntie_rule_id=''\ntie_rule_en=''\n";

TEST(EditionFile, RefusesABasisItDoesNotKnow) {
  ExampleData data;
  data.Write("methods/odd.toml", std::string(kMethod) + "basis='promised'\n");
  data.Write("editions/test.toml", ExampleData::Edition("odd"));
  EXPECT_NE(RefusalOf(data).find("basis is declared or paid"), std::string::npos);
  data.Write("methods/odd.toml", std::string(kMethod) + "basis=2\n");
  EXPECT_NE(RefusalOf(data).find("basis"), std::string::npos);
}

TEST(EditionFile, CountsWhatIsDeclaredUnlessTheMethodSaysPaid) {
  ExampleData data;
  EXPECT_EQ(LoadEdition(data.path(), "test.toml")->method.basis, Basis::kDeclared);
  data.Write("methods/paid.toml", std::string(kMethod) + "basis='paid'\n");
  data.Write("editions/test.toml", ExampleData::Edition("paid"));
  EXPECT_EQ(LoadEdition(data.path(), "test.toml")->method.basis, Basis::kPaid);
}

TEST(EditionFile, NamesTheRowOfADenominatorThatIsWrong) {
  for (const char* row :
       {"64.9,total,2023-12-31,1,a,b,EX,yes", "64,men,2023-12-31,1,a,b,EX,yes",
        "64,total,2023-02-31,1,a,b,EX,yes", "64,total,2023-12-31,-1,a,b,EX,yes",
        "64,total,2023-12-31,1.5,a,b,EX,yes", "64,total,2023-12-31,1,a,b,EX,maybe"}) {
    ExampleData data;
    data.Write("denominators/d.csv", std::string(kHeader) + row + "\n");
    EXPECT_NE(RefusalOf(data).find("d.csv:2"), std::string::npos) << row << RefusalOf(data);
  }
}

TEST(EditionFile, ReadsAnEdition) {
  const auto edition = LoadEdition(ExampleData().path(), "test.toml");
  ASSERT_TRUE(edition.ok()) << edition.status();
  EXPECT_EQ(edition->window.month(edition->default_month), Month(2024, 12));
  EXPECT_EQ(edition->denominators.Find(Code("64.74"), 1, Month(2024, 12))->entitled_workers, 6u);
}

TEST(EditionFile, ReadsTheEditionsThatAreShipped) {
  for (const char* name : {"paritrana-2025.toml", "paritrana-2025-demo.toml"}) {
    const auto edition = LoadEdition("data", name);
    ASSERT_TRUE(edition.ok()) << edition.status();
    EXPECT_TRUE(edition->method.example);
    EXPECT_NE(edition->denominators.Find(Code("64.74"), 0, Month(2024, 12)), nullptr);
  }
}

}  // namespace
}  // namespace paritrana::scoring
