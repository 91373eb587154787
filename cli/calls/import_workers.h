// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/calls/patience.h"
#include "libs/base/position.h"
#include "paritrana/registration/v1/workers.grpc.pb.h"

namespace paritrana::cli {

// What became of an import.
struct ImportOutcome {
  // By line number from 1: workers that were not plainly accepted.
  std::map<std::uint64_t, common::v1::LineVerdict> verdicts;
  std::uint64_t accepted = 0;
  // Where the facts stand in registration.participants.v1.
  Position position;
  int resumed = 0;
};

// Imports a list of workers over a stream, and takes it up again where it was cut: workers whose
// answer was lost are sent again, which is harmless. Blocks; not thread-safe.
class WorkerImporter {
 public:
  using Stub = registration::v1::WorkerService::StubInterface;
  using OnProgress = std::function<void(std::uint64_t workers_durable)>;

  WorkerImporter(Stub& stub, Patience patience, OnProgress on_progress);

  // Errors are those of ImportWorkers; retryable ones are returned once patience has run out.
  absl::StatusOr<ImportOutcome> Import(const registration::v1::ImportHeader& header,
                                       const std::vector<registration::v1::Worker>& workers);

 private:
  absl::Status ImportOnce(const registration::v1::ImportHeader& header,
                          const std::vector<registration::v1::Worker>& workers);
  void Take(const registration::v1::ImportWorkersResponse& response);

  Stub& stub_;
  Patience patience_;
  OnProgress on_progress_;
  std::uint64_t next_line_no_ = 1;
  ImportOutcome outcome_;
};

}  // namespace paritrana::cli
