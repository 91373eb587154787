// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <librdkafka/rdkafka.h>

#include "absl/status/status.h"

namespace paritrana::kafka::internal {

// Translates librdkafka's errors into the codes that libs/events/log.h promises. `during` says what
// was tried.
absl::Status StatusOf(rd_kafka_resp_err_t error, std::string_view during);

// The same for what happens to a producer: ABORTED once the client has a fatal error, whatever the
// error of the single record.
absl::Status ProducerStatusOf(rd_kafka_t* client, rd_kafka_resp_err_t error,
                              std::string_view during);

}  // namespace paritrana::kafka::internal
