// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "libs/base/check.h"
#include "libs/postgres/connection.h"

// The format is that of the manual's page on COPY, "Binary Format".
namespace paritrana::postgres {
namespace {

constexpr std::string_view kSignature("PGCOPY\n\xff\r\n\0", 11);
constexpr std::int16_t kTrailer = -1;
constexpr std::int32_t kNullLength = -1;

// PostgreSQL counts microseconds from 2000-01-01.
const absl::Time kPostgresEpoch = absl::FromUnixSeconds(946'684'800);

template <typename T>
void AppendBigEndian(std::string& buffer, T value) {
  for (int shift = (static_cast<int>(sizeof(T)) - 1) * 8; shift >= 0; shift -= 8) {
    buffer.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> shift & 0xff));
  }
}

template <typename T>
void AppendField(std::string& buffer, T value) {
  AppendBigEndian(buffer, static_cast<std::int32_t>(sizeof(T)));
  AppendBigEndian(buffer, value);
}

}  // namespace

CopyWriter::CopyWriter(int columns) : buffer_(kSignature), columns_(columns) {
  PARITRANA_CHECK(columns > 0 && columns <= std::numeric_limits<std::int16_t>::max());
  AppendBigEndian(buffer_, std::int32_t{0});  // flags
  AppendBigEndian(buffer_, std::int32_t{0});  // length of the header's extension
}

void CopyWriter::BeginField() {
  if (in_row_ == 0) AppendBigEndian(buffer_, static_cast<std::int16_t>(columns_));
  ++in_row_;
  PARITRANA_CHECK(in_row_ <= columns_);
}

void CopyWriter::Int64(std::int64_t value) {
  BeginField();
  AppendField(buffer_, value);
}

void CopyWriter::Int32(std::int32_t value) {
  BeginField();
  AppendField(buffer_, value);
}

void CopyWriter::Int16(std::int16_t value) {
  BeginField();
  AppendField(buffer_, value);
}

void CopyWriter::Bool(bool value) {
  BeginField();
  AppendField(buffer_, static_cast<std::int8_t>(value));
}

void CopyWriter::Text(std::string_view value) { Bytes(value); }

void CopyWriter::Bytes(std::string_view value) {
  BeginField();
  AppendBigEndian(buffer_, static_cast<std::int32_t>(value.size()));
  buffer_.append(value);
}

void CopyWriter::TimestampTz(absl::Time value) {
  Int64(absl::ToInt64Microseconds(value - kPostgresEpoch));
}

void CopyWriter::Null() {
  BeginField();
  AppendBigEndian(buffer_, kNullLength);
}

void CopyWriter::EndRow() {
  PARITRANA_CHECK(in_row_ == columns_);
  in_row_ = 0;
  ++rows_;
}

std::string CopyWriter::Finish() && {
  PARITRANA_CHECK(in_row_ == 0);
  AppendBigEndian(buffer_, kTrailer);
  return std::move(buffer_);
}

}  // namespace paritrana::postgres
