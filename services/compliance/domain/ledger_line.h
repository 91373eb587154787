// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "libs/base/ids.h"
#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/finding.h"
#include "services/compliance/domain/verdict.h"

// Lines as the ledger holds them. Numbers are those of the contracts
// (proto/paritrana/compliance/v1/submissions.proto).
namespace paritrana::compliance {

// Whether a line that was accepted still stands.
enum class Standing : std::uint8_t {
  kNone = 0,  // it never counted, or waits
  kLive = 1,
  kCorrected = 2,
  kDeleted = 3,
  kReplaced = 4,
};

// What a run is for. kUnspecified only where a caller leaves it open.
enum class RunKind : std::uint8_t {
  kUnspecified = 0,
  kRegular = 1,
  kSupplementary = 2,
  kReplacement = 3,
  kNil = 4,
  kCorrection = 5,
};

// Keyed hash of a worker's number: how a line that waits knows its worker.
using WorkerToken = std::array<std::uint8_t, 16>;

// Names a line for good. A submission that is not kept yet has number 0.
struct LedgerLineId {
  std::int64_t submission_no = 0;
  std::uint64_t line_no = 0;

  friend bool operator==(const LedgerLineId&, const LedgerLineId&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const LedgerLineId& id) {
    return H::combine(std::move(state), id.submission_no, id.line_no);
  }
};

// The attributes under which a line counts: what a fact carries, and what a later fact takes back.
struct CountedLine {
  Pseudonym worker;
  std::uint64_t region = 0;  // region key it counts in
  CoveredRange covered;
  Segment segment = Segment::kPu;
  std::uint8_t worker_kind = 0;  // numbers of the contracts: passed on, never judged here
  std::uint8_t sponsor_kind = 0;
  Rupiah amount;
};

// A line of the ledger that a new one may touch.
struct LedgerLine {
  LedgerLineId id;
  LineReference where;  // the same, for the payer
  std::int64_t run_no = 0;
  RunKind run_kind = RunKind::kRegular;
  VerdictKind verdict = VerdictKind::kAccepted;
  LineAction action = LineAction::kAdd;
  Standing standing = Standing::kNone;
  CountedLine counted;           // while it waits: without worker, region and kinds
  AmountsByProgramme amounts{};  // of the whole range
  std::uint32_t membership_no = 0;
  std::optional<WorkerToken> token;  // only while it waits

  bool live() const { return standing == Standing::kLive; }
  bool waiting() const { return verdict == VerdictKind::kWaiting && standing == Standing::kNone; }
};

// A line of the ledger that ceases to count or to wait.
struct Ending {
  LedgerLine line;
  Standing how = Standing::kCorrected;
  LineReference by;  // the line that ends it; empty if a whole run does
};

}  // namespace paritrana::compliance
