// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/enforcement/finding_book.h"

namespace paritrana::compliance {

// Figures from the copy of registration, the ledger and imported tables: a few statements for any
// number of employers, so that a block of a month-end close costs little more than one. Wages are
// only counted, in the database. Thread-safe.
class PostgresFiguresReader : public FiguresReader {
 public:
  // The pool must outlive the reader.
  explicit PostgresFiguresReader(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::map<EmployerId, EmployerFigures>> ReadEmployers(
      std::span<const EmployerId> employers, absl::CivilDay day, absl::Time deadline) override;
  absl::StatusOr<std::map<std::string, UndertakingFigures>> ReadUndertakings(
      std::span<const std::string> nibs, absl::Time deadline) override;
  absl::StatusOr<std::map<std::string, UndertakingFigures>> ReadUndertakingsOf(
      std::span<const EmployerId> employers, absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
