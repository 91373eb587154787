// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/events/contributions_decoder.h"

#include <string>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "services/scoring/adapters/events/wire_reader.h"

namespace paritrana::scoring {
namespace {

// Field numbers of ContributionsPosted.
enum Field : std::uint32_t {
  kEpoch = 1,
  kShard = 2,
  kSequence = 3,
  kRecordedAt = 4,
  kLineCount = 5,
  kPseudonym = 6,
  kRegion = 7,
  kCoveredFrom = 8,
  kCoveredMonths = 9,
  kSegment = 10,
  kWorkerKind = 11,
  kSponsorKind = 12,
  kEmployerId = 13,
  kAmount = 14,
  kEffect = 15,
  kBasis = 16,
};

// Longer columns are refused before they are held: no message has so many lines.
constexpr std::size_t kValuesMax = limits::kLinesPerChunkMax;

absl::Status Undecodable(std::string_view why) { return MakeError("FACT_UNDECODABLE", {}, why); }

// One value, not packed.
template <typename T>
bool AppendOne(std::uint32_t wire_type, const char*& at, const char* end, std::vector<T>& values) {
  std::uint64_t value = 0;
  const bool read = wire_type == wire::kFixed64 ? wire::ReadFixed64(at, end, value)
                                                : wire::ReadVarint(at, end, value);
  if (read) values.push_back(static_cast<T>(value));
  return read;
}

template <typename T>
bool AppendColumn(std::uint32_t wire_type, const char*& at, const char* end,
                  std::vector<T>& values) {
  if (wire_type == wire::kVarint) return AppendOne(wire_type, at, end, values);
  std::size_t length = 0;
  if (!wire::ReadLength(at, end, length)) return false;
  const char* const column = at;
  at += length;
  return wire::AppendVarints(column, at, values);
}

bool AppendFixedColumn(std::uint32_t wire_type, const char*& at, const char* end,
                       std::vector<std::uint64_t>& values) {
  if (wire_type == wire::kFixed64) return AppendOne(wire_type, at, end, values);
  std::size_t length = 0;
  if (!wire::ReadLength(at, end, length) || length % 8 != 0) return false;
  const std::size_t before = values.size();
  values.resize(before + length / 8);
  if (length > 0) std::memcpy(values.data() + before, at, length);
  at += length;
  return true;
}

// Counts the values of a column that is not kept.
bool MeasureColumn(std::uint32_t field, std::uint32_t wire_type, const char*& at, const char* end,
                   std::size_t& values) {
  if (wire_type != wire::kBytes) {
    ++values;
    return wire::SkipField(field, wire_type, at, end);
  }
  std::size_t length = 0;
  if (!wire::ReadLength(at, end, length)) return false;
  const char* const column = at;
  at += length;
  if (field != kEmployerId) return wire::CountVarints(column, at, values);
  values += length / 8;
  return length % 8 == 0;
}

bool IsFixed(std::uint32_t field) { return field == kPseudonym || field == kEmployerId; }

// A column comes packed, or value by value in its own wire type; anything else is another field of
// the same number, which protobuf keeps as unknown.
bool IsColumnType(std::uint32_t field, std::uint32_t wire_type) {
  return wire_type == wire::kBytes ||
         wire_type == static_cast<std::uint32_t>(IsFixed(field) ? wire::kFixed64 : wire::kVarint);
}

bool FitsLength(std::size_t values, std::size_t lines) { return values <= 1 || values == lines; }

template <typename T>
Column<T> Bound(const std::vector<T>& values) {
  static constexpr T kZero = 0;
  if (values.empty()) return {&kZero, 0};
  return {values.data(), values.size() == 1 ? 0u : 1u};
}

}  // namespace

void ContributionsDecoder::Clear() {
  recorded_at_micros_ = 0;
  line_count_ = 0;
  for (auto* values : {&participant_, &region_key_, &rupiah_}) values->clear();
  for (auto* values : {&covered_from_, &covered_months_, &segment_, &effect_, &basis_}) {
    values->clear();
  }
  worker_kind_ = sponsor_kind_ = employer_id_ = Measured();
  lines_ = LineColumns();
}

absl::Status ContributionsDecoder::Decode(std::string_view payload) {
  Clear();
  const char* at = payload.data();
  const char* const end = at + payload.size();
  while (at != end) {
    std::uint32_t field = 0;
    std::uint32_t wire_type = 0;
    if (!wire::ReadTag(at, end, field, wire_type)) return Undecodable("tag");
    if (!ParseField(field, wire_type, at, end)) {
      return Undecodable("field " + std::to_string(field));
    }
  }
  return Bind();
}

bool ContributionsDecoder::ParseField(std::uint32_t field, std::uint32_t wire_type, const char*& at,
                                      const char* end) {
  std::uint64_t value = 0;
  if (field >= kPseudonym && field <= kBasis && IsColumnType(field, wire_type)) {
    return ParseColumn(field, wire_type, at, end);
  }
  if (wire_type == wire::kVarint && (field == kRecordedAt || field == kLineCount)) {
    if (!wire::ReadVarint(at, end, value)) return false;
    if (field == kRecordedAt) recorded_at_micros_ = static_cast<std::int64_t>(value);
    if (field == kLineCount) line_count_ = static_cast<std::uint32_t>(value);
    return true;
  }
  return wire::SkipField(field, wire_type, at, end);
}

bool ContributionsDecoder::ParseColumn(std::uint32_t field, std::uint32_t wire_type,
                                       const char*& at, const char* end) {
  switch (field) {
    case kPseudonym:
      return AppendFixedColumn(wire_type, at, end, participant_);
    case kRegion:
      return AppendColumn(wire_type, at, end, region_key_);
    case kCoveredFrom:
      return AppendColumn(wire_type, at, end, covered_from_);
    case kCoveredMonths:
      return AppendColumn(wire_type, at, end, covered_months_);
    case kSegment:
      return AppendColumn(wire_type, at, end, segment_);
    case kAmount:
      return AppendColumn(wire_type, at, end, rupiah_);
    case kEffect:
      return AppendColumn(wire_type, at, end, effect_);
    case kWorkerKind:
      return MeasureColumn(field, wire_type, at, end, worker_kind_.values);
    case kSponsorKind:
      return MeasureColumn(field, wire_type, at, end, sponsor_kind_.values);
    case kBasis:
      return AppendColumn(wire_type, at, end, basis_);
    default:
      return MeasureColumn(field, wire_type, at, end, employer_id_.values);
  }
}

absl::Status ContributionsDecoder::Bind() {
  if (line_count_ < 1 || line_count_ > kValuesMax) return Undecodable("line_count");
  for (const std::size_t values :
       {participant_.size(), region_key_.size(), covered_from_.size(), covered_months_.size(),
        segment_.size(), effect_.size(), rupiah_.size(), worker_kind_.values, sponsor_kind_.values,
        employer_id_.values, basis_.size()}) {
    if (!FitsLength(values, line_count_)) return Undecodable("length of a column");
  }
  lines_.size = line_count_;
  lines_.participant = Bound(participant_);
  lines_.region_key = Bound(region_key_);
  lines_.covered_from = Bound(covered_from_);
  lines_.covered_months = Bound(covered_months_);
  lines_.segment = Bound(segment_);
  lines_.effect = Bound(effect_);
  lines_.rupiah = Bound(rupiah_);
  lines_.basis = Bound(basis_);
  return absl::OkStatus();
}

}  // namespace paritrana::scoring
