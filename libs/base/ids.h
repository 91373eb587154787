// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "libs/base/strong_id.h"

// Ids that more than one service speaks of. Ids of one service live with that service.
namespace paritrana {

struct PseudonymTag {};
// Random 64-bit stand-in for a person; never 0, says nothing about the person.
using Pseudonym = StrongId<PseudonymTag, std::uint64_t>;

struct EmployerIdTag {};
// Random 64-bit id of an employer or other payer; never 0.
using EmployerId = StrongId<EmployerIdTag, std::uint64_t>;

struct ShardTag {};
// Number of a shard, 0 up to the installation's shard count less one.
using Shard = StrongId<ShardTag, std::uint32_t>;

struct SequenceTag {};
// Dense number of a message in its shard, from 1; 0 means "nothing yet".
using Sequence = StrongId<SequenceTag, std::uint64_t>;

struct EpochTag {};
// Life of an installation between two restores from a backup, from 1.
using Epoch = StrongId<EpochTag, std::uint32_t>;

// Shard of an id: XXH64 of its 8 little-endian bytes, seed 0, modulo `shard_count`. Part of the
// durable format (docs/formats/outbox.md): never change it. `shard_count` must be positive.
Shard ShardOf(std::uint64_t id, std::uint32_t shard_count);

}  // namespace paritrana
