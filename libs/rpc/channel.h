// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <grpcpp/channel.h>

namespace paritrana::rpc {

// A channel to a service with the platform's limits and keepalive; connects and reconnects by
// itself.
std::shared_ptr<grpc::Channel> Connect(const std::string& address);

}  // namespace paritrana::rpc
