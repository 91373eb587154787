// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/channel.h>

#include "absl/status/statusor.h"
#include "libs/base/position.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"
#include "paritrana/registration/v1/workers.grpc.pb.h"

namespace paritrana::synth {

// What an import or a posting did.
struct Counted {
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;
  Position position;
};

// Where a submission stands.
struct SubmissionName {
  std::string payer;
  std::string period;  // "2024-12"
  std::string run;
  std::string submission;
};

// Until where registration's facts must have reached compliance before it judges lines.
struct KnownUpTo {
  Position employers;
  Position participants;
};

// The public API as the example population uses it: the same calls as any payroll system, nothing
// behind the scenes.
//
// Every call may be repeated: ids are made from the data. Unavailable services are tried again for
// a minute. Blocks. Thread-safe.
class PublicApi {
 public:
  PublicApi(std::shared_ptr<grpc::Channel> registration, std::shared_ptr<grpc::Channel> compliance);

  absl::StatusOr<Position> RegisterEmployer(const registration::v1::Employer& employer);

  absl::StatusOr<Counted> ImportWorkers(const std::string& import_id,
                                        const std::vector<registration::v1::Worker>& workers);

  // Posts and seals. `lines` must not be empty.
  absl::StatusOr<Counted> Post(const SubmissionName& name, const KnownUpTo& known,
                               const std::vector<compliance::v1::ContributionLine>& lines);

 private:
  std::unique_ptr<registration::v1::EmployerService::Stub> employers_;
  std::unique_ptr<registration::v1::WorkerService::Stub> workers_;
  std::unique_ptr<compliance::v1::SubmissionService::Stub> submissions_;
};

}  // namespace paritrana::synth
