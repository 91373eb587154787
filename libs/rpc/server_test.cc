// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/server.h"

#include <atomic>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include "absl/strings/numbers.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "libs/base/reason.h"
#include "libs/rpc/caller.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"

namespace paritrana::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
namespace v1 = registration::v1;

constexpr char kServiceName[] = "paritrana.registration.v1.EmployerService";

// Waits until `condition` holds; the test's own time limit ends it otherwise.
void AwaitThat(const std::function<bool()>& condition) {
  while (!condition()) absl::SleepFor(absl::Milliseconds(2));
}

// A service whose calls do what the reference asks for.
class FakeEmployers : public v1::EmployerService::Service {
 public:
  grpc::Status GetEmployer(grpc::ServerContext* context, const v1::GetEmployerRequest* request,
                           v1::GetEmployerResponse* response) override {
    caller = CallerOf(*context);
    if (request->employer_ref() == "unknown") {
      return ToGrpc(MakeError("EMPLOYER_UNKNOWN", "employer_ref"));
    }
    if (request->employer_ref() == "wait") {
      started.Notify();
      release.WaitForNotification();
    }
    if (request->employer_ref() == "wait for the cut") {
      started.Notify();
      AwaitThat([context] { return context->IsCancelled(); });
      return ToGrpc(MakeError("CANCELLED"));
    }
    response->mutable_employer()->set_employer_ref(request->employer_ref());
    return grpc::Status::OK;
  }

  Caller caller;
  absl::Notification started;
  absl::Notification release;
};

class ServerTest : public ::testing::Test {
 protected:
  void Start(ServerOptions options = {}) {
    server_ = std::make_unique<Server>(options, metrics_);
    server_->AddService(employers_);
    server_->AddReadinessCheck("database", [this] {
      return ready_ ? absl::OkStatus() : MakeError("DATABASE_UNAVAILABLE", "", "no answer");
    });
    ASSERT_TRUE(server_->Start().ok());
    channel_ = Connect(server_->address());
    stub_ = v1::EmployerService::NewStub(channel_);
  }

  grpc::Status Get(const std::string& reference) {
    grpc::ClientContext context;
    return Get(context, reference);
  }

  grpc::Status Get(grpc::ClientContext& context, const std::string& reference) {
    v1::GetEmployerRequest request;
    request.set_employer_ref(reference);
    v1::GetEmployerResponse response;
    return stub_->GetEmployer(&context, request, &response);
  }

  bool Serving(const std::string& service) {
    grpc::ClientContext context;
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(service);
    grpc::health::v1::HealthCheckResponse response;
    const auto stub = grpc::health::v1::Health::NewStub(channel_);
    EXPECT_TRUE(stub->Check(&context, request, &response).ok());
    return response.status() == grpc::health::v1::HealthCheckResponse::SERVING;
  }

  // Sends bytes to the admin port and returns all it answers.
  std::string Ask(const std::string& bytes) const {
    const std::string address = server_->admin_address();
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    int port = 0;
    EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
    peer.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, "127.0.0.1", &peer.sin_addr);
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&peer), sizeof peer), 0);
    EXPECT_EQ(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    std::string answer;
    char part[4096];
    for (ssize_t got = 0; (got = recv(fd, part, sizeof part, 0)) > 0;) {
      answer.append(part, static_cast<std::size_t>(got));
    }
    close(fd);
    return answer;
  }

  std::string GetPath(const std::string& path) const {
    return Ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  metrics::Registry metrics_;
  FakeEmployers employers_;
  std::atomic<bool> ready_ = true;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::EmployerService::Stub> stub_;
};

TEST_F(ServerTest, RefusesToStartOnATakenPort) {
  Start();
  metrics::Registry metrics;
  Server second({.listen = server_->address()}, metrics);
  EXPECT_EQ(ReasonOf(second.Start())->name, "UNAVAILABLE");
  Server third({.admin_listen = server_->admin_address()}, metrics);
  EXPECT_EQ(FieldOf(third.Start()), "admin_listen");
}

