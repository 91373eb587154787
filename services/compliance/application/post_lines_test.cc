// SPDX-License-Identifier: Apache-2.0
// The use case against a ledger that fails on demand. What it does on the real one stands in
// tests/integration/compliance_posting_test.cc.
#include "services/compliance/application/post_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "libs/base/reason.h"
#include "libs/testing/fake_clock.h"
#include "services/compliance/application/rehearsal.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr char kNik[] = "3174011708900001";

// A ledger that knows one worker, forgets everything, and fails as it is told.
class FailingLedger : public ContributionLedger {
 public:
  absl::StatusOr<std::unique_ptr<LedgerTransaction>> Begin(EmployerId, absl::Time) override {
    ++begun;
    return std::make_unique<FailingTransaction>(*this);
  }

  LedgerState state;  // what every read finds, facts aside
  bool worker_known = true;
  std::vector<LedgerLine> same_months;
  std::vector<std::size_t> live_reads;  // lines that reads of a replaced run find, the last first
  int commits_to_abort = 0;             // the next commits fail with ABORTED
  absl::Status commit_status;           // of every commit after those
  int begun = 0;
  std::vector<LedgerEntry> written;

 private:
  class FailingTransaction : public LedgerTransaction {
   public:
    explicit FailingTransaction(FailingLedger& ledger) : ledger_(ledger) {}

    absl::StatusOr<LedgerState> Read(const LedgerQuery& query) override {
      LedgerState state = ledger_.state;
      LineFacts facts;
      if (ledger_.worker_known) {
        facts.worker = Pseudonym(7);
        facts.same_months = ledger_.same_months;
        for (std::size_t i = 0; i < facts.same_months.size(); ++i) {
          facts.same_months[i].id = {5, i + 1};
          facts.same_months[i].run_no = 8;
          facts.same_months[i].standing = Standing::kLive;
        }
        facts.memberships.emplace_back().membership_no = 1;
      }
      state.facts.assign(query.lookups.size(), facts);
      return state;
    }
    absl::StatusOr<std::vector<LedgerLine>> ReadLive(std::int64_t, std::int64_t,
                                                     std::int64_t&) override {
      if (ledger_.live_reads.empty()) return std::vector<LedgerLine>();
      std::vector<LedgerLine> lines(ledger_.live_reads.back());
      ledger_.live_reads.pop_back();
      for (LedgerLine& line : lines) line.standing = Standing::kLive;
      return lines;
    }
    absl::StatusOr<Position> Write(const LedgerEntry& entry) override {
      ledger_.written.push_back(entry);
      return Position{Epoch(1), {{Shard(3), Sequence(9)}}};
    }
    absl::Status Commit() override {
      if (ledger_.commits_to_abort == 0) return ledger_.commit_status;
      --ledger_.commits_to_abort;
      return absl::AbortedError("deadlock");
    }

   private:
    FailingLedger& ledger_;
  };
};

