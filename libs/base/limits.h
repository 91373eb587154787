// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// Limits that hold across the platform, each with its reason. A limit of one service stands with
// that service.
namespace paritrana::limits {

// One request or one message: what a small machine can hold many of at once.
inline constexpr std::size_t kMessageBytesMax = 1 << 20;

// One chunk of a stream: small enough that a slow caller holds little memory.
inline constexpr std::size_t kChunkBytesMax = 256 << 10;

// Lines of one transaction: longer ones hold row locks longer than small posts can wait.
inline constexpr std::uint32_t kLinesPerChunkMax = 5'000;

// Lines of one submission: the largest known payroll has about 250,000.
inline constexpr std::uint64_t kLinesPerSubmissionMax = 300'000;

// One uploaded file, unpacked in memory while it is read.
inline constexpr std::size_t kFileBytesMax = 64 << 20;

// Page of a list.
inline constexpr int kPageSizeMax = 1'000;
inline constexpr int kPageSizeDefault = 100;

// Months a line may cover before and after its posting (docs/ARCHITECTURE.md, corrections).
inline constexpr int kCoveredMonthsBack = 60;
inline constexpr int kCoveredMonthsAhead = 24;

}  // namespace paritrana::limits
