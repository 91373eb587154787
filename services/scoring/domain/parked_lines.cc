// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/parked_lines.h"

#include <utility>

namespace paritrana::scoring {

void ParkedLines::Park(ParkedLine line) {
  participants_.try_emplace(line.line.participant, line.fault);
  lines_.push_back(std::move(line));
}

std::uint64_t ParkedLines::Retry(const std::function<LineFault(const ContributionLine&)>& apply) {
  const std::vector<ParkedLine> before = std::move(lines_);
  lines_.clear();
  participants_.clear();
  for (ParkedLine parked : before) {
    parked.fault = FaultOf(parked.line.participant);
    parked.waits = parked.fault != LineFault::kNone;
    if (!parked.waits) parked.fault = apply(parked.line);
    if (parked.fault != LineFault::kNone) Park(std::move(parked));
  }
  return before.size() - lines_.size();
}

}  // namespace paritrana::scoring
