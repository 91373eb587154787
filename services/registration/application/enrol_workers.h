// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registration/application/check_worker.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// What became of one worker of a batch: refused if there are faults.
struct EnrolmentOutcome {
  Pseudonym pseudonym;  // of an accepted worker; 0 if only judged and not known yet
  std::vector<absl::Status> faults;
  std::vector<Warning> warnings;
};

// Whether a batch is registered or only judged: then nothing is locked or saved.
enum class EnrolMode { kRegister, kJudge };

// A batch applied to a transaction that is still open.
struct Enrolment {
  std::vector<EnrolmentOutcome> outcomes;  // as many as workers, in their order
  Facts facts;                             // to be committed
};

// Registers workers with one employment each: the heart of RegisterWorker and ImportWorkers.
//
// A known identity leads to its person; an unknown one makes a person with a new random pseudonym,
// unless the KPJ beside it belongs to a person without NIK. A worker whose employer or region is
// unknown, whose numbers lead to two persons or whose employment overlaps another is refused and
// leaves nothing behind. Workers of one batch see those before them. Everything is read and written
// in sets, so that a batch of 5,000 costs a handful of statements. Persons are locked before new
// identities are claimed, each in ascending order, so that two batches never wait for each other.
// A known person's name is compared, with the warning NAME_DIFFERS. The payroll number is the
// payer's own affair: another one does not make another employment.
// ABORTED if another transaction registers one of the new identities at this moment: run again.
absl::StatusOr<Enrolment> EnrolWorkers(RegisterTransaction& transaction,
                                       const Surroundings& surroundings,
                                       std::span<const CheckedWorker> workers,
                                       EnrolMode mode = EnrolMode::kRegister);

}  // namespace paritrana::registration
