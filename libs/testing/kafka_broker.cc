// SPDX-License-Identifier: Apache-2.0
#include "libs/testing/kafka_broker.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/kafka/kafka_log.h"

namespace paritrana::testing {
namespace {

// Enough for a loaded machine; a healthy start takes four seconds.
constexpr absl::Duration kStartTimeout = absl::Seconds(60);
constexpr absl::Duration kStopTimeout = absl::Seconds(10);
constexpr absl::Duration kPollInterval = absl::Milliseconds(100);
// A free port may be taken by somebody else before the broker binds it.
constexpr int kStartAttempts = 3;

// Any 16 bytes in URL-safe base64 name a cluster.
constexpr const char* kClusterId = "UGFyaXRyYW5hLXRlc3RzMQ";

std::string JarDirectory() {
  const char* given = std::getenv("PARITRANA_KAFKA_LIB");
  return given == nullptr ? ".local/kafka/lib" : given;
}

}  // namespace

KafkaBroker& KafkaBroker::Shared() {
  static KafkaBroker broker;
  return broker;
}

KafkaBroker::KafkaBroker() {
  const bool jars_are_there = std::filesystem::is_directory(JarDirectory());
  PARITRANA_CHECK(jars_are_there && "run `./run setup`, or set PARITRANA_KAFKA_LIB");
  for (int attempt = 0; attempt < kStartAttempts; ++attempt) {
    std::filesystem::remove_all(directory_ / "data");
    port_ = FreePort();
    controller_port_ = FreePort();
    WriteProperties();
    Format();
    Launch();
    if (WaitUntilReady()) return;
  }
  PARITRANA_CHECK(!"Kafka does not start");
}

// The data is about to be thrown away, so there is nothing to end in order.
KafkaBroker::~KafkaBroker() { Kill(); }

std::string KafkaBroker::bootstrap_servers() const { return absl::StrCat("127.0.0.1:", port_); }

void KafkaBroker::WriteProperties() const {
  std::ofstream(directory_ / "server.properties")
      << "process.roles=broker,controller\n"
      << "node.id=1\n"
      << "controller.quorum.voters=1@127.0.0.1:" << controller_port_ << "\n"
      << "listeners=PLAINTEXT://127.0.0.1:" << port_
      << ",CONTROLLER://127.0.0.1:" << controller_port_ << "\n"
      << "advertised.listeners=PLAINTEXT://127.0.0.1:" << port_ << "\n"
      << "controller.listener.names=CONTROLLER\n"
      << "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
      << "log.dirs=" << directory_ / "data"
      << "\n"
      << "auto.create.topics.enable=false\n"
      << "offsets.topic.replication.factor=1\n"
      << "transaction.state.log.replication.factor=1\n"
      << "transaction.state.log.min.isr=1\n"
      << "group.initial.rebalance.delay.ms=0\n"
      << "broker.session.timeout.ms=3000\n"
      << "broker.heartbeat.interval.ms=500\n";
}

ChildProcess::Options KafkaBroker::Java(const std::string& heap,
                                        std::vector<std::string> arguments) const {
  // The quick compiler and the simple collector: a test's broker lives for seconds.
  ChildProcess::Options options;
  options.argv = {"java", "-Xmx" + heap,        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                  "-cp",  JarDirectory() + "/*"};
  options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
  options.output = directory_ / "broker.log";
  return options;
}

void KafkaBroker::Format() const {
  PARITRANA_CHECK(
      ChildProcess::Run(Java("256m", {"kafka.tools.StorageTool", "format", "-t", kClusterId, "-c",
                                      directory_ / "server.properties"})) == 0);
}

void KafkaBroker::Launch() {
  process_ = ChildProcess::Start(Java("512m", {"kafka.Kafka", directory_ / "server.properties"}));
}

// Ready is a broker that answers a question about a topic, even if only with "unknown".
bool KafkaBroker::WaitUntilReady() {
  const auto log = kafka::Connect({.bootstrap_servers = bootstrap_servers(), .client_id = "test"});
  PARITRANA_CHECK(log.ok());
  const absl::Time deadline = absl::Now() + kStartTimeout;
  while (process_.running() && absl::Now() < deadline) {
    if (absl::IsNotFound((*log)->Bounds("none", absl::Seconds(1)).status())) return true;
    absl::SleepFor(kPollInterval);
  }
  return false;
}

void KafkaBroker::Kill() {
  process_.Signal(SIGKILL);
  PARITRANA_CHECK(process_.Wait(kStopTimeout) != -1);
}

void KafkaBroker::StartAgain() {
  Launch();
  PARITRANA_CHECK(WaitUntilReady());
}

}  // namespace paritrana::testing
