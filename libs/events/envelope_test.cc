// SPDX-License-Identifier: Apache-2.0
#include "libs/events/envelope.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::events {
namespace {

using ::testing::HasSubstr;

Envelope Example() {
  return {.id = "019457a4-0c00-7000-8000-000000000001",
          .source = "/paritrana/compliance",
          .type = "id.paritrana.compliance.contributions-posted.v1",
          .time = absl::FromUnixMicros(1'735'689'600'000'007),
          .traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"};
}

class EnvelopeHeader : public ::testing::TestWithParam<const char*> {};

TEST_P(EnvelopeHeader, IsNamedWhenMissing) {
  Headers headers = ToHeaders(Example());
  std::erase_if(headers, [](const auto& header) { return header.first == GetParam(); });
  const absl::Status status = FromHeaders(headers).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr(GetParam()));
}

TEST_P(EnvelopeHeader, IsNamedWhenEmpty) {
  Headers headers = ToHeaders(Example());
  for (auto& [name, value] : headers) {
    if (name == GetParam()) value.clear();
  }
  EXPECT_THAT(std::string(FromHeaders(headers).status().message()), HasSubstr(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Required, EnvelopeHeader,
                         ::testing::Values("ce_specversion", "ce_id", "ce_source", "ce_type",
                                           "ce_time", "content-type"));

TEST(Envelope, RefusesAnotherSpecVersion) {
  Headers headers = ToHeaders(Example());
  headers[0].second = "0.3";
  EXPECT_FALSE(FromHeaders(headers).ok());
}

TEST(Envelope, WritesTimeAsRfc3339InUtc) {
  const Headers headers = ToHeaders(Example());
  EXPECT_THAT(headers,
              ::testing::Contains(::testing::Pair("ce_time", "2025-01-01T00:00:00.000007Z")));
}

TEST(Envelope, ReadsBackWhatItWrites) {
  const auto read = FromHeaders(ToHeaders(Example()));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->id, Example().id);
  EXPECT_EQ(read->source, Example().source);
  EXPECT_EQ(read->type, Example().type);
  EXPECT_EQ(read->time, Example().time);
  EXPECT_EQ(read->traceparent, Example().traceparent);
}

TEST(Envelope, LeavesOutAnEmptyTraceparent) {
  Envelope envelope = Example();
  envelope.traceparent.clear();
  EXPECT_EQ(ToHeaders(envelope).size(), 6);
  EXPECT_EQ(FromHeaders(ToHeaders(envelope))->traceparent, "");
}

}  // namespace
}  // namespace paritrana::events
