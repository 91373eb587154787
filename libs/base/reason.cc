// SPDX-License-Identifier: Apache-2.0
#include "libs/base/reason.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "libs/base/check.h"

// Lookups only; the table is in reason_table*.cc.
namespace paritrana {
namespace {

constexpr char kReasonPayload[] = "paritrana/reason";
constexpr char kFieldPayload[] = "paritrana/field";

std::string PayloadOf(const absl::Status& status, const char* url) {
  const auto payload = status.GetPayload(url);
  return payload.has_value() ? std::string(*payload) : std::string();
}

const Reason* ReasonOfCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kDeadlineExceeded:
      return FindReason("DEADLINE_EXCEEDED");
    case absl::StatusCode::kUnavailable:
      return FindReason("UNAVAILABLE");
    case absl::StatusCode::kCancelled:
      return FindReason("CANCELLED");
    default:
      return FindReason("INTERNAL");
  }
}

}  // namespace

const Reason* FindReason(std::string_view name) {
  const std::span<const Reason> all = AllReasons();
  const auto found = std::lower_bound(
      all.begin(), all.end(), name,
      [](const Reason& reason, std::string_view wanted) { return reason.name < wanted; });
  return found != all.end() && found->name == name ? &*found : nullptr;
}

absl::Status MakeError(std::string_view name, std::string_view field, std::string_view detail) {
  const Reason* reason = FindReason(name);
  PARITRANA_CHECK(reason != nullptr);
  const std::string_view message = detail.empty() ? name : detail;
  absl::Status status(reason->code, absl::string_view(message.data(), message.size()));
  status.SetPayload(kReasonPayload, absl::Cord(std::string(name)));
  if (!field.empty()) status.SetPayload(kFieldPayload, absl::Cord(std::string(field)));
  return status;
}

const Reason* ReasonOf(const absl::Status& status) {
  const Reason* named = FindReason(PayloadOf(status, kReasonPayload));
  return named != nullptr ? named : ReasonOfCode(status.code());
}

std::string FieldOf(const absl::Status& status) { return PayloadOf(status, kFieldPayload); }

absl::Status WithFieldPrefix(absl::Status status, std::string_view prefix) {
  if (status.ok() || prefix.empty()) return status;
  std::string path(prefix);
  const std::string field = FieldOf(status);
  if (!field.empty()) path.append(".").append(field);
  status.SetPayload(kFieldPayload, absl::Cord(path));
  return status;
}

}  // namespace paritrana
