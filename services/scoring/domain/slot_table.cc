// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/slot_table.h"

#include "libs/base/check.h"

namespace paritrana::scoring {
namespace {

constexpr std::size_t kCapacityAtFirst = 1024;

// The prefetch of a participant's home may look this far past the end of the array.
constexpr std::size_t kPrefetchMargin = 4;

}  // namespace

SlotTable::SlotTable() : capacity_(kCapacityAtFirst), slots_(kCapacityAtFirst + kPrefetchMargin) {}

SlotTable::Hand SlotTable::Gather(Pseudonym participant, std::uint32_t tag) {
  Hand hand;
  for (std::size_t i = Home(participant);; i = Next(i)) {
    Slot& slot = slots_[i];
    if (!slot.used()) {
      if (hand.vacant == nullptr) hand.vacant = &slot;
      return hand;
    }
    const bool same_person = slot.participant == participant.value();
    if (same_person && slot.tag == tag) {
      hand.own = &slot;
    } else if (!slot.live()) {
      if (hand.vacant == nullptr) hand.vacant = &slot;
    } else if (same_person) {
      hand.others.push_back(&slot);
    }
  }
}

Slot* SlotTable::Make(const Hand& hand, Pseudonym participant, std::uint32_t tag) {
  Slot* slot = hand.vacant;
  if (!slot->used()) {
    if ((used_ + 1) * 10 > capacity_ * 7) {
      Grow();
      slot = VacantFor(participant);
    }
    ++used_;
  }
  *slot = Slot{participant.value(), tag, {}};
  return slot;
}

Slot* SlotTable::VacantFor(Pseudonym participant) {
  std::size_t i = Home(participant);
  while (slots_[i].used()) i = Next(i);
  return &slots_[i];
}

void SlotTable::Grow() {
  const std::vector<Slot> old = std::move(slots_);
  capacity_ += capacity_ / 2;
  slots_ = std::vector<Slot>(capacity_ + kPrefetchMargin);
  used_ = 0;
  for (const Slot& slot : old) {
    if (!slot.used() || !slot.live()) continue;
    *VacantFor(Pseudonym(slot.participant)) = slot;
    ++used_;
  }
}

std::uint64_t SlotTable::LinesOf(const Slot& slot, int month) const {
  const std::uint8_t lines = slot.lines[month];
  if (lines < kFull) return lines;
  const auto beyond = overflow_.find(OverflowKey(slot, month));
  return beyond == overflow_.end() ? kFull : kFull + beyond->second;
}

void SlotTable::Increment(Slot& slot, int month) {
  if (slot.lines[month] < kFull) {
    ++slot.lines[month];
  } else {
    ++overflow_[OverflowKey(slot, month)];
  }
}

void SlotTable::Decrement(Slot& slot, int month) {
  PARITRANA_CHECK(slot.lines[month] > 0);
  const auto beyond =
      slot.lines[month] == kFull ? overflow_.find(OverflowKey(slot, month)) : overflow_.end();
  if (beyond == overflow_.end()) {
    --slot.lines[month];
  } else if (--beyond->second == 0) {
    overflow_.erase(beyond);
  }
}

std::vector<Slot> SlotTable::LiveSlots() const {
  std::vector<Slot> live;
  live.reserve(used_);
  for (const Slot& slot : slots_) {
    if (slot.used() && slot.live()) live.push_back(slot);
  }
  return live;
}

std::size_t SlotTable::bytes() const {
  using Entry = Overflow::value_type;
  return slots_.capacity() * sizeof(Slot) + overflow_.capacity() * (sizeof(Entry) + 1);
}

}  // namespace paritrana::scoring
