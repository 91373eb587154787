// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/self_check.h"

#include <memory>

#include "libs/logging/log.h"

namespace paritrana::scoring {

SelfCheck::SelfCheck(SharedState& shared, metrics::Registry& metrics, absl::Duration interval)
    : shared_(shared),
      differences_(metrics.GetCounter("scoring_recount_differences_total",
                                      "Cells in which a recount from the slots differed.")),
      recounts_(metrics.GetCounter("scoring_recounts_total", "Recounts from the slots.")),
      interval_(interval) {}

SelfCheck::~SelfCheck() { Stop(); }

void SelfCheck::Start() {
  thread_ = std::thread([this] {
    absl::MutexLock lock(&mutex_);
    while (!mutex_.AwaitWithTimeout(absl::Condition(&stopping_), interval_)) {
      mutex_.Unlock();
      Recount();
      mutex_.Lock();
    }
  });
}

void SelfCheck::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

std::uint64_t SelfCheck::Recount() {
  StateCopy copy{{}, Tally(1)};
  std::shared_ptr<const RegionTree> tree;
  {
    absl::MutexLock lock(&shared_.mutex);
    copy = shared_.state.Copy();
    tree = shared_.state.tree();
  }
  const std::uint64_t differences = CountDifferences(copy, *tree);
  recounts_.Add();
  differences_.Add(static_cast<double>(differences));
  if (differences > 0) {
    logging::Error("a recount differs from the figures kept", {{"cells", differences}});
  }
  return differences;
}

}  // namespace paritrana::scoring
