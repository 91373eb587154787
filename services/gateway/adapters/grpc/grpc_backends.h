// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include <grpcpp/generic/generic_stub.h>

#include "services/gateway/application/backends.h"

namespace paritrana::gateway {

// Calls services over gRPC by method name and bytes, one channel each. Calls under way end before
// the destructor returns.
class GrpcBackends : public Backends {
 public:
  // Addresses by service: {"scoring", "127.0.0.1:7103"}. Connects when first used.
  explicit GrpcBackends(const std::map<std::string, std::string>& addresses);
  ~GrpcBackends() override;

  void Call(BackendCall call, Done done) override;

  // Cuts the calls under way with CANCELLED and refuses new ones.
  void Stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace paritrana::gateway
