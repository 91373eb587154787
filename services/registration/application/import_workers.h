// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/enrol_workers.h"

namespace paritrana::registration {

// Opens an import: a list of workers sent in chunks.
struct ImportWorkers {
  std::string import_id;  // 1 to 100 of [A-Za-z0-9._-]
  // Judge only. Each chunk is judged by the register as it is: what lines of two chunks do to each
  // other shows only in the real import.
  bool validate_only = false;
};

// Some lines of an import.
struct WorkerLines {
  std::uint64_t first_line_no = 0;
  std::vector<WorkerDraft> workers;
};

// What became of one line that was not plainly accepted.
struct LineFinding {
  std::uint64_t line_no = 0;
  bool accepted = false;
  std::vector<absl::Status> faults;
  std::vector<Warning> warnings;
};

// How far an import has come.
struct ImportProgress {
  std::uint64_t next_line_no = 0;
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;
  std::vector<LineFinding> findings;  // of the last chunk
  Position position;                  // of all chunks so far
};

// One import under way, the state of one stream.
//
// Each chunk is one transaction and counts at once. Nothing needs to be remembered between streams:
// a line is harmless when sent again, so after a cut the caller starts over or goes on at any line
// not yet answered. Not thread-safe.
class WorkerImport {
 public:
  // FIELD_MALFORMED for an import id that is none.
  static absl::StatusOr<WorkerImport> Open(const Surroundings& surroundings,
                                           const ImportWorkers& command);

  // Registers a chunk. LINES_OUT_OF_ORDER unless it follows the lines already received in this
  // stream, CHUNK_TOO_LARGE over 5,000 lines; nothing of the chunk has happened then.
  absl::StatusOr<ImportProgress> Add(const WorkerLines& lines, absl::Time deadline);

 private:
  WorkerImport(const Surroundings& surroundings, bool validate_only)
      : surroundings_(surroundings),
        mode_(validate_only ? EnrolMode::kJudge : EnrolMode::kRegister) {}

  absl::Status CheckLines(const WorkerLines& lines) const;
  absl::Status Register(std::span<const CheckedWorker> workers,
                        std::span<EnrolmentOutcome* const> outcomes, absl::Time deadline);
  void Count(std::uint64_t line_no, EnrolmentOutcome outcome);

  Surroundings surroundings_;
  EnrolMode mode_;
  ImportProgress progress_;
};

}  // namespace paritrana::registration
