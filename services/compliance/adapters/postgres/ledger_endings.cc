// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/ledger_endings.h"

#include <string>

#include "services/compliance/adapters/postgres/finding_text.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;

// Endings as one array a column. The causes of the ledger's journal have the numbers of the
// standings: 2 corrected, 3 deleted, 4 replaced.
struct EndingColumns {
  void Add(const Ending& ending) {
    submissions.push_back(ending.line.id.submission_no);
    lines.push_back(static_cast<std::int64_t>(ending.line.id.line_no));
    standings.push_back(static_cast<std::int64_t>(ending.how));
  }
  std::vector<std::int64_t> submissions;
  std::vector<std::int64_t> lines;
  std::vector<std::int64_t> standings;
};

// Why a line that waited is refused from now on.
std::string FindingOf(const Ending& ending) {
  const bool deleted = ending.how == Standing::kDeleted;
  Finding finding{deleted ? "LINE_ALREADY_DELETED" : "LINE_ALREADY_REPLACED", "line_id"};
  if (!ending.by.submission.empty()) finding.other = ending.by;
  return WriteFindings({finding});
}

void AppendLive(const EndingColumns& live, std::int64_t chunk_no,
                std::vector<Connection::Statement>& statements) {
  if (live.lines.empty()) return;
  std::vector<std::int64_t> ordinals;
  for (std::size_t i = live.lines.size(); i > 0; --i) {
    ordinals.push_back(-static_cast<std::int64_t>(i));
  }
  const Param submissions = Param::Int64Array(live.submissions);
  const Param lines = Param::Int64Array(live.lines);
  const Param standings = Param::Int64Array(live.standings);
  statements.push_back({ledger_sql::kJournalPostings, {submissions, lines}});
  statements.push_back(
      {ledger_sql::kJournalRetracts,
       {Param(chunk_no), submissions, lines, Param::Int64Array(ordinals), standings}});
  statements.push_back({ledger_sql::kEndLive, {submissions, lines, standings}});
}

}  // namespace

void AppendEndings(std::span<const Ending> endings, std::int64_t chunk_no,
                   std::int64_t submission_no, std::vector<Connection::Statement>& statements) {
  EndingColumns live;
  EndingColumns waiting;
  std::vector<std::string> findings;
  for (const Ending& ending : endings) {
    if (!ending.line.waiting()) {
      live.Add(ending);
      continue;
    }
    waiting.Add(ending);
    findings.push_back(FindingOf(ending));
  }
  AppendLive(live, chunk_no, statements);
  if (waiting.lines.empty()) return;
  const Param submissions = Param::Int64Array(waiting.submissions);
  const Param lines = Param::Int64Array(waiting.lines);
  statements.push_back(
      {ledger_sql::kEndWaiting,
       {submissions, lines, Param::Int64Array(waiting.standings), Param::TextArray(findings)}});
  statements.push_back({ledger_sql::kForgetWaiting, {submissions, lines}});
  statements.push_back({ledger_sql::kCountWithdrawn, {submissions, Param(submission_no)}});
}

}  // namespace paritrana::compliance
