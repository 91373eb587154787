// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/ids.h"
#include "services/scoring/application/ranking_board.h"
#include "services/scoring/application/scoring_state.h"
#include "services/scoring/application/self_check.h"

namespace paritrana::scoring {

// The state of scoring as an officer or a check needs it.
struct StateReport {
  Stamp stamp;               // of the newest publication
  std::string state_digest;  // of the state as of the call
  std::uint64_t participants = 0;
  std::uint64_t slot_bytes = 0;
  std::uint64_t lines_applied = 0;
  std::vector<std::pair<Shard, Sequence>> stopped;  // with the sequence they wait for
  std::uint64_t recount_differences = 0;
};

// Takes the report. Locks the state while it is copied, then works on the copy: seconds for tens of
// millions of participants. Thread-safe.
class GetState {
 public:
  GetState(SharedState& shared, RankingBoard& board, SelfCheck& self_check)
      : shared_(shared), board_(board), self_check_(self_check) {}

  StateReport Handle(bool recount);

 private:
  SharedState& shared_;
  RankingBoard& board_;
  SelfCheck& self_check_;
};

}  // namespace paritrana::scoring
