// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/public_api.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"

namespace paritrana::synth {
namespace {

constexpr auto kCallDeadline = std::chrono::seconds(60);
constexpr int kAttempts = 60;
constexpr auto kPauseBetweenAttempts = std::chrono::seconds(1);
// Lines of one message; a worker or line is well below 400 bytes, so a chunk stays below its 256
// KiB.
constexpr std::size_t kLinesPerMessage = 600;

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
}

// Calls until it succeeds, fails for good, or a minute of retries has passed. Every call here is
// idempotent.
template <typename Call>
auto WithRetries(Call call) -> decltype(call()) {
  auto result = call();
  for (int attempt = 1; attempt < kAttempts && !result.ok(); ++attempt) {
    if (!ReasonOf(result.status())->retryable) break;
    std::this_thread::sleep_for(kPauseBetweenAttempts);
    result = call();
  }
  return result;
}

// Sends `parts` and reads every answer at once, so that neither side waits for the other's buffer.
template <typename Request, typename Response, typename OnAnswer>
absl::Status Exchange(grpc::ClientReaderWriterInterface<Request, Response>& stream,
                      const std::vector<Request>& parts, OnAnswer on_answer) {
  std::thread writer([&] {
    for (const Request& part : parts) {
      if (!stream.Write(part)) break;
    }
    stream.WritesDone();
  });
  Response answer;
  while (stream.Read(&answer)) on_answer(answer);
  writer.join();
  return rpc::FromGrpc(stream.Finish());
}

std::vector<registration::v1::ImportWorkersRequest> PartsOf(
    const std::string& import_id, const Position& employers,
    const std::vector<registration::v1::Worker>& workers) {
  std::vector<registration::v1::ImportWorkersRequest> parts(1);
  parts[0].mutable_header()->set_import_id(import_id);
  *parts[0].mutable_header()->mutable_after() = rpc::ToProto(employers);
  for (std::size_t first = 0; first < workers.size(); first += kLinesPerMessage) {
    auto& chunk = *parts.emplace_back().mutable_chunk();
    chunk.set_first_line_no(first + 1);
    const std::size_t end = std::min(workers.size(), first + kLinesPerMessage);
    for (std::size_t i = first; i < end; ++i) *chunk.add_workers() = workers[i];
  }
  return parts;
}

compliance::v1::PostSubmissionRequest HeaderOf(const SubmissionName& name, const KnownUpTo& known) {
  compliance::v1::PostSubmissionRequest part;
  auto& header = *part.mutable_header();
  header.set_payer(name.payer);
  header.set_period(name.period);
  header.set_run(name.run);
  header.set_submission(name.submission);
  *header.mutable_after() = rpc::ToProto(known.participants);
  *header.mutable_after_employers() = rpc::ToProto(known.employers);
  return part;
}

std::vector<compliance::v1::PostSubmissionRequest> PartsOf(
    const SubmissionName& name, const KnownUpTo& known,
    const std::vector<compliance::v1::ContributionLine>& lines) {
  std::vector<compliance::v1::PostSubmissionRequest> parts = {HeaderOf(name, known)};
  contract::SubmissionDigest digest;
  for (std::size_t first = 0; first < lines.size(); first += kLinesPerMessage) {
    auto& chunk = *parts.emplace_back().mutable_chunk();
    chunk.set_first_line_no(first + 1);
    const std::size_t end = std::min(lines.size(), first + kLinesPerMessage);
    for (std::size_t i = first; i < end; ++i) {
      digest.Add(contract::CanonicalText(lines[i]));
      *chunk.add_lines() = lines[i];
    }
  }
  auto& seal = *parts.emplace_back().mutable_seal();
  seal.set_line_count(lines.size());
  seal.set_content_sha256(digest.bytes());
  return parts;
}

}  // namespace

PublicApi::PublicApi(std::shared_ptr<grpc::Channel> registration,
                     std::shared_ptr<grpc::Channel> compliance)
    : employers_(registration::v1::EmployerService::NewStub(registration)),
      workers_(registration::v1::WorkerService::NewStub(registration)),
      submissions_(compliance::v1::SubmissionService::NewStub(compliance)) {}

absl::StatusOr<Position> PublicApi::RegisterEmployer(const registration::v1::Employer& employer) {
  return WithRetries([&]() -> absl::StatusOr<Position> {
    registration::v1::RegisterEmployerRequest request;
    request.set_idempotency_key(absl::StrCat("synth-", employer.npp(), "-", employer.division()));
    *request.mutable_employer() = employer;
    registration::v1::RegisterEmployerResponse response;
    grpc::ClientContext context;
    SetDeadline(context);
    PARITRANA_RETURN_IF_ERROR(
        rpc::FromGrpc(employers_->RegisterEmployer(&context, request, &response)));
    return rpc::FromProto(response.position());
  });
}

absl::StatusOr<Counted> PublicApi::ImportWorkers(
    const std::string& import_id, const Position& employers,
    const std::vector<registration::v1::Worker>& workers) {
  const auto parts = PartsOf(import_id, employers, workers);
  return WithRetries([&]() -> absl::StatusOr<Counted> {
    grpc::ClientContext context;
    SetDeadline(context);
    Counted counted;
    const auto stream = workers_->ImportWorkers(&context);
    PARITRANA_RETURN_IF_ERROR(
        Exchange(*stream, parts, [&](const registration::v1::ImportWorkersResponse& answer) {
          counted = {answer.accepted(), answer.rejected(), rpc::FromProto(answer.position())};
        }));
    return counted;
  });
}

absl::StatusOr<Counted> PublicApi::Post(
    const SubmissionName& name, const KnownUpTo& known,
    const std::vector<compliance::v1::ContributionLine>& lines) {
  const auto parts = PartsOf(name, known, lines);
  return WithRetries([&]() -> absl::StatusOr<Counted> {
    grpc::ClientContext context;
    SetDeadline(context);
    Counted counted;
    const auto stream = submissions_->PostSubmission(&context);
    PARITRANA_RETURN_IF_ERROR(
        Exchange(*stream, parts, [&](const compliance::v1::PostSubmissionResponse& answer) {
          if (!answer.has_receipt()) return;
          const auto& receipt = answer.receipt();
          counted = {receipt.totals().accepted(), receipt.totals().rejected(),
                     rpc::FromProto(receipt.position())};
        }));
    return counted;
  });
}

}  // namespace paritrana::synth
