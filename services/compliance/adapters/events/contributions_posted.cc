// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/events/contributions_posted.h"

#include "paritrana/compliance/events/v1/contributions.pb.h"

namespace paritrana::compliance {
namespace {

using Fact = events::v1::ContributionsPosted;

// Fills one column from one attribute of the lines, as short as the format allows.
template <typename Column, typename Attribute>
void FillColumn(std::span<const PostedContribution> lines, Attribute attribute, Column& column) {
  const auto first = attribute(lines.front());
  bool constant = true;
  for (const PostedContribution& line : lines) constant = constant && attribute(line) == first;
  if (constant) {
    if (first != decltype(first){}) column.Add(first);
    return;
  }
  column.Reserve(static_cast<int>(lines.size()));
  for (const PostedContribution& line : lines) column.Add(attribute(line));
}

void FillWho(std::span<const PostedContribution> lines, Fact& fact) {
  FillColumn(
      lines, [](const auto& line) { return line.worker.value(); }, *fact.mutable_pseudonym());
  FillColumn(
      lines, [](const auto& line) { return static_cast<int>(line.segment); },
      *fact.mutable_segment());
  FillColumn(
      lines, [](const auto& line) { return static_cast<int>(line.worker_kind); },
      *fact.mutable_worker_kind());
  FillColumn(
      lines, [](const auto& line) { return static_cast<int>(line.sponsor_kind); },
      *fact.mutable_sponsor_kind());
  FillColumn(
      lines, [](const auto& line) { return line.payer.value(); }, *fact.mutable_employer_id());
}

void FillWhat(std::span<const PostedContribution> lines, Fact& fact) {
  FillColumn(
      lines, [](const auto& line) { return line.region; }, *fact.mutable_region());
  FillColumn(
      lines,
      [](const auto& line) { return static_cast<std::uint32_t>(line.covered.from.number()); },
      *fact.mutable_covered_from());
  FillColumn(
      lines, [](const auto& line) { return static_cast<std::uint32_t>(line.covered.months()); },
      *fact.mutable_covered_months());
  FillColumn(
      lines, [](const auto& line) { return static_cast<std::uint64_t>(line.amount.value()); },
      *fact.mutable_amount_rupiah());
}

}  // namespace

std::string EncodeContributionsPosted(std::span<const PostedContribution> lines,
                                      absl::Time recorded_at) {
  Fact fact;
  fact.set_recorded_at_micros(absl::ToUnixMicros(recorded_at));
  fact.set_line_count(static_cast<std::uint32_t>(lines.size()));
  FillWho(lines, fact);
  FillWhat(lines, fact);
  FillColumn(
      lines,
      [](const auto& line) {
        return static_cast<int>(line.retracts ? events::v1::EFFECT_RETRACT
                                              : events::v1::EFFECT_ADD);
      },
      *fact.mutable_effect());
  FillColumn(
      lines, [](const auto& line) { return static_cast<int>(line.basis); }, *fact.mutable_basis());
  return fact.SerializeAsString();
}

}  // namespace paritrana::compliance
