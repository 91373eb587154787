// SPDX-License-Identifier: Apache-2.0
#include "libs/postgres/migrations.h"

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/postgres_server.h"
#include "libs/testing/temporary_directory.h"

namespace paritrana::postgres {
namespace {

using ::testing::HasSubstr;

class MigrateTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, const std::string& sql) {
    std::ofstream(directory_ / name) << sql;
  }
  absl::StatusOr<int> Run() { return Migrate(*connection_, "award", directory_.path().string()); }
  void ExpectRefused(const std::string& words) {
    const absl::Status status = Run().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr(words));
  }

  testing::TemporaryDirectory directory_;
  std::string conninfo_ = testing::PostgresServer::Shared().NewDatabase();
  std::unique_ptr<Connection> connection_ = *Connection::Open(conninfo_, absl::Seconds(10));
};

TEST_F(MigrateTest, RefusesADirectoryThatIsNotThere) {
  EXPECT_EQ(Migrate(*connection_, "award", directory_ / "none").status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(MigrateTest, RefusesAChangedFile) {
  Write("0001_first.sql", "CREATE TABLE t (id bigint)");
  ASSERT_EQ(*Run(), 1);
  Write("0001_first.sql", "CREATE TABLE t (id integer)");
  ExpectRefused("0001_first.sql has changed");
}

TEST_F(MigrateTest, RefusesADisappearedFile) {
  Write("0001_first.sql", "CREATE TABLE t (id bigint)");
  ASSERT_EQ(*Run(), 1);
  std::filesystem::remove(directory_ / "0001_first.sql");
  ExpectRefused("0001_first.sql was applied and is gone");
}

TEST_F(MigrateTest, RefusesAFilePutBeforeAnAppliedOne) {
  Write("0002_second.sql", "CREATE TABLE t (id bigint)");
  ASSERT_EQ(*Run(), 1);
  Write("0001_first.sql", "CREATE TABLE u (id bigint)");
  ExpectRefused("0001_first.sql is older");
}

TEST_F(MigrateTest, RefusesTwoFilesOfOneNumber) {
  Write("0001_a.sql", "CREATE TABLE t (id bigint)");
  Write("0001_b.sql", "CREATE TABLE u (id bigint)");
  ExpectRefused("0001_b.sql has the number of another");
}

TEST_F(MigrateTest, LeavesNothingOfAFailedFile) {
  Write("0001_first.sql", "CREATE TABLE t (id bigint); SELECT nonsense");
  EXPECT_FALSE(Run().ok());
  Write("0001_first.sql", "CREATE TABLE t (id bigint)");
  EXPECT_EQ(*Run(), 1);
}

TEST_F(MigrateTest, AppliesOnlyWhatIsNew) {
  Write("0001_first.sql", "CREATE TABLE t (id bigint)");
  Write("README.md", "not a migration");
  EXPECT_EQ(*Run(), 1);
  Write("0002_second.sql", "ALTER TABLE t ADD COLUMN name text");
  EXPECT_EQ(*Run(), 1);
  EXPECT_EQ(*Run(), 0);
  EXPECT_TRUE(connection_->Execute("SELECT id, name FROM award.t").ok());
}

TEST_F(MigrateTest, AppliesOnceWhenSeveralProcessesStartTogether) {
  Write("0001_first.sql", "CREATE TABLE t (id bigint); SELECT pg_sleep(0.05)");
  std::vector<int> applied(4);
  std::vector<std::thread> processes;
  for (int& count : applied) {
    processes.emplace_back([this, &count] {
      const auto connection = *Connection::Open(conninfo_, absl::Seconds(10));
      count = *Migrate(*connection, "award", directory_.path().string());
    });
  }
  for (std::thread& process : processes) process.join();
  EXPECT_THAT(applied, ::testing::UnorderedElementsAre(0, 0, 0, 1));
}

}  // namespace
}  // namespace paritrana::postgres
