// SPDX-License-Identifier: Apache-2.0
#include "libs/postgres/pool.h"

#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "libs/testing/postgres_server.h"

namespace paritrana::postgres {
namespace {

using testing::PostgresServer;

PoolOptions Options(int connections_max) {
  PoolOptions options;
  options.conninfo = PostgresServer::Shared().NewDatabase();
  options.schema = "scoring";
  options.connections_max = connections_max;
  return options;
}

absl::Time Soon() { return absl::Now() + absl::Seconds(10); }

std::int64_t BackendId(Connection& connection) {
  return connection.Execute("SELECT pg_backend_pid()")->Int64(0, 0);
}

TEST(Pool, GivesUpAtTheDeadlineWhenAllAreLent) {
  Pool pool(Options(1));
  const auto lease = pool.Acquire(Soon());
  ASSERT_TRUE(lease.ok());
  EXPECT_EQ(pool.Acquire(absl::Now()).status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(Pool, IsUnavailableWithoutAServerAndKeepsItsPlaces) {
  PoolOptions options = Options(1);
  options.conninfo = "postgresql://postgres@127.0.0.1:1/none";
  Pool pool(options);
  for (int attempt = 0; attempt < 3; ++attempt) {
    EXPECT_EQ(pool.Acquire(Soon()).status().code(), absl::StatusCode::kUnavailable);
  }
}

TEST(Pool, HandsAReturnedConnectionToAWaiter) {
  Pool pool(Options(1));
  auto lease = std::make_optional(*pool.Acquire(Soon()));
  const std::int64_t id = BackendId(**lease);
  std::thread waiter([&] {
    const auto mine = pool.Acquire(Soon());
    ASSERT_TRUE(mine.ok());
    EXPECT_EQ(BackendId(**mine), id);
  });
  lease.reset();
  waiter.join();
}

TEST(Pool, ThrowsAwayAConnectionLeftInATransaction) {
  Pool pool(Options(1));
  std::int64_t id = 0;
  {
    const auto lease = pool.Acquire(Soon());
    id = BackendId(**lease);
    ASSERT_TRUE((*lease)->ExecuteScript("BEGIN").ok());
  }
  EXPECT_NE(BackendId(**pool.Acquire(Soon())), id);
}

TEST(Pool, ReplacesConnectionsThatTheServerEnded) {
  Pool pool(Options(2));
  {
    const auto a = pool.Acquire(Soon());
    const auto b = pool.Acquire(Soon());
    const std::vector<Param> params = {Param(BackendId(**b))};
    ASSERT_TRUE((*a)->Execute("SELECT pg_terminate_backend($1, 10000)", params).ok());
  }
  const auto a = pool.Acquire(Soon());
  const auto b = pool.Acquire(Soon());
  EXPECT_TRUE((*a)->Execute("SELECT 1").ok());
  EXPECT_TRUE((*b)->Execute("SELECT 1").ok());
}

TEST(Pool, SetsSearchPathAndTimeout) {
  PoolOptions options = Options(1);
  options.statement_timeout = absl::Milliseconds(10);
  Pool pool(options);
  const auto lease = pool.Acquire(Soon());
  EXPECT_EQ((*lease)->Execute("SHOW search_path")->Text(0, 0), "scoring");
  EXPECT_EQ((*lease)->Execute("SELECT pg_sleep(60)").status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(Pool, PingSaysWhetherTheDatabaseAnswers) {
  Pool pool(Options(1));
  EXPECT_EQ(pool.Ping(absl::Seconds(10)), absl::OkStatus());
}

}  // namespace
}  // namespace paritrana::postgres
