// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/numeric/int128.h"
#include "libs/base/ids.h"
#include "services/scoring/domain/month_window.h"
#include "services/scoring/domain/region_tree.h"

namespace paritrana::scoring {

// The live lines of one participant in one region and segment: how many cover each month.
//
// 24 bytes. A participant with one job has one slot. A count of 255 means 255 and whatever the
// table holds beyond it.
struct Slot {
  std::uint64_t participant = 0;
  std::uint32_t tag = 0;  // region and segment; 0 in a slot never used
  std::array<std::uint8_t, MonthWindow::kMonthsMax> lines{};

  bool used() const { return tag != 0; }

  // A slot whose counts are all zero is dead: anyone may take it over.
  bool live() const {
    std::uint64_t head = 0;
    std::uint32_t tail = 0;
    std::memcpy(&head, lines.data(), sizeof(head));
    std::memcpy(&tail, lines.data() + sizeof(head), sizeof(tail));
    return (head | tail) != 0;
  }

  RegionIndex region() const { return RegionIndex(tag >> kSegmentBits); }
  std::uint32_t segment() const { return tag & ((1u << kSegmentBits) - 1); }

  static constexpr int kSegmentBits = 3;
  static std::uint32_t Tag(RegionIndex region, std::uint32_t segment) {
    return region.value() << kSegmentBits | segment;
  }
};
static_assert(sizeof(Slot) == 24);

// The slots of one shard's participants: open addressing with linear probing in one array, so that
// all slots of a person lie in one run, and one prefetch brings them.
//
// The table grows by half when more than 70 % of it is used, so a slot costs 34 to 51 bytes, empty
// ones included. A slot of which all lines were retracted stays as a dead one until it is taken
// over or the table grows. Not thread-safe.
class SlotTable {
 public:
  // The slots of one participant as one line finds them. Valid until the table changes.
  struct Hand {
    Slot* own = nullptr;     // the slot of the line's region and segment, if there is one
    Slot* vacant = nullptr;  // where it may be made; never null
    absl::InlinedVector<const Slot*, 4> others;  // live slots of the participant elsewhere
  };

  SlotTable();

  // Brings the participant's slots towards the cache.
  void Prefetch(Pseudonym participant) const {
    const Slot* home = &slots_[Home(participant)];
    __builtin_prefetch(home, 1);
    __builtin_prefetch(home + 2, 1);
  }

  Hand Gather(Pseudonym participant, std::uint32_t tag);

  // Makes the slot that `hand` found missing. Views of the table end here.
  Slot* Make(const Hand& hand, Pseudonym participant, std::uint32_t tag);

  // Number of lines of a slot that cover the month.
  std::uint64_t LinesOf(const Slot& slot, int month) const;

  // Counts one line in or out. Decrement only what is above zero.
  void Increment(Slot& slot, int month);
  void Decrement(Slot& slot, int month);

  // All live slots, in no order.
  std::vector<Slot> LiveSlots() const;
  // What counts hold beyond 255, for a slot of LiveSlots of the same moment.
  using Overflow = absl::flat_hash_map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t>;
  const Overflow& overflow() const { return overflow_; }
  static std::pair<std::uint64_t, std::uint64_t> OverflowKey(const Slot& slot, int month) {
    return {slot.participant, std::uint64_t{slot.tag} << 8 | static_cast<std::uint64_t>(month)};
  }

  // Bytes of all slots, free and dead ones included, and of the overflow.
  std::size_t bytes() const;

 private:
  static constexpr std::uint8_t kFull = 255;

  std::size_t Home(Pseudonym participant) const {
    const std::uint64_t hash = participant.value() * 0x9E3779B97F4A7C15u;
    return absl::Uint128High64(absl::uint128(hash) * capacity_);
  }
  std::size_t Next(std::size_t i) const { return i + 1 == capacity_ ? 0 : i + 1; }
  void Grow();
  Slot* VacantFor(Pseudonym participant);

  std::size_t capacity_;
  std::size_t used_ = 0;
  std::vector<Slot> slots_;
  Overflow overflow_;
};

}  // namespace paritrana::scoring
