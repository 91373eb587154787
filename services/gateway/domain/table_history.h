// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace paritrana::gateway {

// Bytes made once and sent to many.
using SharedBytes = std::shared_ptr<const std::string>;

// A new version of one table, ready to be sent.
struct TableUpdate {
  std::uint64_t version = 0;
  SharedBytes snapshot;            // the whole table
  std::uint64_t base_version = 0;  // what the delta applies to
  SharedBytes delta;               // may be null: then only the snapshot leads here
};

// What brings one viewer up to date.
struct CatchUp {
  std::vector<SharedBytes> events;  // in order; empty if there is nothing newer
  std::uint64_t version = 0;        // what the viewer has seen after them
};

// The newest version of one table and the short way to it.
//
// This is every viewer's queue at once: a viewer is only the version it has seen, and asks what
// comes next. A viewer that has fallen behind further than the kept deltas reach, or for which they
// would be more bytes than the table, gets one snapshot instead: so the queue is bounded, and a
// slow viewer costs no memory. Versions never go back. Not thread-safe.
class TableHistory {
 public:
  explicit TableHistory(std::size_t deltas_max) : deltas_max_(deltas_max) {}

  // Takes the next version. One that is not newer is ignored (false).
  bool Add(TableUpdate update);

  // What a viewer who has seen `seen` (0: nothing) must be sent. Nothing while `seen` is newer than
  // the table: versions never go back.
  CatchUp After(std::uint64_t seen) const;

  std::uint64_t version() const { return version_; }

 private:
  struct Delta {
    std::uint64_t base_version;
    std::uint64_t version;
    SharedBytes bytes;
  };

  // The deltas from `seen` to the newest version, empty if they do not reach back that far.
  std::vector<SharedBytes> Chain(std::uint64_t seen) const;

  std::size_t deltas_max_;
  std::uint64_t version_ = 0;
  SharedBytes snapshot_;
  std::deque<Delta> deltas_;  // each applies to the version of the one before
};

}  // namespace paritrana::gateway
