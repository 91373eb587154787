// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/resend_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/testing/memory_log.h"

namespace paritrana::compliance {
namespace {

using ::testing::SizeIs;

constexpr char kTopic[] = "facts";

// Has ten facts a shard.
class SmallArchive : public FactArchive {
 public:
  absl::Status ForEach(
      const FactRange& range, absl::Time,
      const std::function<absl::Status(paritrana::events::Record)>& sink) override {
    if (range.last > 10) return MakeError("SEQUENCE_UNKNOWN", "last_sequence");
    for (std::uint64_t sequence = range.first; sequence <= range.last; ++sequence) {
      paritrana::events::Record record;
      record.topic = kTopic;
      record.value = std::to_string(sequence);
      const absl::Status sent = sink(record);
      if (!sent.ok()) return sent;
    }
    return absl::OkStatus();
  }
};

class ResendFacts : public ::testing::Test {
 protected:
  ResendFacts() { EXPECT_TRUE(log_.EnsureTopic(kTopic, {}).ok()); }

  std::string ReasonOfResend(std::uint64_t first, std::uint64_t last) {
    const auto sent = handler_.Resend({Shard(0), first, last}, absl::Now() + absl::Seconds(10));
    return sent.ok() ? "OK" : std::string(ReasonOf(sent.status())->name);
  }

  paritrana::testing::MemoryLog log_;
  SmallArchive archive_;
  ResendFactsHandler handler_{archive_, log_};
};

TEST_F(ResendFacts, RefusesARangeThatIsNone) {
  EXPECT_EQ(ReasonOfResend(0, 1), "FIELD_OUT_OF_RANGE");
  EXPECT_EQ(ReasonOfResend(2, 1), "FIELD_OUT_OF_RANGE");
  EXPECT_EQ(ReasonOfResend(1, 2 + kFactsPerResendMax), "FIELD_OUT_OF_RANGE");
}

TEST_F(ResendFacts, RefusesWhatWasNeverCommitted) {
  EXPECT_EQ(ReasonOfResend(9, 11), "SEQUENCE_UNKNOWN");
}

TEST_F(ResendFacts, SaysSoWhenTheLogDoesNotTakeThemAll) {
  log_.FailSends(1, absl::UnavailableError("no broker"), false);
  EXPECT_EQ(ReasonOfResend(1, 3), "EVENT_LOG_UNAVAILABLE");
}

TEST_F(ResendFacts, SendsTheRangeInOrder) {
  ASSERT_EQ(ReasonOfResend(2, 4), "OK");
  const auto records = log_.Records(kTopic, 0);
  ASSERT_THAT(records, SizeIs(3));
  EXPECT_EQ(records[0].value, "2");
  EXPECT_EQ(records[2].value, "4");
}

}  // namespace
}  // namespace paritrana::compliance
