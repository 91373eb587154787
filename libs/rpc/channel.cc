// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

namespace paritrana::rpc {
namespace {

// An answer to a full chunk may refuse each of its 5,000 lines, with texts in two languages.
constexpr int kAnswerBytesMax = 8 << 20;
// Found soon after a restart, without hammering.
constexpr int kReconnectMillisLeast = 100;
constexpr int kReconnectMillisMost = 2'000;
constexpr int kKeepaliveMillis = 20'000;
constexpr int kKeepaliveAnswerMillis = 10'000;

}  // namespace

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytesMax);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectMillisLeast);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kReconnectMillisLeast);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMillisMost);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMillis);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveAnswerMillis);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace paritrana::rpc