class PostLinesTest : public ::testing::Test {
 protected:
  static IncomingLine LineOf(std::string_view line_id) {
    IncomingLine line;
    line.declared.line_id = line_id;
    line.declared.worker = {WorkerNumber::Kind::kNik, kNik};
    line.declared.segment = 1;
    line.declared.amounts = {{1, 12'000, 0}};
    line.canonical_text = std::string(line_id);
    return line;
  }
  static PostLines CommandOf(std::vector<IncomingLine> lines) {
    PostLines command;
    command.key = {EmployerId(71), Month(2024, 12), "R1", "S1"};
    command.lines = std::move(lines);
    command.deadline = absl::Now() + absl::Seconds(10);
    return command;
  }
  std::string ReasonOfPost(const PostLines& command) {
    const auto posted = handler_.Post(command);
    return posted.ok() ? "OK" : std::string(ReasonOf(posted.status())->name);
  }

  FailingLedger ledger_;
  identity::Vault vault_ = *identity::Vault::Create(std::string(32, 'k'), "");
  paritrana::testing::FakeClock clock_;
  PostLinesHandler handler_{ledger_, vault_, clock_};
};

TEST_F(PostLinesTest, TriesAgainAfterADeadlock) {
  ledger_.commits_to_abort = 3;
  EXPECT_EQ(ReasonOfPost(CommandOf({LineOf("a")})), "OK");
  EXPECT_EQ(ledger_.begun, 4);
}

TEST_F(PostLinesTest, GivesUpWhenDeadlocksDoNotEnd) {
  ledger_.commits_to_abort = 100;
  EXPECT_NE(ReasonOfPost(CommandOf({LineOf("a")})), "OK");
  EXPECT_EQ(ledger_.begun, 4);
}

TEST_F(PostLinesTest, DoesNotTryAgainWhenNobodyKnowsWhetherItTookEffect) {
  ledger_.commit_status = absl::UnavailableError("connection lost");
  EXPECT_EQ(ReasonOfPost(CommandOf({LineOf("a")})), "UNAVAILABLE");
  EXPECT_EQ(ledger_.begun, 1);
}

TEST_F(PostLinesTest, RefusesLinesThatLeaveAGap) {
  PostLines command = CommandOf({LineOf("a")});
  command.first_line_no = 2;
  EXPECT_EQ(ReasonOfPost(command), "LINES_OUT_OF_ORDER");
  EXPECT_THAT(ledger_.written, SizeIs(0));
}

TEST_F(PostLinesTest, RefusesAnythingNewInAClosedPeriod) {
  ledger_.state.period_closed = true;
  EXPECT_EQ(ReasonOfPost(CommandOf({LineOf("a")})), "PERIOD_CLOSED");
}

TEST_F(PostLinesTest, WritesNothingWhenTheSealDoesNotFit) {
  PostLines command = CommandOf({LineOf("a")});
  command.seal = Seal{2, {}};
  EXPECT_EQ(ReasonOfPost(command), "SEAL_MISMATCH");
  EXPECT_THAT(ledger_.written, SizeIs(0));
}

TEST_F(PostLinesTest, WritesWaitingAndRefusedLinesToo) {
  ledger_.worker_known = false;
  const auto posted = handler_.Post(CommandOf({LineOf("a"), LineOf("")}));
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->submission.totals.waiting, 1u);
  EXPECT_EQ(posted->submission.totals.rejected, 1u);
  ASSERT_THAT(ledger_.written, SizeIs(1));
  EXPECT_THAT(ledger_.written[0].lines, SizeIs(2));
  EXPECT_FALSE(ledger_.written[0].lines[0].counted);
  EXPECT_EQ(ledger_.written[0].waiting_until, clock_.Now() + absl::Hours(7 * 24));
  EXPECT_EQ(ledger_.written[0].period_version, 0u);
}

TEST_F(PostLinesTest, MovesThePeriodByOneVersion) {
  ledger_.state.period_version = 4;
  const auto posted = handler_.Post(CommandOf({LineOf("a"), LineOf("b")}));
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->submission.period_version, 5u);
}

