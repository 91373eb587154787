// SPDX-License-Identifier: Apache-2.0
#include "libs/events/envelope.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace paritrana::events {
namespace {

constexpr std::string_view kSpecVersion = "1.0";
constexpr std::string_view kContentType = "application/protobuf";

absl::Status Malformed(std::string_view header) {
  return absl::InvalidArgumentError(
      absl::StrCat("header ", std::string(header), " is missing or malformed"));
}

const std::string* Find(const Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [name](const auto& header) { return header.first == name; });
  return found == headers.end() ? nullptr : &found->second;
}

absl::Status Expect(const Headers& headers, std::string_view name, std::string_view value) {
  const std::string* found = Find(headers, name);
  return found != nullptr && *found == value ? absl::OkStatus() : Malformed(name);
}

absl::StatusOr<std::string> Read(const Headers& headers, std::string_view name) {
  const std::string* found = Find(headers, name);
  if (found == nullptr || found->empty()) return Malformed(name);
  return *found;
}

}  // namespace

Headers ToHeaders(const Envelope& envelope) {
  Headers headers = {
      {"ce_specversion", std::string(kSpecVersion)},
      {"ce_id", envelope.id},
      {"ce_source", envelope.source},
      {"ce_type", envelope.type},
      {"ce_time", absl::FormatTime("%Y-%m-%d%ET%H:%M:%E6SZ", envelope.time, absl::UTCTimeZone())},
      {"content-type", std::string(kContentType)}};
  if (!envelope.traceparent.empty()) headers.emplace_back("traceparent", envelope.traceparent);
  return headers;
}

absl::StatusOr<Envelope> FromHeaders(const Headers& headers) {
  PARITRANA_RETURN_IF_ERROR(Expect(headers, "ce_specversion", kSpecVersion));
  PARITRANA_RETURN_IF_ERROR(Expect(headers, "content-type", kContentType));
  Envelope envelope;
  PARITRANA_ASSIGN_OR_RETURN(envelope.id, Read(headers, "ce_id"));
  PARITRANA_ASSIGN_OR_RETURN(envelope.source, Read(headers, "ce_source"));
  PARITRANA_ASSIGN_OR_RETURN(envelope.type, Read(headers, "ce_type"));
  PARITRANA_ASSIGN_OR_RETURN(const std::string time, Read(headers, "ce_time"));
  if (!absl::ParseTime(absl::RFC3339_full, time, &envelope.time, nullptr)) {
    return Malformed("ce_time");
  }
  const std::string* traceparent = Find(headers, "traceparent");
  if (traceparent != nullptr) envelope.traceparent = *traceparent;
  return envelope;
}

}  // namespace paritrana::events
