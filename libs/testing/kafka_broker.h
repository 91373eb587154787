// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace paritrana::testing {

// A real Apache Kafka broker (one node, KRaft) on free ports with its data in a temporary
// directory, one per test process. Needs the jars that `./run setup` fetched. Started on first use,
// stopped, by process id, at the end.
class KafkaBroker {
 public:
  static KafkaBroker& Shared();

  std::string bootstrap_servers() const;

  // For tests of failure: kill -9, and the start after it on the same port.
  void Kill();
  void StartAgain();

 private:
  KafkaBroker();
};

}  // namespace paritrana::testing
