// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/internal/call_observer.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <grpcpp/server_context.h>

#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/logging/log.h"
#include "libs/rpc/status.h"

namespace paritrana::rpc::internal {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::ServerRpcInfo;

// From a cached read to a full chunk.
const std::vector<double>& SecondsBounds() {
  static const auto* const bounds = new std::vector<double>{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
  return *bounds;
}

logging::Level LevelFor(const Reason& reason) {
  if (reason.http_status == 500) return logging::Level::kError;
  return reason.retryable ? logging::Level::kWarning : logging::Level::kInfo;
}

struct Shared {
  metrics::Registry& metrics;
  Deadlines& deadlines;
  absl::Duration default_deadline;
};

class CallObserver : public grpc::experimental::Interceptor {
 public:
  CallObserver(const Shared& shared, ServerRpcInfo* info)
      : shared_(shared), info_(info), started_(absl::Now()) {}

  ~CallObserver() override { DropDeadline(); }

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_INITIAL_METADATA)) {
      SetDefaultDeadline();
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      DropDeadline();
      Record(methods->GetSendStatus());
    }
    methods->Proceed();
  }

 private:
  void SetDefaultDeadline() {
    grpc::ServerContextBase* context = info_->server_context();
    const bool unlimited = context->deadline() == std::chrono::system_clock::time_point::max();
    if (!unlimited || info_->type() == ServerRpcInfo::Type::SERVER_STREAMING) return;
    deadline_ = shared_.deadlines.Add(started_ + shared_.default_deadline,
                                      [context] { context->TryCancel(); });
  }

  void DropDeadline() {
    if (deadline_.has_value()) shared_.deadlines.Remove(*deadline_);
    deadline_.reset();
  }

  void Record(const grpc::Status& status) {
    const std::string method = info_->method();
    const absl::Status error = FromGrpc(status);
    const std::string code = absl::StatusCodeToString(error.code());
    const double seconds = absl::ToDoubleSeconds(absl::Now() - started_);
    shared_.metrics
        .GetCounter("rpc_calls_total", "Calls answered.", {{"method", method}, {"code", code}})
        .Add();
    shared_.metrics
        .GetHistogram("rpc_call_seconds", "Time to answer a call.", SecondsBounds(),
                      {{"method", method}})
        .Observe(seconds);
    if (error.ok()) return;
    const Reason& reason = *ReasonOf(error);
    logging::Write(LevelFor(reason), "call refused",
                   {{"method", method},
                    {"code", code},
                    {"reason", std::string(reason.name)},
                    {"field", FieldOf(error)},
                    {"detail", std::string(error.message())},
                    {"seconds", seconds}});
  }

  const Shared& shared_;
  ServerRpcInfo* info_;
  absl::Time started_;
  std::optional<Deadlines::Ticket> deadline_;
};

class CallObserverFactory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit CallObserverFactory(Shared shared) : shared_(shared) {}

  grpc::experimental::Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    return new CallObserver(shared_, info);
  }

 private:
  Shared shared_;
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallObserver(
    metrics::Registry& metrics, Deadlines& deadlines, absl::Duration default_deadline) {
  return std::make_unique<CallObserverFactory>(Shared{metrics, deadlines, default_deadline});
}

}  // namespace paritrana::rpc::internal
