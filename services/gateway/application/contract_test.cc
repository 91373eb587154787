// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/contract.h"

#include <set>

#include <gmock/gmock.h>
#include <google/api/annotations.pb.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include "services/gateway/application/descriptor_set.h"

namespace paritrana::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A contract of one RPC with the given annotation, on a message with one field "name".
absl::StatusOr<std::unique_ptr<Contract>> LoadWith(const google::api::HttpRule& rule,
                                                   bool streams = false) {
  google::protobuf::FileDescriptorSet set;
  auto& file = *set.add_file();
  file.set_name("a.proto");
  file.set_package("paritrana.things.v1");
  auto& message = *file.add_message_type();
  message.set_name("Thing");
  auto& field = *message.add_field();
  field.set_name("name");
  field.set_number(1);
  field.set_type(google::protobuf::FieldDescriptorProto::TYPE_STRING);
  field.set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
  auto& service = *file.add_service();
  service.set_name("ThingService");
  auto& method = *service.add_method();
  method.set_name("DoThing");
  method.set_input_type(".paritrana.things.v1.Thing");
  method.set_output_type(".paritrana.things.v1.Thing");
  method.set_server_streaming(streams);
  *method.mutable_options()->MutableExtension(google::api::http) = rule;
  return Contract::Load(set.SerializeAsString());
}

google::api::HttpRule Get(const std::string& path) {
  google::api::HttpRule rule;
  rule.set_get(path);
  return rule;
}

TEST(Contract, RefusesDamagedDescriptors) { EXPECT_FALSE(Contract::Load("\xff\xff").ok()); }

TEST(Contract, RefusesAnnotationsItDoesNotUnderstand) {
  EXPECT_FALSE(LoadWith(Get("/v1/{name=a/*}")).ok());
  EXPECT_FALSE(LoadWith(Get("/v1/{nobody}")).ok());
  EXPECT_FALSE(LoadWith(Get("/v1/{name}"), true).ok());
  google::api::HttpRule part = Get("/v1/{name}");
  part.set_body("name");
  EXPECT_THAT(std::string(LoadWith(part).status().message()), HasSubstr("DoThing"));
  google::api::HttpRule more = Get("/v1/{name}");
  *more.add_additional_bindings() = Get("/v2/{name}");
  EXPECT_FALSE(LoadWith(more).ok());
}

TEST(Contract, ReadsAnOperationFromItsAnnotation) {
  const auto contract = LoadWith(Get("/v1/things/{name}"));
  ASSERT_TRUE(contract.ok()) << contract.status();
  ASSERT_EQ((*contract)->operations().size(), 1u);
  const Operation& operation = (*contract)->operations()[0];
  EXPECT_EQ(operation.service, "things");
  EXPECT_EQ(operation.rpc_path, "/paritrana.things.v1.ThingService/DoThing");
  EXPECT_FALSE(operation.takes_body);
}

TEST(Contract, FindsOperationsByMethodAndPath) {
  const auto contract = *LoadWith(Get("/v1/things/{name}"));
  const auto path = *RequestPath::Parse("/v1/things/a");
  EXPECT_THAT(contract->Find("GET", path).captures,
              ElementsAre(PathTemplate::Capture{"name", "a"}));
  EXPECT_NE(contract->Find("HEAD", path).operation, nullptr);
  EXPECT_EQ(contract->Find("POST", path).operation, nullptr);
  EXPECT_THAT(contract->Find("POST", path).allowed, ElementsAre("GET", "HEAD"));
  EXPECT_THAT(contract->Find("GET", *RequestPath::Parse("/v1/x")).allowed, IsEmpty());
}

TEST(EmbeddedContract, HasEachRouteOnce) {
  const auto contract = *Contract::Load(EmbeddedDescriptorSet());
  std::set<std::pair<std::string, std::string>> routes;
  for (const Operation& operation : contract->operations()) {
    EXPECT_TRUE(routes.emplace(operation.http_method, operation.path.text()).second)
        << operation.path.text();
  }
  EXPECT_TRUE(routes.contains({"POST", "/v1/payers/{payer}/periods/{period}:close"}));
  EXPECT_TRUE(routes.contains({"GET", "/v1/rankings/{members}/{scope}/{month}"}));
}

}  // namespace
}  // namespace paritrana::gateway
