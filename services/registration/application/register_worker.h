// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/check_worker.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Registers one worker with one employment.
struct RegisterWorker {
  RequestKey key;
  WorkerDraft worker;
};

// Carries out RegisterWorker: one effect and one answer per request key. The answer's subject is
// the pseudonym. A refused worker gives the first fault. Thread-safe.
class RegisterWorkerHandler {
 public:
  explicit RegisterWorkerHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  absl::StatusOr<Answer> Handle(const RegisterWorker& command, absl::Time deadline) const;

  // Judges only: the answer as it would be now, without position, its subject 0 if the person is
  // not known yet. Nothing is kept.
  absl::StatusOr<Answer> Judge(const WorkerDraft& draft, absl::Time deadline) const;

 private:
  absl::StatusOr<Answer> Register(RegisterTransaction& transaction, const RequestKey& key,
                                  const CheckedWorker& worker) const;

  Surroundings surroundings_;
};

}  // namespace paritrana::registration
