// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"
#include "tests/e2e/population.h"

namespace paritrana::e2e {

// A payroll system: posts whole submissions for the employer's workers. Thread-safe.
class Payroll {
 public:
  explicit Payroll(const Installation& installation);

  // The request for one line a worker, "L<worker>", of workers `first` … `last`.
  compliance::v1::CreateSubmissionRequest Submission(const std::string& name, int first,
                                                     int last) const;

  // Posts once.
  grpc::Status Post(const compliance::v1::CreateSubmissionRequest& request,
                    compliance::v1::CreateSubmissionResponse* response,
                    absl::Duration timeout = absl::Seconds(20));

  // Posts until it is acknowledged, with the same content each time; CHECKs that it is accepted.
  compliance::v1::CreateSubmissionResponse PostUntilAcknowledged(
      const compliance::v1::CreateSubmissionRequest& request);

 private:
  std::unique_ptr<compliance::v1::SubmissionService::Stub> stub_;
};

}  // namespace paritrana::e2e
