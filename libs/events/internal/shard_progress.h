// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "libs/base/check.h"
#include "libs/base/ids.h"

namespace paritrana::events::internal {

// How far the facts of one shard have gone to the log: sent, and acknowledged without a gap.
//
//   published ────── acked ────── sent ────── committed
//             saved         in flight  to be read
//
// Not thread-safe.
class ShardProgress {
 public:
  ShardProgress(Epoch epoch, Sequence published)
      : epoch_(epoch), sent_(published), acked_(published), saved_(published) {}

  Epoch epoch() const { return epoch_; }
  Sequence sent() const { return sent_; }
  Sequence acked() const { return acked_; }
  Sequence saved() const { return saved_; }
  bool in_flight() const { return acked_ < sent_; }
  bool unsaved() const { return saved_ < acked_; }

  void OnSent(Sequence sequence) {
    PARITRANA_CHECK(sequence.value() == sent_.value() + 1);
    sent_ = sequence;
  }

  // The log did not take it after all.
  void TakeBack(Sequence sequence) {
    PARITRANA_CHECK(sequence == sent_);
    sent_ = Sequence(sequence.value() - 1);
  }

  // Takes the acknowledgements in any order and moves over the contiguous prefix.
  void OnAcked(Sequence sequence) {
    early_.insert(sequence);
    while (!early_.empty() && early_.begin()->value() == acked_.value() + 1) {
      acked_ = *early_.begin();
      early_.erase(early_.begin());
    }
  }

  void OnSaved(Sequence sequence) { saved_ = sequence; }

  // Everything after the prefix is to be sent again.
  void ForgetInFlight() {
    early_.clear();
    sent_ = acked_;
  }

 private:
  Epoch epoch_;
  Sequence sent_;
  Sequence acked_;
  Sequence saved_;
  std::set<Sequence> early_;
};

}  // namespace paritrana::events::internal
