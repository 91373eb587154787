// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/grpc/grpc_backends.h"

#include <set>
#include <utility>

#include <grpcpp/client_context.h>
#include <grpcpp/support/byte_buffer.h>

#include "absl/synchronization/mutex.h"
#include "libs/base/clock.h"
#include "libs/base/reason.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"

namespace paritrana::gateway {
namespace {

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

// One call with everything gRPC needs to live until it is done.
struct PendingCall {
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
  Backends::Done done;
};

}  // namespace

struct GrpcBackends::State {
  // False once stopped.
  bool Begin(const std::shared_ptr<PendingCall>& call) {
    absl::MutexLock lock(&mutex);
    if (!stopped) pending.insert(call);
    return !stopped;
  }

  std::map<std::string, std::unique_ptr<grpc::GenericStub>> stubs;
  absl::Mutex mutex;
  std::set<std::shared_ptr<PendingCall>> pending ABSL_GUARDED_BY(mutex);
  bool stopped ABSL_GUARDED_BY(mutex) = false;
};

GrpcBackends::GrpcBackends(const std::map<std::string, std::string>& addresses)
    : state_(std::make_unique<State>()) {
  for (const auto& [service, address] : addresses) {
    state_->stubs.emplace(service, std::make_unique<grpc::GenericStub>(rpc::Connect(address)));
  }
}

GrpcBackends::~GrpcBackends() { Stop(); }

void GrpcBackends::Call(BackendCall call, Done done) {
  const auto stub = state_->stubs.find(call.service);
  if (stub == state_->stubs.end()) return done(MakeError("UNIMPLEMENTED"));
  auto pending = std::make_shared<PendingCall>();
  pending->done = std::move(done);
  pending->request = BufferOf(call.request);
  pending->context.set_deadline(absl::ToChronoTime(Clock::Real().Now() + call.timeout));
  if (!call.traceparent.empty()) pending->context.AddMetadata("traceparent", call.traceparent);
  if (!state_->Begin(pending)) return pending->done(MakeError("UNAVAILABLE"));
  stub->second->UnaryCall(&pending->context, call.rpc_path, grpc::StubOptions(), &pending->request,
                          &pending->response,
                          [state = state_.get(), pending](const grpc::Status& status) {
                            if (status.ok()) {
                              pending->done(BytesOf(pending->response));
                            } else {
                              pending->done(rpc::FromGrpc(status));
                            }
                            absl::MutexLock lock(&state->mutex);
                            state->pending.erase(pending);
                          });
}

void GrpcBackends::Stop() {
  absl::MutexLock lock(&state_->mutex);
  state_->stopped = true;
  for (const auto& pending : state_->pending) pending->context.TryCancel();
  const auto none_left = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(state_->mutex) {
    return state_->pending.empty();
  };
  state_->mutex.Await(absl::Condition(&none_left));
}

}  // namespace paritrana::gateway
