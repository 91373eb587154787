// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/denominators.h"

#include <utility>

namespace paritrana::scoring {
namespace {

absl::CivilDay LastDayOf(Month month) {
  const Month next = month + 1;
  return absl::CivilDay(next.year(), next.month(), 1) - 1;
}

// Whether `a` is the better choice for a month that ends on `day`.
bool Better(const Denominator& a, const Denominator& b, absl::CivilDay day) {
  const bool a_past = a.date <= day;
  const bool b_past = b.date <= day;
  if (a_past != b_past) return a_past;
  if (a.date == b.date) return !a.example && b.example;
  return a_past ? a.date > b.date : a.date < b.date;
}

}  // namespace

void DenominatorBook::Add(Denominator denominator) {
  ++size_;
  by_region_[denominator.region].push_back(std::move(denominator));
}

const Denominator* DenominatorBook::Find(RegionCode region, std::uint32_t segment,
                                         Month month) const {
  const auto of_region = by_region_.find(region);
  if (of_region == by_region_.end()) return nullptr;
  const Denominator* best = nullptr;
  for (const Denominator& candidate : of_region->second) {
    if (candidate.segment != segment) continue;
    if (best == nullptr || Better(candidate, *best, LastDayOf(month))) best = &candidate;
  }
  return best;
}

std::vector<Denominator> DenominatorBook::Of(RegionCode region, Month month) const {
  std::vector<Denominator> found;
  for (std::uint32_t segment = 0; segment <= kSegments; ++segment) {
    const Denominator* denominator = Find(region, segment, month);
    if (denominator != nullptr) found.push_back(*denominator);
  }
  return found;
}

EntitledTable::EntitledTable(const DenominatorBook& book, const RegionTree& tree,
                             const MonthWindow& window)
    : months_(window.size()), cells_(tree.size() * window.size()) {
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const RegionIndex region(i);
    for (int month = 0; month < months_; ++month) {
      for (const Denominator& known : book.Of(tree.fact(region).code, window.month(month))) {
        Entitled& entitled = cell(region, month);
        if (known.segment == 0) entitled.total = known.entitled_workers;
        if (known.segment > 0) entitled.segments[known.segment - 1] = known.entitled_workers;
        entitled.example |= known.example;
      }
    }
  }
  for (int month = 0; month < months_; ++month) {
    for (const RegionIndex province : tree.Members(kNation, RegionLevel::kProvince)) {
      Derive(tree, province, month);
    }
    Derive(tree, kNation, month);
  }
}

void EntitledTable::Derive(const RegionTree& tree, RegionIndex region, int month) {
  if (cell(region, month).total != 0) return;
  Entitled sum;
  for (const RegionIndex regency : tree.Members(region, RegionLevel::kRegency)) {
    const Entitled& part = at(regency, month);
    if (part.total == 0) return;
    sum.total += part.total;
    sum.example |= part.example;
    for (int i = 0; i < kSegments; ++i) sum.segments[i] += part.segments[i];
  }
  sum.derived = sum.total != 0;
  if (sum.derived) cell(region, month) = sum;
}

const Entitled& EntitledTable::at(RegionIndex region, int month) const {
  static const Entitled kNone;
  const std::size_t index = static_cast<std::size_t>(region.value()) * months_ + month;
  return index < cells_.size() ? cells_[index] : kNone;
}

}  // namespace paritrana::scoring
