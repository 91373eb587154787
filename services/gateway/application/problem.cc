// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/problem.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "libs/base/reason.h"
#include "libs/base/retry_after.h"
#include "services/gateway/application/json_error.h"

namespace paritrana::gateway {
namespace {

// "WORKER_UNKNOWN" → "Worker unknown".
std::string TitleOf(std::string_view reason) {
  std::string title;
  for (const char c : reason) {
    if (c == '_') {
      title.push_back(' ');
    } else {
      title.push_back(title.empty() ? c : static_cast<char>(c | 0x20));
    }
  }
  return title;
}

}  // namespace

Problem DescribeProblem(const absl::Status& error, Language language) {
  const Reason& reason = *ReasonOf(error);
  nlohmann::ordered_json document = {
      {"type", "urn:paritrana:reason:" + std::string(reason.name)},
      {"title", TitleOf(reason.name)},
      {"status", reason.http_status},
      {"reason", reason.name},
      {"field", ToJsonNames(FieldOf(error))},
      {"detail", language == Language::kEnglish ? reason.text_en : reason.text_id},
      {"retryable", reason.retryable},
  };
  Problem problem;
  problem.http_status = reason.http_status;
  problem.retryable = reason.retryable;
  if (const auto after = RetryAfterOf(error)) {
    document["retryAfterMilliseconds"] = absl::ToInt64Milliseconds(*after);
    problem.retry_after_seconds =
        std::max<std::int64_t>(1, absl::ToInt64Seconds(absl::Ceil(*after, absl::Seconds(1))));
  }
  using Json = nlohmann::ordered_json;
  problem.json = document.dump(-1, ' ', false, Json::error_handler_t::replace);
  return problem;
}

}  // namespace paritrana::gateway
