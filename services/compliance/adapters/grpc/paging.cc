// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/paging.h"

#include <charconv>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

// Longer than any token made here.
constexpr std::size_t kTokenCharsMax = 64;

bool ReadNumber(std::string_view text, std::int64_t& number) {
  const char* const end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && parsed == end;
}

bool ReadCursor(std::string_view token, LedgerCursor& cursor) {
  std::string text;
  if (token.size() > kTokenCharsMax ||
      !absl::WebSafeBase64Unescape(absl::string_view(token.data(), token.size()), &text)) {
    return false;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return false;
  const std::string_view view = text;
  return ReadNumber(view.substr(0, colon), cursor.major) &&
         ReadNumber(view.substr(colon + 1), cursor.minor);
}

}  // namespace

absl::StatusOr<int> ReadPageSize(std::int32_t page_size) {
  if (page_size == 0) return limits::kPageSizeDefault;
  if (page_size < 0 || page_size > limits::kPageSizeMax) {
    return MakeError("PAGE_SIZE_INVALID", "page_size");
  }
  return page_size;
}

std::string ToPageToken(const LedgerCursor& cursor) {
  return absl::WebSafeBase64Escape(absl::StrCat(cursor.major, ":", cursor.minor));
}

absl::StatusOr<std::optional<LedgerCursor>> ReadToken(std::string_view token) {
  if (token.empty()) return std::nullopt;
  LedgerCursor cursor;
  if (!ReadCursor(token, cursor)) return MakeError("PAGE_TOKEN_INVALID", "page_token");
  return cursor;
}

absl::StatusOr<LedgerPageWanted> ReadLedgerPage(std::int32_t page_size, std::string_view token) {
  LedgerPageWanted page;
  PARITRANA_ASSIGN_OR_RETURN(page.size, ReadPageSize(page_size));
  PARITRANA_ASSIGN_OR_RETURN(page.after, ReadToken(token));
  return page;
}

absl::StatusOr<PageWanted> ReadNumberedPage(std::int32_t page_size, std::string_view token) {
  PARITRANA_ASSIGN_OR_RETURN(const LedgerPageWanted page, ReadLedgerPage(page_size, token));
  return PageWanted{page.after.value_or(LedgerCursor{}).major, page.size};
}

}  // namespace paritrana::compliance
