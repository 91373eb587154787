// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libs/testing/child_process.h"
#include "libs/testing/temporary_directory.h"

namespace paritrana::testing {

// A real Apache Kafka broker (one node, KRaft) on free ports with its data in a temporary
// directory, one per test process.
//
// Started on first use (about four seconds), stopped, by process id, at the end, also by a crash of
// the test. Needs the jars that `./run setup` fetched: .local/kafka/lib under the working
// directory, or the folder that PARITRANA_KAFKA_LIB names.
class KafkaBroker {
 public:
  // Starts it if need be; CHECKs that it could.
  static KafkaBroker& Shared();

  KafkaBroker();
  ~KafkaBroker();

  std::string bootstrap_servers() const;

  // The broker's process, for those who measure it.
  pid_t pid() const { return process_.pid(); }

  // For tests of failure: kill -9, and the start after it on the same port.
  void Kill();
  void StartAgain();

 private:
  ChildProcess::Options Java(const std::string& heap, std::vector<std::string> arguments) const;
  void WriteProperties() const;
  void Format() const;
  void Launch();
  bool WaitUntilReady();

  TemporaryDirectory directory_{"kafka"};
  int port_ = 0;
  int controller_port_ = 0;
  ChildProcess process_;
};

}  // namespace paritrana::testing
