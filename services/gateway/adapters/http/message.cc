// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/http/message.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/gateway/application/problem.h"

namespace paritrana::gateway {
namespace {

std::string_view PhraseOf(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 404:
      return "Not Found";
    default:
      return status < 400 ? "OK" : "Problem";
  }
}

bool HasBodyLength(int status) { return status != 204 && status != 304; }

}  // namespace

std::string HttpRequest::Header(std::string_view name) const {
  std::string value;
  for (const auto& [key, text] : headers) {
    if (!absl::EqualsIgnoreCase(key, absl::string_view(name.data(), name.size()))) continue;
    if (!value.empty()) value.append(", ");
    value.append(text);
  }
  return value;
}

std::string_view HttpRequest::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view HttpRequest::query() const {
  const std::size_t mark = target.find('?');
  return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

HttpResponse ProblemResponse(const absl::Status& error, Language language) {
  Problem problem = DescribeProblem(error, language);
  HttpResponse response;
  response.status = problem.http_status;
  response.headers = {
      {"Content-Type", "application/problem+json"},
      {"Content-Language", language == Language::kEnglish ? "en" : "id"},
      {"Cache-Control", "no-store"},
  };
  if (problem.retryable) {
    response.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_seconds));
  }
  response.body = std::make_shared<const std::string>(std::move(problem.json));
  return response;
}

HttpResponse JsonResponse(std::string json) {
  HttpResponse response;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = std::make_shared<const std::string>(std::move(json));
  return response;
}

std::string SerializeHead(const HttpResponse& response, absl::Time now, bool keep_alive) {
  std::string head = absl::StrCat(
      "HTTP/1.1 ", response.status, " ", std::string(PhraseOf(response.status)),
      "\r\nDate: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", now, absl::UTCTimeZone()),
      "\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n");
  for (const auto& [name, value] : response.headers)
    absl::StrAppend(&head, name, ": ", value, "\r\n");
  if (HasBodyLength(response.status)) {
    absl::StrAppend(&head, "Content-Length: ", response.body ? response.body->size() : 0, "\r\n");
  }
  absl::StrAppend(&head, "Connection: ", keep_alive ? "keep-alive" : "close", "\r\n\r\n");
  return head;
}

}  // namespace paritrana::gateway
