// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "libs/base/month.h"
#include "libs/events/log.h"
#include "libs/testing/child_process.h"
#include "libs/testing/postgres_server.h"
#include "libs/testing/temporary_directory.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "services/compliance/testing/registration_feed.h"

namespace paritrana::benchmark {

inline constexpr std::uint32_t kShards = 8;

// Payers of files, and payers of a handful of workers.
inline constexpr int kLargePayers = 4;
inline constexpr int kWorkersPerLargePayer = 10'000;
inline constexpr int kSmallPayers = 1'000;
inline constexpr int kWorkersPerSmallPayer = 10;
inline constexpr int kPayers = kLargePayers + kSmallPayers;

// −60 … +24: how often one worker can be posted.
inline constexpr int kMonths = 85;

struct InstallationOptions {
  std::string binary;             // paritrana-compliance
  std::string directory;          // keeps the database for a later run; empty: a new one
  std::int64_t ledger_lines = 0;  // of others that the ledger is to hold beforehand
};

// The payer with a number: large ones first.
std::string PayerRef(int payer);
EmployerId PayerId(int payer);
int WorkersOf(int payer);

// Longer than any measured call; without a deadline of its own a call is ended after thirty
// seconds.
inline constexpr std::chrono::minutes kCallDeadline{30};

// The months a line may cover, from the oldest on.
Month MonthOf(int step);

// A line that counts, of one worker of a payer, for one month.
compliance::v1::ContributionLine LineFor(int payer, int worker, int month, const std::string& id);

// A real PostgreSQL with fsync on, a real Kafka broker and the real process, to which payers and
// workers are known.
class Installation {
 public:
  explicit Installation(const InstallationOptions& options);

  const std::string& address() const { return address_; }

  // Names a run of this process only, so that a kept ledger does not know it yet.
  std::string RunName(const std::string& purpose) const;

  // Opens a submission that waits until everybody is known.
  compliance::v1::SubmissionHeader Header(int payer, const std::string& run,
                                          const std::string& submission) const;
  // The same as a whole submission, without lines.
  compliance::v1::CreateSubmissionRequest Request(int payer, const std::string& run,
                                                  const std::string& submission) const;

 private:
  void Launch(const InstallationOptions& options);
  void Preload();

  paritrana::testing::TemporaryDirectory directory_{"ingest"};
  paritrana::testing::PostgresServer postgres_;
  std::string conninfo_;
  identity::Vault vault_;
  compliance::testing::RegistrationFeed feed_;
  std::unique_ptr<events::Log> log_;
  paritrana::testing::ChildProcess process_;
  std::string address_;
  std::string started_;
};

}  // namespace paritrana::benchmark
