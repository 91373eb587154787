// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/page_token.h"

#include "absl/strings/escaping.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"

namespace paritrana::registration {
namespace {

constexpr char kSeparator = '\n';

}  // namespace

std::string MakePageToken(std::string_view filter, std::string_view last) {
  std::string text(filter);
  text.push_back(kSeparator);
  text.append(last);
  return absl::WebSafeBase64Escape(text);
}

absl::StatusOr<std::string> ReadPageToken(std::string_view filter, std::string_view token) {
  if (token.empty()) return std::string();
  std::string text;
  if (!absl::WebSafeBase64Unescape(absl::string_view(token.data(), token.size()), &text)) {
    return MakeError("PAGE_TOKEN_INVALID", "page_token");
  }
  const std::size_t end = text.find(kSeparator);
  if (end == std::string::npos || text.substr(0, end) != filter) {
    return MakeError("PAGE_TOKEN_INVALID", "page_token");
  }
  return text.substr(end + 1);
}

absl::StatusOr<int> CheckPageSize(int asked, int preset) {
  if (asked < 0 || asked > limits::kPageSizeMax) return MakeError("PAGE_SIZE_INVALID", "page_size");
  return asked == 0 ? preset : asked;
}

}  // namespace paritrana::registration
