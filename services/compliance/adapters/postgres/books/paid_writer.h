// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/events/outbox.h"
#include "libs/postgres/connection.h"
#include "services/compliance/adapters/events/contribution_facts.h"
#include "services/compliance/domain/books/paid.h"

namespace paritrana::compliance {

// Gathers what is stated of lines as paid for, and writes it as one chunk without a submission, in
// an open transaction that holds the payer. One step of a walk, one writer.
class PaidWriter {
 public:
  PaidWriter(EmployerId payer, std::uint32_t shards)
      : payer_(payer), shards_(shards), facts_(shards) {}

  void Add(const PaidLine& line);

  bool empty() const { return rows_.empty(); }
  std::uint64_t added() const { return added_; }
  std::uint64_t taken_back() const { return rows_.size() - added_; }

  // Its last statements hold the counters of the outbox: commit soon.
  absl::Status Write(postgres::Connection& connection, paritrana::events::Outbox& outbox,
                     absl::Time recorded_at) const;

 private:
  struct Row {
    LedgerLineId line;
    CountedLine as;
    bool takes_back = false;
  };

  void Add(const LedgerLineId& line, const CountedLine& as, bool takes_back);
  std::string EncodeEntries(std::int64_t chunk_no) const;

  const EmployerId payer_;
  const std::uint32_t shards_;
  ContributionFacts facts_;
  std::vector<Row> rows_;
  std::uint64_t added_ = 0;
};

}  // namespace paritrana::compliance
