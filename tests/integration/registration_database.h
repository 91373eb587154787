// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "absl/strings/str_format.h"
#include "libs/postgres/migrations.h"
#include "libs/postgres/pool.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/postgres_server.h"
#include "services/registration/adapters/postgres/postgres_register.h"
#include "services/registration/application/register_worker.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {

// A different man for each number below 10,000, born on kBirthDate.
inline std::string NikOf(int number) { return absl::StrFormat("647401070890%04d", number + 1); }

// A register with a tree and two employers in a PostgreSQL database of its own.
class RegistrationDatabase : public ::testing::Test {
 protected:
  RegistrationDatabase() {
    auto lease = pool_.Acquire(Soon());
    EXPECT_TRUE(
        postgres::Migrate(**lease, "registration", "services/registration/migrations").ok());
    testing::Furnish(surroundings_);
  }

  static absl::Time Soon() { return absl::Now() + absl::Seconds(60); }

  static postgres::PoolOptions PoolOptions() {
    postgres::PoolOptions options;
    options.conninfo = paritrana::testing::PostgresServer::Shared().NewDatabase();
    options.schema = "registration";
    return options;
  }

  absl::StatusOr<Answer> Register(const std::string& key, const WorkerDraft& worker,
                                  std::string_view content = "content") {
    return RegisterWorkerHandler(surroundings_)
        .Handle({testing::Key("RegisterWorker", key, content), worker}, Soon());
  }

  // The first column of the first row.
  std::int64_t Number(std::string_view sql) {
    auto lease = pool_.Acquire(Soon());
    const auto rows = (*lease)->Execute(sql);
    EXPECT_TRUE(rows.ok()) << rows.status();
    return rows.ok() ? rows->Int64(0, 0) : -1;
  }

  paritrana::testing::FakeClock clock_;
  postgres::Pool pool_{PoolOptions()};
  PostgresRegister store_{pool_, testing::TestVault(), {}};
  Surroundings surroundings_{store_, testing::TestVault(), Random::Real(), clock_};
};

// Runs `work` with 0, 1, … in threads of its own, all at once.
template <typename Work>
void RunAtOnce(int times, const Work& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < times; ++i) threads.emplace_back([&work, i] { work(i); });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace paritrana::registration
