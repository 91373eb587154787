// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/events/log.h"
#include "libs/kafka/kafka_log.h"

namespace paritrana::kafka::internal {

// A consumer without a group: partitions and offsets are given, nothing is committed to Kafka.
absl::StatusOr<std::unique_ptr<events::LogReader>> MakeReader(
    const KafkaOptions& options, const std::string& topic,
    const std::vector<events::StartOffset>& start);

}  // namespace paritrana::kafka::internal
