// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/retry_after.h"
#include "paritrana/registration/v1/employers.pb.h"
#include "paritrana/scoring/v1/rankings.pb.h"
#include "services/gateway/application/contract.h"
#include "services/gateway/application/descriptor_set.h"
#include "services/gateway/testing/gateway_test.h"

namespace paritrana::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;
using testing::Fetch;
using testing::GatewayTest;
using testing::HttpClient;
using testing::WireResponse;

constexpr char kGetRanking[] = "/paritrana.scoring.v1.RankingService/GetRanking";
constexpr char kGetEmployer[] = "/paritrana.registration.v1.EmployerService/GetEmployer";
constexpr char kRegister[] = "/paritrana.registration.v1.EmployerService/RegisterEmployer";
constexpr char kEvents[] = "/v1/rankings/regencies/64/2024-12/events";
const std::map<std::string, std::string> kJson = {{"Content-Type", "application/json"}};

using GatewayRequests = GatewayTest;

// --- Requests that cannot be served -------------------------------------------------------------

TEST_F(GatewayRequests, RefusesWhatItDoesNotKnow) {
  Start();
  ExpectProblem(Get("/v1/nothing"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/v1/employers/a%zz"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/v1/../etc/passwd"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/missing.js"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/assets/../../etc/passwd"), 404, "ENDPOINT_UNKNOWN");
}

TEST_F(GatewayRequests, NamesTheMethodsThatAnAddressTakes) {
  Start();
  WireResponse refused = Fetch(address(), "DELETE", "/v1/employers");
  ExpectProblem(refused, 405, "METHOD_NOT_ALLOWED");
  EXPECT_EQ(refused.headers["allow"], "GET, HEAD, POST");
  WireResponse options = Fetch(address(), "OPTIONS", "/v1/employers");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers["allow"], "GET, HEAD, POST");
  EXPECT_EQ(options.headers.count("access-control-allow-origin"), 0u);
  ExpectProblem(Fetch(address(), "POST", kEvents), 405, "METHOD_NOT_ALLOWED");
  ExpectProblem(Fetch(address(), "POST", "/index.html"), 405, "METHOD_NOT_ALLOWED");
  ExpectProblem(Fetch(address(), "PUT", "/openapi.json"), 405, "METHOD_NOT_ALLOWED");
}

TEST_F(GatewayRequests, RefusesFormsItDoesNotSpeak) {
  Start();
  ExpectProblem(Fetch(address(), "POST", "/v1/employers", {{"Content-Type", "text/xml"}}, "<a/>"),
                415, "CONTENT_TYPE_UNSUPPORTED");
  ExpectProblem(Fetch(address(), "POST", "/v1/employers", {}, "{}"), 415,
                "CONTENT_TYPE_UNSUPPORTED");
  ExpectProblem(Get("/v1/employers", {{"Accept", "text/csv"}}), 406, "NOT_ACCEPTABLE");
  ExpectProblem(Get(kEvents, {{"Accept", "application/json"}}), 406, "NOT_ACCEPTABLE");
}

