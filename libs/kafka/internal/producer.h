// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "libs/events/log.h"
#include "libs/kafka/kafka_log.h"

namespace paritrana::kafka::internal {

// An idempotent producer with a thread of its own, on which acknowledgements are called. At its end
// every record not acknowledged yet is given up, and acknowledged with an error.
absl::StatusOr<std::unique_ptr<events::LogProducer>> MakeProducer(const KafkaOptions& options);

}  // namespace paritrana::kafka::internal
