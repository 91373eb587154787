// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/events/wire_reader.h"

namespace paritrana::scoring::wire {
namespace {

// Groups inside groups, as deep as protobuf's own parser goes.
constexpr int kDepthMax = 100;
constexpr int kVarintBytesMax = 10;

bool SkipGroup(std::uint32_t group, const char*& at, const char* end, int depth) {
  if (depth >= kDepthMax) return false;
  std::uint32_t field = 0;
  std::uint32_t wire_type = 0;
  while (ReadTag(at, end, field, wire_type)) {
    if (wire_type == kEndGroup) return field == group;
    if (!SkipField(field, wire_type, at, end, depth + 1)) return false;
  }
  return false;
}

bool SkipBytes(std::size_t length, const char*& at, const char* end) {
  if (static_cast<std::size_t>(end - at) < length) return false;
  at += length;
  return true;
}

}  // namespace

bool ReadTag(const char*& at, const char* end, std::uint32_t& field, std::uint32_t& wire_type) {
  std::uint64_t tag = 0;
  const char* const start = at;
  // A tag has 32 bits, so at most five bytes.
  if (!ReadVarint(at, end, tag) || at - start > 5 || tag > UINT32_MAX) return false;
  field = static_cast<std::uint32_t>(tag) >> 3;
  wire_type = static_cast<std::uint32_t>(tag) & 7;
  return field != 0;
}

bool SkipField(std::uint32_t field, std::uint32_t wire_type, const char*& at, const char* end,
               int depth) {
  std::uint64_t value = 0;
  std::size_t length = 0;
  switch (wire_type) {
    case kVarint:
      return ReadVarint(at, end, value);
    case kFixed64:
      return SkipBytes(8, at, end);
    case kBytes:
      return ReadLength(at, end, length) && SkipBytes(length, at, end);
    case kGroup:
      return SkipGroup(field, at, end, depth);
    case kFixed32:
      return SkipBytes(4, at, end);
    default:
      return false;
  }
}

bool CountVarints(const char* at, const char* end, std::size_t& count) {
  int bytes = 0;
  for (; at != end; ++at) {
    if (++bytes > kVarintBytesMax) return false;
    if (static_cast<std::uint8_t>(*at) >= 0x80) continue;
    ++count;
    bytes = 0;
  }
  return bytes == 0;
}

}  // namespace paritrana::scoring::wire
