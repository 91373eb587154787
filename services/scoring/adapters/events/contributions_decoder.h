// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/scoring/domain/contribution_line.h"

namespace paritrana::scoring {

// Reads the lines of a ContributionsPosted straight from its bytes.
//
// It accepts and refuses what protobuf's own parser would, and besides refuses columns of a wrong
// length: a column holds one value for each line, or one that stands for all, or none. Columns that
// scoring does not use are measured, not kept. Buffers are used again from message to message, so
// that nothing is allocated on the hot path. Safe on any bytes. Not thread-safe.
class ContributionsDecoder {
 public:
  // The lines' columns; views valid until the next Decode.
  const LineColumns& lines() const { return lines_; }

  // When the facts were recorded, microseconds since 1970 UTC.
  std::int64_t recorded_at_micros() const { return recorded_at_micros_; }

  // Decodes a payload. FACT_UNDECODABLE says what is wrong with it; `lines()` is empty then.
  absl::Status Decode(std::string_view payload);

 private:
  // A column that is only measured: how many values, of whatever width.
  struct Measured {
    std::size_t values = 0;
  };

  void Clear();
  bool ParseField(std::uint32_t field, std::uint32_t wire_type, const char*& at, const char* end);
  bool ParseColumn(std::uint32_t field, std::uint32_t wire_type, const char*& at, const char* end);
  absl::Status Bind();

  std::int64_t recorded_at_micros_ = 0;
  std::uint32_t line_count_ = 0;
  std::vector<std::uint64_t> participant_;
  std::vector<std::uint64_t> region_key_;
  std::vector<std::uint32_t> covered_from_;
  std::vector<std::uint32_t> covered_months_;
  std::vector<std::uint32_t> segment_;
  std::vector<std::uint32_t> effect_;
  std::vector<std::uint64_t> rupiah_;
  std::vector<std::uint32_t> basis_;
  Measured worker_kind_;
  Measured sponsor_kind_;
  Measured employer_id_;
  LineColumns lines_;
};

}  // namespace paritrana::scoring
