// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/sponsorship/reading.h"

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/caller.h"

namespace paritrana::compliance {
namespace {

// How many keys lie from a region's own to its last village's: the digits it leaves open.
std::uint64_t SpanOf(RegionLevel level) {
  switch (level) {
    case RegionLevel::kNation:
      return 9'999'999'999;
    case RegionLevel::kProvince:
      return 99'999'999;
    case RegionLevel::kRegency:
      return 999'999;
    case RegionLevel::kDistrict:
      return 9'999;
    case RegionLevel::kVillage:
      return 0;
  }
  return 0;
}

}  // namespace

absl::StatusOr<absl::CivilDay> ReadDate(std::string_view text, std::string_view field) {
  if (text.empty()) return MakeError("FIELD_REQUIRED", field);
  const auto day = ParseDate(text);
  return day.ok() ? day : MakeError("DATE_INVALID", field);
}

absl::StatusOr<std::optional<absl::CivilDay>> ReadOptionalDate(std::string_view text,
                                                               std::string_view field) {
  if (text.empty()) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(const absl::CivilDay day, ReadDate(text, field));
  return day;
}

absl::StatusOr<Month> ReadMonthField(std::string_view text, std::string_view field) {
  if (text.empty()) return MakeError("FIELD_REQUIRED", field);
  const auto month = Month::Parse(text);
  return month.ok() ? month : MakeError("MONTH_INVALID", field);
}

absl::StatusOr<RegionRange> ReadRegionRange(std::string_view text) {
  const auto region = text.empty() ? RegionCode() : RegionCode::Parse(text);
  if (!region.ok()) return MakeError("REGION_INVALID", "region");
  return RegionRange{region->key(), region->key() + SpanOf(region->level())};
}

std::string RecordedBy(const grpc::ServerContextBase& context) {
  const rpc::Caller caller = rpc::CallerOf(context);
  return caller.on_behalf_of.empty() ? caller.subject : caller.on_behalf_of;
}

}  // namespace paritrana::compliance
