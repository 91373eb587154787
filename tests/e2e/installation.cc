// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/installation.h"

#include <csignal>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "tests/e2e/viewer.h"

namespace paritrana::e2e {
namespace {

// Enough for a loaded machine.
constexpr absl::Duration kReadyTimeout = absl::Seconds(90);
// What a service may take to end in order, and a little.
constexpr absl::Duration kStopTimeout = absl::Seconds(12);
constexpr absl::Duration kPollInterval = absl::Milliseconds(50);

// Any 32 bytes will do for a test: base64 of "0123456789abcdef0123456789abcdef".
constexpr const char* kKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

}  // namespace

std::string NameOf(Service service) {
  static constexpr std::array kNames = {"registration", "compliance", "scoring", "gateway"};
  return kNames[static_cast<std::size_t>(service)];
}

Installation::Installation() : conninfo_(postgres_.NewDatabase()) {
  for (Program& program : programs_) {
    program.address = absl::StrCat("127.0.0.1:", testing::FreePort());
    program.admin_address = absl::StrCat("127.0.0.1:", testing::FreePort());
  }
  for (const Service service : kServices) Start(service);
  WaitUntilReady(Service::kRegistration);
  WaitUntilReady(Service::kCompliance);
}

Installation::~Installation() {
  for (const Service service : kServices) Kill(service);
}

std::vector<std::string> Installation::Settings(Service service) const {
  std::vector<std::string> settings = {"--listen=" + at(service).address,
                                       "--admin_listen=" + at(service).admin_address,
                                       "--kafka.bootstrap_servers=" + kafka_.bootstrap_servers()};
  if (service == Service::kGateway) {
    for (const Service other : {Service::kRegistration, Service::kCompliance, Service::kScoring}) {
      settings.push_back(absl::StrCat("--", NameOf(other), ".address=", address(other)));
    }
    return settings;
  }
  settings.push_back(absl::StrCat("--shards=", kShards));
  if (service != Service::kScoring) settings.push_back("--postgres.conninfo=" + conninfo_);
  return settings;
}

std::string Installation::LogOf(Service service) const {
  return directory_ / (NameOf(service) + ".log");
}

void Installation::Start(Service service) {
  testing::ChildProcess::Options options;
  options.argv = Settings(service);
  options.argv.insert(options.argv.begin(), PARITRANA_BIN "/paritrana-" + NameOf(service));
  options.environment = {absl::StrCat("PARITRANA_REGISTRATION_IDENTITY_TOKEN_KEY=", kKey),
                         absl::StrCat("PARITRANA_REGISTRATION_IDENTITY_ENCRYPTION_KEY=", kKey),
                         absl::StrCat("PARITRANA_COMPLIANCE_IDENTITY_TOKEN_KEY=", kKey)};
  options.output = LogOf(service);
  at(service).process = testing::ChildProcess::Start(options);
}

void Installation::Kill(Service service) {
  at(service).process.Signal(SIGKILL);
  at(service).process.Wait(kStopTimeout);
}

int Installation::Terminate(Service service) {
  at(service).process.Signal(SIGTERM);
  const int exit_code = at(service).process.Wait(kStopTimeout);
  PARITRANA_CHECK(exit_code != -1);
  return exit_code;
}

void Installation::WaitUntilReady(Service service) {
  const absl::Time deadline = absl::Now() + kReadyTimeout;
  while (at(service).process.running() && absl::Now() < deadline) {
    if (HttpStatus(at(service).admin_address, "/readyz") == 200) return;
    absl::SleepFor(kPollInterval);
  }
  std::cerr << NameOf(service) << " is not ready:\n" << std::ifstream(LogOf(service)).rdbuf();
  PARITRANA_CHECK(!"the service is ready");
}

}  // namespace paritrana::e2e
