// SPDX-License-Identifier: Apache-2.0
// Measures the close of a month's books, and the list of those who did not declare: a real
// PostgreSQL with fsync on, a real Kafka broker and the real process. Writes the figures of each
// run as JSON to standard output; `run` beside this file makes the table.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <csignal>
#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/kafka/kafka_log.h"
#include "libs/postgres/migrations.h"
#include "libs/rpc/channel.h"
#include "libs/testing/child_process.h"
#include "libs/testing/kafka_broker.h"
#include "libs/testing/postgres_server.h"
#include "libs/testing/temporary_directory.h"
#include "paritrana/compliance/v1/books.grpc.pb.h"
#include "services/compliance/adapters/postgres/registration_copy.h"
#include "tests/benchmark/close/filling.h"

namespace {

using namespace paritrana;             // NOLINT: a program, not a library
using namespace paritrana::benchmark;  // NOLINT

constexpr char kTokenKeyText[] = "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=";
constexpr int kShards = 8;
constexpr int kPages = 200;

struct Options {
  std::string scenario;
  std::string binary;
  std::string keep;
  std::int64_t employers = 20'000;
  std::int64_t lines = 900'000;
  int runs = 1;
};

using Figures = std::map<std::string, std::vector<double>>;

// The service over a filled database; can be killed and started again.
class Service {
 public:
  explicit Service(const Options& options) : options_(options), postgres_(ServerFor(options)) {
    conninfo_ = postgres_.KeptDatabase("close");
    auto connection = postgres::Connection::Open(conninfo_, absl::Seconds(10));
    PARITRANA_CHECK(connection.ok());
    connection_ = *std::move(connection);
    PARITRANA_CHECK(
        postgres::Migrate(*connection_, "compliance", "services/compliance/migrations").ok());
    MonthFilling filling{options.employers, options.lines};
    if (options.scenario == "missing") filling = {options.employers, 0, 0};
    FillMonth(*connection_, filling);
    auto log =
        kafka::Connect({paritrana::testing::KafkaBroker::Shared().bootstrap_servers(), "bench"});
    PARITRANA_CHECK(log.ok());
    for (const char* topic : {compliance::kParticipantsTopic, compliance::kEmployersTopic}) {
      PARITRANA_CHECK((*log)->EnsureTopic(topic, {.partitions = kShards}).ok());
    }
  }

  void Forget() { ForgetClose(*connection_); }

  void Launch() {
    const std::string ports = directory_ / absl::StrCat("ports-", ++launches_, ".json");
    const std::string key = directory_ / "token.key";
    std::ofstream(key) << kTokenKeyText;
    paritrana::testing::ChildProcess::Options process;
    process.argv = {options_.binary,
                    "--listen=127.0.0.1:0",
                    "--admin_listen=127.0.0.1:0",
                    "--ports_file=" + ports,
                    "--postgres.conninfo=" + conninfo_,
                    "--kafka.bootstrap_servers=" +
                        paritrana::testing::KafkaBroker::Shared().bootstrap_servers(),
                    "--identity.token_key_file=" + key};
    process.output = directory_ / "compliance.log";
    process_ = paritrana::testing::ChildProcess::Start(process);
    std::ifstream file;
    while (!file.is_open()) {
      PARITRANA_CHECK(process_.running());
      absl::SleepFor(absl::Milliseconds(50));
      file.open(ports);
    }
    stub_ = compliance::v1::BooksService::NewStub(
        rpc::Connect(nlohmann::json::parse(file).at("listen").get<std::string>()));
  }

  void Kill() {
    process_.Signal(SIGKILL);
    process_.Wait(absl::Seconds(10));
  }

  compliance::v1::BooksService::Stub& books() { return *stub_; }

  // The most memory the process ever had resident.
  double PeakMebibytes() const {
    std::ifstream status(absl::StrCat("/proc/", process_.pid(), "/status"));
    for (std::string line; std::getline(status, line);) {
      if (!line.starts_with("VmHWM:")) continue;
      return std::stod(line.substr(sizeof("VmHWM:"))) / 1024;
    }
    return 0;
  }

 private:
  static paritrana::testing::PostgresServerOptions ServerFor(const Options& options) {
    paritrana::testing::PostgresServerOptions server;
    server.fsync = true;
    server.directory = options.keep;
    return server;
  }

