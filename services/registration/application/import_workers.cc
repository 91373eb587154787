// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/import_workers.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::registration {
namespace {

constexpr std::size_t kImportIdMax = 100;

bool IsIdCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == '-';
}

absl::Status CheckImportId(const std::string& id) {
  if (id.empty()) return MakeError("FIELD_REQUIRED", "header.import_id");
  if (id.size() > kImportIdMax) return MakeError("FIELD_TOO_LONG", "header.import_id");
  const bool well_formed = std::all_of(id.begin(), id.end(), IsIdCharacter);
  return well_formed ? absl::OkStatus() : MakeError("FIELD_MALFORMED", "header.import_id");
}

}  // namespace

absl::StatusOr<WorkerImport> WorkerImport::Open(const Surroundings& surroundings,
                                                const ImportWorkers& command) {
  PARITRANA_RETURN_IF_ERROR(CheckImportId(command.import_id));
  return WorkerImport(surroundings, command.validate_only);
}

absl::Status WorkerImport::CheckLines(const WorkerLines& lines) const {
  const bool first = progress_.next_line_no == 0;
  if (lines.first_line_no == 0 || (!first && lines.first_line_no != progress_.next_line_no)) {
    return MakeError("LINES_OUT_OF_ORDER", "chunk.first_line_no");
  }
  if (lines.workers.size() > limits::kLinesPerChunkMax) {
    return MakeError("CHUNK_TOO_LARGE", "chunk.workers");
  }
  return absl::OkStatus();
}

absl::StatusOr<ImportProgress> WorkerImport::Add(const WorkerLines& lines, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckLines(lines));
  std::vector<EnrolmentOutcome> outcomes(lines.workers.size());
  std::vector<CheckedWorker> workers;
  std::vector<EnrolmentOutcome*> outcomes_of_workers;
  for (std::size_t i = 0; i < lines.workers.size(); ++i) {
    WorkerCheck check = CheckWorker(lines.workers[i], surroundings_.vault);
    outcomes[i].faults = std::move(check.faults);
    if (!check.worker) continue;
    workers.push_back(*std::move(check.worker));
    outcomes_of_workers.push_back(&outcomes[i]);
  }
  PARITRANA_RETURN_IF_ERROR(Register(workers, outcomes_of_workers, deadline));

  progress_.findings.clear();
  progress_.next_line_no = lines.first_line_no + lines.workers.size();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    Count(lines.first_line_no + i, std::move(outcomes[i]));
  }
  return progress_;
}

absl::Status WorkerImport::Register(std::span<const CheckedWorker> workers,
                                    std::span<EnrolmentOutcome* const> outcomes,
                                    absl::Time deadline) {
  if (workers.empty()) return absl::OkStatus();
  Position position;
  auto enrolled = RunTransaction(
      surroundings_.store, deadline,
      [&](RegisterTransaction& transaction) -> absl::StatusOr<std::vector<EnrolmentOutcome>> {
        PARITRANA_ASSIGN_OR_RETURN(Enrolment enrolment,
                                   EnrolWorkers(transaction, surroundings_, workers, mode_));
        if (mode_ == EnrolMode::kJudge) return std::move(enrolment.outcomes);
        PARITRANA_ASSIGN_OR_RETURN(
            position, transaction.Commit(enrolment.facts, surroundings_.clock.Now(), std::nullopt));
        return std::move(enrolment.outcomes);
      });
  if (!enrolled.ok()) return enrolled.status();
  for (std::size_t i = 0; i < outcomes.size(); ++i) *outcomes[i] = std::move((*enrolled)[i]);
  progress_.position.Merge(position);
  return absl::OkStatus();
}

void WorkerImport::Count(std::uint64_t line_no, EnrolmentOutcome outcome) {
  const bool accepted = outcome.faults.empty();
  ++(accepted ? progress_.accepted : progress_.rejected);
  if (accepted && outcome.warnings.empty()) return;
  progress_.findings.push_back(
      {line_no, accepted, std::move(outcome.faults), std::move(outcome.warnings)});
}

}  // namespace paritrana::registration
