// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/type_resolver.h>

#include "absl/status/statusor.h"
#include "services/gateway/domain/path_template.h"

namespace paritrana::gateway {

// One RPC as HTTP callers reach it, read from its google.api.http annotation.
struct Operation {
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string http_method;  // "GET", "POST" …
  PathTemplate path;
  bool takes_body = false;  // body: "*"
  std::string service;      // which process serves it: "registration", "compliance", "scoring"
  std::string rpc_path;     // "/paritrana.scoring.v1.RankingService/GetRanking"
};

// What a request's method and path lead to.
struct RouteMatch {
  const Operation* operation = nullptr;  // null if no operation has this path with this method
  std::vector<PathTemplate::Capture> captures;
  // Methods that this path does have, in order of the alphabet; empty if nobody knows the path.
  std::vector<std::string> allowed;
};

// The public contract: every annotated unary RPC, found in the descriptors themselves.
//
// There is no route table to keep in step: a new annotation is a new route. The descriptors live in
// a pool of their own, with comments, so that they can be described as well as served. Immutable,
// thread-safe, lives as long as its user needs it.
class Contract {
 public:
  // Reads a serialised FileDescriptorSet. INTERNAL, saying what and where, if it is damaged or an
  // annotation is outside what is understood: a fault of the build.
  static absl::StatusOr<std::unique_ptr<Contract>> Load(std::string_view descriptor_set);

  // Ordered by path, then by method.
  const std::vector<Operation>& operations() const { return operations_; }

  // Finds the operation for "GET" (HEAD counts as GET) and a path.
  RouteMatch Find(std::string_view http_method, const RequestPath& path) const;

  // For protobuf's JSON functions, with type URLs made by TypeUrl.
  google::protobuf::util::TypeResolver* types() const { return types_.get(); }

  const google::protobuf::DescriptorPool& pool() const { return pool_; }

 private:
  Contract() = default;

  absl::Status AddService(const google::protobuf::ServiceDescriptor& service);
  absl::Status AddMethod(const google::protobuf::MethodDescriptor& method);

  google::protobuf::DescriptorPool pool_;
  std::unique_ptr<google::protobuf::util::TypeResolver> types_;
  std::vector<Operation> operations_;
  std::vector<const Operation*> by_specificity_;
};

// The type URL under which protobuf's JSON functions know a message.
std::string TypeUrl(const google::protobuf::Descriptor& message);

}  // namespace paritrana::gateway
