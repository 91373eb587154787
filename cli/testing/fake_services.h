// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "libs/metrics/registry.h"
#include "libs/rpc/server.h"
#include "paritrana/compliance/v1/dues.grpc.pb.h"
#include "paritrana/compliance/v1/ledger.grpc.pb.h"
#include "paritrana/compliance/v1/matches.grpc.pb.h"
#include "paritrana/compliance/v1/periods.grpc.pb.h"
#include "paritrana/compliance/v1/runs.grpc.pb.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"
#include "paritrana/registration/v1/regions.grpc.pb.h"
#include "paritrana/registration/v1/workers.grpc.pb.h"
#include "paritrana/scoring/v1/rankings.grpc.pb.h"

namespace paritrana::cli::testing {

// Keeps submissions in memory as compliance does: chunks count at once, a stream can be taken up
// again, and what is only to be validated is forgotten. Refuses the NIKs "unknown" and
// 6474010708909999. Can cut a stream after a chunk, before its answer.
class FakeSubmissions : public compliance::v1::SubmissionService::Service {
 public:
  using Stream = grpc::ServerReaderWriter<compliance::v1::PostSubmissionResponse,
                                          compliance::v1::PostSubmissionRequest>;

  grpc::Status PostSubmission(grpc::ServerContext* context, Stream* stream) override;
  grpc::Status GetSubmission(grpc::ServerContext* context,
                             const compliance::v1::GetSubmissionRequest* request,
                             compliance::v1::GetSubmissionResponse* response) override;
  grpc::Status ListSubmissionLines(grpc::ServerContext* context,
                                   const compliance::v1::ListSubmissionLinesRequest* request,
                                   compliance::v1::ListSubmissionLinesResponse* response) override;

  // Faults to make: so many streams are cut after their first chunk; the payer is unknown so often.
  int cuts = 0;
  int payer_unknown = 0;

  // What was received.
  compliance::v1::SubmissionHeader last_header;
  std::vector<compliance::v1::ContributionLine> lines;
  std::vector<common::v1::LineVerdict> verdicts;
  int streams = 0;
  int lists = 0;
  bool sealed = false;

 private:
  grpc::Status Open(const compliance::v1::SubmissionHeader& header, Stream* stream);
  grpc::Status TakeChunk(const compliance::v1::LineChunk& chunk, Stream* stream);
  grpc::Status TakeSeal(const compliance::v1::SubmissionSeal& seal, Stream* stream);
  compliance::v1::SubmissionReceipt Receipt() const;
  void Forget();
};

// Takes workers unless they are only to be validated; refuses the name "refused", and a merge of
// two NIKs. Can cut a stream after a chunk, before its answer.
class FakeWorkers : public registration::v1::WorkerService::Service {
 public:
  grpc::Status ImportWorkers(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<registration::v1::ImportWorkersResponse,
                               registration::v1::ImportWorkersRequest>* stream) override;

  grpc::Status MergeWorkers(grpc::ServerContext* context,
                            const registration::v1::MergeWorkersRequest* request,
                            registration::v1::MergeWorkersResponse* response) override;

  int cuts = 0;
  std::map<std::uint64_t, registration::v1::Worker> workers;  // by line number
  int judged = 0;
  std::string import_id;
  bool validate_only = false;
  registration::v1::MergeWorkersRequest merge;
};

// Knows one employer and keeps what it is told of it.
class FakeEmployers : public registration::v1::EmployerService::Service {
 public:
  grpc::Status GetEmployer(grpc::ServerContext* context,
                           const registration::v1::GetEmployerRequest* request,
                           registration::v1::GetEmployerResponse* response) override;

  grpc::Status RegisterEmployer(grpc::ServerContext* context,
                                const registration::v1::RegisterEmployerRequest* request,
                                registration::v1::RegisterEmployerResponse* response) override;
  grpc::Status ChangeEmployer(grpc::ServerContext* context,
                              const registration::v1::ChangeEmployerRequest* request,
                              registration::v1::ChangeEmployerResponse* response) override;

  std::string known = "A1-000";
  std::string idempotency_key;
  registration::v1::Employer employer;
};

// Keeps what was imported.
class FakeRegions : public registration::v1::RegionService::Service {
 public:
  grpc::Status ImportRegions(grpc::ServerContext* context,
                             grpc::ServerReader<registration::v1::ImportRegionsRequest>* reader,
                             registration::v1::ImportRegionsResponse* response) override;

