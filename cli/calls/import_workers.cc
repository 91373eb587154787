// SPDX-License-Identifier: Apache-2.0
#include "cli/calls/import_workers.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <grpcpp/client_context.h>

#include "cli/calls/chunk.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"

namespace paritrana::cli {
namespace {

using registration::v1::ImportWorkersRequest;
using registration::v1::ImportWorkersResponse;

constexpr auto kStreamDeadline = std::chrono::minutes(5);

ImportWorkersRequest Chunk(const std::vector<registration::v1::Worker>& workers,
                           std::size_t begin) {
  ImportWorkersRequest request;
  request.mutable_chunk()->set_first_line_no(begin + 1);
  const std::size_t end = begin + ChunkLength(workers, begin);
  for (std::size_t i = begin; i < end; ++i) *request.mutable_chunk()->add_workers() = workers[i];
  return request;
}

}  // namespace

WorkerImporter::WorkerImporter(Stub& stub, Patience patience, OnProgress on_progress)
    : stub_(stub), patience_(std::move(patience)), on_progress_(std::move(on_progress)) {}

absl::StatusOr<ImportOutcome> WorkerImporter::Import(
    const registration::v1::ImportHeader& header,
    const std::vector<registration::v1::Worker>& workers) {
  outcome_ = {};
  next_line_no_ = 1;
  while (true) {
    const absl::Status status = ImportOnce(header, workers);
    if (status.ok()) break;
    if (!patience_.WaitAfter(status)) return status;
    ++outcome_.resumed;
  }
  const auto rejected = static_cast<std::uint64_t>(
      std::count_if(outcome_.verdicts.begin(), outcome_.verdicts.end(), [](const auto& verdict) {
        return verdict.second.kind() == common::v1::VERDICT_KIND_REJECTED;
      }));
  outcome_.accepted = workers.size() - rejected;
  return std::move(outcome_);
}

absl::Status WorkerImporter::ImportOnce(const registration::v1::ImportHeader& header,
                                        const std::vector<registration::v1::Worker>& workers) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kStreamDeadline);
  const auto stream = stub_.ImportWorkers(&context);
  ImportWorkersRequest request;
  *request.mutable_header() = header;
  bool open = stream->Write(request);
  while (open && next_line_no_ <= workers.size()) {
    ImportWorkersResponse response;
    open = stream->Write(Chunk(workers, next_line_no_ - 1)) && stream->Read(&response);
    if (!open) break;
    if (response.next_line_no() <= next_line_no_) {
      context.TryCancel();
      stream->Finish();
      return MakeError("INTERNAL", "", "the service did not go on after a chunk");
    }
    Take(response);
  }
  stream->WritesDone();
  const absl::Status status = rpc::FromGrpc(stream->Finish());
  return status.ok() && !open ? MakeError("UNAVAILABLE", "", "the stream ended early") : status;
}

void WorkerImporter::Take(const ImportWorkersResponse& response) {
  for (const auto& verdict : response.verdicts()) outcome_.verdicts[verdict.line_no()] = verdict;
  outcome_.position.Merge(rpc::FromProto(response.position()));
  next_line_no_ = response.next_line_no();
  patience_.Progressed();
  on_progress_(next_line_no_ - 1);
}

}  // namespace paritrana::cli
