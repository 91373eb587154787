// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/gateway/application/contract.h"

namespace paritrana::gateway {

// What an HTTP request says besides its method and route.
struct RequestParts {
  std::vector<PathTemplate::Capture> captures;
  std::string_view query;            // without '?', still encoded
  std::string_view body;             // JSON, or empty
  std::string_view idempotency_key;  // header, used when the body has none
};

// Turns a request into the serialised message of its RPC: body (protobuf's JSON mapping), then path
// variables, then query parameters ("pageSize=10", "after.epoch=1"; a message field as JSON,
// percent-encoded).
//
// JSON_INVALID, FIELD_UNKNOWN, FIELD_MALFORMED, ENUM_UNKNOWN, FIELD_CONFLICT with the path of the
// field as the caller wrote it. No value is ever repeated in an error.
absl::StatusOr<std::string> EncodeRequest(const Contract& contract, const Operation& operation,
                                          const RequestParts& parts);

// Turns the serialised answer of an RPC into JSON: lowerCamelCase names, int64 as strings, enums by
// name, default values printed. INTERNAL if it does not decode.
absl::StatusOr<std::string> DecodeResponse(const Contract& contract, const Operation& operation,
                                           const std::string& bytes);

}  // namespace paritrana::gateway
