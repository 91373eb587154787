// SPDX-License-Identifier: Apache-2.0
// The whole registration service in one process: calls in, facts out.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grpc/health/v1/health.grpc.pb.h"
#include "libs/base/limits.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "libs/testing/memory_log.h"
#include "libs/testing/postgres_server.h"
#include "paritrana/registration/events/v1/employers.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"
#include "paritrana/registration/events/v1/regions.pb.h"
#include "services/registration/adapters/kafka/facts.h"
#include "services/registration/app.h"

namespace paritrana::registration {
namespace {

namespace facts_v1 = paritrana::registration::events::v1;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr char kNik[] = "6474010708900001";
constexpr char kOtherNik[] = "5302014708900002";
constexpr int kShards = 4;

v1::Worker WorkerOf(const char* nik) {
  v1::Worker worker;
  worker.mutable_identity()->set_nik(nik);
  worker.set_name("Tenaga Contoh");
  worker.set_birth_date("1990-08-07");
  v1::Employment& employment = *worker.mutable_employment();
  employment.set_employer_ref("A1-000");
  employment.set_segment(common::v1::SEGMENT_PU);
  employment.set_start_date("2024-01-15");
  employment.set_workplace_region("64.74");
  return worker;
}

v1::ImportWorkersRequest ImportOpening() {
  v1::ImportWorkersRequest request;
  request.mutable_header()->set_import_id("import-1");
  return request;
}

v1::ImportWorkersRequest ChunkOf(std::uint64_t first_line_no, std::vector<const char*> niks) {
  v1::ImportWorkersRequest request;
  request.mutable_chunk()->set_first_line_no(first_line_no);
  for (const char* nik : niks) *request.mutable_chunk()->add_workers() = WorkerOf(nik);
  return request;
}

std::string ReasonName(const grpc::Status& status) {
  return status.ok() ? "" : std::string(ReasonOf(rpc::FromGrpc(status))->name);
}

class RegistrationApp : public ::testing::Test {
 protected:
  RegistrationApp() { Start(); }
  ~RegistrationApp() override { app_->Stop(); }

  Config SomeConfig() const {
    Config config;
    config.listen = config.admin_listen = "127.0.0.1:0";
    config.postgres_conninfo = conninfo_;
    config.shards = kShards;
    config.token_key = std::string(32, 't');
    config.encryption_key = std::string(32, 'e');
    return config;
  }

  void Start() {
    app_ = *App::Create(SomeConfig(), log_);
    ASSERT_TRUE(app_->Start().ok());
    channel_ = rpc::Connect(app_->address());
    workers_ = v1::WorkerService::NewStub(channel_);
    employers_ = v1::EmployerService::NewStub(channel_);
    regions_ = v1::RegionService::NewStub(channel_);
    WaitUntilServing();
  }

  void WaitUntilServing() {
    grpc::ClientContext context;
    grpc::health::v1::HealthCheckRequest request;
    request.set_service("paritrana.registration.v1.WorkerService");
    const auto reader = grpc::health::v1::Health::NewStub(channel_)->Watch(&context, request);
    grpc::health::v1::HealthCheckResponse response;
    while (reader->Read(&response)) {
      if (response.status() == grpc::health::v1::HealthCheckResponse::SERVING) break;
    }
    ASSERT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING);
    context.TryCancel();
  }

  grpc::Status ImportRegions(v1::ImportRegionsResponse& response) {
    grpc::ClientContext context;
    const auto writer = regions_->ImportRegions(&context, &response);
    v1::ImportRegionsRequest request;
    request.mutable_header()->set_tree_version("test-1");
    request.mutable_header()->set_source("made for tests");
    request.mutable_header()->set_licence("CC0-1.0");
    request.mutable_header()->set_valid_from("2022-12-08");
    writer->Write(request);
    for (const char* code : {"64", "64.74"}) {
      v1::Region& region = *request.mutable_chunk()->add_regions();
      region.set_code(code);
      region.set_name(code);
    }
    writer->Write(request);
    writer->WritesDone();
    return writer->Finish();
  }

  grpc::Status RegisterEmployer(v1::RegisterEmployerResponse& response) {
    grpc::ClientContext context;
    v1::RegisterEmployerRequest request;
    request.set_idempotency_key("employer");
    request.mutable_employer()->set_npp("A1");
    request.mutable_employer()->set_division("000");
    request.mutable_employer()->set_name("PT Contoh");
    request.mutable_employer()->set_kind(common::v1::EMPLOYER_KIND_PRIVATE);
    request.mutable_employer()->set_registration_region("64.74");
    return employers_->RegisterEmployer(&context, request, &response);
  }