  registration::v1::TreeHeader header;
  std::vector<std::string> codes;
};

// Shows, closes and reopens one period.
class FakePeriods : public compliance::v1::PeriodService::Service {
 public:
  grpc::Status GetPeriod(grpc::ServerContext* context,
                         const compliance::v1::GetPeriodRequest* request,
                         compliance::v1::GetPeriodResponse* response) override;
  grpc::Status ClosePeriod(grpc::ServerContext* context,
                           const compliance::v1::ClosePeriodRequest* request,
                           compliance::v1::ClosePeriodResponse* response) override;
  grpc::Status ReopenPeriod(grpc::ServerContext* context,
                            const compliance::v1::ReopenPeriodRequest* request,
                            compliance::v1::ReopenPeriodResponse* response) override;

  std::string idempotency_key;
  compliance::v1::ClosePeriodRequest last_close;
};

// Knows one run of one submission that a replacement has taken the place of.
class FakeRuns : public compliance::v1::RunService::Service {
 public:
  grpc::Status ListRuns(grpc::ServerContext* context,
                        const compliance::v1::ListRunsRequest* request,
                        compliance::v1::ListRunsResponse* response) override;
  grpc::Status ListSubmissions(grpc::ServerContext* context,
                               const compliance::v1::ListSubmissionsRequest* request,
                               compliance::v1::ListSubmissionsResponse* response) override;
};

// Holds two workers of one line each, one a page; the second line was taken back at version 7.
class FakeLedger : public compliance::v1::LedgerService::Service {
 public:
  grpc::Status GetLedger(grpc::ServerContext* context,
                         const compliance::v1::GetLedgerRequest* request,
                         compliance::v1::GetLedgerResponse* response) override;
  grpc::Status ListLedgerWorkers(grpc::ServerContext* context,
                                 const compliance::v1::ListLedgerWorkersRequest* request,
                                 compliance::v1::ListLedgerWorkersResponse* response) override;
  grpc::Status ListLedgerChanges(grpc::ServerContext* context,
                                 const compliance::v1::ListLedgerChangesRequest* request,
                                 compliance::v1::ListLedgerChangesResponse* response) override;

  std::uint64_t version = 7;
};

// Knows one payer, who owes for two periods, one a page, and is late with the first.
class FakeDues : public compliance::v1::DuesService::Service {
 public:
  grpc::Status GetDues(grpc::ServerContext* context, const compliance::v1::GetDuesRequest* request,
                       compliance::v1::GetDuesResponse* response) override;
  grpc::Status GetPeriodDues(grpc::ServerContext* context,
                             const compliance::v1::GetPeriodDuesRequest* request,
                             compliance::v1::GetPeriodDuesResponse* response) override;

  compliance::v1::GetDuesRequest last;
};

// Has one line that waits for an answer, in two pages, and takes any answer.
class FakeMatches : public compliance::v1::MatchService::Service {
 public:
  grpc::Status ListWaitingLines(grpc::ServerContext* context,
                                const compliance::v1::ListWaitingLinesRequest* request,
                                compliance::v1::ListWaitingLinesResponse* response) override;
  grpc::Status AnswerMatch(grpc::ServerContext* context,
                           const compliance::v1::AnswerMatchRequest* request,
                           compliance::v1::AnswerMatchResponse* response) override;

  compliance::v1::ListWaitingLinesRequest list;
  compliance::v1::AnswerMatchRequest answer;
};

// Serves one table of two regencies of province 64; a watch sees them change places, then is cut.
class FakeRankings : public scoring::v1::RankingService::Service {
 public:
  static scoring::v1::Ranking Table();

  grpc::Status GetRanking(grpc::ServerContext* context,
                          const scoring::v1::GetRankingRequest* request,
                          scoring::v1::GetRankingResponse* response) override;
  grpc::Status WatchRanking(grpc::ServerContext* context,
                            const scoring::v1::WatchRankingRequest* request,
                            grpc::ServerWriter<scoring::v1::WatchRankingResponse>* writer) override;

  std::vector<std::uint64_t> last_versions;
};

// All of them behind one port.
struct FakeServices {
  FakeServices();

  FakeSubmissions submissions;
  FakeWorkers workers;
  FakeEmployers employers;
  FakeRegions regions;
  FakePeriods periods;
  FakeRuns runs;
  FakeLedger ledger;
  FakeDues dues;
  FakeMatches matches;
  FakeRankings rankings;
  metrics::Registry metrics;
  rpc::Server server;
};

}  // namespace paritrana::cli::testing
