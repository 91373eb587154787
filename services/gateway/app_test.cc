// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/app.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/testing/memory_log.h"
#include "libs/testing/temporary_directory.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "paritrana/registration/v1/employers.pb.h"
#include "paritrana/scoring/v1/rankings.pb.h"
#include "services/gateway/application/contract.h"
#include "services/gateway/application/descriptor_set.h"
#include "services/gateway/testing/fake_backend.h"
#include "services/gateway/testing/http_client.h"
#include "services/gateway/testing/rankings.h"

// The whole gateway over real sockets: fake services behind it, an event log in memory.
namespace paritrana::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;
using testing::Fetch;
using testing::HttpClient;
using testing::Published;
using testing::WireEvent;
using testing::WireResponse;

constexpr char kGetRanking[] = "/paritrana.scoring.v1.RankingService/GetRanking";
constexpr char kGetEdition[] = "/paritrana.scoring.v1.RankingService/GetEdition";
constexpr char kGetEmployer[] = "/paritrana.registration.v1.EmployerService/GetEmployer";
constexpr char kRegister[] = "/paritrana.registration.v1.EmployerService/RegisterEmployer";
constexpr char kEvents[] = "/v1/rankings/regencies/64/2024-12/events";
const std::map<std::string, std::string> kJson = {{"Content-Type", "application/json"}};

class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest() {
    WriteFile("index.html", "<!doctype html><title>page</title>");
    WriteFile("assets/index-4f9bd1c2.js", "run()");
    WriteFile("assets/index-4f9bd1c2.js.gz", "zipped");
    config_.listen = "127.0.0.1:0";
    config_.admin_listen = "127.0.0.1:0";
    config_.registration_address = backend_.address();
    config_.compliance_address = backend_.address();
    config_.scoring_address = backend_.address();
    config_.web_root = web_.path().string();
    config_.behind_max = absl::Milliseconds(300);
    config_.heartbeat = absl::Milliseconds(300);
    config_.viewer_stall_max = absl::Milliseconds(300);
    config_.header_timeout = absl::Milliseconds(300);
  }

  void WriteFile(const std::string& name, const std::string& text) {
    const std::filesystem::path path = web_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  // Starts the gateway and waits until it has read the rankings there are.
  void Start() {
    app_.emplace(config_, log_, Clock::Real());
    ASSERT_TRUE(app_->Start().ok());
    while (Fetch(app_->admin_address(), "GET", "/readyz").status != 200) {
      std::this_thread::yield();
    }
  }

  std::string address() const { return app_->address(); }
  double Metric(const std::string& name) { return app_->metrics().GetGauge(name, "").value(); }

  WireResponse Get(const std::string& target,
                   const std::map<std::string, std::string>& headers = {}) {
    return Fetch(address(), "GET", target, headers);
  }

  static void ExpectProblem(const WireResponse& response, int status, const std::string& reason,
                            const std::string& field = "") {
    EXPECT_EQ(response.status, status) << response.body;
    auto headers = response.headers;
    EXPECT_EQ(headers["content-type"], "application/problem+json");
    const Json problem = Json::parse(response.body, nullptr, false);
    ASSERT_TRUE(problem.is_object()) << response.body;
    EXPECT_EQ(problem["reason"], reason);
    EXPECT_EQ(problem["field"], field);
    EXPECT_EQ(problem["status"], status);
    EXPECT_EQ(problem["retryable"], FindReason(reason)->retryable);
  }

  paritrana::testing::TemporaryDirectory web_;
  testing::FakeBackend backend_;
  paritrana::testing::MemoryLog log_;
  testing::RankingPublisher rankings_{log_};
  Config config_;
  std::optional<App> app_;
};

// --- Requests that cannot be served -------------------------------------------------------------

