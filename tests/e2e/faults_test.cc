// SPDX-License-Identifier: Apache-2.0
// kill -9 of every part in turn, under load: nothing acknowledged is lost or doubled, the ranking
// is what SQL over the ledger says, and no viewer sees a version go back.
#include <gtest/gtest.h>

#include "tests/e2e/ledger.h"
#include "tests/e2e/load.h"
#include "tests/e2e/ranking_check.h"
#include "tests/e2e/viewer.h"

namespace paritrana::e2e {
namespace {

constexpr int kWorkers = 20'000;
// Submissions acknowledged between two faults: the system works again.
constexpr int kProgress = 20;

class Faults : public ::testing::Test {
 protected:
  Faults() {
    const Registered registered = Populate(installation_, kWorkers);
    // A first post waits until compliance knows everybody.
    Payroll payroll(installation_);
    auto request = payroll.Submission("first", kWorkers, kWorkers);
    *request.mutable_after() = registered.workers;
    *request.mutable_after_employers() = registered.employers;
    payroll.PostUntilAcknowledged(request);
  }

  Installation installation_;
};

TEST_F(Faults, NothingAcknowledgedIsLostOrDoubledWhateverIsKilled) {
  Viewer viewer(installation_.address(Service::kGateway),
                "/v1/rankings/regencies/ID/2024-12/events");
  Load load(installation_, kWorkers - Load::kLinesPerSubmission);
  load.WaitForProgress(kProgress);
  for (const Service service : kServices) {
    SCOPED_TRACE(NameOf(service));
    installation_.Kill(service);
    if (service != Service::kCompliance) load.WaitForProgress(kProgress);
    installation_.Start(service);
    load.WaitForProgress(kProgress);
    installation_.WaitUntilReady(service);
  }
  installation_.kafka().Kill();
  load.WaitForProgress(kProgress);  // facts wait in the outbox
  installation_.kafka().StartAgain();
  load.WaitForProgress(kProgress);
  installation_.postgres().Crash();
  installation_.postgres().StartAgain();
  load.WaitForProgress(kProgress);
  load.Stop();

  const auto counted = CountedLines(installation_);
  for (const std::string& submission : load.acknowledged()) {
    const auto found = counted.find(submission);
    ASSERT_NE(found, counted.end()) << submission << " is lost";
    EXPECT_EQ(found->second, Load::kLinesPerSubmission) << submission;
  }
  EXPECT_EQ(DoubledLines(installation_), 0);
  EXPECT_EQ(MissingSequences(installation_), 0);

  const auto ranking = RegenciesAt(installation_, load.position());
  EXPECT_EQ(DifferenceFromLedger(installation_, ranking), "");
  const auto state = StateOf(installation_);
  EXPECT_EQ(state.recount_differences(), 0u);
  EXPECT_EQ(state.stopped_shards_size(), 0);
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  while (viewer.version() < ranking.stamp().version() && absl::Now() < deadline) {
    absl::SleepFor(absl::Milliseconds(10));
  }
  EXPECT_GE(viewer.version(), ranking.stamp().version());
  EXPECT_GE(viewer.connections(), 2);
  EXPECT_EQ(viewer.steps_back(), 0);
  RecordProperty("acknowledged", static_cast<int>(load.acknowledged().size()));
}

TEST(CleanStop, EveryServiceEndsInOrderOnSigterm) {
  Installation installation;
  Populate(installation, 10);
  for (const Service service : kServices) {
    EXPECT_EQ(installation.Terminate(service), 0) << NameOf(service);
  }
}

}  // namespace
}  // namespace paritrana::e2e
