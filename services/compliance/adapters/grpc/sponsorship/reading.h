// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <grpcpp/server_context.h>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "services/compliance/application/sponsorship/sponsor_queries.h"

// Fields that requests about sponsors and projects have in common.
namespace paritrana::compliance {

// An ISO date; an empty text is nothing. DATE_INVALID names the field.
absl::StatusOr<std::optional<absl::CivilDay>> ReadOptionalDate(std::string_view text,
                                                               std::string_view field);

// An ISO date. FIELD_REQUIRED, DATE_INVALID.
absl::StatusOr<absl::CivilDay> ReadDate(std::string_view text, std::string_view field);

// "2024-12". FIELD_REQUIRED, MONTH_INVALID.
absl::StatusOr<Month> ReadMonthField(std::string_view text, std::string_view field);

// The keys of a region and all below it; an empty text is the nation. REGION_INVALID.
absl::StatusOr<RegionRange> ReadRegionRange(std::string_view text);

// Who makes the call, as it is kept beside what the call changes.
std::string RecordedBy(const grpc::ServerContextBase& context);

}  // namespace paritrana::compliance
