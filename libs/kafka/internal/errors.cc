// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/internal/errors.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace paritrana::kafka::internal {
namespace {

absl::StatusCode CodeOf(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      return absl::StatusCode::kNotFound;
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
      return absl::StatusCode::kFailedPrecondition;
    case RD_KAFKA_RESP_ERR__QUEUE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case RD_KAFKA_RESP_ERR__FATAL:
      return absl::StatusCode::kAborted;
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR__INVALID_ARG:
      return absl::StatusCode::kInvalidArgument;
    default:
      return absl::StatusCode::kUnavailable;
  }
}

}  // namespace

absl::Status StatusOf(rd_kafka_resp_err_t error, std::string_view during) {
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return absl::OkStatus();
  return absl::Status(CodeOf(error),
                      absl::StrCat("Kafka, ", std::string(during), ": ", rd_kafka_err2name(error)));
}

absl::Status ProducerStatusOf(rd_kafka_t* client, rd_kafka_resp_err_t error,
                              std::string_view during) {
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return absl::OkStatus();
  char text[256];
  const rd_kafka_resp_err_t fatal = rd_kafka_fatal_error(client, text, sizeof(text));
  if (fatal == RD_KAFKA_RESP_ERR_NO_ERROR) return StatusOf(error, during);
  return absl::AbortedError(
      absl::StrCat("Kafka, ", std::string(during), ": fatal ", rd_kafka_err2name(fatal)));
}

}  // namespace paritrana::kafka::internal
