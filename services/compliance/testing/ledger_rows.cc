// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/ledger_rows.h"

#include "absl/strings/str_cat.h"

namespace paritrana::compliance::testing {
namespace {

const std::string kPayer = std::to_string(kTestPayerId.value());

std::string Where(const RowId& line) {
  return absl::StrCat(" WHERE submission_no = ", line.submission_no,
                      " AND line_no = ", line.line_no);
}

std::string Quoted(const std::string& text) { return text.empty() ? "NULL" : "'" + text + "'"; }

}  // namespace

std::int64_t LedgerRows::AddRun(const std::string& run, int kind) {
  return One(absl::StrCat("INSERT INTO run (employer_id, period, run, kind) VALUES (", kPayer, ", ",
                          period_, ", '", run, "', ", kind, ") RETURNING run_no"));
}

void LedgerRows::ReplaceRun(std::int64_t old_run, std::int64_t new_run) {
  Run(absl::StrCat("UPDATE run SET replaced_by = ", new_run, " WHERE run_no = ", old_run));
  Run(absl::StrCat("UPDATE run SET replaces = ", old_run, " WHERE run_no = ", new_run));
}

std::int64_t LedgerRows::AddSubmission(std::int64_t run_no, const std::string& submission,
                                       bool sealed) {
  return One(absl::StrCat(
      "INSERT INTO submission (run_no, submission, opened_at, sealed_at, lines, accepted, "
      "accepted_with_warnings, waiting, rejected, accepted_rupiah, masked_digest, epoch, "
      "sequences) VALUES (",
      run_no, ", '", submission, "', now(), ", sealed ? "now()" : "NULL",
      ", 0, 0, 0, 0, 0, 0, decode(repeat('00', 32), 'hex'), 0, '{}') RETURNING submission_no"));
}

std::string LedgerRows::BeginChunk(const std::string& submission_no, const std::string& lines) {
  const std::int64_t version = One(absl::StrCat(
      "INSERT INTO period AS p (employer_id, month, version) VALUES (", kPayer, ", ", period_,
      ", 1) ON CONFLICT (employer_id, month) DO UPDATE SET version = p.version + "
      "1 RETURNING version"));
  const std::string chunk_no = std::to_string(One("SELECT nextval('chunk_no')"));
  Run(absl::StrCat("INSERT INTO chunk VALUES (", chunk_no, ", ", submission_no, ", ", lines,
                   ", now())"));
  Run(absl::StrCat("INSERT INTO chunk_period VALUES (", kPayer, ", ", period_, ", ", version, ", ",
                   chunk_no, ")"));
  return chunk_no;
}

void LedgerRows::AddEntry(const std::string& chunk_no, std::int64_t ordinal, int effect, int cause,
                          const RowId& line) {
  Run(absl::StrCat("INSERT INTO entry SELECT ", chunk_no, ", ", ordinal, ", ", effect, ", ", cause,
                   ", submission_no, line_no, pseudonym, shard, region, worker_kind, sponsor_kind "
                   "FROM line",
                   Where(line)));
}

// What the chunk of a line's posting says must not change with the line.
void LedgerRows::KeepPosting(const RowId& line) {
  if (One("SELECT changed::integer FROM line" + Where(line)) == 1) return;
  AddEntry(service_.Query("SELECT chunk_no FROM line" + Where(line)).at(0), line.line_no, 1,
           kPosted, line);
  Run("UPDATE line SET changed = true" + Where(line));
}

void LedgerRows::AddLine(const std::string& chunk_no, const RowId& row, const RowLine& line) {
  Run(absl::StrCat(
      "INSERT INTO line (submission_no, line_no, chunk_no, verdict, line_id, content_hash, "
      "covered_from, covered_to, segment, amount, wage, run_no, line_key, employer_id, pseudonym, "
      "shard, region, worker_kind, sponsor_kind, standing, jkk_employer, jht_employee, "
      "payroll_number) SELECT ",
      row.submission_no, ", ", row.line_no, ", ", chunk_no, ", ", line.waits ? 3 : 1, ", '",
      line.line_id, "', gen_random_uuid(), ", period_, ", ", period_, ", 1, ", line.jkk + line.jht,
      ", 0, run_no, 0, ", kPayer, ", ", line.worker, ", 0, 6474011001, 1, 0, ",
      line.waits ? "NULL" : "1", ", nullif(", line.jkk, ", 0), nullif(", line.jht, ", 0), ",
      Quoted(line.payroll_number), " FROM submission WHERE submission_no = ", row.submission_no));
  if (line.waits) {
    Run(absl::StrCat("INSERT INTO waiting_line VALUES (", row.submission_no, ", ", row.line_no,
                     ", ", kPayer, ", gen_random_uuid(), NULL, now(), now())"));
  }
  Run(absl::StrCat("UPDATE submission SET lines = lines + 1, accepted_rupiah = accepted_rupiah + ",
                   line.waits ? 0 : line.jkk + line.jht,
                   line.waits ? ", waiting = waiting + 1" : ", accepted = accepted + 1",
                   " WHERE submission_no = ", row.submission_no));
}

std::vector<RowId> LedgerRows::Post(std::int64_t submission_no, const std::vector<RowLine>& lines,
                                    const std::vector<RowId>& taken_back, int cause) {
  const std::int64_t before =
      One(absl::StrCat("SELECT count(*) FROM line WHERE submission_no = ", submission_no));
  const auto count = static_cast<std::int64_t>(lines.size());
  const std::string chunk_no =
      BeginChunk(std::to_string(submission_no), absl::StrCat(before + 1, ", ", before + count));
  std::int64_t ordinal = -static_cast<std::int64_t>(taken_back.size());
  for (const RowId& line : taken_back) {
    KeepPosting(line);
    AddEntry(chunk_no, ordinal++, 2, cause, line);
    Run(absl::StrCat("UPDATE line SET standing = ", cause, Where(line)));
  }
  std::vector<RowId> rows;
  for (const RowLine& line : lines) {
    rows.push_back({submission_no, before + static_cast<std::int64_t>(rows.size()) + 1});
    AddLine(chunk_no, rows.back(), line);
  }
  return rows;
}

void LedgerRows::Accept(const RowId& line) {
  AddEntry(BeginChunk("NULL", "NULL, NULL"), 1, 1, kRegistered, line);
  Run("UPDATE line SET changed = true, standing = 1, verdict = 1" + Where(line));
  Run("DELETE FROM waiting_line" + Where(line));
  Run(
      absl::StrCat("UPDATE submission SET waiting = waiting - 1, accepted = accepted + 1 "
                   "WHERE submission_no = ",
                   line.submission_no));
}

void LedgerRows::Merge(const std::vector<RowId>& lines, std::uint64_t worker) {
  const std::string chunk_no = BeginChunk("NULL", "NULL, NULL");
  std::int64_t ordinal = 1;
  for (const RowId& line : lines) {
    KeepPosting(line);
    AddEntry(chunk_no, ordinal++, 2, kMerged, line);
    Run(absl::StrCat("UPDATE line SET pseudonym = ", worker, Where(line)));
    AddEntry(chunk_no, ordinal++, 1, kMerged, line);
  }
}

}  // namespace paritrana::compliance::testing
