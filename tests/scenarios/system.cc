// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/system.h"

#include <functional>

#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/rpc/channel.h"
#include "paritrana/registration/v1/regions.grpc.pb.h"
#include "services/gateway/testing/http_client.h"

namespace paritrana::scenarios {
namespace {

namespace reg = registration::v1;

// Enough for a loaded machine; only reached when something is broken.
constexpr absl::Duration kPatience = absl::Seconds(60);
constexpr absl::Duration kPause = absl::Milliseconds(5);

constexpr int kShards = 4;
constexpr char kAnyPort[] = "127.0.0.1:0";

// 10 May 2026, 09:00 WIB: the period of April is about to fall due.
constexpr absl::Time kToday = absl::FromUnixSeconds(1'778'378'400);

// Villages of two cities of Kalimantan Timur and what is above them, in order of code.
constexpr const char* kRegions[] = {"64",       "64.71",        "64.71.01",      "64.71.01.1001",
                                    "64.74",    "64.74.01",     "64.74.01.1001", "64.74.01.1002",
                                    "64.74.02", "64.74.02.1001"};

void WaitUntil(const std::function<bool()>& condition) {
  const absl::Time deadline = absl::Now() + kPatience;
  while (!condition()) {
    PARITRANA_CHECK(absl::Now() < deadline);
    absl::SleepFor(kPause);
  }
}

bool IsReady(const std::string& admin_address) {
  return gateway::testing::Fetch(admin_address, "GET", "/readyz").status == 200;
}

}  // namespace

System::System() : clock_(kToday) {
  StartRegistration();
  ImportRegions();
  StartCompliance();
  StartGateway();
}

System::~System() {
  gateway_->Stop();
  compliance_->Stop();
  registration_->Stop();
}

void System::StartRegistration() {
  registration::Config config;
  config.listen = config.admin_listen = kAnyPort;
  config.postgres_conninfo = conninfo_;
  config.shards = kShards;
  config.token_key = std::string(32, 't');
  config.encryption_key = std::string(32, 'e');
  registration_ = *registration::App::Create(config, log_);
  PARITRANA_CHECK(registration_->Start().ok());
  WaitUntil([this] { return IsReady(registration_->admin_address()); });
}

void System::ImportRegions() {
  const auto stub = reg::RegionService::NewStub(rpc::Connect(registration_->address()));
  grpc::ClientContext context;
  reg::ImportRegionsResponse response;
  const auto writer = stub->ImportRegions(&context, &response);
  reg::ImportRegionsRequest request;
  request.mutable_header()->set_tree_version("scenarios-1");
  request.mutable_header()->set_source("made for tests");
  request.mutable_header()->set_licence("CC0-1.0");
  request.mutable_header()->set_valid_from("2022-12-08");
  writer->Write(request);
  for (const char* code : kRegions) {
    reg::Region& region = *request.mutable_chunk()->add_regions();
    region.set_code(code);
    region.set_name(code);
  }
  writer->Write(request);
  writer->WritesDone();
  PARITRANA_CHECK(writer->Finish().ok());
}

void System::StartCompliance() {
  compliance::Config config;
  config.listen = config.admin_listen = kAnyPort;
  config.postgres_conninfo = conninfo_;
  config.shards = kShards;
  config.token_key = std::string(32, 't');
  // So that a page can show a limit without thousands of posts; 15 of them pass at once.
  config.rate_limit_posts_per_second = 1;
  compliance_ = std::make_unique<compliance::App>(config, log_, clock_);
  PARITRANA_CHECK(compliance_->Start().ok());
  WaitUntil([this] { return IsReady(compliance_->admin_address()); });
}

void System::StartGateway() {
  gateway::Config config;
  config.listen = config.admin_listen = kAnyPort;
  config.registration_address = registration_->address();
  config.compliance_address = compliance_->address();
  gateway_ = std::make_unique<gateway::App>(config, log_, clock_);
  PARITRANA_CHECK(gateway_->Start().ok());
}

std::map<std::string, std::string> System::addresses() const {
  return {{"registration", registration_->address()}, {"compliance", compliance_->address()}};
}

void System::WaitForWorkers(const Position& position) {
  WaitUntil([&] { return compliance_->participants_position().Covers(position); });
}

void System::WaitForEmployers(const Position& position) {
  WaitUntil([&] { return compliance_->employers_position().Covers(position); });
}

}  // namespace paritrana::scenarios
