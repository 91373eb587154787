// SPDX-License-Identifier: Apache-2.0
// Contributions calculated over REST: the real gateway in front of compliance's real service.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "libs/base/check.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/grpc/calculation_service.h"
#include "services/gateway/testing/gateway_test.h"

namespace paritrana {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

constexpr char kAddress[] = "/v1/contributions:calculate";

class CalculationOverRest : public gateway::testing::GatewayTest {
 protected:
  CalculationOverRest() {
    compliance_.AddService(service_);
    PARITRANA_CHECK(compliance_.Start().ok());
    config_.compliance_address = compliance_.address();
    Start();
  }

  gateway::testing::WireResponse Post(const Json& body) {
    return gateway::testing::Fetch(address(), "POST", kAddress,
                                   {{"Content-Type", "application/json"}}, body.dump());
  }

  metrics::Registry metrics_;
  compliance::CalculationServiceAdapter service_{contribution::testing::ShippedBook()};
  rpc::Server compliance_{{}, metrics_};
};

TEST_F(CalculationOverRest, NamesTheReasonAndFieldOfARefusal) {
  ExpectProblem(Post({{"month", "2026-14"}, {"segment", "SEGMENT_PU"}}), 400, "MONTH_INVALID",
                "month");
  ExpectProblem(Post({{"month", "2027-03"},
                      {"segment", "SEGMENT_PU"},
                      {"programmes", {"PROGRAMME_JP"}},
                      {"incomeRupiah", "5000000"}}),
                400, "RULE_CEILING_UNKNOWN", "programmes");
}

TEST_F(CalculationOverRest, GivesAmountsWithTheirReasons) {
  const auto response = Post({{"month", "2026-04"},
                              {"segment", "SEGMENT_PU"},
                              {"employerKind", "EMPLOYER_KIND_PRIVATE"},
                              {"sizeClass", "SIZE_CLASS_MICRO"},
                              {"class", "IV"},
                              {"incomeRupiah", "4321987"}});
  ASSERT_EQ(response.status, 200) << response.body;
  const Json answer = Json::parse(response.body);
  EXPECT_EQ(answer["employerRupiah"], "67855");
  EXPECT_EQ(answer["dueDate"], "2026-05-18");
  ASSERT_EQ(answer["programmes"].size(), 2U);
  EXPECT_EQ(answer["programmes"][0]["ruleId"], "PU-JKK-IV");
  EXPECT_THAT(answer["programmes"][0]["textEn"].get<std::string>(),
              HasSubstr("54,889.2349, rounded 54,889 employer"));
}

}  // namespace
}  // namespace paritrana
