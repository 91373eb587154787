// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/events/log.h"
#include "libs/kafka/internal/client.h"

// Looks at topics and makes them. Thread-safe, as the client is.
namespace paritrana::kafka::internal {

absl::Status EnsureTopic(rd_kafka_t* client, const std::string& topic,
                         const events::TopicOptions& options);

absl::StatusOr<std::vector<events::PartitionBounds>> Bounds(rd_kafka_t* client,
                                                            const std::string& topic,
                                                            absl::Duration timeout);

}  // namespace paritrana::kafka::internal
