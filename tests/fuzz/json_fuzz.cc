// SPDX-License-Identifier: Apache-2.0
// The JSON of the web API as the gateway takes it: what was understood is written and understood
// again.
#include <google/protobuf/util/json_util.h>

#include <cstddef>
#include <cstdint>

#include "libs/base/check.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "services/gateway/application/json_names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using paritrana::compliance::v1::CreateSubmissionRequest;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (paritrana::gateway::HasNamelessMember(text)) return 0;
  CreateSubmissionRequest request;
  if (!google::protobuf::util::JsonStringToMessage(text, &request).ok()) return 0;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(request, &json).ok()) return 0;
  CreateSubmissionRequest again;
  PARITRANA_CHECK(google::protobuf::util::JsonStringToMessage(json, &again).ok());
  PARITRANA_CHECK(again.SerializeAsString() == request.SerializeAsString());
  return 0;
}