  const Options options_;
  paritrana::testing::TemporaryDirectory directory_{"close"};
  paritrana::testing::PostgresServer postgres_;
  std::string conninfo_;
  std::unique_ptr<postgres::Connection> connection_;
  paritrana::testing::ChildProcess process_;
  int launches_ = 0;
  std::unique_ptr<compliance::v1::BooksService::Stub> stub_;
};

void AskToClose(Service& service) {
  compliance::v1::CloseBooksRequest request;
  request.set_month(kFilledMonth);
  compliance::v1::CloseBooksResponse response;
  grpc::ClientContext context;
  PARITRANA_CHECK(service.books().CloseBooks(&context, request, &response).ok());
}

compliance::v1::Books Get(Service& service) {
  compliance::v1::GetBooksRequest request;
  request.set_month(kFilledMonth);
  compliance::v1::GetBooksResponse response;
  grpc::ClientContext context;
  PARITRANA_CHECK(service.books().GetBooks(&context, request, &response).ok());
  return response.books();
}

// Waits until `done` employers are closed, or all.
compliance::v1::Books WaitFor(Service& service, std::uint64_t done) {
  absl::Time told = absl::Now();
  while (true) {
    const compliance::v1::Books books = Get(service);
    PARITRANA_CHECK(books.problem().empty());
    const bool closed = books.state() == compliance::v1::BOOKS_STATE_CLOSED;
    if (closed || books.employers_done() >= done) return books;
    if (absl::Now() - told > absl::Seconds(5)) {
      std::fprintf(stderr, "close: %lu of %lu employers, %lu a second\n", books.employers_done(),
                   books.employers_total(), books.employers_per_second());
      told = absl::Now();
    }
    absl::SleepFor(absl::Milliseconds(20));
  }
}

// Closes the month with a kill -9 half-way, and then once more without.
void MeasureClose(const Options& options, Figures& figures) {
  Service service(options);
  for (int run = 0; run < options.runs; ++run) {
    service.Forget();
    service.Launch();
    AskToClose(service);
    WaitFor(service, static_cast<std::uint64_t>(options.employers) / 2);
    service.Kill();
    const absl::Time killed = absl::Now();
    service.Launch();
    const auto resumed = WaitFor(service, ~std::uint64_t{0});
    figures["resume_seconds"].push_back(absl::ToDoubleSeconds(absl::Now() - killed));
    service.Kill();
    service.Forget();
    service.Launch();
    const absl::Time begin = absl::Now();
    AskToClose(service);
    const auto whole = WaitFor(service, ~std::uint64_t{0});
    const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
    figures["close_seconds"].push_back(seconds);
    figures["employers_per_second"].push_back(static_cast<double>(whole.employers_done()) /
                                              seconds);
    figures["lines_per_second"].push_back(static_cast<double>(whole.lines()) / seconds);
    figures["lines"].push_back(static_cast<double>(whole.lines()));
    figures["missing"].push_back(static_cast<double>(whole.missing_declarations()));
    figures["mismatches"].push_back(static_cast<double>(whole.mismatches()));
    figures["peak_rss_mebibytes"].push_back(service.PeakMebibytes());
    const bool same = resumed.employers_done() == whole.employers_done() &&
                      resumed.lines() == whole.lines() &&
                      resumed.obligations_rupiah() == whole.obligations_rupiah() &&
                      resumed.missing_declarations() == whole.missing_declarations();
    figures["resumed_differences"].push_back(same ? 0 : 1);
    service.Kill();
  }
}

double PageMilliseconds(Service& service, const std::string& region, const std::string& as_of) {
  compliance::v1::ListMissingDeclarationsRequest request;
  request.set_period(kFilledMonth);
  request.set_region(region);
  request.set_as_of(as_of);
  compliance::v1::ListMissingDeclarationsResponse response;
  grpc::ClientContext context;
  const absl::Time begin = absl::Now();
  PARITRANA_CHECK(service.books().ListMissingDeclarations(&context, request, &response).ok());
  PARITRANA_CHECK(response.employers_size() > 0);
  return absl::ToDoubleMilliseconds(absl::Now() - begin);
}

// Nobody has declared; asks for first pages of provinces.
void MeasureMissing(const Options& options, Figures& figures) {
  Service service(options);
  service.Forget();
  service.Launch();
  AskToClose(service);
  const auto books = WaitFor(service, ~std::uint64_t{0});
  for (int run = 0; run < options.runs; ++run) {
    std::vector<double> pages;
    for (int page = 0; page < kPages; ++page) {
      const std::string region = std::to_string(11 + page % 84);
      pages.push_back(PageMilliseconds(service, region, page % 2 == 0 ? "" : "2025-02-01"));
    }
    std::sort(pages.begin(), pages.end());
    figures["first_page_p50_ms"].push_back(pages[kPages / 2]);
    figures["first_page_p99_ms"].push_back(pages[kPages * 99 / 100]);
    figures["first_page_max_ms"].push_back(pages.back());
    figures["missing"].push_back(static_cast<double>(books.missing_declarations()));
  }
}

Options ReadOptions(int argc, char** argv) {
  Options options;
  const std::map<std::string, std::string*> texts = {
      {"scenario", &options.scenario}, {"binary", &options.binary}, {"keep", &options.keep}};
  const std::map<std::string, std::int64_t*> numbers = {{"employers", &options.employers},
                                                        {"lines", &options.lines}};
  for (int i = 1; i < argc; ++i) {
    const std::pair<std::string, std::string> option =
        absl::StrSplit(argv[i], absl::MaxSplits('=', 1));
    const std::string name = option.first.substr(2);
    if (const auto text = texts.find(name); text != texts.end()) *text->second = option.second;
    if (const auto number = numbers.find(name); number != numbers.end()) {
      PARITRANA_CHECK(absl::SimpleAtoi(option.second, number->second));
    }
    if (name == "runs") PARITRANA_CHECK(absl::SimpleAtoi(option.second, &options.runs));
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = ReadOptions(argc, argv);
  Figures figures;
  if (options.scenario == "missing") {
    MeasureMissing(options, figures);
  } else {
    MeasureClose(options, figures);
  }
  std::cout << nlohmann::json(figures).dump() << "\n";
  return 0;
}
