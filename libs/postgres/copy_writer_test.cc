// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "libs/postgres/connection.h"
#include "libs/testing/postgres_server.h"

namespace paritrana::postgres {
namespace {

constexpr const char* kCopy = "COPY t FROM STDIN (FORMAT binary)";

class CopyInTest : public ::testing::Test {
 protected:
  std::unique_ptr<Connection> connection_ =
      *Connection::Open(testing::PostgresServer::Shared().NewDatabase(), absl::Seconds(10));

  std::int64_t Rows() { return connection_->Execute("SELECT count(*) FROM t")->Int64(0, 0); }
};

TEST_F(CopyInTest, ReportsAViolationAndInsertsNothing) {
  ASSERT_TRUE(connection_->ExecuteScript("CREATE TABLE t (id bigint PRIMARY KEY)").ok());
  CopyWriter writer(1);
  for (const std::int64_t id : {1, 2, 1}) {
    writer.Int64(id);
    writer.EndRow();
  }
  EXPECT_EQ(connection_->CopyIn(kCopy, std::move(writer).Finish()).code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Rows(), 0);
}

TEST_F(CopyInTest, ReportsAStatementThatIsNoCopy) {
  EXPECT_EQ(connection_->CopyIn("SELECT 1", "").code(), absl::StatusCode::kInternal);
  EXPECT_EQ(connection_->CopyIn("COPY nowhere FROM STDIN (FORMAT binary)", "").code(),
            absl::StatusCode::kInternal);
}

TEST_F(CopyInTest, WritesEveryType) {
  ASSERT_TRUE(connection_
                  ->ExecuteScript("CREATE TABLE t (a bigint, b integer, c smallint, d boolean, "
                                  "e text, f bytea, g timestamptz, h bigint)")
                  .ok());
  const absl::Time time = absl::FromUnixMicros(1'735'689'600'123'456);
  CopyWriter writer(8);
  writer.Int64(-1);
  writer.Int32(-2);
  writer.Int16(-3);
  writer.Bool(true);
  writer.Text("désa");
  writer.Bytes(std::string_view("\0\1", 2));
  writer.TimestampTz(time);
  writer.Null();
  writer.EndRow();
  ASSERT_EQ(connection_->CopyIn(kCopy, std::move(writer).Finish()), absl::OkStatus());
  const auto row = connection_->Execute("SELECT * FROM t");
  EXPECT_EQ(row->Int64(0, 0), -1);
  EXPECT_EQ(row->Int64(0, 1), -2);
  EXPECT_EQ(row->Int64(0, 2), -3);
  EXPECT_TRUE(row->Bool(0, 3));
  EXPECT_EQ(row->Text(0, 4), "désa");
  EXPECT_EQ(row->Bytes(0, 5), std::string_view("\0\1", 2));
  EXPECT_EQ(row->Time(0, 6), time);
  EXPECT_TRUE(row->IsNull(0, 7));
}

TEST_F(CopyInTest, TakesMoreThanOnePiece) {
  ASSERT_TRUE(connection_->ExecuteScript("CREATE TABLE t (id bigint)").ok());
  CopyWriter writer(1);
  constexpr std::int64_t kRows = 200'000;  // 2.8 MB
  for (std::int64_t id = 0; id < kRows; ++id) {
    writer.Int64(id);
    writer.EndRow();
  }
  ASSERT_EQ(connection_->CopyIn(kCopy, std::move(writer).Finish()), absl::OkStatus());
  EXPECT_EQ(Rows(), kRows);
}

}  // namespace
}  // namespace paritrana::postgres
