// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/compliance/application/ledger_queries.h"
#include "services/compliance/application/run_queries.h"

// Sizes and tokens of pages as requests carry them. A token is for the same request again and means
// nothing to its caller.
namespace paritrana::compliance {

// 0 means the usual size. PAGE_SIZE_INVALID.
absl::StatusOr<int> ReadPageSize(std::int32_t page_size);

std::string ToPageToken(const LedgerCursor& cursor);

// An empty token is nothing. PAGE_TOKEN_INVALID.
absl::StatusOr<std::optional<LedgerCursor>> ReadToken(std::string_view token);

// What a request asks for, in both forms. PAGE_SIZE_INVALID, PAGE_TOKEN_INVALID.
absl::StatusOr<LedgerPageWanted> ReadLedgerPage(std::int32_t page_size, std::string_view token);
absl::StatusOr<PageWanted> ReadNumberedPage(std::int32_t page_size, std::string_view token);

}  // namespace paritrana::compliance
