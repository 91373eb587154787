// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/admin_server.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "absl/time/time.h"
#include "libs/base/reason.h"
#include "libs/rpc/internal/admin_port.h"
#include "libs/rpc/internal/readiness.h"

namespace paritrana::rpc {
namespace {

constexpr absl::Duration kReadinessInterval = absl::Milliseconds(250);

internal::AdminAnswer AnswerReadiness(const internal::Missing& missing) {
  nlohmann::ordered_json body = {{"ready", missing.empty()}};
  body["missing"] = nlohmann::ordered_json::array();
  for (const auto& [name, status] : missing) {
    body["missing"].push_back({{"check", name},
                               {"reason", std::string(ReasonOf(status)->name)},
                               {"detail", std::string(status.message())}});
  }
  const auto replace = nlohmann::ordered_json::error_handler_t::replace;
  return {missing.empty() ? 200 : 503, "application/json",
          body.dump(-1, ' ', false, replace) + "\n"};
}

}  // namespace

struct AdminServer::State {
  explicit State(metrics::Registry& registry) : metrics(registry) {}

  internal::AdminAnswer Answer(const std::string& path) const {
    if (path == "/readyz") return AnswerReadiness(readiness.Current());
    if (path == "/metrics") return {200, "text/plain; version=0.0.4", metrics.Text()};
    return {404, "text/plain; charset=utf-8", "try /livez, /readyz or /metrics\n"};
  }

  metrics::Registry& metrics;
  internal::Readiness readiness;
  std::unique_ptr<internal::AdminPort> port;
};

AdminServer::AdminServer(metrics::Registry& metrics) : state_(std::make_unique<State>(metrics)) {}

AdminServer::~AdminServer() { Stop(); }

void AdminServer::AddReadinessCheck(std::string name, ReadinessCheck check) {
  state_->readiness.Add(std::move(name), std::move(check));
}

absl::Status AdminServer::Start(const std::string& listen,
                                std::function<void(bool ready)> listener) {
  if (listener == nullptr) listener = [](bool) {};
  state_->readiness.Start(kReadinessInterval, std::move(listener));
  auto opened = internal::AdminPort::Open(
      listen, [state = state_.get()](const std::string& path) { return state->Answer(path); });
  if (!opened.ok()) return opened.status();
  state_->port = *std::move(opened);
  return absl::OkStatus();
}

void AdminServer::StopChecking() { state_->readiness.Stop(); }

void AdminServer::Stop() {
  StopChecking();
  state_->port.reset();
}

std::string AdminServer::address() const {
  return state_->port == nullptr ? "" : state_->port->address();
}

}  // namespace paritrana::rpc
