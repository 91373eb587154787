// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/domain/match.h"

namespace paritrana::compliance {

// Candidates as waiting_line.candidates keeps them, candidate "1" first: one a line, "pseudonym
// membership_no reasons start_day end_day workplace_region" in decimal.
std::string WriteCandidates(const std::vector<MatchCandidate>& candidates);

std::vector<MatchCandidate> ReadCandidates(std::string_view text);

}  // namespace paritrana::compliance
