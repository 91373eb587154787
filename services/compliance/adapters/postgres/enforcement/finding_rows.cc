// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/finding_rows.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

constexpr char kColumns[] =
    "f.finding_no, f.employer_id, f.nib, f.flag, f.state, f.evidence, f.rule_id, f.legal_basis, "
    "f.confidence, f.as_of, f.found_on, f.state_since, f.officer, f.reason, "
    "coalesce(e.employer_ref, 'nib-' || f.nib)";
constexpr char kFrom[] =
    " FROM employer_finding f LEFT JOIN employer e ON f.nib = '' AND e.employer_id = f.employer_id";

// $1 finding.
std::string FindByNumber(bool hold) {
  return absl::StrCat("SELECT ", kColumns, kFrom, " WHERE f.finding_no = $1",
                      hold ? " FOR UPDATE OF f" : "");
}

// $1 employer, $2 nib, $3 closed ones too.
std::string FindBySubject() {
  return absl::StrCat("SELECT ", kColumns, kFrom,
                      " WHERE f.employer_id = $1 AND f.nib = $2 AND ($3 OR f.state IN (1, 2))"
                      " ORDER BY f.finding_no DESC");
}

// $1 employers, $2 business numbers beside them.
std::string FindStanding() {
  return absl::StrCat("SELECT ", kColumns, kFrom,
                      " JOIN unnest($1::bigint[], $2::text[]) AS s (employer_id, nib)"
                      " ON f.employer_id = s.employer_id AND f.nib = s.nib"
                      " WHERE f.state <> 4 ORDER BY f.finding_no FOR UPDATE OF f");
}

constexpr std::string_view kEvents = R"sql(
SELECT kind, day, officer, reason, evidence, recorded_at FROM finding_event
 WHERE finding_no = $1 ORDER BY event_no
)sql";

constexpr std::string_view kInsert = R"sql(
INSERT INTO employer_finding (employer_id, nib, flag, state, evidence, rule_id, legal_basis,
                              confidence, as_of, found_on, state_since, officer, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING finding_no
)sql";

constexpr std::string_view kUpdate = R"sql(
UPDATE employer_finding SET state = $2, evidence = $3, rule_id = $4, legal_basis = $5,
       confidence = $6, as_of = $7, state_since = $8, officer = $9, reason = $10
 WHERE finding_no = $1
)sql";

constexpr std::string_view kInsertEvent = R"sql(
INSERT INTO finding_event (finding_no, event_no, kind, day, officer, reason, evidence, recorded_at)
SELECT $1, 1 + count(*), $2, $3, $4, $5, $6, $7 FROM finding_event WHERE finding_no = $1
)sql";

absl::StatusOr<NamedFinding> Read(const Result& rows, int row) {
  NamedFinding named;
  EmployerFinding& finding = named.finding;
  finding.number = rows.Int64(row, 0);
  finding.subject = ReadSubject(rows, row, 1);
  finding.flag = static_cast<Flag>(rows.Int64(row, 3));
  finding.state = static_cast<FindingState>(rows.Int64(row, 4));
  PARITRANA_ASSIGN_OR_RETURN(finding.evidence, ParseEvidence(rows.Text(row, 5)));
  finding.rule_id = std::string(rows.Text(row, 6));
  finding.legal_basis = std::string(rows.Text(row, 7));
  finding.confidence = static_cast<contribution::Confidence>(rows.Int64(row, 8));
  finding.as_of = DayAt(rows, row, 9);
  finding.found_on = DayAt(rows, row, 10);
  finding.state_since = DayAt(rows, row, 11);
  finding.officer = std::string(rows.Text(row, 12));
  finding.reason = std::string(rows.Text(row, 13));
  named.employer_ref = std::string(rows.Text(row, 14));
  return named;
}

absl::StatusOr<NamedFinding> ReadOne(postgres::Connection& connection, std::int64_t number,
                                     bool hold) {
  const std::vector<Param> params = {Param(number)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(FindByNumber(hold), params));
  if (rows.rows() == 0) return MakeError("FINDING_UNKNOWN", "finding");
  return Read(rows, 0);
}

absl::Status Insert(postgres::Connection& connection, EmployerFinding& finding) {
  const std::vector<Param> params = {IdParam(finding.subject.employer),
                                     Param(finding.subject.nib),
                                     EnumParam(finding.flag),
                                     EnumParam(finding.state),
                                     Param(ToText(finding.evidence)),
                                     Param(finding.rule_id),
                                     Param(finding.legal_basis),
                                     EnumParam(finding.confidence),
                                     DayColumn(finding.as_of),
                                     DayColumn(finding.found_on),
                                     DayColumn(finding.state_since),
                                     Param(finding.officer),
                                     Param(finding.reason)};
  const absl::StatusOr<Result> row = connection.Execute(kInsert, params);
  if (absl::IsAlreadyExists(row.status())) return absl::AbortedError("found at the same time");
  PARITRANA_RETURN_IF_ERROR(row.status());
  finding.number = row->Int64(0, 0);
  return absl::OkStatus();
}