  grpc::Status RegisterWorker(const char* nik, v1::RegisterWorkerResponse& response,
                              const char* key = "worker") {
    grpc::ClientContext context;
    v1::RegisterWorkerRequest request;
    request.set_idempotency_key(key);
    *request.mutable_worker() = WorkerOf(nik);
    return workers_->RegisterWorker(&context, request, &response);
  }

  grpc::Status LookUp(const char* nik, v1::LookUpWorkerResponse& response) {
    grpc::ClientContext context;
    v1::LookUpWorkerRequest request;
    request.mutable_identity()->set_nik(nik);
    return workers_->LookUpWorker(&context, request, &response);
  }

  void Furnish() {
    v1::ImportRegionsResponse regions;
    ASSERT_TRUE(ImportRegions(regions).ok());
    v1::RegisterEmployerResponse employer;
    ASSERT_TRUE(RegisterEmployer(employer).ok());
  }

  // Waits for the first `count` facts of a topic, over all partitions.
  std::vector<std::string> Facts(const std::string& topic, int partitions, std::size_t count) {
    std::vector<paritrana::events::StartOffset> start;
    for (int partition = 0; partition < partitions; ++partition) start.push_back({partition, 0});
    auto reader = *log_.NewReader(topic, start);
    std::vector<std::string> facts;
    while (facts.size() < count) {
      const auto polled = reader->Poll(
          absl::Seconds(20), 100, [&](const auto& record) { facts.emplace_back(record.value); });
      if (!polled.ok() || *polled == 0) break;
    }
    return facts;
  }