TEST_F(GatewayRequests, RefusesBodiesItCannotReadWithThePlaceInThem) {
  Start();
  const auto post = [&](const std::string& body) {
    return Fetch(address(), "POST", "/v1/employers", kJson, body);
  };
  ExpectProblem(post("{"), 400, "JSON_INVALID");
  ExpectProblem(post("[]"), 400, "JSON_INVALID");
  ExpectProblem(post(R"({"employer":{"nmae":"x"}})"), 400, "FIELD_UNKNOWN", "employer.nmae");
  ExpectProblem(post(R"({"employer":{"kind":"KING"}})"), 400, "ENUM_UNKNOWN", "employer.kind");
  ExpectProblem(post(R"({"employer":7})"), 400, "FIELD_MALFORMED", "employer");
  ExpectProblem(post(std::string(900'000, '[')), 400, "JSON_INVALID");
  EXPECT_TRUE(backend_.asked().empty());
}

TEST_F(GatewayRequests, RefusesQueriesItCannotRead) {
  Start();
  ExpectProblem(Get("/v1/employers?pageSiz=1"), 400, "FIELD_UNKNOWN", "pageSiz");
  ExpectProblem(Get("/v1/employers?pageSize=many"), 400, "FIELD_MALFORMED", "pageSize");
  ExpectProblem(Get("/v1/employers?pageSize=1&pageSize=2"), 400, "FIELD_CONFLICT", "pageSize");
  ExpectProblem(Get("/v1/employers?region=%ff"), 400, "FIELD_MALFORMED", "region");
  ExpectProblem(Get("/v1/edition", {{"Request-Timeout", "soon"}}), 400, "FIELD_MALFORMED",
                "Request-Timeout");
  ExpectProblem(Get("/v1/edition", {{"Request-Timeout", "100000"}}), 400, "FIELD_OUT_OF_RANGE",
                "Request-Timeout");
}

TEST_F(GatewayRequests, RefusesABodyThatNamesAnotherResourceThanThePath) {
  Start();
  ExpectProblem(
      Fetch(address(), "PATCH", "/v1/employers/A1-000", kJson, R"({"employerRef":"B2-000"})"), 400,
      "FIELD_CONFLICT", "employerRef");
}

TEST_F(GatewayRequests, RefusesAnOversizedBodyAndStaysInOrder) {
  Start();
  ExpectProblem(Fetch(address(), "POST", "/v1/employers", kJson, std::string((1 << 20) + 1, ' ')),
                413, "MESSAGE_TOO_LARGE");
  HttpClient chunked(address());
  chunked.Send("POST /v1/employers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 17; ++i) {
    if (!chunked.Send("10000\r\n" + std::string(0x10000, ' ') + "\r\n")) break;
  }
  ExpectProblem(chunked.ReadResponse(), 413, "MESSAGE_TOO_LARGE");
}

TEST_F(GatewayRequests, RefusesOversizedHeadersAndMalformedRequests) {
  Start();
  const auto raw = [&](const std::string& bytes) {
    HttpClient client(address());
    client.Send(bytes);
    return client.ReadResponse();
  };
  ExpectProblem(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"),
                431, "HEADERS_TOO_LARGE");
  ExpectProblem(raw("nonsense\r\n\r\n"), 400, "REQUEST_MALFORMED");
  ExpectProblem(raw("GET / HTTP/1.1\r\n\r\n"), 400, "REQUEST_MALFORMED", "Host");
  ExpectProblem(raw("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "REQUEST_MALFORMED",
                "target");
  ExpectProblem(raw("POST /v1/employers HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n{}"),
                400, "REQUEST_MALFORMED");
}

TEST_F(GatewayRequests, EndsASlowRequestAndForgetsACutOne) {
  Start();
  HttpClient slow(address());
  slow.Send("GET / HTTP/1.1\r\nHost");
  ExpectProblem(slow.ReadResponse(), 408, "REQUEST_TIMEOUT");
  EXPECT_TRUE(slow.Ended());
  {
    HttpClient cut(address());
    cut.Send("POST /v1/employers HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
  }
  EXPECT_EQ(Get("/v1/edition").status, 200);
}

TEST_F(GatewayRequests, RefusesConnectionsBeyondTheLimit) {
  config_.connections_max = 2;
  Start();
  HttpClient first(address());
  HttpClient second(address());
  EXPECT_EQ(first.Request("GET", "/").status, 200);
  EXPECT_EQ(second.Request("GET", "/").status, 200);
  HttpClient third(address());
  EXPECT_EQ(third.ReadResponse().status, 429);
  EXPECT_EQ(first.Request("GET", "/").status, 200);
}

// --- Errors of the services ----------------------------------------------------------------------

TEST_F(GatewayRequests, PassesAServicesReasonOn) {
  backend_.Refuse(kGetEmployer, MakeError("EMPLOYER_UNKNOWN", "employer_ref"));
  Start();
  const WireResponse id = Get("/v1/employers/A1-000");
  ExpectProblem(id, 404, "EMPLOYER_UNKNOWN", "employerRef");
  EXPECT_THAT(id.body, HasSubstr(std::string(FindReason("EMPLOYER_UNKNOWN")->text_id)));
  WireResponse en = Get("/v1/employers/A1-000", {{"Accept-Language", "en-GB, id;q=0.5"}});
  EXPECT_THAT(en.body, HasSubstr(std::string(FindReason("EMPLOYER_UNKNOWN")->text_en)));
  EXPECT_EQ(en.headers["content-language"], "en");
}

TEST_F(GatewayRequests, KeepsAnInternalErrorsWordsToItself) {
  backend_.Refuse(kGetEmployer, absl::InternalError("secret of the house"));
  Start();
  const WireResponse response = Get("/v1/employers/A1-000");
  ExpectProblem(response, 500, "INTERNAL");
  EXPECT_THAT(response.body, Not(HasSubstr("secret")));
}

TEST_F(GatewayRequests, EndsACallAtItsDeadline) {
  backend_.Hang(kGetEmployer);
  Start();
  ExpectProblem(Get("/v1/employers/A1-000", {{"Request-Timeout", "0.05"}}), 504,
                "DEADLINE_EXCEEDED");
}

TEST_F(GatewayRequests, SaysThatAServiceIsOutOfReach) {
  config_.registration_address = "127.0.0.1:1";
  Start();
  WireResponse response = Get("/v1/employers/A1-000");
  ExpectProblem(response, 503, "UNAVAILABLE");
  EXPECT_EQ(response.headers["retry-after"], "1");
}

TEST_F(GatewayRequests, PassesOnWhenToTryAgain) {
  backend_.Refuse(kGetEmployer,
                  WithRetryAfter(MakeError("RATE_LIMITED", "payer"), absl::Milliseconds(2'100)));
  Start();
  WireResponse response = Get("/v1/employers/A1-000");
  ExpectProblem(response, 429, "RATE_LIMITED", "payer");
  EXPECT_EQ(response.headers["retry-after"], "3");
  EXPECT_EQ(Json::parse(response.body)["retryAfterMilliseconds"], 2'100);
}

// --- Requests that are served --------------------------------------------------------------------

TEST_F(GatewayRequests, ReachesEveryAnnotatedRpcAndDescribesIt) {
  Start();
  const auto contract = *Contract::Load(EmbeddedDescriptorSet());
  const Json openapi = Json::parse(Get("/openapi.json").body);
  EXPECT_EQ(openapi["openapi"], "3.1.0");
  EXPECT_GE(contract->operations().size(), 20u);
  for (const Operation& operation : contract->operations()) {
    std::string path = operation.path.text();
    for (const std::string& field : operation.path.Fields()) {
      path.replace(path.find("{" + field + "}"), field.size() + 2, "1");  // for text and numbers
    }
    const WireResponse response = Fetch(address(), operation.http_method, path);
    EXPECT_EQ(response.status, 200) << operation.http_method << " " << path << response.body;
    EXPECT_EQ(backend_.asked().back().method, operation.rpc_path);
    std::string verb = operation.http_method;
    for (char& c : verb) c = static_cast<char>(c | 0x20);
    EXPECT_TRUE(openapi["paths"][operation.path.text()].contains(verb)) << path;
  }
}

TEST_F(GatewayRequests, AnswersWithProtobufsJson) {
  scoring::v1::GetRankingResponse answer;
  *answer.mutable_ranking() =
      testing::MakeRanking({.version = 7, .heads = {{"64.74", 3}}}).ranking();
  backend_.Answer(kGetRanking, answer);
  Start();
  WireResponse response = Get("/v1/rankings/regencies/64/2024-12?after.epoch=1");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers["content-type"], "application/json");
  EXPECT_EQ(response.headers["cache-control"], "no-store");
  const Json ranking = Json::parse(response.body)["ranking"];
  EXPECT_EQ(ranking["stamp"]["version"], "7");
  EXPECT_EQ(ranking["members"], "MEMBERS_REGENCIES");
  EXPECT_EQ(ranking["rows"][0]["activeHeads"], "3");
  EXPECT_EQ(ranking["rows"][0]["shared"], false);
  const auto asked = backend_.Last<scoring::v1::GetRankingRequest>(kGetRanking);
  EXPECT_EQ(asked.members(), "regencies");
  EXPECT_EQ(asked.scope(), "64");
  EXPECT_EQ(asked.after().epoch(), 1u);
}

TEST_F(GatewayRequests, TakesAPositionAsJsonInTheQuery) {
  Start();
  const std::string after =
      "%7B%22epoch%22%3A2%2C%22marks%22%3A%5B%7B%22shard%22%3A3%2C"
      "%22sequence%22%3A%229%22%7D%5D%7D";
  EXPECT_EQ(Get("/v1/rankings/regencies/64/default?after=" + after).status, 200);
  const auto asked = backend_.Last<scoring::v1::GetRankingRequest>(kGetRanking);
  ASSERT_EQ(asked.after().marks_size(), 1);
  EXPECT_EQ(asked.after().marks(0).sequence(), 9u);
}

TEST_F(GatewayRequests, FillsTheIdempotencyKeyWhereTheBodyHasNone) {
  Start();
  std::map<std::string, std::string> headers = kJson;
  headers["Idempotency-Key"] = "from-header";
  Fetch(address(), "POST", "/v1/employers", headers, R"({"employer":{"npp":"A1"}})");
  auto asked = backend_.Last<registration::v1::RegisterEmployerRequest>(kRegister);
  EXPECT_EQ(asked.idempotency_key(), "from-header");
  EXPECT_EQ(asked.employer().npp(), "A1");
  Fetch(address(), "POST", "/v1/employers", headers, R"({"idempotency_key":"from-body"})");
  asked = backend_.Last<registration::v1::RegisterEmployerRequest>(kRegister);
  EXPECT_EQ(asked.idempotency_key(), "from-body");
}

TEST_F(GatewayRequests, PassesDeadlineAndTraceOn) {
  Start();
  const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  Get("/v1/edition", {{"Request-Timeout", "7"}, {"traceparent", trace}});
  const auto asked = backend_.asked().back();
  EXPECT_EQ(asked.traceparent, trace);
  // gRPC rounds what is left up to three digits on the way.
  EXPECT_LE(asked.time_left, absl::Milliseconds(7'100));
  EXPECT_GT(asked.time_left, absl::Seconds(1));
}

TEST_F(GatewayRequests, ServesManyRequestsOfOneConnectionAndHeads) {
  Start();
  HttpClient client(address());
  for (int i = 0; i < 3; ++i) {
    WireResponse response = client.Request("GET", "/v1/edition");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.headers["connection"], "keep-alive");
  }
  WireResponse head = client.Request("HEAD", "/v1/edition");
  EXPECT_EQ(head.status, 200);
  EXPECT_NE(head.headers["content-length"], "0");
  EXPECT_EQ(client.Request("GET", "/v1/edition", {{"Connection", "close"}}).status, 200);
  EXPECT_TRUE(client.Ended());
}

// --- The dashboard's files -----------------------------------------------------------------------

TEST_F(GatewayRequests, ServesPagesWithTheirCachingRules) {
  Start();
  WireResponse page = Get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers["cache-control"], "no-cache");
  EXPECT_THAT(page.headers["content-security-policy"], HasSubstr("default-src 'none'"));
  EXPECT_EQ(Get("/", {{"If-None-Match", page.headers["etag"]}}).status, 304);
  EXPECT_EQ(Get("/wilayah/64", {{"Accept", "text/html"}}).body, page.body);
  WireResponse asset = Get("/assets/index-4f9bd1c2.js");
  EXPECT_EQ(asset.body, "run()");
  EXPECT_THAT(asset.headers["cache-control"], HasSubstr("immutable"));
  EXPECT_EQ(asset.headers["vary"], "Accept-Encoding");
  WireResponse zipped = Get("/assets/index-4f9bd1c2.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(zipped.body, "zipped");
  EXPECT_EQ(zipped.headers["content-encoding"], "gzip");
  EXPECT_EQ(zipped.headers["content-type"], "text/javascript; charset=utf-8");
}

}  // namespace
}  // namespace paritrana::gateway
