// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "libs/base/position.h"
#include "tests/e2e/payroll.h"

namespace paritrana::e2e {

// Posts submissions one after the other from several threads until it is stopped, each again and
// again until it is acknowledged: what a payroll system does through any fault.
class Load {
 public:
  static constexpr int kThreads = 4;
  static constexpr int kLinesPerSubmission = 5;

  // Posts for workers from 1 on, each once; `workers` of them exist.
  Load(const Installation& installation, int workers);

  // Waits until this many more submissions are acknowledged; CHECKs that they are in time.
  void WaitForProgress(int submissions);

  // Ends after the submissions under way. Call it once, before what follows.
  void Stop();

  // Names of the acknowledged submissions.
  const std::vector<std::string>& acknowledged() const { return acknowledged_; }
  // The furthest position that a receipt named.
  const Position& position() const { return position_; }
  bool exhausted() const { return next_ * kLinesPerSubmission >= workers_; }

 private:
  void Post();

  Payroll payroll_;
  const int workers_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> next_ = 0;
  std::atomic<int> count_ = 0;
  absl::Mutex mutex_;
  std::vector<std::string> acknowledged_;
  Position position_;
  std::vector<std::thread> threads_;
};

// A position as the libraries have it.
Position FromProto(const common::v1::Position& proto);
common::v1::Position ToProto(const Position& position);

}  // namespace paritrana::e2e
