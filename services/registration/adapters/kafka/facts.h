// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/events/outbox.h"
#include "services/registration/application/register.h"

// The facts of registration as they stand on its topics (proto/paritrana/registration/events/v1).
namespace paritrana::registration {

inline constexpr char kParticipantsTopic[] = "registration.participants.v1";
inline constexpr char kEmployersTopic[] = "registration.employers.v1";
inline constexpr char kRegionsTopic[] = "registration.regions.v1";

// Things in one message: a full one stays well below limits::kMessageBytesMax, and a reader applies
// it in one go.
inline constexpr std::size_t kParticipantsPerMessageMax = 1'000;
inline constexpr std::size_t kRegionsPerMessageMax = 1'000;

// Bytes after which a message of participants is closed: some have very many memberships.
inline constexpr std::size_t kMessageBytesWanted = 256 << 10;

// Writes facts as unnumbered events, one or more for each shard concerned, in ascending order of
// shard.
std::vector<::paritrana::events::OutboxEvent> EncodeFacts(const Facts& facts, absl::Time now,
                                                          std::uint32_t shard_count);

// The topic that a transaction's facts belong to: a transaction states facts of one topic.
std::string TopicOf(const Facts& facts);

}  // namespace paritrana::registration
