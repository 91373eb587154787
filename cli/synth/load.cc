// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/load.h"

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "cli/synth/messages.h"
#include "libs/base/status_macros.h"

namespace paritrana::synth {
namespace {

// Loads payer by payer with several callers; the first error stops them all.
class Loading {
 public:
  Loading(const Population& population, PublicApi& api, int callers, const Progress& progress)
      : population_(population), api_(api), callers_(callers), progress_(progress) {}

  absl::StatusOr<LoadSummary> Run() {
    PARITRANA_RETURN_IF_ERROR(
        ForEachPayer("employers", [this](const SynthPayer& payer) { return Register(payer); }));
    PARITRANA_RETURN_IF_ERROR(
        ForEachPayer("workers", [this](const SynthPayer& payer) { return Import(payer); }));
    for (int month = 1; month <= 12; ++month) {
      const Month period(population_.options().year, month);
      PARITRANA_RETURN_IF_ERROR(
          ForEachPayer(absl::StrCat("contributions ", period.ToString()),
                       [this, period](const SynthPayer& payer) { return Post(payer, period); }));
    }
    return summary_;
  }

 private:
  template <typename Work>
  absl::Status ForEachPayer(const std::string& step, Work work) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < callers_; ++i) {
      threads.emplace_back([&] {
        for (std::size_t index = next++; index < population_.payers(); index = next++) {
          if (!Note(work(population_.MakePayer(index)))) return;
          Show(step, ++done);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    return status_;
  }

  void Show(const std::string& step, std::size_t done) {
    absl::MutexLock lock(&progress_mutex_);
    progress_(step, done, population_.payers());
  }

  // Keeps the first error. False when the work should stop.
  bool Note(const absl::Status& status) {
    absl::MutexLock lock(&mutex_);
    if (status_.ok()) status_ = status;
    return status_.ok();
  }

  absl::Status Register(const SynthPayer& payer) {
    PARITRANA_ASSIGN_OR_RETURN(const Position position, api_.RegisterEmployer(ToEmployer(payer)));
    absl::MutexLock lock(&mutex_);
    known_.employers.Merge(position);
    ++summary_.employers;
    return absl::OkStatus();
  }

  absl::Status Import(const SynthPayer& payer) {
    std::vector<registration::v1::Worker> workers;
    for (const SynthWorker& worker : payer.workers) workers.push_back(ToWorker(payer, worker));
    PARITRANA_ASSIGN_OR_RETURN(const Counted counted,
                               api_.ImportWorkers(absl::StrCat("synth-", payer.ref()), workers));
    absl::MutexLock lock(&mutex_);
    known_.participants.Merge(counted.position);
    summary_.workers += counted.accepted;
    summary_.rejected += counted.rejected;
    return absl::OkStatus();
  }

  absl::Status Post(const SynthPayer& payer, Month period) {
    const auto lines = LinesOf(population_.calibration(), payer, period);
    if (lines.empty()) return absl::OkStatus();
    PARITRANA_ASSIGN_OR_RETURN(
        const Counted counted,
        api_.Post({payer.ref(), period.ToString(), "synth", "regular"}, known_, lines));
    absl::MutexLock lock(&mutex_);
    summary_.position.Merge(counted.position);
    ++summary_.submissions;
    summary_.lines += counted.accepted;
    summary_.rejected += counted.rejected;
    return absl::OkStatus();
  }

  const Population& population_;
  PublicApi& api_;
  const int callers_;
  const Progress& progress_;
  absl::Mutex progress_mutex_;
  absl::Mutex mutex_;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  LoadSummary summary_ ABSL_GUARDED_BY(mutex_);
  KnownUpTo known_;  // complete before lines are posted, read-only then
};

}  // namespace

absl::StatusOr<LoadSummary> Load(const Population& population, PublicApi& api, int callers,
                                 const Progress& progress) {
  return Loading(population, api, callers, progress).Run();
}

}  // namespace paritrana::synth
