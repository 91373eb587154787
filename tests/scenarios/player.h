// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "tests/scenarios/client.h"
#include "tests/scenarios/document.h"
#include "tests/scenarios/examples.h"
#include "tests/scenarios/matching.h"
#include "tests/scenarios/system.h"

namespace paritrana::scenarios {

// Plays one scenario over one client, step by step, and reports what differs from the document as
// test failures at its file and line. Stops at the first step that fails: those after it rest on
// it.
//
// Once for each pass.
class Player {
 public:
  // All must outlive the player. `streams` may be null if the scenario has none.
  Player(System& system, Client& client, GrpcClient* streams, Examples examples)
      : system_(system), client_(client), streams_(streams), examples_(examples) {}

  void Play(const Scenario& scenario);

 private:
  bool Do(const Given& given);
  bool Do(const Call& call);
  bool Do(const Stream& stream);
  bool Do(const Wait& wait);

  bool Ask(const Call& prepared);

  Json EmployerOf(const Given& given) const;
  Json WorkerOf(const Given& given) const;
  Call Prepared(const Call& call) const;
  Stream Prepared(const Stream& stream);
  void AddToDigest(const Json& message);
  bool Agrees(const Answer& answer, const Reply& reply, bool last_try);
  bool Fail(int line, const std::string& what) const;

  System& system_;
  Client& client_;
  GrpcClient* streams_;
  const Examples examples_;
  std::string file_;
  Notes notes_;
  Json sent_for_;                             // the submission streamed last
  std::map<std::uint64_t, Json> sent_lines_;  // its lines by number, over all its streams
};

}  // namespace paritrana::scenarios
