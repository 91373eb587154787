// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/position.h"
#include "libs/events/outbox.h"
#include "libs/postgres/connection.h"
#include "services/compliance/adapters/postgres/settlement_rows.h"
#include "services/compliance/domain/settlement.h"

namespace paritrana::compliance {

// Writes one settlement, in an open transaction that holds the payer: what changed as one chunk
// without a submission. One settlement, one writer.
class SettlementWriter {
 public:
  // Connection and outbox must outlive the writer.
  SettlementWriter(postgres::Connection& connection, EmployerId payer,
                   paritrana::events::Outbox& outbox, std::uint32_t shards);

  // Returns the versions of the periods that changed. Its last statements hold the counters of the
  // outbox: commit soon.
  absl::StatusOr<std::map<Month, std::uint64_t>> Write(const Settlement& settlement,
                                                       absl::Time recorded_at);

 private:
  // What changes in a submission when its lines cease to wait.
  struct SubmissionChange {
    Month period;
    std::int64_t accepted = 0;
    std::int64_t warned = 0;
    std::int64_t rejected = 0;
    std::int64_t rupiah = 0;
    std::set<Shard> shards;  // of its new facts
  };

  void Sort(const Settlement& settlement);
  void NoteEndOfWait(const OpenLine& after);
  absl::Status RaiseVersions();
  postgres::Connection::Statement QueuePaidPeriods() const;
  absl::Status WriteLines(const Settlement& settlement);
  absl::Status WriteNumbersAndTasks(const Settlement& settlement);
  absl::Status AppendFacts(const Settlement& settlement, absl::Time recorded_at);
  std::vector<postgres::Param> SubmissionParams(const Position& added) const;

  postgres::Connection& connection_;
  const EmployerId payer_;
  paritrana::events::Outbox& outbox_;
  const std::uint32_t shards_;

  LineColumns posted_;   // lines that counted before
  LineColumns counted_;  // lines that count or did
  LineColumns refused_, waiting_, waited_;
  std::set<Month> periods_;
  std::map<std::int64_t, SubmissionChange> submissions_;
  std::map<std::string, std::int64_t> numbers_;
  std::int64_t chunk_no_ = 0;
  std::map<Month, std::uint64_t> versions_;
};

}  // namespace paritrana::compliance