  std::string conninfo_ = paritrana::testing::PostgresServer::Shared().NewDatabase();
  paritrana::testing::MemoryLog log_;
  std::unique_ptr<App> app_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::WorkerService::Stub> workers_;
  std::unique_ptr<v1::EmployerService::Stub> employers_;
  std::unique_ptr<v1::RegionService::Stub> regions_;
};

TEST_F(RegistrationApp, SaysNotReadyWithoutADatabase) {
  Config config = SomeConfig();
  config.postgres_conninfo = "postgresql://nobody@127.0.0.1:1/none";
  const auto app = *App::Create(config, log_);
  ASSERT_TRUE(app->Start().ok());
  const auto stub = v1::EmployerService::NewStub(rpc::Connect(app->address()));
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  v1::GetEmployerRequest request;
  request.set_employer_ref("A1-000");
  v1::GetEmployerResponse response;
  EXPECT_EQ(ReasonName(stub->GetEmployer(&context, request, &response)), "NOT_READY");
}

TEST_F(RegistrationApp, RefusesToStartWithoutItsKeys) {
  Config config = SomeConfig();
  config.encryption_key.clear();
  EXPECT_EQ(ReasonOf(App::Create(config, log_).status())->name, "KEY_INVALID");
}

TEST_F(RegistrationApp, RefusesCallsThatNameNoKey) {
  Furnish();
  v1::RegisterWorkerResponse response;
  EXPECT_EQ(ReasonName(RegisterWorker(kNik, response, "")), "IDEMPOTENCY_KEY_INVALID");
}

TEST_F(RegistrationApp, RefusesAStreamThatBeginsWithoutHeader) {
  grpc::ClientContext context;
  const auto stream = workers_->ImportWorkers(&context);
  stream->Write(ChunkOf(1, {kNik}));
  stream->WritesDone();
  EXPECT_EQ(ReasonName(stream->Finish()), "STREAM_PROTOCOL");
}

TEST_F(RegistrationApp, RefusesAChunkOfTooManyBytes) {
  Furnish();
  grpc::ClientContext context;
  const auto stream = workers_->ImportWorkers(&context);
  v1::ImportWorkersRequest chunk = ChunkOf(1, {kNik});
  chunk.mutable_chunk()->mutable_workers(0)->set_name(std::string(limits::kChunkBytesMax, 'x'));
  stream->Write(ImportOpening());
  stream->Write(chunk);
  stream->WritesDone();
  EXPECT_EQ(ReasonName(stream->Finish()), "CHUNK_TOO_LARGE");
}

TEST_F(RegistrationApp, StatesRegionsEmployersAndParticipantsOnTheirTopics) {
  v1::ImportRegionsResponse regions;
  ASSERT_TRUE(ImportRegions(regions).ok());
  EXPECT_THAT(regions.regions_per_level(), ElementsAre(1, 1, 1, 0, 0));
  v1::RegisterEmployerResponse employer;
  ASSERT_TRUE(RegisterEmployer(employer).ok());
  v1::RegisterWorkerResponse worker;
  const grpc::Status status = RegisterWorker(kNik, worker);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(worker.verdict().kind(), common::v1::VERDICT_KIND_ACCEPTED);

  facts_v1::RegionsImported tree;
  ASSERT_TRUE(tree.ParseFromString(Facts(kRegionsTopic, 1, 1).at(0)));
  EXPECT_TRUE(tree.last());
  EXPECT_THAT(tree.regions(), SizeIs(3));
  facts_v1::EmployersChanged employers;
  ASSERT_TRUE(employers.ParseFromString(Facts(kEmployersTopic, kShards, 1).at(0)));
  EXPECT_EQ(employers.employers(0).employer_ref(), "A1-000");
  const std::string bytes = Facts(kParticipantsTopic, kShards, 1).at(0);
  facts_v1::ParticipantsChanged participants;
  ASSERT_TRUE(participants.ParseFromString(bytes));
  EXPECT_EQ(participants.participants(0).memberships(0).employer_id(),
            employers.employers(0).employer_id());
  EXPECT_EQ(bytes.find(kNik), std::string::npos);
  // The receipt names exactly where the fact stands.
  ASSERT_THAT(worker.position().marks(), SizeIs(1));
  EXPECT_EQ(worker.position().marks(0).shard(), participants.shard());
  EXPECT_EQ(worker.position().marks(0).sequence(), participants.sequence());
}

TEST_F(RegistrationApp, KeepsCommittedChunksWhenTheStreamIsCut) {
  Furnish();
  {
    grpc::ClientContext context;
    const auto stream = workers_->ImportWorkers(&context);
    stream->Write(ImportOpening());
    stream->Write(ChunkOf(1, {kNik}));
    v1::ImportWorkersResponse response;
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.next_line_no(), 2u);
    context.TryCancel();
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  v1::LookUpWorkerResponse found;
  EXPECT_TRUE(LookUp(kNik, found).ok());
  EXPECT_EQ(ReasonName(LookUp(kOtherNik, found)), "WORKER_UNKNOWN");

  grpc::ClientContext context;
  const auto stream = workers_->ImportWorkers(&context);
  stream->Write(ImportOpening());
  stream->Write(ChunkOf(1, {kNik, "123", kOtherNik}));
  stream->WritesDone();
  v1::ImportWorkersResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.accepted(), 2u);
  ASSERT_THAT(response.verdicts(), SizeIs(1));
  EXPECT_EQ(response.verdicts(0).line_no(), 2u);
  EXPECT_EQ(response.verdicts(0).kind(), common::v1::VERDICT_KIND_REJECTED);
  EXPECT_EQ(response.verdicts(0).findings(0).reason(), "NIK_INVALID");
  EXPECT_EQ(response.verdicts(0).findings(0).field(), "worker.identity.nik");
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_TRUE(LookUp(kNik, found).ok());
  EXPECT_THAT(found.employments(), SizeIs(1));
}

TEST_F(RegistrationApp, JudgesWithoutAKeyAndKeepsNothing) {
  Furnish();
  grpc::ClientContext context;
  v1::RegisterWorkerRequest request;
  request.set_validate_only(true);
  *request.mutable_worker() = WorkerOf(kNik);
  v1::RegisterWorkerResponse response;
  ASSERT_TRUE(workers_->RegisterWorker(&context, request, &response).ok());
  EXPECT_EQ(response.verdict().kind(), common::v1::VERDICT_KIND_ACCEPTED);
  EXPECT_EQ(response.worker_id(), "");
  EXPECT_FALSE(response.has_position());
  v1::LookUpWorkerResponse found;
  EXPECT_EQ(ReasonName(LookUp(kNik, found)), "WORKER_UNKNOWN");
}

