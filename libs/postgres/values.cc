// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstdlib>

#include <libpq-fe.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/check.h"
#include "libs/postgres/connection.h"

namespace paritrana::postgres {
namespace {

constexpr int kBinaryFormat = 1;

// Type ids, fixed in PostgreSQL's catalogue.
constexpr std::uint32_t kByteaOid = 17;
constexpr std::uint32_t kBigintOid = 20;
constexpr std::uint32_t kIntegerOid = 23;
constexpr std::uint32_t kUuidOid = 2950;

void AppendInt32(std::string& bytes, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(value >> shift & 0xff));
  }
}

// What comes before the elements of a binary array without nulls.
std::string ArrayHead(std::uint32_t type, std::size_t size, std::size_t bytes_each) {
  std::string bytes;
  bytes.reserve(20 + size * (4 + bytes_each));
  AppendInt32(bytes, size == 0 ? 0 : 1);  // dimensions
  AppendInt32(bytes, 0);                  // no nulls
  AppendInt32(bytes, type);
  if (size == 0) return bytes;
  AppendInt32(bytes, size);
  AppendInt32(bytes, 1);  // lower bound
  return bytes;
}

std::uint8_t HexDigit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  PARITRANA_CHECK(c >= 'a' && c <= 'f');
  return static_cast<std::uint8_t>(c - 'a' + 10);
}

}  // namespace

Param::Param(std::int64_t value) : value_(std::to_string(value)) {}
Param::Param(std::string_view text) : value_(text) {}
Param::Param(bool value) : value_(value ? "t" : "f") {}
Param::Param(absl::Time value)
    : value_(absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", value, absl::UTCTimeZone())) {}

Param Param::Bytes(std::string_view bytes) {
  Param param;
  param.value_ = std::string(bytes);
  param.format_ = kBinaryFormat;
  return param;
}

Param Param::Null() { return Param(); }

Param Param::Int64Array(std::span<const std::int64_t> values) {
  std::string text = "{";
  for (std::int64_t value : values) {
    if (text.size() > 1) text.push_back(',');
    absl::StrAppend(&text, value);
  }
  text.push_back('}');
  return Param(std::string_view(text));
}

Param Param::TextArray(std::span<const std::string> values) {
  std::string text = "{";
  for (const std::string& value : values) {
    text.append(text.size() > 1 ? ",\"" : "\"");
    for (const char c : value) {
      if (c == '"' || c == '\\') text.push_back('\\');
      text.push_back(c);
    }
    text.push_back('"');
  }
  text.push_back('}');
  return Param(std::string_view(text));
}

// In binary form: as text, every byte would take two.
Param Param::BytesArray(std::span<const std::string> values) {
  std::string bytes = ArrayHead(kByteaOid, values.size(), 0);
  for (const std::string& value : values) {
    AppendInt32(bytes, value.size());
    bytes.append(value);
  }
  return Bytes(bytes);
}

Param Param::BigintArray(std::span<const std::int64_t> values) {
  std::string bytes = ArrayHead(kBigintOid, values.size(), 8);
  for (const std::int64_t value : values) {
    AppendInt32(bytes, 8);
    AppendInt32(bytes, static_cast<std::size_t>(value) >> 32);
    AppendInt32(bytes, static_cast<std::size_t>(value));
  }
  return Bytes(bytes);
}

Param Param::IntegerArray(std::span<const std::int64_t> values) {
  std::string bytes = ArrayHead(kIntegerOid, values.size(), 4);
  for (const std::int64_t value : values) {
    PARITRANA_CHECK(value == static_cast<std::int32_t>(value));
    AppendInt32(bytes, 4);
    AppendInt32(bytes, static_cast<std::size_t>(value));
  }
  return Bytes(bytes);
}

Param Param::UuidArray(std::span<const std::array<std::uint8_t, 16>> values) {
  std::string bytes = ArrayHead(kUuidOid, values.size(), 16);
  for (const auto& value : values) {
    AppendInt32(bytes, value.size());
    bytes.append(reinterpret_cast<const char*>(value.data()), value.size());
  }
  return Bytes(bytes);
}

void Result::Clear::operator()(pg_result* result) const { PQclear(result); }

Result::Result(pg_result* result) : result_(result) { PARITRANA_CHECK(result != nullptr); }

int Result::rows() const { return PQntuples(result_.get()); }

bool Result::IsNull(int row, int column) const {
  PARITRANA_CHECK(row >= 0 && row < rows() && column >= 0 && column < PQnfields(result_.get()));
  return PQgetisnull(result_.get(), row, column) != 0;
}

std::string_view Result::Text(int row, int column) const {
  PARITRANA_CHECK(!IsNull(row, column));
  return {PQgetvalue(result_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t Result::Int64(int row, int column) const {
  const std::string_view text = Text(row, column);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  PARITRANA_CHECK(error == std::errc() && end == text.data() + text.size());
  return value;
}

bool Result::Bool(int row, int column) const {
  const std::string_view text = Text(row, column);
  PARITRANA_CHECK(text == "t" || text == "f");
  return text == "t";
}

std::string Result::Bytes(int row, int column) const {
  const std::string_view text = Text(row, column);
  PARITRANA_CHECK(text.size() % 2 == 0 && text.substr(0, 2) == "\\x");
  std::string bytes;
  bytes.reserve(text.size() / 2 - 1);
  for (std::size_t i = 2; i < text.size(); i += 2) {
    bytes.push_back(static_cast<char>(HexDigit(text[i]) << 4 | HexDigit(text[i + 1])));
  }
  return bytes;
}

absl::Time Result::Time(int row, int column) const {
  const std::string_view text = Text(row, column);
  absl::Time time;
  std::string error;
  PARITRANA_CHECK(absl::ParseTime("%Y-%m-%d %H:%M:%E*S%Ez",
                                  absl::string_view(text.data(), text.size()), &time, &error));
  return time;
}

std::int64_t Result::affected() const {
  const char* text = PQcmdTuples(result_.get());
  return *text == '\0' ? 0 : std::strtoll(text, nullptr, 10);
}

}  // namespace paritrana::postgres
