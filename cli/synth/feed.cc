// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/feed.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/synth/draw.h"
#include "cli/synth/messages.h"
#include "libs/base/status_macros.h"

namespace paritrana::synth {
namespace {

// Newcomers registered at once, so that the feed is not one call a head.
constexpr std::size_t kNewcomersAtOnce = 5;

class Feeding {
 public:
  Feeding(const Population& population, PublicApi& api, const FeedOptions& options,
          const std::atomic<bool>& stop, const FeedProgress& progress)
      : population_(population),
        api_(api),
        options_(options),
        stop_(stop),
        progress_(progress),
        started_(std::chrono::steady_clock::now()) {}

  // Late lines and newcomers take turns, so that the picture moves also when the late ones were
  // posted by an earlier run.
  absl::Status Run() {
    const std::vector<std::size_t> order = DrawnOrder();
    for (std::uint64_t round = 0; !Ended(); ++round) {
      if (round < order.size()) {
        PARITRANA_RETURN_IF_ERROR(PostLate(population_.MakePayer(order[round])));
      }
      PARITRANA_RETURN_IF_ERROR(PostNewcomers(round));
    }
    return absl::OkStatus();
  }

 private:
  bool Ended() const {
    return stop_.load() || (options_.lines_max != 0 && lines_ >= options_.lines_max);
  }

  std::vector<std::size_t> DrawnOrder() const {
    std::vector<std::size_t> order(population_.payers());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::uint64_t seed = population_.options().seed;
    std::sort(order.begin(), order.end(), [seed](std::size_t a, std::size_t b) {
      return Mix({seed, a}) < Mix({seed, b});
    });
    return order;
  }

  // A payer's late lines in small submissions, so that the picture moves line by line.
  absl::Status PostLate(const SynthPayer& payer) {
    const auto lines = LateLinesOf(population_.calibration(), payer, population_.options().year);
    for (std::size_t i = 0; i < lines.size() && !Ended(); ++i) {
      PARITRANA_RETURN_IF_ERROR(Post(payer, lines[i].line_id(), everything_known_, {lines[i]}));
    }
    return absl::OkStatus();
  }

  absl::Status PostNewcomers(std::uint64_t round) {
    const std::uint64_t number = options_.first_newcomer + round * kNewcomersAtOnce;
    const std::size_t index = Mix({population_.options().seed, number}) % population_.payers();
    SynthPayer payer = population_.MakePayer(index);
    std::vector<registration::v1::Worker> workers;
    std::vector<compliance::v1::ContributionLine> lines;
    for (std::uint64_t i = 0; i < kNewcomersAtOnce; ++i) {
      const SynthWorker worker = population_.MakeNewcomer(index, number + i);
      const std::string id = absl::StrCat("new-", number + i);
      workers.push_back(ToWorker(payer, worker));
      lines.push_back(ToLine(population_.calibration(), payer, worker, id, worker.first_month,
                             worker.last_month));
    }
    PARITRANA_ASSIGN_OR_RETURN(
        const Counted imported,
        api_.ImportWorkers(absl::StrCat("feed-", payer.ref(), "-", number), workers));
    newcomers_ += imported.accepted;
    KnownUpTo known;
    known.participants = imported.position;
    return Post(payer, absl::StrCat("new-", number), known, lines);
  }

  absl::Status Post(const SynthPayer& payer, const std::string& submission, const KnownUpTo& known,
                    const std::vector<compliance::v1::ContributionLine>& lines) {
    WaitForTurn(lines.size());
    const Month period(population_.options().year, 12);
    PARITRANA_ASSIGN_OR_RETURN(
        const Counted counted,
        api_.Post({payer.ref(), period.ToString(), "feed", submission}, known, lines));
    lines_ += counted.accepted + counted.rejected;
    progress_(lines_, newcomers_);
    return absl::OkStatus();
  }

  // Keeps the pace over the whole run: a slow call is caught up with, a fast one waits.
  void WaitForTurn(std::size_t lines) {
    turns_ += lines;
    const auto due =
        started_ + std::chrono::microseconds(turns_ * 1'000'000 /
                                             static_cast<std::uint64_t>(options_.lines_per_second));
    while (!stop_.load() && std::chrono::steady_clock::now() < due) {
      const auto left = due - std::chrono::steady_clock::now();
      std::this_thread::sleep_for(
          std::min<std::chrono::steady_clock::duration>(left, std::chrono::milliseconds(100)));
    }
  }

  const Population& population_;
  PublicApi& api_;
  const FeedOptions options_;
  const std::atomic<bool>& stop_;
  const FeedProgress& progress_;
  const std::chrono::steady_clock::time_point started_;
  const KnownUpTo everything_known_;  // the population was loaded long before
  std::uint64_t turns_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t newcomers_ = 0;
};

}  // namespace

absl::Status Feed(const Population& population, PublicApi& api, const FeedOptions& options,
                  const std::atomic<bool>& stop, const FeedProgress& progress) {
  return Feeding(population, api, options, stop, progress).Run();
}

}  // namespace paritrana::synth
