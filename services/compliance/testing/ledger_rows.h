// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/base/month.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// A line as a test wants it in the ledger.
struct RowLine {
  std::uint64_t worker = 0;  // pseudonym
  std::string line_id;
  std::int64_t jkk = 0;  // employer's share
  std::int64_t jht = 0;  // worker's share
  std::string payroll_number = "";
  bool waits = false;
};

// Names a row of table line.
struct RowId {
  std::int64_t submission_no = 0;
  std::int64_t line_no = 0;

  friend auto operator<=>(const RowId&, const RowId&) = default;
};

// Numbers of columns, as the contracts have them.
inline constexpr int kPosted = 1;
inline constexpr int kCorrected = 2;
inline constexpr int kDeleted = 3;
inline constexpr int kReplaced = 4;
inline constexpr int kRegistered = 5;
inline constexpr int kMerged = 7;

// Writes rows of the ledger of the test payer directly, in the form that posting and settling
// write them, for tests of what only reads them back. One change, one version.
class LedgerRows {
 public:
  explicit LedgerRows(TestService& service, Month period = Month(2024, 12))
      : service_(service), period_(std::to_string(period.number())) {}

  std::int64_t AddRun(const std::string& run, int kind = 1);
  void ReplaceRun(std::int64_t old_run, std::int64_t new_run);
  std::int64_t AddSubmission(std::int64_t run_no, const std::string& submission,
                             bool sealed = true);

  // Adds lines in one chunk that also takes others back.
  std::vector<RowId> Post(std::int64_t submission_no, const std::vector<RowLine>& lines,
                          const std::vector<RowId>& taken_back = {}, int cause = kCorrected);

  // Accepts a waiting line, in a chunk of its own.
  void Accept(const RowId& line);
  // Lets lines count for another worker, in one chunk.
  void Merge(const std::vector<RowId>& lines, std::uint64_t worker);

 private:
  std::int64_t One(const std::string& sql) { return service_.Count(sql); }
  void Run(const std::string& sql) { service_.Query(sql); }
  // Begins a version of the period and returns its chunk.
  std::string BeginChunk(const std::string& submission_no, const std::string& lines);
  void AddLine(const std::string& chunk_no, const RowId& row, const RowLine& line);
  void KeepPosting(const RowId& line);
  void AddEntry(const std::string& chunk_no, std::int64_t ordinal, int effect, int cause,
                const RowId& line);

  TestService& service_;
  std::string period_;
};

}  // namespace paritrana::compliance::testing