absl::Status Update(postgres::Connection& connection, const EmployerFinding& finding) {
  const std::vector<Param> params = {
      Param(finding.number),    EnumParam(finding.state),       Param(ToText(finding.evidence)),
      Param(finding.rule_id),   Param(finding.legal_basis),     EnumParam(finding.confidence),
      DayColumn(finding.as_of), DayColumn(finding.state_since), Param(finding.officer),
      Param(finding.reason)};
  return connection.Execute(kUpdate, params).status();
}

absl::Status InsertEvent(postgres::Connection& connection, std::int64_t number,
                         const FindingEvent& event, absl::Time now) {
  const std::string evidence = event.evidence ? ToText(*event.evidence) : "";
  const std::vector<Param> params = {Param(number),
                                     EnumParam(event.kind),
                                     DayColumn(event.day),
                                     Param(event.officer),
                                     Param(event.reason),
                                     Param(evidence),
                                     Param(now)};
  return connection.Execute(kInsertEvent, params).status();
}

}  // namespace

absl::StatusOr<NamedFinding> LockFinding(postgres::Connection& connection, std::int64_t number) {
  return ReadOne(connection, number, true);
}

absl::StatusOr<NamedFinding> ReadFinding(postgres::Connection& connection, std::int64_t number) {
  return ReadOne(connection, number, false);
}

absl::StatusOr<std::vector<NamedFinding>> ReadFindings(postgres::Connection& connection,
                                                       const Subject& subject, bool with_closed) {
  const std::vector<Param> params = {IdParam(subject.employer), Param(subject.nib),
                                     Param(with_closed)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(FindBySubject(), params));
  std::vector<NamedFinding> findings;
  for (int row = 0; row < rows.rows(); ++row) {
    PARITRANA_ASSIGN_OR_RETURN(NamedFinding named, Read(rows, row));
    findings.push_back(std::move(named));
  }
  return findings;
}

absl::StatusOr<std::vector<FindingEvent>> ReadFindingEvents(postgres::Connection& connection,
                                                            std::int64_t number) {
  const std::vector<Param> params = {Param(number)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kEvents, params));
  std::vector<FindingEvent> events;
  for (int row = 0; row < rows.rows(); ++row) {
    FindingEvent& event = events.emplace_back();
    event.kind = static_cast<FindingEventKind>(rows.Int64(row, 0));
    event.day = DayAt(rows, row, 1);
    event.officer = std::string(rows.Text(row, 2));
    event.reason = std::string(rows.Text(row, 3));
    if (!rows.Text(row, 4).empty()) {
      PARITRANA_ASSIGN_OR_RETURN(event.evidence, ParseEvidence(rows.Text(row, 4)));
    }
    event.recorded_at = rows.Time(row, 5);
  }
  return events;
}

absl::StatusOr<StandingFindings> LockStandingFindings(postgres::Connection& connection,
                                                      std::span<const Subject> subjects) {
  std::vector<std::int64_t> employers;
  std::vector<std::string> nibs;
  for (const Subject& subject : subjects) {
    employers.push_back(ToColumn(subject.employer.value()));
    nibs.push_back(subject.nib);
  }
  const std::vector<Param> params = {Param::Int64Array(employers), Param::TextArray(nibs)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(FindStanding(), params));
  StandingFindings standing;
  for (int row = 0; row < rows.rows(); ++row) {
    PARITRANA_ASSIGN_OR_RETURN(NamedFinding named, Read(rows, row));
    const std::pair<Subject, Flag> key = {named.finding.subject, named.finding.flag};
    standing.emplace(key, std::move(named.finding));
  }
  return standing;
}

absl::Status WriteFindings(postgres::Connection& connection, std::span<FindingChange> changes,
                           absl::Time now) {
  for (FindingChange& change : changes) {
    const bool is_new = change.after.number == 0;
    PARITRANA_RETURN_IF_ERROR(is_new ? Insert(connection, change.after)
                                     : Update(connection, change.after));
    PARITRANA_RETURN_IF_ERROR(InsertEvent(connection, change.after.number, change.event, now));
  }
  return absl::OkStatus();
}

}  // namespace paritrana::compliance
