// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/check_worker.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// One employment of a worker, with the payer's reference instead of its id.
struct EmploymentView {
  EmployerRef employer;
  Membership membership;
};

// What the register tells about a worker: nothing that says who it is.
struct WorkerView {
  Pseudonym pseudonym;
  std::vector<EmploymentView> employments;  // newest first
};

// Looks a worker up by identity. Thread-safe.
class LookUpWorkerHandler {
 public:
  explicit LookUpWorkerHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // WORKER_UNKNOWN.
  absl::StatusOr<WorkerView> Handle(const IdentityDraft& identity, absl::Time deadline) const;

 private:
  Surroundings surroundings_;
};

}  // namespace paritrana::registration
