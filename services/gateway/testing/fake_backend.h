// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/message.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/server.h>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

namespace paritrana::gateway::testing {

// A gRPC server that answers every method there is: with the answer set for it, else with an empty
// message. Keeps what it was asked. Thread-safe.
class FakeBackend : private grpc::CallbackGenericService {
 public:
  struct Asked {
    std::string method;  // "/paritrana.scoring.v1.RankingService/GetRanking"
    std::string request;
    std::string traceparent;
    absl::Duration time_left;
  };

  FakeBackend();
  ~FakeBackend() override;

  std::string address() const { return address_; }

  void Answer(const std::string& method, const google::protobuf::Message& message);
  void Refuse(const std::string& method, const absl::Status& error);
  // Never answers: the caller's deadline has to end the call.
  void Hang(const std::string& method);

  // All calls so far.
  std::vector<Asked> asked() const;

  // The last request of a method, decoded; default if there was none.
  template <typename Message>
  Message Last(const std::string& method) const {
    Message message;
    for (const Asked& call : asked()) {
      if (call.method == method) message.ParseFromString(call.request);
    }
    return message;
  }

 private:
  struct Reply {
    grpc::Status status;
    std::string bytes;
    bool hang = false;
  };
  class Reactor;

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;
  Reply ReplyTo(Asked call);

  mutable absl::Mutex mutex_;
  std::map<std::string, Reply> replies_ ABSL_GUARDED_BY(mutex_);
  std::vector<Asked> asked_ ABSL_GUARDED_BY(mutex_);
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace paritrana::gateway::testing
