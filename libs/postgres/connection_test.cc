// SPDX-License-Identifier: Apache-2.0
#include "libs/postgres/connection.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/testing/postgres_server.h"

namespace paritrana::postgres {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::PostgresServer;

constexpr absl::Duration kTimeout = absl::Seconds(10);

class ConnectionTest : public ::testing::Test {
 protected:
  std::unique_ptr<Connection> Open() { return *Connection::Open(conninfo_, kTimeout); }

  std::string conninfo_ = PostgresServer::Shared().NewDatabase();
  std::unique_ptr<Connection> connection_ = Open();

  absl::Status Run(std::string_view sql, const std::vector<Param>& params = {}) {
    return connection_->Execute(sql, params).status();
  }
  void Script(std::string_view sql) {
    ASSERT_EQ(connection_->ExecuteScript(sql), absl::OkStatus());
  }
};

TEST_F(ConnectionTest, IsUnavailableWhenNobodyListens) {
  const auto connection = Connection::Open("postgresql://postgres@127.0.0.1:1/none", kTimeout);
  EXPECT_EQ(connection.status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ConnectionTest, NamesTheConstraintAndNeverTheValue) {
  Script("CREATE TABLE t (id bigint CONSTRAINT t_id_key PRIMARY KEY)");
  const std::vector<Param> params = {Param(std::int64_t{424242})};
  ASSERT_TRUE(Run("INSERT INTO t VALUES ($1)", params).ok());
  const absl::Status again = Run("INSERT INTO t VALUES ($1)", params);
  EXPECT_EQ(again.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(again.message()), HasSubstr("t_id_key"));
  EXPECT_THAT(std::string(again.message()), Not(HasSubstr("424242")));
}

TEST_F(ConnectionTest, MapsOtherConstraintViolations) {
  Script("CREATE TABLE t (id bigint NOT NULL CHECK (id > 0))");
  EXPECT_EQ(Run("INSERT INTO t VALUES (-1)").code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Run("INSERT INTO t VALUES (NULL)").code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(ConnectionTest, KeepsTheValueOutOfAConversionError) {
  const absl::Status status = Run("SELECT $1::bigint", {Param("rahasia")});
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("rahasia")));
}

TEST_F(ConnectionTest, QuotesTheServerOnAFaultyStatement) {
  EXPECT_THAT(std::string(Run("SELECT nothing FROM nowhere").message()), HasSubstr("nowhere"));
}

TEST_F(ConnectionTest, TurnsAStatementTimeoutIntoDeadlineExceeded) {
  Script("SET statement_timeout = 10");
  EXPECT_EQ(Run("SELECT pg_sleep(60)").code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(ConnectionTest, TurnsACancelIntoCancelled) {
  Script("LISTEN begun");
  const auto other = Open();
  std::thread canceller([this, &other] {
    // The statement announces itself, in another transaction, by the lock that it takes.
    const char* running = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted";
    while (other->Execute(running)->Int64(0, 0) == 0) std::this_thread::yield();
    connection_->Cancel();
  });
  const absl::Status status = Run("SELECT pg_sleep(60) FROM (SELECT pg_advisory_lock(1)) l");
  canceller.join();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

TEST_F(ConnectionTest, TurnsADeadlockIntoAborted) {
  Script("CREATE TABLE t (id bigint PRIMARY KEY); INSERT INTO t VALUES (1), (2)");
  const auto other = Open();
  auto mine = Transaction::Begin(*connection_);
  auto theirs = Transaction::Begin(*other);
  ASSERT_TRUE(Run("SELECT * FROM t WHERE id = 1 FOR UPDATE").ok());
  ASSERT_TRUE(other->Execute("SELECT * FROM t WHERE id = 2 FOR UPDATE").ok());
  absl::Status their_status;
  std::thread waiter([&] {
    their_status = other->Execute("SELECT * FROM t WHERE id = 1 FOR UPDATE").status();
    if (!their_status.ok()) other->ExecuteScript("ROLLBACK").IgnoreError();
  });
  const absl::Status my_status = Run("SELECT * FROM t WHERE id = 2 FOR UPDATE");
  if (!my_status.ok()) connection_->ExecuteScript("ROLLBACK").IgnoreError();
  waiter.join();
  const absl::Status& loser = my_status.ok() ? their_status : my_status;
  EXPECT_EQ(loser.code(), absl::StatusCode::kAborted);
}

TEST_F(ConnectionTest, RefusesToCommitAFailedTransaction) {
  auto transaction = Transaction::Begin(*connection_);
  ASSERT_TRUE(transaction.ok());
  ASSERT_FALSE(Run("SELECT 1 / 0").ok());
  EXPECT_EQ(transaction->Commit().code(), absl::StatusCode::kAborted);
  EXPECT_FALSE(connection_->in_transaction());
}

TEST_F(ConnectionTest, RollsBackWhatWasNotCommitted) {
  Script("CREATE TABLE t (id bigint)");
  {
    auto transaction = Transaction::Begin(*connection_);
    ASSERT_TRUE(Run("INSERT INTO t VALUES (1)").ok());
  }
  EXPECT_EQ(connection_->Execute("SELECT count(*) FROM t")->Int64(0, 0), 0);
}

TEST_F(ConnectionTest, EndsAPipelineAtTheFirstErrorAndGoesOnWorking) {
  Script("CREATE TABLE t (id bigint PRIMARY KEY)");
  const std::vector<Connection::Statement> statements = {
      {"INSERT INTO t VALUES ($1)", {Param(std::int64_t{1})}},
      {"INSERT INTO t VALUES ($1)", {Param(std::int64_t{1})}},
      {"SELECT 'prepared after the error'", {}}};
  EXPECT_EQ(connection_->Pipeline(statements).status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(connection_->Execute("SELECT count(*) FROM t")->Int64(0, 0), 0);
  EXPECT_TRUE(Run("SELECT 'prepared after the error'").ok());
}

TEST_F(ConnectionTest, ReturnsTheResultsOfAPipelineInOrder) {
  const std::vector<Connection::Statement> statements = {
      {"SELECT $1::bigint + 1", {Param(std::int64_t{1})}},
      {"SELECT $1::bigint + 1", {Param(std::int64_t{2})}}};
  for (int round = 0; round < 2; ++round) {
    const auto results = connection_->Pipeline(statements);
    ASSERT_TRUE(results.ok()) << results.status();
    EXPECT_EQ(results->at(0).Int64(0, 0), 2);
    EXPECT_EQ(results->at(1).Int64(0, 0), 3);
  }
}

TEST_F(ConnectionTest, SurvivesMoreStatementsThanItKeepsPrepared) {
  for (int i = 0; i < 300; ++i) {
    const std::string sql = absl::StrCat("SELECT ", i);
    ASSERT_EQ(connection_->Execute(sql)->Int64(0, 0), i);
    const std::vector<Connection::Statement> statements = {{sql, {}}};
    ASSERT_EQ(connection_->Pipeline(statements)->at(0).Int64(0, 0), i);
  }
}

TEST_F(ConnectionTest, ReadsBackWhatItWrites) {
  const absl::Time time = absl::FromUnixMicros(1'735'689'600'123'456);
  const std::string bytes(
      "\0\xff"
      "a",
      3);
  const std::vector<Param> params = {
      Param(std::int64_t{-7}), Param("teks"), Param(true), Param(time),
      Param::Bytes(bytes),     Param::Null()};
  const auto row = connection_->Execute(
      "SELECT $1::bigint, $2::text, $3::boolean, $4::timestamptz, $5::bytea, $6::bigint", params);
  ASSERT_TRUE(row.ok()) << row.status();
  EXPECT_EQ(row->Int64(0, 0), -7);
  EXPECT_EQ(row->Text(0, 1), "teks");
  EXPECT_TRUE(row->Bool(0, 2));
  EXPECT_EQ(row->Time(0, 3), time);
  EXPECT_EQ(row->Bytes(0, 4), bytes);
  EXPECT_TRUE(row->IsNull(0, 5));
}

TEST_F(ConnectionTest, PassesArrays) {
  const std::vector<std::string> texts = {"a", "", "q\"u,o\\te{}", "NULL"};
  const std::vector<std::string> bytes = {std::string("\0", 1), "", "x"};
  const auto text_rows = connection_->Execute("SELECT * FROM unnest($1::text[])",
                                              std::vector{Param::TextArray(texts)});
  const auto bytes_rows = connection_->Execute("SELECT * FROM unnest($1::bytea[])",
                                               std::vector{Param::BytesArray(bytes)});
  ASSERT_TRUE(text_rows.ok() && bytes_rows.ok());
  for (int i = 0; i < 4; ++i) EXPECT_EQ(text_rows->Text(i, 0), texts[i]);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(bytes_rows->Bytes(i, 0), bytes[i]);
  const auto none =
      connection_->Execute("SELECT * FROM unnest($1::bytea[])", std::vector{Param::BytesArray({})});
  EXPECT_EQ(none->rows(), 0);
}

TEST_F(ConnectionTest, TimesOutWithoutANotification) {
  Script("LISTEN news");
  const auto waited = connection_->WaitForNotification(absl::Milliseconds(1));
  ASSERT_TRUE(waited.ok());
  EXPECT_FALSE(*waited);
}

TEST_F(ConnectionTest, HearsANotification) {
  Script("LISTEN news");
  ASSERT_TRUE(Open()->ExecuteScript("NOTIFY news").ok());
  const auto waited = connection_->WaitForNotification(kTimeout);
  ASSERT_TRUE(waited.ok());
  EXPECT_TRUE(*waited);
}

TEST_F(ConnectionTest, WakesByItsFileDescriptor) {
  const int wake = eventfd(1, EFD_CLOEXEC);
  EXPECT_TRUE(*connection_->WaitForNotification(kTimeout, wake));
  close(wake);
}

TEST(ConnectionLoss, IsUnavailableAndUnusableAfterACrashOfTheServer) {
  testing::PostgresServer server;
  const std::string conninfo = server.NewDatabase();
  const auto connection = *Connection::Open(conninfo, kTimeout);
  ASSERT_TRUE(connection->usable());
  server.Crash();
  EXPECT_FALSE(connection->usable());
  EXPECT_EQ(connection->Execute("SELECT 1").status().code(), absl::StatusCode::kUnavailable);
  server.StartAgain();
  EXPECT_TRUE(Connection::Open(conninfo, kTimeout).ok());
}

}  // namespace
}  // namespace paritrana::postgres
