// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/shard_state.h"

#include <algorithm>

namespace paritrana::scoring {
namespace {

// Lines looked at ahead of the one applied: enough to hide a miss of the main memory.
constexpr std::size_t kLinesAhead = 12;

constexpr Month kEarliest(1977, 1);
constexpr Month kLatest(2199, 12);

LineFault Check(const ContributionLine& line) {
  if (line.participant.value() == 0) return LineFault::kParticipantUnset;
  if (line.segment < 1 || line.segment > kSegments) return LineFault::kSegmentUnknown;
  if (line.effect == LineEffect::kUnknown) return LineFault::kEffectUnknown;
  if (line.covered_months < 1 || line.covered_months > kCoveredMonthsMax) {
    return LineFault::kMonthsInvalid;
  }
  if (line.covered_from < kEarliest || line.covered_from > kLatest) {
    return LineFault::kMonthsInvalid;
  }
  return line.rupiah > kLineRupiahMax ? LineFault::kAmountInvalid : LineFault::kNone;
}

// How deep the other live slots of a person reach along a path in one month: for the heads any of
// them count, for the heads of a segment those of the same segment.
struct Presence {
  std::uint32_t heads = 0;
  std::uint32_t segment = 0;
};

Presence PresenceIn(int month, const RegionPath& path, std::uint32_t segment,
                    const SlotTable::Hand& hand, const RegionTree& tree) {
  Presence presence;
  for (const Slot* other : hand.others) {
    if (other->lines[month] == 0) continue;
    const std::uint32_t shared = SharedDepth(path, tree.path(other->region()));
    presence.heads = std::max(presence.heads, shared);
    if (other->segment() == segment) presence.segment = std::max(presence.segment, shared);
  }
  return presence;
}

std::int64_t SignedShare(const CoveredShare& share, int month, LineEffect effect) {
  const std::int64_t rupiah = month == share.begin ? share.rupiah_of_begin : share.rupiah_of_others;
  return effect == LineEffect::kAdd ? rupiah : -rupiah;
}

// Checks all months before the first is changed: a line is applied whole or not at all.
LineFault CheckMonths(const ContributionLine& line, const RegionPath& path,
                      const CoveredShare& share, const SlotTable::Hand& hand, const Tally& tally) {
  const bool adds = line.effect == LineEffect::kAdd;
  for (int month = share.begin; month < share.end; ++month) {
    if (!adds && (hand.own == nullptr || hand.own->lines[month] == 0)) {
      return LineFault::kNothingToRetract;
    }
    if (!tally.CanAdd(path, month, SignedShare(share, month, line.effect))) {
      return LineFault::kAmountInvalid;
    }
  }
  return LineFault::kNone;
}

}  // namespace

void ShardState::Apply(Sequence sequence, const LineColumns& lines, const CountingRules& rules,
                       Tally& tally) {
  // A message most often has one basis for all its lines, and is then taken or left as a whole.
  const bool mixed = lines.basis.stride != 0;
  if (!mixed && !lines.RestsOn(rules.basis, 0)) return;
  const std::size_t ahead = std::min(kLinesAhead, lines.size);
  for (std::size_t i = 0; i < ahead; ++i) {
    slots_.Prefetch(Pseudonym(lines.participant[i]));
    rules.tree.Prefetch(lines.region_key[i]);
  }
  for (std::size_t i = 0; i < lines.size; ++i) {
    if (i + ahead < lines.size) {
      slots_.Prefetch(Pseudonym(lines.participant[i + ahead]));
      rules.tree.Prefetch(lines.region_key[i + ahead]);
    }
    if (mixed && !lines.RestsOn(rules.basis, i)) continue;
    const ContributionLine line = lines.line(i);
    LineFault fault = parked_.FaultOf(line.participant);
    const bool waits = fault != LineFault::kNone;
    if (!waits) fault = ApplyLine(line, rules, tally);
    if (fault != LineFault::kNone) [[unlikely]] {
      parked_.Park({sequence, static_cast<std::uint32_t>(i), fault, waits, line});
    }
  }
}

std::uint64_t ShardState::Redrive(const CountingRules& rules, Tally& tally) {
  return parked_.Retry([&](const ContributionLine& line) { return ApplyLine(line, rules, tally); });
}

LineFault ShardState::ApplyLine(const ContributionLine& line, const CountingRules& rules,
                                Tally& tally) {
  if (const LineFault fault = Check(line); fault != LineFault::kNone) return fault;
  const RegionPath* path = rules.tree.Find(line.region_key);
  if (path == nullptr) return LineFault::kRegionUnknown;
  const LineFault fault = ApplyAt(*path, line, rules, tally);
  if (fault == LineFault::kNone) ++lines_applied_;
  return fault;
}

LineFault ShardState::ApplyAt(const RegionPath& path, const ContributionLine& line,
                              const CountingRules& rules, Tally& tally) {
  const CoveredShare share =
      rules.window.Share(line.covered_from, static_cast<int>(line.covered_months),
                         static_cast<std::int64_t>(line.rupiah));
  if (share.begin == share.end) return LineFault::kNone;

  const std::uint32_t tag = Slot::Tag(path.self(), line.segment);
  const SlotTable::Hand hand = slots_.Gather(line.participant, tag);
  const LineFault fault = CheckMonths(line, path, share, hand, tally);
  if (fault != LineFault::kNone) return fault;
  // Growing the table ends the views of `hand`, so what the others hold is asked first.
  std::array<Presence, MonthWindow::kMonthsMax> presence{};
  if (!hand.others.empty()) {
    for (int month = share.begin; month < share.end; ++month) {
      presence[month] = PresenceIn(month, path, line.segment, hand, rules.tree);
    }
  }
  Slot* slot = hand.own != nullptr ? hand.own : slots_.Make(hand, line.participant, tag);
  for (int month = share.begin; month < share.end; ++month) {
    CellChange change;
    change.segment = line.segment;
    change.rupiah = SignedShare(share, month, line.effect);
    change.heads = CountLine(*slot, month, line.effect);
    change.heads_from = presence[month].heads;
    change.segment_from = presence[month].segment;
    tally.Add(path, month, change);
  }
  return LineFault::kNone;
}

// Counts a line in or out of a slot's month. Returns +1 if it is the first, −1 if it was the last.
std::int32_t ShardState::CountLine(Slot& slot, int month, LineEffect effect) {
  if (effect == LineEffect::kAdd) {
    slots_.Increment(slot, month);
    return slot.lines[month] == 1 ? 1 : 0;
  }
  slots_.Decrement(slot, month);
  return slot.lines[month] == 0 ? -1 : 0;
}

}  // namespace paritrana::scoring
