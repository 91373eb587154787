// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/freshness/posting.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <grpcpp/client_context.h>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/position.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "services/gateway/testing/http_client.h"

namespace paritrana::bench {
namespace {

namespace v1 = compliance::v1;

Position PositionOf(const nlohmann::json& stamp) {
  Position position;
  if (!stamp.contains("position")) return position;
  const nlohmann::json& json = stamp["position"];
  position.epoch = Epoch(json["epoch"].get<std::uint32_t>());
  for (const nlohmann::json& mark : json["marks"]) {
    position.marks[Shard(mark["shard"].get<std::uint32_t>())] =
        Sequence(std::stoull(mark["sequence"].get<std::string>()));
  }
  return position;
}

v1::ContributionLine LineOf(const PostingOptions& options, int payer, const std::string& month,
                            int number) {
  PARITRANA_CHECK(number < options.workers_per_payer);
  v1::ContributionLine line;
  line.set_line_id(absl::StrCat(month, "-", number));
  line.mutable_worker()->set_nik(NikOf(static_cast<std::uint64_t>(payer) *
                                           static_cast<std::uint64_t>(options.workers_per_payer) +
                                       static_cast<std::uint64_t>(number)));
  line.set_covered_from(month);
  line.set_segment(common::v1::SEGMENT_PU);
  line.set_reported_wage_rupiah(5'000'000);
  v1::ProgrammeAmount& jkk = *line.add_amounts();
  jkk.set_programme(common::v1::PROGRAMME_JKK);
  jkk.set_employer_rupiah(27'000);
  v1::ProgrammeAmount& jkm = *line.add_amounts();
  jkm.set_programme(common::v1::PROGRAMME_JKM);
  jkm.set_employer_rupiah(15'000);
  return line;
}

}  // namespace

struct Watcher::Stream {
  explicit Stream(const std::string& gateway) : client(gateway) {}
  gateway::testing::HttpClient client;
  std::thread thread;
  std::atomic<bool> stopping = false;
};

Watcher::Watcher(const std::string& gateway, const std::string& table)
    : stream_(std::make_unique<Stream>(gateway)) {
  PARITRANA_CHECK(stream_->client.Watch(absl::StrCat("/v1/rankings/", table, "/events")).status ==
                  200);
  stream_->thread = std::thread([this] { Run(); });
}

Watcher::~Watcher() {
  stream_->stopping = true;
  stream_->client.Cut();
  stream_->thread.join();
}

void Watcher::Run() {
  while (true) {
    const auto event = stream_->client.NextEvent();
    if (stream_->stopping) return;
    PARITRANA_CHECK(event.has_value());
    const absl::Time now = absl::Now();
    if (event->name != "snapshot" && event->name != "delta") continue;
    Reached(PositionOf(nlohmann::json::parse(event->data)["stamp"]), now);
  }
}

void Watcher::Reached(const Position& position, absl::Time now) {
  absl::MutexLock lock(&mutex_);
  reached_ = position;
  for (Batch& batch : batches_) {
    if (batch.seen == absl::InfiniteFuture() && position.Covers(batch.position)) batch.seen = now;
  }
}

void Watcher::Add(Batch batch) {
  absl::MutexLock lock(&mutex_);
  // Its event may have been here before the answer was.
  if (reached_.Covers(batch.position)) batch.seen = batch.receipt;
  batches_.push_back(std::move(batch));
}

bool Watcher::AllSeen() const {
  return std::all_of(batches_.begin(), batches_.end(),
                     [](const Batch& batch) { return batch.seen != absl::InfiniteFuture(); });
}

std::vector<Batch> Watcher::Collect(absl::Duration timeout) {
  absl::MutexLock lock(&mutex_);
  PARITRANA_CHECK(mutex_.AwaitWithTimeout(absl::Condition(this, &Watcher::AllSeen), timeout));
  return std::exchange(batches_, {});
}

double Poster::Post(const std::string& month, double lines_per_second, absl::Duration duration,
                    Watcher& watcher) {
  ++run_;
  const absl::Duration between =
      absl::Seconds(options_.payers * options_.lines_per_batch / lines_per_second);
  const int batches = static_cast<int>(duration / between);
  const absl::Time start = absl::Now();
  std::vector<std::thread> threads;
  for (int payer = 0; payer < options_.payers; ++payer) {
    // Payers take turns, so that batches come evenly.
    const absl::Time first = start + between * payer / options_.payers;
    threads.emplace_back(
        [=, this, &watcher] { PostAs(payer, month, first, between, batches, watcher); });
  }
  for (std::thread& thread : threads) thread.join();
  const double lines = static_cast<double>(batches) * options_.payers * options_.lines_per_batch;
  return lines / absl::ToDoubleSeconds(absl::Now() - start);
}

void Poster::PostAs(int payer, const std::string& month, absl::Time start, absl::Duration between,
                    int batches, Watcher& watcher) {
  const auto stub = v1::SubmissionService::NewStub(rpc::Connect(options_.compliance));
  grpc::ClientContext context;
  const auto stream = stub->PostSubmission(&context);
  v1::PostSubmissionRequest request;
  v1::PostSubmissionResponse answer;
  v1::SubmissionHeader& header = *request.mutable_header();
  header.set_payer(PayerOf(payer));
  header.set_period("2024-12");
  header.set_run("bench");
  header.set_submission(absl::StrCat("S", run_));
  *header.mutable_after() = options_.registered.workers;
  *header.mutable_after_employers() = options_.registered.employers;
  PARITRANA_CHECK(stream->Write(request) && stream->Read(&answer));
  int& posted = posted_[static_cast<std::size_t>(payer)];
  std::uint64_t line_no = 1;
  for (int batch = 0; batch < batches; ++batch) {
    v1::LineChunk& chunk = *request.mutable_chunk();
    chunk.Clear();
    chunk.set_first_line_no(line_no);
    for (int i = 0; i < options_.lines_per_batch; ++i) {
      *chunk.add_lines() = LineOf(options_, payer, month, posted++);
    }
    line_no += static_cast<std::uint64_t>(options_.lines_per_batch);
    absl::SleepFor(start + between * batch - absl::Now());
    const absl::Time sent = absl::Now();
    PARITRANA_CHECK(stream->Write(request) && stream->Read(&answer));
    PARITRANA_CHECK(answer.progress().totals().accepted() == line_no - 1);
    watcher.Add({sent, absl::Now(), rpc::FromProto(answer.progress().position())});
  }
  stream->WritesDone();
  PARITRANA_CHECK(stream->Finish().ok());
}

}  // namespace paritrana::bench
