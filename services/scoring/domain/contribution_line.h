// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libs/base/ids.h"
#include "libs/base/month.h"

namespace paritrana::scoring {

// Number of segments: PU, BPU, Jakon, PMI, numbered from 1.
inline constexpr int kSegments = 4;

// On what a line rests. Values of the events' enum Basis, whose zero means "declared".
enum class Basis : std::uint8_t { kDeclared = 1, kPaid = 2 };

enum class LineEffect : std::uint8_t { kAdd, kRetract, kUnknown };

// One contribution line as a fact states it. Nothing in it has been checked.
struct ContributionLine {
  Pseudonym participant;
  std::uint64_t region_key = 0;
  Month covered_from;
  std::uint32_t covered_months = 0;
  std::uint32_t segment = 0;
  std::uint64_t rupiah = 0;
  LineEffect effect = LineEffect::kAdd;

  friend bool operator==(const ContributionLine&, const ContributionLine&) = default;
};

// One attribute of all lines of a message: a value for each line, or one that stands for all.
template <typename T>
struct Column {
  const T* data = nullptr;
  std::size_t stride = 0;  // 1, or 0 if data[0] stands for every line

  T operator[](std::size_t line) const { return data[line * stride]; }
};

// The lines of one message, by column. Views into the decoder's memory.
struct LineColumns {
  std::size_t size = 0;
  Column<std::uint64_t> participant;
  Column<std::uint64_t> region_key;
  Column<std::uint32_t> covered_from;
  Column<std::uint32_t> covered_months;
  Column<std::uint32_t> segment;
  Column<std::uint32_t> effect;
  Column<std::uint64_t> rupiah;
  Column<std::uint32_t> basis;

  // Whether a line rests on this basis. A line of a basis that nobody knows rests on none.
  bool RestsOn(Basis wanted, std::size_t i) const {
    return (basis[i] == 0 ? 1 : basis[i]) == static_cast<std::uint32_t>(wanted);
  }

  ContributionLine line(std::size_t i) const {
    return {Pseudonym(participant[i]),
            region_key[i],
            Month::FromNumber(static_cast<std::int32_t>(covered_from[i])),
            covered_months[i],
            segment[i],
            rupiah[i],
            EffectOf(effect[i])};
  }

 private:
  // The values of the events' enum Effect, whose zero means "add".
  static LineEffect EffectOf(std::uint32_t value) {
    if (value <= 1) return LineEffect::kAdd;
    return value == 2 ? LineEffect::kRetract : LineEffect::kUnknown;
  }
};

// Why a line could not be applied.
enum class LineFault : std::uint8_t {
  kNone,
  kRegionUnknown,     // the tree has no such region (yet)
  kSegmentUnknown,    // not one of the segments counted
  kEffectUnknown,     // neither adds nor retracts
  kMonthsInvalid,     // covers no month, too many, or none of this age
  kAmountInvalid,     // more than a line can hold, or than a sum can
  kNothingToRetract,  // takes back what was never added
  kParticipantUnset,  // names nobody
};

// The stable reason of a fault (libs/base/reason.h); empty for kNone.
std::string_view ReasonNameOf(LineFault fault);

// A line covers at most this many months: 60 back, 24 ahead and the month itself.
inline constexpr std::uint32_t kCoveredMonthsMax = 85;

// Rupiah of one line: a trillion, far above any payroll line, far below what a sum can hold.
inline constexpr std::uint64_t kLineRupiahMax = 1'000'000'000'000;

}  // namespace paritrana::scoring
