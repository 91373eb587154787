// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "libs/base/position.h"
#include "libs/identity/identity.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "libs/testing/fake_clock.h"
#include "paritrana/compliance/v1/ledger.grpc.pb.h"
#include "paritrana/compliance/v1/matches.grpc.pb.h"
#include "paritrana/compliance/v1/periods.grpc.pb.h"
#include "paritrana/compliance/v1/runs.grpc.pb.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "services/compliance/adapters/grpc/ledger_service.h"
#include "services/compliance/adapters/grpc/match_service.h"
#include "services/compliance/adapters/grpc/period_service.h"
#include "services/compliance/adapters/grpc/run_service.h"
#include "services/compliance/adapters/grpc/submission_service.h"
#include "services/compliance/adapters/postgres/contribution_ledger.h"
#include "services/compliance/adapters/postgres/ledger_queries.h"
#include "services/compliance/adapters/postgres/period_register.h"
#include "services/compliance/adapters/postgres/registration_copy.h"
#include "services/compliance/adapters/postgres/run_queries.h"
#include "services/compliance/adapters/postgres/settlement_ledger.h"
#include "services/compliance/adapters/postgres/submission_queries.h"
#include "services/compliance/adapters/postgres/waiting_queries.h"
#include "services/compliance/application/settle_lines.h"
#include "services/compliance/testing/faulty_ledger.h"
#include "services/compliance/testing/registration_feed.h"

namespace paritrana::compliance::testing {

inline constexpr std::uint32_t kTestShards = 8;
inline constexpr char kTestPayer[] = "A1234567-000";
inline constexpr EmployerId kTestPayerId{71};

// The service without an event log: the real database, the real adapters, a gRPC port, and facts
// of registration handed over directly. Now is 2025-01-01 07:00 WIB.
//
// One test, one object. Thread-safe once made.
class TestService {
 public:
  TestService();
  ~TestService();

  v1::SubmissionService::Stub& submissions() { return *submissions_; }
  v1::PeriodService::Stub& periods() { return *periods_; }
  v1::RunService::Stub& runs() { return *runs_; }
  v1::MatchService::Stub& matches() { return *matches_; }
  v1::LedgerService::Stub& ledger() { return *ledger_stub_; }
  const std::string& conninfo() const { return conninfo_; }
  postgres::Pool& pool() { return pool_; }
  const identity::Vault& vault() const { return vault_; }
  paritrana::testing::FakeClock& clock() { return clock_; }
  RequestReader& reader() { return reader_; }
  // Takes all that the test payer may post now; the clock brings more.
  void UseUpRate();

  // Makes the next commit of a post fail.
  void FailNextCommit(CommitFault fault) { faulty_ledger_.FailNextCommit(fault); }

  // Registers employers and workers.
  void Know(std::span<const TestEmployer> employers);
  void Know(std::span<const TestWorker> workers);
  void Know(std::span<const registration::events::v1::Participant> participants);
  // Registers workers 1 … `count` of the test payer; worker i has NikOf(i) and pseudonym 1000 + i.
  void KnowWorkers(int count);

  // Settles, as the background would, until there is nothing left to do.
  void Settle();
  SettlementLedger& settlement() { return settlement_; }

  // Runs one statement and returns its first column.
  std::vector<std::string> Query(const std::string& sql);
  std::int64_t Count(const std::string& sql);

 private:
  // Knows what Know handed over, at once and never more.
  class DirectWaiter : public FactWaiter {
   public:
    explicit DirectWaiter(const RegistrationFeed& feed) : feed_(feed) {}
    absl::Status WaitFor(const FactsWanted& wanted, absl::Time deadline) override;

   private:
    const RegistrationFeed& feed_;
  };

  std::string conninfo_;
  postgres::Pool pool_;
  identity::Vault vault_;
  paritrana::testing::FakeClock clock_;
  metrics::Registry metrics_;
  RegistrationFeed feed_;
  DirectWaiter waiter_;
  ParticipantCopy participant_copy_;
  EmployerCopy employer_copy_;
  PostgresContributionLedger ledger_;
  FaultyLedger faulty_ledger_;
  PostgresSubmissionQueries queries_;
  PostgresPeriodRegister register_;
  PostgresRunQueries run_queries_;
  PostgresLedgerQueries ledger_queries_;
  PostgresSettlementLedger settlement_;
  PostgresWaitingQueries waiting_queries_;
  PayerTurns turns_;
  SettleLinesHandler settle_lines_;
  AnswerMatchHandler answer_match_;
  PostLinesHandler handler_;
  RateLimit rate_limit_;
  RequestReader reader_;
  SubmissionServiceAdapter submission_service_;
  PeriodServiceAdapter period_service_;
  RunServiceAdapter run_service_;
  LedgerServiceAdapter ledger_service_;
  MatchServiceAdapter match_service_;
  rpc::Server server_;
  std::unique_ptr<v1::SubmissionService::Stub> submissions_;
  std::unique_ptr<v1::PeriodService::Stub> periods_;
  std::unique_ptr<v1::RunService::Stub> runs_;
  std::unique_ptr<v1::LedgerService::Stub> ledger_stub_;
  std::unique_ptr<v1::MatchService::Stub> matches_;
};

}  // namespace paritrana::compliance::testing
