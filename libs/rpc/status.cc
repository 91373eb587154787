// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/status.h"

#include <string>
#include <string_view>
#include <utility>

#include <google/protobuf/util/time_util.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/reason.h"
#include "libs/base/retry_after.h"
#include "libs/logging/log.h"

namespace paritrana::rpc {
namespace {

constexpr char kDomain[] = "paritrana";

google::rpc::LocalizedMessage Localized(const char* locale, std::string_view text) {
  google::rpc::LocalizedMessage message;
  message.set_locale(locale);
  message.set_message(std::string(text));
  return message;
}

google::rpc::RetryInfo RetryIn(absl::Duration after) {
  google::rpc::RetryInfo info;
  *info.mutable_retry_delay() =
      google::protobuf::util::TimeUtil::MillisecondsToDuration(absl::ToInt64Milliseconds(after));
  return info;
}

// Our own faults are told in general words only; the details go to the log.
std::string MessageFor(const absl::Status& status, const Reason& reason) {
  if (reason.code != absl::StatusCode::kInternal) return std::string(status.message());
  logging::Error("a call failed on our side", {{"status", status.ToString()}});
  return std::string(reason.text_en);
}

google::rpc::Status Details(const absl::Status& status, const Reason& reason,
                            const std::string& message) {
  google::rpc::Status details;
  details.set_code(static_cast<int>(reason.code));
  details.set_message(message);
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason.name));
  info.set_domain(kDomain);
  (*info.mutable_metadata())["retryable"] = reason.retryable ? "true" : "false";
  details.add_details()->PackFrom(info);
  if (const std::string field = FieldOf(status); !field.empty()) {
    google::rpc::BadRequest request;
    auto* violation = request.add_field_violations();
    violation->set_field(field);
    violation->set_description(std::string(reason.text_en));
    details.add_details()->PackFrom(request);
  }
  details.add_details()->PackFrom(Localized("id", reason.text_id));
  details.add_details()->PackFrom(Localized("en", reason.text_en));
  if (const auto after = RetryAfterOf(status)) details.add_details()->PackFrom(RetryIn(*after));
  return details;
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const Reason& reason = *ReasonOf(status);
  const std::string message = MessageFor(status, reason);
  return grpc::Status(static_cast<grpc::StatusCode>(reason.code), message,
                      Details(status, reason, message).SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const absl::Status plain(static_cast<absl::StatusCode>(status.error_code()),
                           status.error_message());
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return plain;
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest request;
  google::rpc::RetryInfo retry;
  for (const google::protobuf::Any& detail : details.details()) {
    if (detail.Is<google::rpc::ErrorInfo>()) detail.UnpackTo(&info);
    if (detail.Is<google::rpc::BadRequest>()) detail.UnpackTo(&request);
    if (detail.Is<google::rpc::RetryInfo>()) detail.UnpackTo(&retry);
  }
  // A newer service may know reasons that this build does not: then the code has to do.
  if (info.domain() != kDomain || FindReason(info.reason()) == nullptr) return plain;
  const std::string field =
      request.field_violations_size() > 0 ? request.field_violations(0).field() : "";
  absl::Status error = MakeError(info.reason(), field, status.error_message());
  if (!retry.has_retry_delay()) return error;
  return WithRetryAfter(std::move(error),
                        absl::Milliseconds(google::protobuf::util::TimeUtil::DurationToMilliseconds(
                            retry.retry_delay())));
}

common::v1::Finding ToFinding(const absl::Status& status) {
  common::v1::Finding finding;
  const Reason& reason = *ReasonOf(status);
  finding.set_reason(std::string(reason.name));
  finding.set_field(FieldOf(status));
  finding.set_text_id(std::string(reason.text_id));
  finding.set_text_en(std::string(reason.text_en));
  return finding;
}

}  // namespace paritrana::rpc
