// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/examples.h"

#include <gtest/gtest.h>

namespace paritrana::scenarios {
namespace {

TEST(Examples, GiveEachPassNumbersOfItsOwn) {
  const Json body = {{"npp", "CONTOH01"},
                     {"idempotencyKey", "k"},
                     {"lines", {{{"nik", "6474010708900001"}, {"kpj", "24000000017"}}}}};
  const Json sent = Examples(7).InBody(body);
  EXPECT_EQ(sent["npp"], "CONTOH01N07");
  EXPECT_EQ(sent["idempotencyKey"], "k-N07");
  EXPECT_EQ(sent["lines"][0]["nik"], "6474010708900701");
  EXPECT_EQ(sent["lines"][0]["kpj"], "24070000017");
  EXPECT_EQ(Examples(7).InText("/v1/payers/CONTOH01-000/periods"),
            "/v1/payers/CONTOH01N07-000/periods");
}

TEST(Examples, LeaveWrongNumbersWrong) {
  const Json body = {{"nik", "64740107089"}, {"kpj", "1"}};
  EXPECT_EQ(Examples(7).InBody(body), body);
}

TEST(Examples, AreShownAsTheDocumentHasThem) {
  const Json answer = {{"payer", "CONTOH01N07-000"}, {"lines", {1, true}}};
  EXPECT_EQ(Examples(7).Shown(answer), Json({{"payer", "CONTOH01-000"}, {"lines", {1, true}}}));
}

}  // namespace
}  // namespace paritrana::scenarios
