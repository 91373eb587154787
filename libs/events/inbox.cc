// SPDX-License-Identifier: Apache-2.0
#include "libs/events/inbox.h"

#include <limits>
#include <optional>

namespace paritrana::events {
namespace {

// Tags of the varint fields 1 to 3.
constexpr char kEpochTag = 0x08;
constexpr char kShardTag = 0x10;
constexpr char kSequenceTag = 0x18;

constexpr int kVarintBytesMax = 10;

std::optional<std::uint64_t> ReadVarint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < kVarintBytesMax && static_cast<std::size_t>(i) < bytes.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(i)]);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if ((byte & 0x80) == 0) {
      bytes.remove_prefix(static_cast<std::size_t>(i) + 1);
      return value;
    }
  }
  return std::nullopt;
}

// The value of the field at the front, 0 if another stands there.
std::optional<std::uint64_t> ReadField(std::string_view& bytes, char tag) {
  if (bytes.empty() || bytes.front() != tag) return 0;
  bytes.remove_prefix(1);
  return ReadVarint(bytes);
}

void AppendField(std::string& bytes, char tag, std::uint64_t value) {
  if (value == 0) return;
  bytes.push_back(tag);
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<char>(value | 0x80));
  bytes.push_back(static_cast<char>(value));
}

}  // namespace

absl::StatusOr<FactId> PeekFactId(std::string_view payload) {
  constexpr std::uint64_t kMax32 = std::numeric_limits<std::uint32_t>::max();
  const auto epoch = ReadField(payload, kEpochTag);
  const auto shard = ReadField(payload, kShardTag);
  const auto sequence = ReadField(payload, kSequenceTag);
  if (epoch.value_or(0) == 0 || *epoch > kMax32) {
    return absl::InvalidArgumentError("the fact does not begin with an epoch");
  }
  if (shard.value_or(kMax32 + 1) > kMax32) {
    return absl::InvalidArgumentError("the fact's shard is malformed");
  }
  if (sequence.value_or(0) == 0) {
    return absl::InvalidArgumentError("the fact has no sequence in third place");
  }
  return FactId{Epoch(static_cast<std::uint32_t>(*epoch)),
                Shard(static_cast<std::uint32_t>(*shard)), Sequence(*sequence)};
}

std::string EncodeFactId(const FactId& id) {
  std::string bytes;
  AppendField(bytes, kEpochTag, id.epoch.value());
  AppendField(bytes, kShardTag, id.shard.value());
  AppendField(bytes, kSequenceTag, id.sequence.value());
  return bytes;
}

InboxDecision InboxMark::Decide(const FactId& fact) const {
  if (fact.epoch > epoch) return InboxDecision::kNewEpoch;
  if (fact.epoch < epoch) return InboxDecision::kOldEpoch;
  if (fact.sequence <= sequence) return InboxDecision::kSkip;
  const bool next = fact.sequence.value() == sequence.value() + 1;
  return next ? InboxDecision::kApply : InboxDecision::kGap;
}

}  // namespace paritrana::events
