// SPDX-License-Identifier: Apache-2.0
#include "libs/testing/memory_log.h"

#include "libs/testing/log_conformance.h"

namespace paritrana::testing {
namespace {

std::unique_ptr<events::Log> MakeMemoryLog() { return std::make_unique<MemoryLog>(); }

INSTANTIATE_TEST_SUITE_P(Memory, LogConformance, ::testing::Values(&MakeMemoryLog));

events::Record OneRecord() {
  events::Record record;
  record.topic = "t";
  record.value = "x";
  return record;
}

TEST(MemoryLog, FailsASendThatMayBeWrittenAllTheSame) {
  MemoryLog log;
  ASSERT_TRUE(log.EnsureTopic("t", {}).ok());
  auto producer = *log.NewProducer();
  for (const bool written : {false, true}) {
    log.FailSends(1, absl::UnavailableError("injected"), written);
    absl::Status acked;
    ASSERT_TRUE(producer->Send(OneRecord(), [&acked](const auto& s) { acked = s; }).ok());
    ASSERT_TRUE(producer->Flush(absl::Seconds(10)).ok());
    EXPECT_EQ(acked.code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(log.Records("t", 0).size(), written ? 1u : 0u);
  }
}

TEST(MemoryLog, TakesNoMoreAfterAFatalError) {
  MemoryLog log;
  ASSERT_TRUE(log.EnsureTopic("t", {}).ok());
  auto producer = *log.NewProducer();
  log.FailSends(1, absl::AbortedError("injected"), false);
  ASSERT_TRUE(producer->Send(OneRecord(), [](const auto&) {}).ok());
  EXPECT_EQ(producer->Send(OneRecord(), [](const auto&) { FAIL(); }).code(),
            absl::StatusCode::kAborted);
}

}  // namespace
}  // namespace paritrana::testing