TEST_F(GatewayTest, RefusesWhatItDoesNotKnow) {
  Start();
  ExpectProblem(Get("/v1/nothing"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/v1/employers/a%zz"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/v1/../etc/passwd"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/missing.js"), 404, "ENDPOINT_UNKNOWN");
  ExpectProblem(Get("/assets/../../etc/passwd"), 404, "ENDPOINT_UNKNOWN");
}

TEST_F(GatewayTest, NamesTheMethodsThatAnAddressTakes) {
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

TEST_F(GatewayTest, RefusesFormsItDoesNotSpeak) {
  Start();
  ExpectProblem(Fetch(address(), "POST", "/v1/employers", {{"Content-Type", "text/xml"}}, "<a/>"),
                415, "CONTENT_TYPE_UNSUPPORTED");
  ExpectProblem(Fetch(address(), "POST", "/v1/employers", {}, "{}"), 415,
                "CONTENT_TYPE_UNSUPPORTED");
  ExpectProblem(Get("/v1/employers", {{"Accept", "text/csv"}}), 406, "NOT_ACCEPTABLE");
  ExpectProblem(Get(kEvents, {{"Accept", "application/json"}}), 406, "NOT_ACCEPTABLE");
}

TEST_F(GatewayTest, RefusesBodiesItCannotReadWithThePlaceInThem) {
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

TEST_F(GatewayTest, RefusesQueriesItCannotRead) {
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

TEST_F(GatewayTest, RefusesABodyThatNamesAnotherResourceThanThePath) {
  Start();
  ExpectProblem(
      Fetch(address(), "PATCH", "/v1/employers/A1-000", kJson, R"({"employerRef":"B2-000"})"), 400,
      "FIELD_CONFLICT", "employerRef");
}

TEST_F(GatewayTest, RefusesAnOversizedBodyAndStaysInOrder) {
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

TEST_F(GatewayTest, RefusesOversizedHeadersAndMalformedRequests) {
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

TEST_F(GatewayTest, EndsASlowRequestAndForgetsACutOne) {
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

TEST_F(GatewayTest, RefusesConnectionsBeyondTheLimit) {
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

TEST_F(GatewayTest, PassesAServicesReasonOn) {
  backend_.Refuse(kGetEmployer, MakeError("EMPLOYER_UNKNOWN", "employer_ref"));
  Start();
  const WireResponse id = Get("/v1/employers/A1-000");
  ExpectProblem(id, 404, "EMPLOYER_UNKNOWN", "employerRef");
  EXPECT_THAT(id.body, HasSubstr(std::string(FindReason("EMPLOYER_UNKNOWN")->text_id)));
  WireResponse en = Get("/v1/employers/A1-000", {{"Accept-Language", "en-GB, id;q=0.5"}});
  EXPECT_THAT(en.body, HasSubstr(std::string(FindReason("EMPLOYER_UNKNOWN")->text_en)));
  EXPECT_EQ(en.headers["content-language"], "en");
}

TEST_F(GatewayTest, KeepsAnInternalErrorsWordsToItself) {
  backend_.Refuse(kGetEmployer, absl::InternalError("secret of the house"));
  Start();
  const WireResponse response = Get("/v1/employers/A1-000");
  ExpectProblem(response, 500, "INTERNAL");
  EXPECT_THAT(response.body, Not(HasSubstr("secret")));
}

TEST_F(GatewayTest, EndsACallAtItsDeadline) {
  backend_.Hang(kGetEmployer);
  Start();
  ExpectProblem(Get("/v1/employers/A1-000", {{"Request-Timeout", "0.05"}}), 504,
                "DEADLINE_EXCEEDED");
}

TEST_F(GatewayTest, SaysThatAServiceIsOutOfReach) {
  config_.registration_address = "127.0.0.1:1";
  Start();
  WireResponse response = Get("/v1/employers/A1-000");
  ExpectProblem(response, 503, "UNAVAILABLE");
  EXPECT_EQ(response.headers["retry-after"], "1");
}

// --- Requests that are served --------------------------------------------------------------------

TEST_F(GatewayTest, ReachesEveryAnnotatedRpcAndDescribesIt) {
  Start();
  const auto contract = *Contract::Load(EmbeddedDescriptorSet());
  const Json openapi = Json::parse(Get("/openapi.json").body);
  EXPECT_EQ(openapi["openapi"], "3.1.0");
  EXPECT_GE(contract->operations().size(), 20u);
  for (const Operation& operation : contract->operations()) {
    std::string path = operation.path.text();
    for (const std::string& field : operation.path.Fields()) {
      path.replace(path.find("{" + field + "}"), field.size() + 2, "x1");
    }
    const WireResponse response = Fetch(address(), operation.http_method, path);
    EXPECT_EQ(response.status, 200) << operation.http_method << " " << path << response.body;
    EXPECT_EQ(backend_.asked().back().method, operation.rpc_path);
    std::string verb = operation.http_method;
    for (char& c : verb) c = static_cast<char>(c | 0x20);
    EXPECT_TRUE(openapi["paths"][operation.path.text()].contains(verb)) << path;
  }
}

TEST_F(GatewayTest, AnswersWithProtobufsJson) {
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

TEST_F(GatewayTest, TakesAPositionAsJsonInTheQuery) {
  Start();
  const std::string after =
      "%7B%22epoch%22%3A2%2C%22marks%22%3A%5B%7B%22shard%22%3A3%2C"
      "%22sequence%22%3A%229%22%7D%5D%7D";
  EXPECT_EQ(Get("/v1/rankings/regencies/64/default?after=" + after).status, 200);
  const auto asked = backend_.Last<scoring::v1::GetRankingRequest>(kGetRanking);
  ASSERT_EQ(asked.after().marks_size(), 1);
  EXPECT_EQ(asked.after().marks(0).sequence(), 9u);
}

TEST_F(GatewayTest, FillsTheIdempotencyKeyWhereTheBodyHasNone) {
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

TEST_F(GatewayTest, PassesDeadlineAndTraceOn) {
  Start();
  const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  Get("/v1/edition", {{"Request-Timeout", "7"}, {"traceparent", trace}});
  const auto asked = backend_.asked().back();
  EXPECT_EQ(asked.traceparent, trace);
  EXPECT_LE(asked.time_left, absl::Seconds(7));
  EXPECT_GT(asked.time_left, absl::Seconds(1));
}

TEST_F(GatewayTest, ServesManyRequestsOfOneConnectionAndHeads) {
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

TEST_F(GatewayTest, ServesPagesWithTheirCachingRules) {
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

// --- Streams of events ---------------------------------------------------------------------------

TEST_F(GatewayTest, RefusesToWatchWhatIsNotThere) {
  Start();
  ExpectProblem(Get(kEvents), 404, "RANKING_UNKNOWN");
  ExpectProblem(Get(absl::StrCat(kEvents, "?lastVersion=x")), 400, "FIELD_MALFORMED",
                "lastVersion");
  ExpectProblem(Get(kEvents, {{"Last-Event-ID", "x"}}), 400, "FIELD_MALFORMED", "Last-Event-ID");
  ExpectProblem(Get(absl::StrCat(kEvents, "?x=1")), 400, "FIELD_UNKNOWN", "query");
}

TEST_F(GatewayTest, RefusesViewersBeyondTheLimit) {
  config_.viewers_max = 1;
  rankings_.Publish({.version = 1});
  Start();
  HttpClient first(address());
  EXPECT_EQ(first.Watch(kEvents).status, 200);
  ExpectProblem(HttpClient(address()).Watch(kEvents), 429, "OVERLOADED", "viewers");
}

TEST_F(GatewayTest, SendsASnapshotThenDeltasThenHeartbeats) {
  rankings_.Publish({.version = 3, .heads = {{"64.72", 1}, {"64.74", 2}}});
  Start();
  HttpClient viewer(address());
  WireResponse head = viewer.Watch(kEvents);
  EXPECT_EQ(head.headers["content-type"], "text/event-stream");
  const WireEvent snapshot = *viewer.NextEvent("snapshot");
  EXPECT_EQ(snapshot.id, "3");
  EXPECT_EQ(Json::parse(snapshot.data)["rows"].size(), 2u);

  rankings_.Publish({.version = 5, .heads = {{"64.74", 9}, {"64.75", 1}}});
  const WireEvent delta = *viewer.NextEvent("delta");
  EXPECT_EQ(delta.id, "5");
  const Json changes = Json::parse(delta.data);
  EXPECT_EQ(changes["baseVersion"], "3");
  EXPECT_EQ(changes["changed"].size(), 2u);
  EXPECT_EQ(changes["removed"], Json({"64.72"}));

  const WireEvent heartbeat = *viewer.NextEvent("heartbeat");
  EXPECT_EQ(heartbeat.id, "");
  EXPECT_EQ(Json::parse(heartbeat.data)["version"], "5");
}

TEST_F(GatewayTest, FindsTheDefaultMonthAtScoring) {
  scoring::v1::GetEditionResponse edition;
  edition.set_default_month("2024-12");
  backend_.Answer(kGetEdition, edition);
  rankings_.Publish({.version = 1});
  Start();
  HttpClient viewer(address());
  EXPECT_EQ(viewer.Watch("/v1/rankings/regencies/64/default/events").status, 200);
  EXPECT_EQ(viewer.NextEvent("snapshot")->id, "1");
}

TEST_F(GatewayTest, ResumesByDeltaWhereItCan) {
  rankings_.Publish({.version = 1, .heads = {{"64.74", 1}}});
  Start();
  HttpClient first(address());
  first.Watch(kEvents);
  EXPECT_EQ(first.NextEvent("snapshot")->id, "1");
  rankings_.Publish({.version = 2, .heads = {{"64.74", 2}}});
  EXPECT_EQ(first.NextEvent("delta")->id, "2");

  HttpClient back(address());
  back.Watch(kEvents, {{"Last-Event-ID", "1"}});
  std::optional<WireEvent> resumed = back.NextEvent("delta");
  ASSERT_TRUE(resumed.has_value());
  EXPECT_EQ(resumed->id, "2");
}

TEST_F(GatewayTest, MakesAViewerWhoHasSeenMoreWaitUntilItIsThere) {
  rankings_.Publish({.version = 4, .heads = {{"64.74", 1}}});
  config_.behind_max = absl::Seconds(10);
  Start();
  HttpClient ahead(address());
  WireResponse head;
  std::thread watching([&] { head = ahead.Watch(kEvents, {{"Last-Event-ID", "6"}}); });
  // Another viewer is served meanwhile.
  HttpClient other(address());
  other.Watch(kEvents);
  EXPECT_EQ(other.NextEvent("snapshot")->id, "4");
  rankings_.Publish({.version = 7, .heads = {{"64.74", 2}}});
  watching.join();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(ahead.NextEvent("snapshot")->id, "7");
}

TEST_F(GatewayTest, TellsAViewerWhoHasSeenMoreToComeBackInTheEnd) {
  rankings_.Publish({.version = 4});
  Start();
  ExpectProblem(HttpClient(address()).Watch(kEvents, {{"Last-Event-ID", "6"}}), 503,
                "POSITION_NOT_REACHED", "Last-Event-ID");
}

TEST_F(GatewayTest, NeverShowsAnOlderVersionAlsoAfterItsOwnRestart) {
  rankings_.Publish({.version = 5, .fence = 2, .heads = {{"64.74", 5}}});
  Start();
  rankings_.Publish({.version = 4, .fence = 2, .heads = {{"64.74", 4}}});
  rankings_.Publish({.version = 9, .fence = 1, .heads = {{"64.74", 9}}});
  rankings_.Publish({.version = 6, .fence = 2, .heads = {{"64.74", 6}}});
  HttpClient viewer(address());
  viewer.Watch(kEvents);
  std::uint64_t last = 0;
  while (last < 6) {
    const WireEvent event = *viewer.NextEvent();
    if (event.id.empty()) continue;
    EXPECT_GT(std::stoull(event.id), last);
    last = std::stoull(event.id);
  }
  EXPECT_EQ(last, 6u);
  app_->Stop();
  Start();
  HttpClient again(address());
  again.Watch(kEvents, {{"Last-Event-ID", "6"}});
  rankings_.Publish({.version = 7, .fence = 2, .heads = {{"64.74", 7}}});
  EXPECT_EQ(again.NextEvent("delta")->id, "7");
}

TEST_F(GatewayTest, DropsAStalledViewerWhileOthersGoOn) {
  std::map<std::string, std::uint64_t> heads;
  for (int i = 100; i < 999; ++i) heads["64." + std::to_string(i)] = 1;
  rankings_.Publish({.version = 1, .heads = heads});
  Start();
  HttpClient stalled(address(), 4096);
  stalled.Watch(kEvents);
  HttpClient reader(address());
  reader.Watch(kEvents);
  EXPECT_EQ(reader.NextEvent("snapshot")->id, "1");
  std::uint64_t version = 1;
  while (Metric("sse_viewers") > 1) {
    for (auto& [region, count] : heads) ++count;
    rankings_.Publish({.version = ++version, .heads = heads});
    std::optional<WireEvent> event;
    do {
      event = reader.NextEvent();
      ASSERT_TRUE(event.has_value());
    } while (event->id != std::to_string(version));
  }
}

TEST_F(GatewayTest, LeavesOutATableThatCannotBeRead) {
  rankings_.PublishBytes("regencies/64/2024-12", "\xff\xff\xff");
  rankings_.Publish({.version = 2});
  Start();
  HttpClient viewer(address());
  viewer.Watch(kEvents);
  EXPECT_EQ(viewer.NextEvent("snapshot")->id, "2");
}

TEST_F(GatewayTest, IsNotReadyBeforeTheRankingsAreRead) {
  log_.FailReads(absl::UnavailableError("broker"));
  app_.emplace(config_, log_, Clock::Real());
  ASSERT_TRUE(app_->Start().ok());
  EXPECT_EQ(Fetch(app_->admin_address(), "GET", "/readyz").status, 503);
  ExpectProblem(Get(kEvents), 503, "NOT_READY");
  EXPECT_EQ(Get("/v1/edition").status, 200);
}

TEST_F(GatewayTest, SaysFarewellToViewersWhenItStops) {
  rankings_.Publish({.version = 1});
  Start();
  HttpClient viewer(address());
  viewer.Watch(kEvents);
  EXPECT_EQ(viewer.NextEvent("snapshot")->id, "1");
  app_->Stop();
  std::optional<WireEvent> last;
  while (std::optional<WireEvent> event = viewer.NextEvent()) last = event;
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->retry, "2000");
  EXPECT_NE(last->comment, "");
}

}  // namespace
}  // namespace paritrana::gateway
