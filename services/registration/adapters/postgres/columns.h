// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/base/check.h"
#include "libs/base/region_code.h"
#include "libs/identity/identity.h"
#include "libs/postgres/connection.h"
#include "services/registration/domain/day_number.h"

// How values of the register stand in its columns.
namespace paritrana::registration {

// Ids are 64 random bits; PostgreSQL knows signed numbers only, so the bits are kept.
template <typename Id>
std::int64_t ToColumn(Id id) {
  return static_cast<std::int64_t>(id.value());
}

template <typename Id>
Id FromColumn(std::int64_t value) {
  return Id{static_cast<std::uint64_t>(value)};
}

template <typename Id>
std::vector<std::int64_t> ToColumns(std::span<const Id> ids) {
  std::vector<std::int64_t> values;
  values.reserve(ids.size());
  for (const Id& id : ids) values.push_back(ToColumn(id));
  return values;
}

inline std::int64_t ToColumn(RegionCode code) { return static_cast<std::int64_t>(code.key()); }

// A key that stands in the database was a region once.
inline RegionCode RegionFromColumn(std::int64_t value) {
  const auto code = RegionCode::FromKey(static_cast<std::uint64_t>(value));
  PARITRANA_CHECK(code.ok());
  return *code;
}

inline std::string_view ToColumn(const identity::Token& token) {
  return {reinterpret_cast<const char*>(token.data()), token.size()};
}

inline std::optional<RegionCode> RegionOrNull(const postgres::Result& rows, int row, int column) {
  if (rows.IsNull(row, column)) return std::nullopt;
  return RegionFromColumn(rows.Int64(row, column));
}

inline std::optional<absl::CivilDay> DayOrNull(const postgres::Result& rows, int row, int column) {
  if (rows.IsNull(row, column)) return std::nullopt;
  return FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

inline void WriteRegion(postgres::CopyWriter& copy, const std::optional<RegionCode>& code) {
  code ? copy.Int64(ToColumn(*code)) : copy.Null();
}

inline void WriteDay(postgres::CopyWriter& copy, const std::optional<absl::CivilDay>& day) {
  day ? copy.Int32(ToDayNumber(*day)) : copy.Null();
}

}  // namespace paritrana::registration
