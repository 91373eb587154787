// SPDX-License-Identifier: Apache-2.0
// Payers who post, repeat, are cut off and go on, in any order: the ledger holds what was
// acknowledged, once, and the outbox says what the ledger holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "services/compliance/testing/ledger_audit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

constexpr int kSubmissions = 6;
constexpr std::uint64_t kLinesEach = 40;
constexpr int kSteps = 40;

// One submission as its payer means it, and what was acknowledged of it.
struct Intent {
  std::string name;
  Lines lines;
  std::uint64_t acknowledged = 0;  // lines before this one are durable
};

// Some lines are bad, and some repeat the worker or id of the one before.
Lines RandomLines(std::uint64_t first, std::mt19937_64& random) {
  Lines lines = LinesOf(first, first + kLinesEach - 1);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    switch (random() % 8) {
      case 0:
        lines[i].clear_segment();
        break;
      case 1:
        *lines[i].mutable_worker() = lines[i - 1].worker();
        break;
      case 2:
        lines[i].set_line_id(lines[i - 1].line_id());
        break;
      default:
        break;
    }
  }
  return lines;
}

class Payroll {
 public:
  Payroll(TestService& service, std::uint64_t seed) : service_(service), random_(seed) {
    for (int i = 0; i < kSubmissions; ++i) {
      const std::uint64_t first = 1 + static_cast<std::uint64_t>(i) * kLinesEach;
      intents_.push_back({"S" + std::to_string(i), RandomLines(first, random_)});
    }
  }

  void Step() {
    Intent& intent = intents_[random_() % intents_.size()];
    switch (random_() % 4) {
      case 0:
        return PostAndReadNothing(intent);
      case 1:
        return PostFrom(intent, 1 + random_() % (intent.acknowledged + 1));
      case 2:
        return PostFrom(intent, intent.acknowledged + 1);
      default:
        return PostChanged(intent);
    }
  }

  // Every payer goes on until the end and seals.
  void Finish() {
    for (Intent& intent : intents_) {
      const StreamOutcome outcome = PostWhole(service_.submissions(), intent.name, intent.lines);
      ASSERT_EQ(outcome.reason, "OK");
      EXPECT_EQ(outcome.receipt().totals().lines(), kLinesEach);
    }
  }

  const std::vector<Intent>& intents() const { return intents_; }

 private:
  Lines Slice(const Intent& intent, std::uint64_t first) {
    const std::uint64_t rest = kLinesEach - first + 1;
    const std::uint64_t count = 1 + random_() % rest;
    const auto begin = intent.lines.begin() + static_cast<std::ptrdiff_t>(first - 1);
    return Lines(begin, begin + static_cast<std::ptrdiff_t>(count));
  }

  void PostFrom(Intent& intent, std::uint64_t first) {
    if (first > kLinesEach) return;
    const StreamOutcome outcome =
        PostStream(service_.submissions(),
                   {Part(HeaderOf(intent.name)), ChunkPart(first, Slice(intent, first))});
    ASSERT_EQ(outcome.reason, "OK");
    ASSERT_GE(outcome.progress().next_line_no(), intent.acknowledged + 1);
    intent.acknowledged = outcome.progress().next_line_no() - 1;
  }

  // Cuts the stream with a chunk on its way: nobody knows whether it counts.
  void PostAndReadNothing(Intent& intent) {
    if (intent.acknowledged == kLinesEach) return;
    grpc::ClientContext context;
    const auto stream = service_.submissions().PostSubmission(&context);
    stream->Write(Part(HeaderOf(intent.name)));
    const std::uint64_t first = intent.acknowledged + 1;
    stream->Write(ChunkPart(first, Slice(intent, first)));
    if (random_() % 2 == 0) {
      v1::PostSubmissionResponse answer;
      stream->Read(&answer);
    }
    context.TryCancel();
    stream->Finish();
  }

  void PostChanged(Intent& intent) {
    if (intent.acknowledged == 0) return;
    Lines changed = {intent.lines[0]};
    changed[0].set_reported_wage_rupiah(1);
    EXPECT_EQ(
        PostStream(service_.submissions(), {Part(HeaderOf(intent.name)), ChunkPart(1, changed)})
            .reason,
        "SUBMISSION_CONTENT_DIFFERS");
  }

  TestService& service_;
  std::mt19937_64 random_;
  std::vector<Intent> intents_;
};

class PostingHistory : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(PostingHistory, LeavesInTheLedgerWhatWasAcknowledgedAndInTheOutboxWhatIsInTheLedger) {
  TestService service;
  service.KnowWorkers(kSubmissions * static_cast<int>(kLinesEach));
  Payroll payroll(service, GetParam());
  for (int step = 0; step < kSteps; ++step) payroll.Step();
  for (const Intent& intent : payroll.intents()) {
    EXPECT_GE(service.Count("SELECT coalesce(max(lines), 0) FROM submission WHERE submission = '" +
                            intent.name + "'"),
              static_cast<std::int64_t>(intent.acknowledged));
  }
  AuditLedger(service);
  payroll.Finish();
  AuditLedger(service);
  EXPECT_EQ(service.Count("SELECT count(*) FROM line"),
            kSubmissions * static_cast<std::int64_t>(kLinesEach));
}

INSTANTIATE_TEST_SUITE_P(Seeds, PostingHistory, ::testing::Values(1, 2, 3, 4, 5));

TEST(PostingAtOnce, OfTheSameWorkersCountsEachMonthOnce) {
  constexpr int kSenders = 8;
  TestService service;
  service.KnowWorkers(50);
  std::vector<std::thread> senders;
  for (int i = 0; i < kSenders; ++i) {
    senders.emplace_back([&service, i] {
      Lines lines = LinesOf(1, 50);
      for (auto& line : lines) line.set_line_id(line.line_id() + "-" + std::to_string(i));
      EXPECT_EQ(PostWhole(service.submissions(), "S" + std::to_string(i), lines).reason, "OK");
    });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(service.Count("SELECT count(*) FROM line WHERE standing = 1"), 50);
  AuditLedger(service);
}

}  // namespace
}  // namespace paritrana::compliance::testing
