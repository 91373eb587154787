// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/http/router.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include <xxhash.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/gateway/application/transcoder.h"

namespace paritrana::gateway {
namespace {

constexpr char kWatchTemplate[] = "/v1/rankings/{members}/{scope}/{month}/events";

// Latency buckets from 1 ms, where a local answer lies, to the longest deadline.
const std::vector<double> kSecondsBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                            0.25,  0.5,    1,     2.5,  10,    30,   300};

Language LanguageOf(const HttpRequest& request) {
  return PreferredLanguage(request.Header("Accept-Language"));
}

HttpResponse WithAllow(HttpResponse response, const std::vector<std::string>& methods) {
  response.headers.emplace_back("Allow", absl::StrJoin(methods, ", "));
  return response;
}

// OPTIONS tells the methods; anything else that is not allowed is refused with them.
HttpResponse OtherMethod(const HttpRequest& request, const std::vector<std::string>& allowed) {
  if (request.method == "OPTIONS") {
    HttpResponse response;
    response.status = 204;
    return WithAllow(std::move(response), allowed);
  }
  return WithAllow(ProblemResponse(MakeError("METHOD_NOT_ALLOWED"), LanguageOf(request)), allowed);
}

absl::StatusOr<absl::Duration> TimeoutOf(const HttpRequest& request, const TimeoutOptions& bounds) {
  const std::string text = request.Header("Request-Timeout");
  if (text.empty()) return bounds.by_default;
  double seconds = 0;
  if (!absl::SimpleAtod(text, &seconds)) return MakeError("FIELD_MALFORMED", "Request-Timeout");
  const absl::Duration timeout = absl::Seconds(seconds);
  if (!(timeout >= bounds.least && timeout <= bounds.most)) {
    return MakeError("FIELD_OUT_OF_RANGE", "Request-Timeout");
  }
  return timeout;
}

// W3C trace context: passed on if it is one, dropped otherwise.
std::string TraceparentOf(const HttpRequest& request) {
  const std::string text = request.Header("traceparent");
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](unsigned char c) { return std::isxdigit(c) != 0 || c == '-'; });
  return text.size() == 55 && plain ? text : std::string();
}

absl::Status CheckNegotiation(const Operation& operation, const HttpRequest& request) {
  if (!Accepts(request.Header("Accept"), "application/json")) return MakeError("NOT_ACCEPTABLE");
  if (!operation.takes_body || request.body.empty()) return absl::OkStatus();
  if (!request.Header("Content-Encoding").empty() || !IsJson(request.Header("Content-Type"))) {
    return MakeError("CONTENT_TYPE_UNSUPPORTED");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::uint64_t> VersionFrom(std::string_view text, const char* field) {
  std::uint64_t version = 0;
  if (!text.empty() && !absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &version)) {
    return MakeError("FIELD_MALFORMED", field);
  }
  return version;
}

// What the viewer has seen: Last-Event-ID, or lastVersion for those who cannot set headers.
absl::StatusOr<std::uint64_t> SeenBy(const HttpRequest& request) {
  PARITRANA_ASSIGN_OR_RETURN(const std::uint64_t header,
                             VersionFrom(request.Header("Last-Event-ID"), "Last-Event-ID"));
  std::string_view query = request.query();
  if (query.empty()) return header;
  constexpr std::string_view kName = "lastVersion=";
  if (query.substr(0, kName.size()) != kName) return MakeError("FIELD_UNKNOWN", "query");
  PARITRANA_ASSIGN_OR_RETURN(const std::uint64_t asked,
                             VersionFrom(query.substr(kName.size()), "lastVersion"));
  return std::max(header, asked);
}

}  // namespace

Router::Router(Parts parts)
    : parts_(std::move(parts)),
      default_month_(parts_.backends, parts_.clock),
      openapi_(std::make_shared<const std::string>(parts_.openapi)),
      openapi_etag_(
          absl::StrCat("\"", absl::Hex(XXH3_64bits(openapi_->data(), openapi_->size())), "\"")) {}

HttpHandler::Done Router::Counted(Done done) {
  return [this, begin = parts_.clock.Now(), done = std::move(done)](HttpResponse response) {
    const metrics::Labels labels = {{"route", response.route},
                                    {"status", absl::StrCat(response.status)}};
    parts_.metrics.GetCounter("http_requests_total", "Requests answered.", labels).Add();
    parts_.metrics
        .GetHistogram("http_request_seconds", "Time to answer a request.", kSecondsBounds,
                      {{"route", response.route}})
        .Observe(absl::ToDoubleSeconds(parts_.clock.Now() - begin));
    done(std::move(response));
  };
}

