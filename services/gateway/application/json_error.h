// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"

namespace paritrana::gateway {

// Turns what protobuf's JSON parser says into an error of the platform: JSON_INVALID,
// FIELD_UNKNOWN, ENUM_UNKNOWN or FIELD_MALFORMED with the field's path in JSON names. Its message
// repeats values, which may be identities: nothing of it but the path is kept. `pool` tells enums
// from messages.
absl::Status ExplainJsonError(const google::protobuf::DescriptorPool& pool,
                              std::string_view message);

// The path of a field as JSON writes it: "lines[0].line_id" → "lines[0].lineId".
std::string ToJsonNames(std::string_view path);

// A field name from outside, cut and cleaned so that it can be shown in an error: a caller may have
// put a value where a name belongs.
std::string SafeName(std::string_view name);

}  // namespace paritrana::gateway
