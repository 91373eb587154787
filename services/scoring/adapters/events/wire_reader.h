// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

// Reading protobuf's wire format: each function advances `at` and returns false when the bytes end
// too early or cannot be. Nothing is read at or beyond `end`.
namespace paritrana::scoring::wire {

enum WireType : std::uint32_t {
  kVarint = 0,
  kFixed64 = 1,
  kBytes = 2,
  kGroup = 3,
  kEndGroup = 4,
  kFixed32 = 5
};

// Reads up to ten bytes; bits beyond the 64th are dropped, as protobuf does.
inline bool ReadVarint(const char*& at, const char* end, std::uint64_t& value) {
  std::uint64_t result = 0;
  for (int shift = 0; shift < 70 && at != end; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at++);
    result |= static_cast<std::uint64_t>(byte & 0x7F) << (shift & 63);
    if (byte < 0x80) {
      // The tenth byte holds a single bit; what it holds beyond is dropped.
      if (shift == 63) result = (result & ~(std::uint64_t{0x7F} << 63)) | std::uint64_t{byte} << 63;
      value = result;
      return true;
    }
  }
  return false;
}

inline bool ReadFixed64(const char*& at, const char* end, std::uint64_t& value) {
  if (end - at < 8) return false;
  std::memcpy(&value, at, sizeof(value));
  at += 8;
  return true;
}

inline bool ReadLength(const char*& at, const char* end, std::size_t& length) {
  std::uint64_t value = 0;
  if (!ReadVarint(at, end, value)) return false;
  length = value;
  return value <= static_cast<std::uint64_t>(end - at);
}

// Skips a field that is not known, groups included.
bool SkipField(std::uint32_t field, std::uint32_t wire_type, const char*& at, const char* end,
               int depth = 0);

// Reads a tag; false also for field number zero.
bool ReadTag(const char*& at, const char* end, std::uint32_t& field, std::uint32_t& wire_type);

// Counts the varints between `at` and `end`; false if the last one does not end there or one is
// longer than ten bytes.
bool CountVarints(const char* at, const char* end, std::size_t& count);

// Appends the varints between `at` and `end`, cut to the width of T as protobuf does.
template <typename T>
bool AppendVarints(const char* at, const char* end, std::vector<T>& values) {
  while (at != end) {
    std::uint64_t value = static_cast<std::uint8_t>(*at);
    if (value < 0x80) {
      ++at;
    } else if (!ReadVarint(at, end, value)) {
      return false;
    }
    values.push_back(static_cast<T>(value));
  }
  return true;
}

}  // namespace paritrana::scoring::wire
