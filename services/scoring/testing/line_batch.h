// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "services/scoring/domain/contribution_line.h"

namespace paritrana::scoring::testing {

// Holds lines as the columns that the state takes.
class LineBatch {
 public:
  LineBatch() = default;
  explicit LineBatch(const std::vector<ContributionLine>& lines) {
    for (const ContributionLine& line : lines) Add(line);
  }

  void Add(const ContributionLine& line, Basis basis = Basis::kDeclared) {
    participant_.push_back(line.participant.value());
    region_key_.push_back(line.region_key);
    covered_from_.push_back(static_cast<std::uint32_t>(line.covered_from.number()));
    covered_months_.push_back(line.covered_months);
    segment_.push_back(line.segment);
    effect_.push_back(static_cast<std::uint32_t>(line.effect) + 1);
    rupiah_.push_back(line.rupiah);
    basis_.push_back(static_cast<std::uint32_t>(basis));
  }

  LineColumns columns() const {
    LineColumns columns;
    columns.size = participant_.size();
    columns.participant = {participant_.data(), 1};
    columns.region_key = {region_key_.data(), 1};
    columns.covered_from = {covered_from_.data(), 1};
    columns.covered_months = {covered_months_.data(), 1};
    columns.segment = {segment_.data(), 1};
    columns.effect = {effect_.data(), 1};
    columns.rupiah = {rupiah_.data(), 1};
    columns.basis = {basis_.data(), 1};
    return columns;
  }

 private:
  std::vector<std::uint64_t> participant_;
  std::vector<std::uint64_t> region_key_;
  std::vector<std::uint32_t> covered_from_;
  std::vector<std::uint32_t> covered_months_;
  std::vector<std::uint32_t> segment_;
  std::vector<std::uint32_t> effect_;
  std::vector<std::uint64_t> rupiah_;
  std::vector<std::uint32_t> basis_;
};

}  // namespace paritrana::scoring::testing