TEST_F(PostLinesTest, RefusesAChunkThatTakesBackTooMuch) {
  ledger_.state.run = RunState{9, RunKind::kReplacement, 8, 0, 0};
  ledger_.same_months.assign(5'000, LedgerLine());
  EXPECT_EQ(ReasonOfPost(CommandOf({LineOf("a")})), "CHUNK_TOO_LARGE");
  EXPECT_THAT(ledger_.written, SizeIs(0));
}

TEST_F(PostLinesTest, KeepsNothingOfARehearsalButRemembersIt) {
  Rehearsal rehearsal;
  PostLines command = CommandOf({LineOf("a")});
  command.rehearsal = &rehearsal;
  EXPECT_EQ(ReasonOfPost(command), "OK");
  command = CommandOf({LineOf("b")});
  command.first_line_no = 2;
  command.rehearsal = &rehearsal;
  const auto second = handler_.Post(command);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->verdicts[0].findings[0].reason, "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(second->submission.totals.lines, 2u);
  EXPECT_THAT(ledger_.written, SizeIs(0));
}

class RunKinds : public PostLinesTest {
 protected:
  PostLines CommandFor(RunAsked run, std::vector<IncomingLine> lines) {
    PostLines command = CommandOf(std::move(lines));
    command.run = std::move(run);
    return command;
  }
  PostLines SealFor(RunAsked run) {
    PostLines command = CommandFor(std::move(run), {});
    command.seal = Seal{0, {}};
    return command;
  }
};

TEST_F(RunKinds, AreFixedByTheFirstSubmission) {
  ledger_.state.run = RunState{9, RunKind::kSupplementary, 0, 0, 0};
  EXPECT_EQ(ReasonOfPost(CommandFor({RunKind::kRegular, "", false}, {LineOf("a")})),
            "RUN_KIND_DIFFERS");
  EXPECT_EQ(ReasonOfPost(CommandFor({}, {LineOf("a")})), "OK");
}

TEST_F(RunKinds, NameARunToReplaceOnlyInReplacements) {
  EXPECT_EQ(ReasonOfPost(CommandFor({RunKind::kRegular, "R0", false}, {LineOf("a")})),
            "RUN_KIND_DIFFERS");
  EXPECT_EQ(ReasonOfPost(CommandFor({RunKind::kReplacement, "", false}, {LineOf("a")})),
            "FIELD_REQUIRED");
  EXPECT_EQ(ReasonOfPost(CommandFor({RunKind::kReplacement, "R0", false}, {LineOf("a")})),
            "RUN_UNKNOWN");
}

TEST_F(RunKinds, ReplaceARunOnlyOnce) {
  ledger_.state.replaces_run = RunState{8, RunKind::kRegular, 0, 7, 0};
  EXPECT_EQ(ReasonOfPost(CommandFor({RunKind::kReplacement, "R0", false}, {LineOf("a")})),
            "RUN_ALREADY_REPLACED");
  ledger_.state.replaces_run.reset();
  ledger_.state.run = RunState{9, RunKind::kReplacement, 8, 0, 7};
  EXPECT_EQ(ReasonOfPost(CommandFor({}, {LineOf("a")})), "RUN_ALREADY_REPLACED");
  ledger_.state.run = RunState{9, RunKind::kRegular, 0, 7, 0};
  EXPECT_EQ(ReasonOfPost(CommandFor({}, {LineOf("a")})), "RUN_REPLACED");
}

TEST_F(RunKinds, LetANilReturnHaveNoLinesNorAPeriodWithLines) {
  const RunAsked nil = {RunKind::kNil, "", false};
  EXPECT_EQ(ReasonOfPost(CommandFor(nil, {LineOf("a")})), "NIL_RETURN_HAS_LINES");
  ledger_.state.period_has_lines = true;
  EXPECT_EQ(ReasonOfPost(SealFor(nil)), "PERIOD_HAS_LINES");
  ledger_.state.period_has_lines = false;
  EXPECT_EQ(ReasonOfPost(SealFor({})), "FIELD_REQUIRED");
  EXPECT_EQ(ReasonOfPost(SealFor(nil)), "OK");
  ASSERT_THAT(ledger_.written, SizeIs(1));
  EXPECT_EQ(ledger_.written[0].period_version, 1u);
}

TEST_F(RunKinds, TakeBackWhatIsLeftOfAReplacedRunInSeveralTransactions) {
  Submission sealed;
  sealed.totals.lines = 1;
  sealed.sealed_at = clock_.Now();
  ledger_.state.submission = sealed;
  ledger_.state.run = RunState{9, RunKind::kReplacement, 8, 0, 0};
  ledger_.live_reads = {3, 5'000};
  PostLines command = SealFor({RunKind::kReplacement, "", true});
  command.seal = Seal{1, {}};
  EXPECT_EQ(ReasonOfPost(command), "OK");
  ASSERT_THAT(ledger_.written, SizeIs(2));
  EXPECT_THAT(ledger_.written[0].endings, SizeIs(5'000));
  EXPECT_FALSE(ledger_.written[0].replaces_now);
  EXPECT_THAT(ledger_.written[1].endings, SizeIs(3));
  EXPECT_TRUE(ledger_.written[1].replaces_now);
}

TEST_F(PostLinesTest, RepeatsALineIdThatIsTooLongOnlyInPart) {
  const std::string id = std::string(63, 'x') + "é and more";
  const auto posted = handler_.Post(CommandOf({LineOf(id)}));
  ASSERT_TRUE(posted.ok());
  EXPECT_EQ(posted->verdicts[0].line_id, std::string(63, 'x'));
}

TEST_F(PostLinesTest, CountsAndChainsWhatItAccepts) {
  const auto posted = handler_.Post(CommandOf({LineOf("a")}));
  ASSERT_TRUE(posted.ok());
  contract::SubmissionDigest digest;
  digest.Add("a");
  EXPECT_EQ(posted->submission.digest, digest.digest());
  EXPECT_EQ(posted->submission.totals.accepted, 1u);
  EXPECT_EQ(posted->submission.totals.accepted_rupiah, Rupiah(12'000));
  EXPECT_EQ(posted->submission.opened_at, clock_.Now());
  EXPECT_EQ(posted->submission.position.marks.at(Shard(3)), Sequence(9));
}

}  // namespace
}  // namespace paritrana::compliance