TEST_F(RegistrationApp, MergesTwoRecordsAndStatesBoth) {
  Furnish();
  v1::RegisterWorkerResponse kept, wrong;
  ASSERT_TRUE(RegisterWorker(kNik, kept, "kept").ok());
  ASSERT_TRUE(RegisterWorker(kOtherNik, wrong, "wrong").ok());
  v1::MergeWorkersRequest request;
  request.set_idempotency_key("merge");
  request.mutable_keep()->set_nik(kNik);
  request.mutable_merge()->set_nik(kOtherNik);
  v1::MergeWorkersResponse response;
  {
    grpc::ClientContext context;
    EXPECT_EQ(ReasonName(workers_->MergeWorkers(&context, request, &response)), "MERGE_CONFLICT");
  }
  request.set_retire_merged_nik(true);
  grpc::ClientContext context;
  ASSERT_TRUE(workers_->MergeWorkers(&context, request, &response).ok());
  EXPECT_EQ(response.worker_id(), kept.worker_id());
  EXPECT_EQ(response.merged_worker_id(), wrong.worker_id());
  int stated = 0;
  // The two records may have shards of their own.
  const auto facts = 2 + static_cast<std::size_t>(response.position().marks_size());
  for (const std::string& bytes : Facts(kParticipantsTopic, kShards, facts)) {
    facts_v1::ParticipantsChanged fact;
    ASSERT_TRUE(fact.ParseFromString(bytes));
    for (const auto& participant : fact.participants()) stated += participant.merged_into() != 0;
  }
  EXPECT_EQ(stated, 1);
}

TEST_F(RegistrationApp, StatesParticipantsAgainBehindAnEmployerThatRegistersElsewhere) {
  Furnish();
  v1::RegisterWorkerResponse worker;
  ASSERT_TRUE(RegisterWorker(kNik, worker).ok());
  grpc::ClientContext context;
  v1::ChangeEmployerRequest request;
  request.set_idempotency_key("move");
  request.set_employer_ref("A1-000");
  request.mutable_employer()->set_name("PT Contoh");
  request.mutable_employer()->set_kind(common::v1::EMPLOYER_KIND_PRIVATE);
  request.mutable_employer()->set_registration_region("64");
  request.mutable_employer()->set_jkk_class(common::v1::JKK_CLASS_IV);
  request.mutable_employer()->add_reliefs("LABOUR_INTENSIVE_JKK50");
  v1::ChangeEmployerResponse response;
  ASSERT_TRUE(employers_->ChangeEmployer(&context, request, &response).ok());
  EXPECT_EQ(response.employer().jkk_class(), common::v1::JKK_CLASS_IV);
  facts_v1::ParticipantsChanged fact;
  ASSERT_TRUE(fact.ParseFromString(Facts(kParticipantsTopic, kShards, 2).at(1)));
  EXPECT_EQ(fact.participants(0).revision(), 2u);
  EXPECT_EQ(fact.participants(0).memberships(0).registration_region(), 6'400'000'000u);
}

TEST_F(RegistrationApp, AnswersAlikeAfterARestartAndStatesNothingTwice) {
  Furnish();
  v1::RegisterWorkerResponse before;
  ASSERT_TRUE(RegisterWorker(kNik, before).ok());
  app_->Stop();
  Start();
  v1::RegisterWorkerResponse after;
  ASSERT_TRUE(RegisterWorker(kNik, after).ok());
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
  ASSERT_TRUE(RegisterWorker(kOtherNik, after, "other").ok());
  std::set<std::string> facts;
  for (const std::string& fact : Facts(kParticipantsTopic, kShards, 2)) facts.insert(fact);
  EXPECT_THAT(facts, SizeIs(2));
}

TEST_F(RegistrationApp, TakesNoTreeFromACallerThatVanishes) {
  {
    grpc::ClientContext context;
    v1::ImportRegionsResponse response;
    const auto writer = regions_->ImportRegions(&context, &response);
    v1::ImportRegionsRequest request;
    request.mutable_header()->set_tree_version("half");
    request.mutable_header()->set_source("made for tests");
    request.mutable_header()->set_licence("CC0-1.0");
    request.mutable_header()->set_valid_from("2022-12-08");
    writer->Write(request);
    context.TryCancel();
    EXPECT_FALSE(writer->Finish().ok());
  }
  v1::ImportRegionsResponse response;
  EXPECT_TRUE(ImportRegions(response).ok());
  grpc::ClientContext context;
  v1::GetRegionRequest request;
  request.set_code("64.74");
  v1::GetRegionResponse found;
  ASSERT_TRUE(regions_->GetRegion(&context, request, &found).ok());
  EXPECT_EQ(found.tree_version(), "test-1");
}

}  // namespace
}  // namespace paritrana::registration
