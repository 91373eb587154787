// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/case_rows.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/enforcement/case_detail.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

constexpr char kCases[] =
    "SELECT c.case_no, c.employer_id, c.nib, c.flags, coalesce(e.employer_ref, 'nib-' || c.nib)"
    "  FROM case_file c LEFT JOIN employer e ON c.nib = '' AND e.employer_id = c.employer_id ";

constexpr std::string_view kEvents = R"sql(
SELECT case_no, event_no, kind, step, day, officer, reason, detail, recorded_at FROM case_event
 WHERE case_no = ANY ($1::bigint[]) ORDER BY case_no, event_no
)sql";

constexpr std::string_view kInsert = R"sql(
INSERT INTO case_file (employer_id, nib, flags, opened_on, state, step)
VALUES ($1, $2, $3, $4, 1, $5) RETURNING case_no
)sql";

constexpr std::string_view kInsertEvent = R"sql(
INSERT INTO case_event (case_no, event_no, kind, step, day, officer, reason, detail, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql";

constexpr std::string_view kUpdate =
    "UPDATE case_file SET state = $2, step = $3 WHERE case_no = $1";

absl::StatusOr<CaseEvent> ReadEvent(const Result& rows, int row) {
  CaseEvent event;
  event.number = static_cast<std::uint32_t>(rows.Int64(row, 1));
  event.kind = static_cast<CaseEventKind>(rows.Int64(row, 2));
  event.step = static_cast<CaseStep>(rows.Int64(row, 3));
  event.day = DayAt(rows, row, 4);
  event.officer = std::string(rows.Text(row, 5));
  event.reason = std::string(rows.Text(row, 6));
  PARITRANA_RETURN_IF_ERROR(ReadDetail(rows.Text(row, 7), event));
  event.recorded_at = rows.Time(row, 8);
  return event;
}

absl::Status ReadEvents(postgres::Connection& connection, std::vector<StoredCase>& cases) {
  std::vector<std::int64_t> numbers;
  std::map<std::int64_t, StoredCase*> by_number;
  for (StoredCase& stored : cases) {
    numbers.push_back(stored.number);
    by_number[stored.number] = &stored;
  }
  const std::vector<Param> params = {Param::Int64Array(numbers)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(kEvents, params));
  for (int row = 0; row < rows.rows(); ++row) {
    PARITRANA_ASSIGN_OR_RETURN(CaseEvent event, ReadEvent(rows, row));
    by_number.at(rows.Int64(row, 0))->events.push_back(std::move(event));
  }
  return absl::OkStatus();
}

// Of one employer, one case is open at a time.
absl::Status WithReason(const absl::Status& status) {
  return absl::IsAlreadyExists(status) ? MakeError("CASE_ALREADY_OPEN", "employer_ref") : status;
}

}  // namespace

absl::StatusOr<std::vector<StoredCase>> ReadCases(postgres::Connection& connection,
                                                  std::string_view clause,
                                                  std::span<const Param> params) {
  const std::string sql = absl::StrCat(kCases, std::string(clause));
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(sql, params));
  std::vector<StoredCase> cases;
  for (int row = 0; row < rows.rows(); ++row) {
    StoredCase& stored = cases.emplace_back();
    stored.number = rows.Int64(row, 0);
    stored.subject = ReadSubject(rows, row, 1);
    stored.flags = FlagSet::FromBits(static_cast<std::uint32_t>(rows.Int64(row, 3)));
    stored.employer_ref = std::string(rows.Text(row, 4));
  }
  PARITRANA_RETURN_IF_ERROR(ReadEvents(connection, cases));
  return cases;
}

absl::StatusOr<StoredCase> ReadCase(postgres::Connection& connection, std::int64_t number) {
  const std::vector<Param> params = {Param(number)};
  PARITRANA_ASSIGN_OR_RETURN(auto cases, ReadCases(connection, "WHERE c.case_no = $1", params));
  if (cases.empty()) return MakeError("CASE_UNKNOWN", "case_no");
  return std::move(cases[0]);
}

absl::StatusOr<std::int64_t> InsertCase(postgres::Connection& connection,
                                        const StoredCase& opened) {
  const std::vector<Param> params = {IdParam(opened.subject.employer), Param(opened.subject.nib),
                                     Param(std::int64_t{opened.flags.bits()}),
                                     DayColumn(opened.events[0].day),
                                     EnumParam(opened.events[0].step)};
  const absl::StatusOr<Result> row = connection.Execute(kInsert, params);
  if (!row.ok()) return WithReason(row.status());
  return row->Int64(0, 0);
}

absl::Status AppendEvents(postgres::Connection& connection, std::int64_t number,
                          std::span<const CaseEvent> events, const CaseFile& after) {
  for (const CaseEvent& event : events) {
    const std::vector<Param> params = {Param(number),           Param(std::int64_t{event.number}),
                                       EnumParam(event.kind),   EnumParam(event.step),
                                       DayColumn(event.day),    Param(event.officer),
                                       Param(event.reason),     Param(DetailText(event)),
                                       Param(event.recorded_at)};
    PARITRANA_RETURN_IF_ERROR(connection.Execute(kInsertEvent, params).status());
  }
  const std::vector<Param> params = {Param(number), EnumParam(after.state), EnumParam(after.step)};
  return WithReason(connection.Execute(kUpdate, params).status());
}

}  // namespace paritrana::compliance
