// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/load.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"

namespace paritrana::e2e {
namespace {

constexpr absl::Duration kProgressTimeout = absl::Minutes(2);
constexpr absl::Duration kPollInterval = absl::Milliseconds(10);
// Between the submissions of one thread: a steady load that leaves the machine some air.
constexpr absl::Duration kPause = absl::Milliseconds(100);

}  // namespace

Position FromProto(const common::v1::Position& proto) {
  Position position{.epoch = Epoch(proto.epoch()), .marks = {}};
  for (const auto& mark : proto.marks()) {
    position.marks[Shard(mark.shard())] = Sequence(mark.sequence());
  }
  return position;
}

common::v1::Position ToProto(const Position& position) {
  common::v1::Position proto;
  proto.set_epoch(position.epoch.value());
  for (const auto& [shard, sequence] : position.marks) {
    auto& mark = *proto.add_marks();
    mark.set_shard(shard.value());
    mark.set_sequence(sequence.value());
  }
  return proto;
}

Load::Load(const Installation& installation, int workers)
    : payroll_(installation), workers_(workers) {
  for (int i = 0; i < kThreads; ++i) {
    threads_.emplace_back([this] { Post(); });
  }
}

void Load::Post() {
  while (!stopping_) {
    const int number = next_++;
    const int first = 1 + number * kLinesPerSubmission;
    if (first + kLinesPerSubmission - 1 > workers_) return;
    const auto request =
        payroll_.Submission(absl::StrCat("S", number), first, first + kLinesPerSubmission - 1);
    const auto response = payroll_.PostUntilAcknowledged(request);
    {
      absl::MutexLock lock(&mutex_);
      acknowledged_.push_back(request.submission());
      position_.Merge(FromProto(response.receipt().position()));
    }
    ++count_;
    absl::SleepFor(kPause);
  }
}

void Load::WaitForProgress(int submissions) {
  const int wanted = count_ + submissions;
  const absl::Time deadline = absl::Now() + kProgressTimeout;
  while (count_ < wanted && absl::Now() < deadline) {
    PARITRANA_CHECK(!exhausted() && "the test registers more workers");
    absl::SleepFor(kPollInterval);
  }
  PARITRANA_CHECK(count_ >= wanted);
}

void Load::Stop() {
  stopping_ = true;
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace paritrana::e2e
