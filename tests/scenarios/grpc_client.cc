// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <utility>

#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/clock.h"
#include "libs/base/reason.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "services/gateway/application/problem.h"
#include "services/gateway/application/transcoder.h"
#include "tests/scenarios/client.h"

namespace paritrana::scenarios {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr auto kDeadline = absl::Seconds(30);

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

// A call of any method by bytes, one step at a time. A unary call is one message each way.
class BytesCall {
 public:
  BytesCall(const std::string& address, const std::string& path) : stub_(rpc::Connect(address)) {
    context_.set_deadline(absl::ToChronoTime(Clock::Real().Now() + kDeadline));
    call_ = stub_.PrepareCall(&context_, path, &queue_);
    call_->StartCall(this);
    Completed();
  }
  ~BytesCall() { queue_.Shutdown(); }

  bool Write(const std::string& bytes) {
    call_->Write(BufferOf(bytes), this);
    return Completed();
  }
  void EndWrites() {
    call_->WritesDone(this);
    Completed();
  }
  std::optional<std::string> Read() {
    grpc::ByteBuffer buffer;
    call_->Read(&buffer, this);
    if (!Completed()) return std::nullopt;
    return BytesOf(buffer);
  }
  void Cut() { context_.TryCancel(); }
  grpc::Status Finish() {
    grpc::Status status;
    call_->Finish(&status, this);
    Completed();
    return status;
  }

 private:
  bool Completed() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

// "paritrana.scoring.v1" → "scoring".
std::string ServiceOf(const MethodDescriptor& method) {
  const std::vector<std::string> parts = absl::StrSplit(method.file()->package(), '.');
  return parts.at(1);
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

// Whether the error says when to come again.
bool HasRetryInfo(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return false;
  for (const auto& detail : details.details()) {
    if (detail.Is<google::rpc::RetryInfo>()) return true;
  }
  return false;
}

void AddProblem(const absl::Status& error, Reply& reply) {
  const gateway::Problem problem = gateway::DescribeProblem(error, gateway::Language::kIndonesian);
  reply.http_status = problem.http_status;
  reply.messages.push_back(Json::parse(problem.json));
}

Json JsonOf(const Descriptor& type, const std::string& bytes) {
  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<Message> message(factory.GetPrototype(&type)->New());
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  if (!message->ParseFromString(bytes) ||
      !google::protobuf::util::MessageToJsonString(*message, &json, options).ok()) {
    return "an answer that does not decode";
  }
  return Json::parse(json);
}

absl::StatusOr<std::string> BytesOf(const Descriptor& type, const Json& json) {
  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<Message> message(factory.GetPrototype(&type)->New());
  const auto status = google::protobuf::util::JsonStringToMessage(json.dump(), message.get());
  if (!status.ok()) return absl::InvalidArgumentError(std::string(status.message()));
  return message->SerializeAsString();
}

Reply Unsent(std::string_view why) { return {0, false, {Json(std::string(why))}}; }

std::string HeaderOf(const Call& call, const std::string& name) {
  const auto header = call.headers.find(name);
  return header == call.headers.end() ? "" : header->second;
}

}  // namespace

GrpcClient::GrpcClient(const gateway::Contract& contract,
                       std::map<std::string, std::string> addresses)
    : contract_(contract), addresses_(std::move(addresses)) {}

Reply GrpcClient::Send(const Call& call) {
  const std::vector<std::string> parts = absl::StrSplit(call.target, absl::MaxSplits('?', 1));
  const auto path = gateway::RequestPath::Parse(parts[0]);
  if (!path) return Unsent("the path is not well formed");
  const gateway::RouteMatch route = contract_.Find(call.http_method, *path);
  if (route.operation == nullptr) return Unsent("no RPC has this method and path");
  const std::string body = call.body.is_null() ? "" : call.body.dump();
  const std::string key = HeaderOf(call, "idempotency-key");
  const auto request = gateway::EncodeRequest(
      contract_, *route.operation,
      {route.captures, parts.size() > 1 ? parts[1] : std::string_view(), body, key});
  if (!request.ok()) {
    Reply reply;
    AddProblem(request.status(), reply);
    return reply;
  }
  return Exchange(*route.operation->method, {*request}, 0);
}

Reply GrpcClient::Send(const Stream& stream) {
  const MethodDescriptor* method =
      contract_.pool().FindMethodByName(absl::StrReplaceAll(stream.method, {{"/", "."}}));
  if (method == nullptr) return Unsent("there is no such method");
  std::vector<std::string> requests;
  for (const Json& message : stream.messages) {
    const auto bytes = BytesOf(*method->input_type(), message);
    if (!bytes.ok()) return Unsent(std::string(bytes.status().message()));
    requests.push_back(*bytes);
  }
  return Exchange(*method, requests, stream.cut ? stream.answer.messages.size() : 0);
}

Reply GrpcClient::Exchange(const MethodDescriptor& method, const std::vector<std::string>& requests,
                           std::size_t answers_before_cut) {
  BytesCall call(addresses_.at(ServiceOf(method)), PathOf(method));
  for (const std::string& request : requests) {
    if (!call.Write(request)) break;
  }
  if (answers_before_cut == 0) call.EndWrites();
  Reply reply;
  reply.http_status = 200;
  while (answers_before_cut == 0 || reply.messages.size() < answers_before_cut) {
    const std::optional<std::string> bytes = call.Read();
    if (!bytes) break;
    reply.messages.push_back(JsonOf(*method.output_type(), *bytes));
  }
  const bool cut = answers_before_cut > 0 && reply.messages.size() == answers_before_cut;
  if (cut) call.Cut();
  const grpc::Status status = call.Finish();
  if (status.ok() || cut) return reply;
  reply.retry_after = HasRetryInfo(status);
  AddProblem(rpc::FromGrpc(status), reply);
  return reply;
}

}  // namespace paritrana::scenarios
