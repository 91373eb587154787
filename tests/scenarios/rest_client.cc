// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/testing/http_client.h"
#include "tests/scenarios/client.h"

namespace paritrana::scenarios {

Reply RestClient::Send(const Call& call) {
  std::map<std::string, std::string> headers = call.headers;
  if (!call.body.is_null()) headers.emplace("content-type", "application/json");
  const gateway::testing::WireResponse response =
      gateway::testing::Fetch(address_, call.http_method, call.target, headers,
                              call.body.is_null() ? "" : call.body.dump());
  Reply reply;
  reply.http_status = response.status;
  reply.retry_after = response.headers.contains("retry-after");
  reply.messages.push_back(Json::parse(response.body, nullptr, false));
  return reply;
}

}  // namespace paritrana::scenarios
