// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace paritrana::events {

// The attributes of an event: CloudEvents 1.0 in Kafka binary mode, as record headers
// (docs/formats/events.md).
struct Envelope {
  std::string id;           // UUIDv7
  std::string source;       // "/paritrana/compliance"
  std::string type;         // "id.paritrana.compliance.contributions-posted.v1"
  absl::Time time;          // when it was recorded
  std::string traceparent;  // W3C trace context, may be empty
};

using Headers = std::vector<std::pair<std::string, std::string>>;

Headers ToHeaders(const Envelope& envelope);

// Reads the attributes back. INVALID_ARGUMENT names the header that is missing or malformed.
absl::StatusOr<Envelope> FromHeaders(const Headers& headers);

}  // namespace paritrana::events
