// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/recount.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

namespace paritrana::scoring {
namespace {

// Size of the pieces the canonical text is written in.
constexpr std::size_t kPieceBytes = 1 << 16;

void SortByParticipant(std::vector<Slot>& slots, const RegionTree& tree) {
  std::sort(slots.begin(), slots.end(), [&](const Slot& a, const Slot& b) {
    const auto key = [&](const Slot& slot) {
      return std::make_tuple(slot.participant, tree.fact(slot.region()).code.key(), slot.segment());
    };
    return key(a) < key(b);
  });
}

// Counts one participant's slots [begin, end): each region of each level once.
void CountParticipant(const Slot* begin, const Slot* end, const RegionTree& tree, Tally& counted) {
  for (int month = 0; month < counted.months(); ++month) {
    std::set<RegionIndex> regions;
    std::set<std::pair<RegionIndex, std::uint32_t>> segments;
    for (const Slot* slot = begin; slot != end; ++slot) {
      if (slot->lines[month] == 0) continue;
      const RegionPath& path = tree.path(slot->region());
      for (std::uint32_t level = 0; level < path.depth; ++level) {
        regions.insert(path.at[level]);
        segments.insert({path.at[level], slot->segment()});
      }
    }
    for (const RegionIndex region : regions) ++counted.at(region, month).heads;
    for (const auto& [region, segment] : segments) {
      ++counted.at(region, month).segments[segment - 1];
    }
  }
}

void CountShard(std::vector<Slot>& slots, const RegionTree& tree, Tally& counted) {
  SortByParticipant(slots, tree);
  const Slot* const end = slots.data() + slots.size();
  for (const Slot* begin = slots.data(); begin != end;) {
    const Slot* next = begin;
    while (next != end && next->participant == begin->participant) ++next;
    CountParticipant(begin, next, tree, counted);
    begin = next;
  }
}

// Gathers text and hands it on in pieces.
class PieceWriter {
 public:
  explicit PieceWriter(const std::function<void(std::string_view)>& sink) : sink_(sink) {}
  ~PieceWriter() { sink_(text_); }

  template <typename... Parts>
  void Line(const Parts&... parts) {
    absl::StrAppend(&text_, parts..., "\n");
    if (text_.size() < kPieceBytes) return;
    sink_(text_);
    text_.clear();
  }

 private:
  const std::function<void(std::string_view)>& sink_;
  std::string text_;
};

std::uint64_t LinesOf(const Slot& slot, int month, const SlotTable::Overflow& overflow) {
  const auto beyond = overflow.find(SlotTable::OverflowKey(slot, month));
  return slot.lines[month] + (beyond == overflow.end() ? 0 : beyond->second);
}

void WriteSlots(std::vector<Slot> slots, const SlotTable::Overflow& overflow,
                const RegionTree& tree, const MonthWindow& window, PieceWriter& writer) {
  SortByParticipant(slots, tree);
  for (const Slot& slot : slots) {
    for (int month = 0; month < window.size(); ++month) {
      const std::uint64_t lines = LinesOf(slot, month, overflow);
      if (lines == 0) continue;
      writer.Line("live,", slot.participant, ",", tree.fact(slot.region()).code.ToString(), ",",
                  slot.segment(), ",", window.month(month).ToString(), ",", lines);
    }
  }
}

void WriteSums(const Tally& tally, const RegionTree& tree, const MonthWindow& window,
               PieceWriter& writer) {
  std::vector<RegionIndex> regions;
  for (std::uint32_t i = 0; i < tree.size(); ++i) regions.push_back(RegionIndex(i));
  std::sort(regions.begin(), regions.end(),
            [&](RegionIndex a, RegionIndex b) { return tree.fact(a).code < tree.fact(b).code; });
  for (const RegionIndex region : regions) {
    for (int month = 0; month < window.size(); ++month) {
      const std::int64_t rupiah = tally.at(region, month).rupiah;
      if (rupiah == 0) continue;
      writer.Line("sum,", tree.fact(region).code.ToString(), ",", window.month(month).ToString(),
                  ",", rupiah);
    }
  }
}

}  // namespace

std::uint64_t CountDifferences(StateCopy& copy, const RegionTree& tree) {
  Tally counted(copy.tally.months());
  counted.Resize(copy.tally.regions());
  for (StateCopy::Shard& shard : copy.shards) CountShard(shard.slots, tree, counted);

  std::uint64_t differences = 0;
  for (std::uint32_t region = 0; region < counted.regions(); ++region) {
    for (int month = 0; month < counted.months(); ++month) {
      const Cell& kept = copy.tally.at(RegionIndex(region), month);
      const Cell& found = counted.at(RegionIndex(region), month);
      if (kept.heads != found.heads || kept.segments != found.segments) ++differences;
    }
  }
  return differences;
}

void WriteCanonicalState(StateCopy& copy, const RegionTree& tree, const MonthWindow& window,
                         const std::function<void(std::string_view)>& sink) {
  PieceWriter writer(sink);
  writer.Line("paritrana-state 1");
  // A participant lies in one shard only, so gathering the shards before sorting makes the text
  // independent of their number.
  std::vector<Slot> slots;
  SlotTable::Overflow overflow;
  for (StateCopy::Shard& shard : copy.shards) {
    slots.insert(slots.end(), shard.slots.begin(), shard.slots.end());
    overflow.insert(shard.overflow.begin(), shard.overflow.end());
    shard.slots = {};
  }
  WriteSlots(std::move(slots), overflow, tree, window, writer);
  WriteSums(copy.tally, tree, window, writer);
  for (std::size_t shard = 0; shard < copy.shards.size(); ++shard) {
    for (const ParkedLine& parked : copy.shards[shard].parked) {
      writer.Line("parked,", shard, ",", parked.sequence.value(), ",", parked.line_no);
    }
  }
}

}  // namespace paritrana::scoring
