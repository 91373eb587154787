// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "libs/base/reason.h"
#include "libs/testing/memory_log.h"
#include "libs/testing/temporary_directory.h"
#include "services/gateway/app.h"
#include "services/gateway/testing/fake_backend.h"
#include "services/gateway/testing/http_client.h"
#include "services/gateway/testing/rankings.h"

namespace paritrana::gateway::testing {

// The whole gateway over real sockets: one fake service behind it that answers for all, an event
// log in memory, a small web root. Change config_ before Start.
class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest() {
    WriteFile("index.html", "<!doctype html><title>page</title>");
    WriteFile("assets/index-4f9bd1c2.js", "run()");
    WriteFile("assets/index-4f9bd1c2.js.gz", "zipped");
    config_.listen = "127.0.0.1:0";
    config_.admin_listen = "127.0.0.1:0";
    config_.registration_address = backend_.address();
    config_.compliance_address = backend_.address();
    config_.scoring_address = backend_.address();
    config_.web_root = web_.path().string();
    config_.behind_max = absl::Milliseconds(300);
    config_.heartbeat = absl::Milliseconds(300);
    config_.viewer_stall_max = absl::Milliseconds(300);
    config_.header_timeout = absl::Milliseconds(300);
  }

  void WriteFile(const std::string& name, const std::string& text) {
    const std::filesystem::path path = web_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  // Starts the gateway and waits until it has read the rankings there are.
  void Start() {
    app_.emplace(config_, log_, Clock::Real());
    ASSERT_TRUE(app_->Start().ok());
    while (Fetch(app_->admin_address(), "GET", "/readyz").status != 200) {
      std::this_thread::yield();
    }
  }

  std::string address() const { return app_->address(); }
  double Metric(const std::string& name) { return app_->metrics().GetGauge(name, "").value(); }

  WireResponse Get(const std::string& target,
                   const std::map<std::string, std::string>& headers = {}) {
    return Fetch(address(), "GET", target, headers);
  }

  static void ExpectProblem(const WireResponse& response, int status, const std::string& reason,
                            const std::string& field = "") {
    EXPECT_EQ(response.status, status) << response.body;
    auto headers = response.headers;
    EXPECT_EQ(headers["content-type"], "application/problem+json");
    const auto problem = nlohmann::json::parse(response.body, nullptr, false);
    ASSERT_TRUE(problem.is_object()) << response.body;
    EXPECT_EQ(problem["reason"], reason);
    EXPECT_EQ(problem["field"], field);
    EXPECT_EQ(problem["status"], status);
    EXPECT_EQ(problem["retryable"], FindReason(reason)->retryable);
  }

  paritrana::testing::TemporaryDirectory web_;
  FakeBackend backend_;
  paritrana::testing::MemoryLog log_;
  RankingPublisher rankings_{log_};
  Config config_;
  std::optional<App> app_;
};

}  // namespace paritrana::gateway::testing