void Router::Handle(HttpRequest request, Done done) {
  done = Counted(std::move(done));
  const std::string_view path = request.path();
  if (path == "/openapi.json") return done(ServeOpenApi(request));
  if (path == "/v1" || path.substr(0, 4) == "/v1/") return HandleApi(request, std::move(done));
  done(parts_.files.Serve(request));
}

HttpResponse Router::ServeOpenApi(const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    return OtherMethod(request, {"GET", "HEAD"});
  }
  HttpResponse response;
  response.route = "/openapi.json";
  response.headers = {{"ETag", openapi_etag_}, {"Cache-Control", "no-cache"}};
  if (absl::StrContains(request.Header("If-None-Match"), openapi_etag_)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", "application/json");
  response.body = openapi_;
  return response;
}

void Router::HandleApi(const HttpRequest& request, Done done) {
  const auto refuse = [&](const absl::Status& error) {
    done(ProblemResponse(error, LanguageOf(request)));
  };
  const auto path = RequestPath::Parse(request.path());
  if (!path) return refuse(MakeError("ENDPOINT_UNKNOWN"));
  static const PathTemplate& watch = *new PathTemplate(*PathTemplate::Parse(kWatchTemplate));
  if (auto captures = watch.Match(*path)) {
    return HandleWatch(request, *std::move(captures), std::move(done));
  }
  RouteMatch match = parts_.contract.Find(request.method, *path);
  if (match.allowed.empty()) return refuse(MakeError("ENDPOINT_UNKNOWN"));
  if (match.operation == nullptr) return done(OtherMethod(request, match.allowed));

  const Operation& operation = *match.operation;
  done = [route = operation.path.text(), done = std::move(done)](HttpResponse response) {
    response.route = route;
    done(std::move(response));
  };
  if (absl::Status status = CheckNegotiation(operation, request); !status.ok()) {
    return refuse(status);
  }
  const auto timeout = TimeoutOf(request, parts_.timeouts);
  if (!timeout.ok()) return refuse(timeout.status());
  const std::string key = request.Header("Idempotency-Key");
  auto bytes = EncodeRequest(parts_.contract, operation,
                             {std::move(match.captures), request.query(), request.body, key});
  if (!bytes.ok()) return refuse(bytes.status());
  CallBackend(operation, *std::move(bytes), request, *timeout, std::move(done));
}

void Router::CallBackend(const Operation& operation, std::string bytes, const HttpRequest& request,
                         absl::Duration timeout, Done done) {
  const Language language = LanguageOf(request);
  BackendCall call{operation.service, operation.rpc_path,     std::move(bytes),
                   timeout,           TraceparentOf(request), ""};
  call.language = language == Language::kEnglish ? "en" : "id";
  parts_.backends.Call(std::move(call), [this, &operation, language, done = std::move(done)](
                                            const absl::StatusOr<std::string>& answer) {
    if (!answer.ok()) return done(ProblemResponse(answer.status(), language));
    auto json = DecodeResponse(parts_.contract, operation, *answer);
    done(json.ok() ? JsonResponse(*std::move(json)) : ProblemResponse(json.status(), language));
  });
}

void Router::HandleWatch(const HttpRequest& request, std::vector<PathTemplate::Capture> captures,
                         Done done) {
  const Language language = LanguageOf(request);
  const auto refuse = [&](const absl::Status& error) {
    HttpResponse response = ProblemResponse(error, language);
    response.route = kWatchTemplate;
    done(std::move(response));
  };
  if (request.method != "GET") return done(OtherMethod(request, {"GET"}));
  if (!Accepts(request.Header("Accept"), "text/event-stream")) {
    return refuse(MakeError("NOT_ACCEPTABLE"));
  }
  const auto seen = SeenBy(request);
  if (!seen.ok()) return refuse(seen.status());
  const std::string prefix = absl::StrCat(captures[0].value, "/", captures[1].value, "/");
  const auto finish = [prefix, seen = *seen, language,
                       done = std::move(done)](const absl::StatusOr<std::string>& month) {
    HttpResponse response;
    if (month.ok()) {
      response.watch = ViewerTicket{prefix + *month, seen, language};
    } else {
      response = ProblemResponse(month.status(), language);
    }
    response.route = kWatchTemplate;
    done(std::move(response));
  };
  if (captures[2].value != "default") return finish(captures[2].value);
  default_month_.Get(finish);
}

}  // namespace paritrana::gateway
