// SPDX-License-Identifier: Apache-2.0
// The commands about the books of a month and those who did not declare.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "cli/cli.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/metrics/registry.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "libs/testing/temporary_folder.h"
#include "paritrana/compliance/v1/books.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::BooksService;
using ::testing::HasSubstr;

// Needs three looks to close a month, and knows of 1,500 employers that did not declare.
class FakeBooks : public BooksService::Service {
 public:
  grpc::Status CloseBooks(grpc::ServerContext*, const compliance::v1::CloseBooksRequest* request,
                          compliance::v1::CloseBooksResponse* response) override {
    if (request->month() == "2025-12") return rpc::ToGrpc(MakeError("BOOKS_TOO_EARLY", "month"));
    Fill(request->month(), *response->mutable_books());
    return grpc::Status::OK;
  }
  grpc::Status GetBooks(grpc::ServerContext*, const compliance::v1::GetBooksRequest* request,
                        compliance::v1::GetBooksResponse* response) override {
    ++looks;
    Fill(request->month(), *response->mutable_books());
    return grpc::Status::OK;
  }
  grpc::Status ListMissingDeclarations(
      grpc::ServerContext*, const compliance::v1::ListMissingDeclarationsRequest* request,
      compliance::v1::ListMissingDeclarationsResponse* response) override {
    last = *request;
    int number = request->page_token().empty() ? 0 : std::stoi(request->page_token());
    for (int i = 0; i < request->page_size() && number < 1'500; ++i) {
      auto& employer = *response->add_employers();
      employer.set_employer_ref("E" + std::to_string(++number) + "-000");
      employer.set_missed_on("2025-01-16");
    }
    if (number < 1'500) response->set_next_page_token(std::to_string(number));
    return grpc::Status::OK;
  }

  int looks = 0;
  compliance::v1::ListMissingDeclarationsRequest last;

 private:
  void Fill(const std::string& month, compliance::v1::Books& books) const {
    books.set_month(month);
    books.set_state(looks < 3 ? compliance::v1::BOOKS_STATE_CLOSING
                              : compliance::v1::BOOKS_STATE_CLOSED);
    books.set_as_of("2025-01-15");
    books.set_employers_done(looks < 3 ? 400 : 1'200);
    books.set_employers_total(1'200);
    books.set_mismatches(1);
    if (looks < 3) books.set_remaining_seconds(7);
  }
};

class BooksCommands : public ::testing::Test {
 protected:
  BooksCommands() : server_({}, metrics_) {
    server_.AddService(books_);
    PARITRANA_CHECK(server_.Start().ok());
    const std::string address = "\"" + server_.address() + "\"";
    endpoints_ = folder_.Write(
        "endpoints.json", "{\"gateway\":\"http://127.0.0.1:1\"," + ("\"registration\":" + address) +
                              ",\"compliance\":" + address + ",\"scoring\":" + address + "}");
  }

  int Run(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv = {"paritrana", "--endpoints", endpoints_.c_str(), "--language",
                                     "en"};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::ostringstream out;
    std::ostringstream err;
    const int code = RunCli(static_cast<int>(argv.size()), argv.data(), {out, err});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  paritrana::testing::TemporaryFolder folder_;
  FakeBooks books_;
  metrics::Registry metrics_;
  rpc::Server server_;
  std::string endpoints_;
  std::string out_;
  std::string err_;
};

TEST_F(BooksCommands, SayWhyAMonthCanNotBeClosedYet) {
  EXPECT_EQ(Run({"books", "close", "--month", "2025-12"}), 6);
  EXPECT_THAT(err_, HasSubstr("BOOKS_TOO_EARLY"));
  EXPECT_EQ(Run({"books", "close", "--month", "soon"}), 4);
}

TEST_F(BooksCommands, FollowACloseToItsEnd) {
  EXPECT_EQ(Run({"books", "close", "--month", "2024-12", "--follow"}), 0);
  EXPECT_EQ(books_.looks, 3);
  EXPECT_THAT(out_, HasSubstr("2024-12  closed"));
  EXPECT_THAT(out_, HasSubstr("1,200/1,200"));
}

TEST_F(BooksCommands, ShowHowFarACloseIs) {
  EXPECT_EQ(Run({"books", "show", "--month", "2024-12"}), 0);
  EXPECT_THAT(out_, HasSubstr("closing"));
  EXPECT_THAT(out_, HasSubstr("400/1,200"));
  EXPECT_THAT(out_, HasSubstr("done in about 7 seconds"));
}

TEST_F(BooksCommands, ListWhoDidNotDeclareUpToALimit) {
  EXPECT_EQ(Run({"employers", "missing-declarations", "--period", "2024-12", "--region", "64",
                 "--as-of", "2025-02-01"}),
            0);
  EXPECT_EQ(books_.last.region(), "64");
  EXPECT_EQ(books_.last.as_of(), "2025-02-01");
  EXPECT_THAT(out_, HasSubstr("E100-000"));
  EXPECT_THAT(out_, HasSubstr("there are more"));
  EXPECT_EQ(Run({"employers", "missing-declarations", "--period", "2024-12", "--limit", "0"}), 0);
  EXPECT_THAT(out_, HasSubstr("E1500-000"));
}

}  // namespace
}  // namespace paritrana::cli
