// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/testing/fake_backend.h"

#include <atomic>
#include <chrono>
#include <utility>

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/byte_buffer.h>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/clock.h"
#include "libs/rpc/status.h"

namespace paritrana::gateway::testing {

// One unary call: reads its one message, writes its one answer. Deletes itself.
class FakeBackend::Reactor : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(FakeBackend& backend, grpc::GenericCallbackServerContext& context)
      : backend_(backend), context_(context) {
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok || replied_) return;
    replied_ = true;
    const auto traceparent = context_.client_metadata().find("traceparent");
    Asked call;
    call.method = context_.method();
    call.request = Bytes();
    if (traceparent != context_.client_metadata().end()) {
      call.traceparent.assign(traceparent->second.data(), traceparent->second.size());
    }
    call.time_left = absl::FromChrono(context_.deadline()) - Clock::Real().Now();
    Reply reply = backend_.ReplyTo(std::move(call));
    if (reply.hang || finished_.exchange(true)) return;
    if (!reply.status.ok()) return Finish(reply.status);
    const grpc::Slice slice(reply.bytes);
    answer_ = grpc::ByteBuffer(&slice, 1);
    StartWriteAndFinish(&answer_, grpc::WriteOptions(), grpc::Status::OK);
  }

  void OnCancel() override {
    if (!finished_.exchange(true)) Finish(grpc::Status::CANCELLED);
  }
  void OnDone() override { delete this; }

 private:
  std::string Bytes() const {
    std::vector<grpc::Slice> slices;
    std::string bytes;
    PARITRANA_CHECK(request_.Dump(&slices).ok());
    for (const grpc::Slice& slice : slices) {
      bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    }
    return bytes;
  }

  FakeBackend& backend_;
  grpc::GenericCallbackServerContext& context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer answer_;
  bool replied_ = false;
  std::atomic<bool> finished_ = false;
};

FakeBackend::FakeBackend() {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterCallbackGenericService(this);
  server_ = builder.BuildAndStart();
  PARITRANA_CHECK(server_ != nullptr);
  address_ = absl::StrCat("127.0.0.1:", port);
}

FakeBackend::~FakeBackend() {
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
}

grpc::ServerGenericBidiReactor* FakeBackend::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  return new Reactor(*this, *context);
}

FakeBackend::Reply FakeBackend::ReplyTo(Asked call) {
  absl::MutexLock lock(&mutex_);
  asked_.push_back(call);
  const auto found = replies_.find(call.method);
  return found == replies_.end() ? Reply() : found->second;
}

void FakeBackend::Answer(const std::string& method, const google::protobuf::Message& message) {
  absl::MutexLock lock(&mutex_);
  replies_[method] = {grpc::Status::OK, message.SerializeAsString(), false};
}

void FakeBackend::Refuse(const std::string& method, const absl::Status& error) {
  absl::MutexLock lock(&mutex_);
  replies_[method] = {rpc::ToGrpc(error), "", false};
}

void FakeBackend::Hang(const std::string& method) {
  absl::MutexLock lock(&mutex_);
  replies_[method] = {grpc::Status::OK, "", true};
}

std::vector<FakeBackend::Asked> FakeBackend::asked() const {
  absl::MutexLock lock(&mutex_);
  return asked_;
}

}  // namespace paritrana::gateway::testing
