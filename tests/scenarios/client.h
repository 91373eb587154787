// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/gateway/application/contract.h"
#include "tests/scenarios/document.h"

namespace paritrana::scenarios {

// What came back.
struct Reply {
  int http_status = 0;
  bool retry_after = false;
  std::vector<Json> messages;  // an error is a problem (RFC 9457) and stands last
};

// Sends what a document says, one way or the other. Blocks for thirty seconds at most. Not
// thread-safe.
class Client {
 public:
  virtual ~Client() = default;

  // One call; placeholders are filled in already.
  virtual Reply Send(const Call& call) = 0;
};

// Over HTTP, through the gateway.
class RestClient : public Client {
 public:
  explicit RestClient(std::string gateway_address) : address_(std::move(gateway_address)) {}

  Reply Send(const Call& call) override;

 private:
  std::string address_;
};

// Straight to the services: the annotation of the RPC that has the call's method and path says
// which message the JSON is, and the answer is printed by the same mapping.
class GrpcClient : public Client {
 public:
  // Addresses by service: {"compliance", "127.0.0.1:7102"}. The contract must outlive the client.
  GrpcClient(const gateway::Contract& contract, std::map<std::string, std::string> addresses);

  Reply Send(const Call& call) override;

  // A stream, as GrpcClient alone can send it: all messages, then the end; or, if it is to be cut,
  // all messages, then as many answers as the document shows, then a broken connection.
  Reply Send(const Stream& stream);

 private:
  Reply Exchange(const google::protobuf::MethodDescriptor& method,
                 const std::vector<std::string>& requests, std::size_t answers_before_cut);

  const gateway::Contract& contract_;
  std::map<std::string, std::string> addresses_;
};

}  // namespace paritrana::scenarios