TEST_F(ServerTest, RefusesAMessageThatIsTooBig) {
  Start({.message_bytes_max = 1'000});
  EXPECT_EQ(Get(std::string(2'000, 'x')).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(Get("small").ok());
}

TEST_F(ServerTest, RefusesACompressedMessage) {
  Start();
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  EXPECT_EQ(Get(context, std::string(10'000, 'x')).error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ServerTest, CutsACallWithoutADeadlineAtTheDefaultOne) {
  Start({.default_deadline = absl::Milliseconds(30)});
  EXPECT_EQ(Get("wait for the cut").error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(ServerTest, TurnsNotServingWhenACheckFailsAndBack) {
  Start();
  EXPECT_TRUE(Serving(kServiceName));
  EXPECT_TRUE(Serving(""));
  ready_ = false;
  AwaitThat([this] { return !Serving(kServiceName) && !Serving(""); });
  ready_ = true;
  AwaitThat([this] { return Serving(kServiceName) && Serving(""); });
}

TEST_F(ServerTest, StartsNotServingWhenSomethingIsMissing) {
  ready_ = false;
  Start();
  EXPECT_FALSE(Serving(kServiceName));
  EXPECT_THAT(GetPath("/readyz"), StartsWith("HTTP/1.1 503"));
}

TEST_F(ServerTest, NamesWhatIsMissing) {
  Start();
  EXPECT_THAT(GetPath("/readyz"), HasSubstr("{\"ready\":true,\"missing\":[]}"));
  ready_ = false;
  AwaitThat([this] { return GetPath("/readyz").find("HTTP/1.1 503") == 0; });
  EXPECT_THAT(GetPath("/readyz"),
              HasSubstr(R"({"check":"database","reason":"DATABASE_UNAVAILABLE",)"
                        R"("detail":"no answer"})"));
  EXPECT_THAT(GetPath("/livez"), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, AnswersNothingElseOnTheAdminPort) {
  Start();
  EXPECT_THAT(GetPath("/other"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(Ask("POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
              StartsWith("HTTP/1.1 405"));
  EXPECT_EQ(Ask("not http at all\r\n\r\n"), "");
  EXPECT_EQ(Ask("GET /livez HTTP/1.1\r\nX: " + std::string(5'000, 'x')), "");
  EXPECT_THAT(Ask("HEAD /livez HTTP/1.1\r\nHost: x\r\n\r\n"), HasSubstr("Content-Length: 3\r\n"));
}

TEST_F(ServerTest, CountsCallsByMethodAndCode) {
  Start();
  EXPECT_TRUE(Get("A1-000").ok());
  EXPECT_EQ(Get("unknown").error_code(), grpc::StatusCode::NOT_FOUND);
  const std::string method = "method=\"/paritrana.registration.v1.EmployerService/GetEmployer\"";
  const std::string text = GetPath("/metrics");
  EXPECT_THAT(text, HasSubstr("rpc_calls_total{code=\"OK\"," + method + "} 1"));
  EXPECT_THAT(text, HasSubstr("rpc_calls_total{code=\"NOT_FOUND\"," + method + "} 1"));
  EXPECT_THAT(text, HasSubstr("rpc_call_seconds_count{" + method + "} 2"));
}

TEST_F(ServerTest, CarriesReasonsToTheCaller) {
  Start();
  const absl::Status status = FromGrpc(Get("unknown"));
  EXPECT_EQ(ReasonOf(status)->name, "EMPLOYER_UNKNOWN");
  EXPECT_EQ(FieldOf(status), "employer_ref");
}

TEST_F(ServerTest, KnowsTheCallerByTheCallAndNotByTheConnection) {
  Start();
  grpc::ClientContext context;
  context.AddMetadata("paritrana-on-behalf-of", "clerk-7");
  EXPECT_TRUE(Get(context, "A1-000").ok());
  EXPECT_EQ(employers_.caller.subject, "local");
  EXPECT_EQ(employers_.caller.on_behalf_of, "clerk-7");
  EXPECT_TRUE(Get("A1-000").ok());
  EXPECT_EQ(employers_.caller.on_behalf_of, "");
}

TEST_F(ServerTest, LetsARunningCallEndWhenItStops) {
  Start();
  grpc::Status answered;
  std::thread call([this, &answered] { answered = Get("wait"); });
  employers_.started.WaitForNotification();
  std::thread stop([this] { server_->Stop(absl::Minutes(1)); });
  AwaitThat([this] { return GetPath("/readyz").find("HTTP/1.1 503") == 0; });
  employers_.release.Notify();
  call.join();
  stop.join();
  EXPECT_TRUE(answered.ok()) << answered.error_message();
  EXPECT_EQ(Get("A1-000").error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(ServerTest, CutsACallThatOutlivesTheGrace) {
  Start();
  grpc::Status answered;
  std::thread call([this, &answered] { answered = Get("wait for the cut"); });
  employers_.started.WaitForNotification();
  server_->Stop(absl::Milliseconds(10));
  call.join();
  EXPECT_FALSE(answered.ok());
}

TEST_F(ServerTest, StopsOnceHoweverOftenAsked) {
  Start();
  server_->Stop();
  server_->Stop();
}

TEST(DeadlineOf, IsNeverFurtherThanAllowed) {
  grpc::ServerContext context;  // without a deadline of its own
  const absl::Time deadline = DeadlineOf(context, absl::Seconds(1));
  EXPECT_LE(deadline, absl::Now() + absl::Seconds(1));
}

}  // namespace
}  // namespace paritrana::rpc
