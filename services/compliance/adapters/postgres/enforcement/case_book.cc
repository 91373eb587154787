// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/case_book.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/answer_store.h"
#include "services/compliance/adapters/postgres/enforcement/case_rows.h"
#include "services/compliance/adapters/postgres/enforcement/employer_flags.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

constexpr std::string_view kHold = "SELECT 1 FROM case_file WHERE case_no = $1 FOR UPDATE";

// $1 employer, $2 nib.
constexpr std::string_view kConfirmed = R"sql(
SELECT coalesce(bit_or(1 << flag), 0) FROM employer_finding
 WHERE employer_id = $1 AND nib = $2 AND state = 2
)sql";

constexpr char kOfSubject[] =
    "WHERE c.employer_id = $1 AND c.nib = $2 ORDER BY c.case_no DESC LIMIT 1000";
constexpr char kWithPlan[] =
    "WHERE c.employer_id = ANY ($1::bigint[]) AND c.state = 3 ORDER BY c.case_no";

// $1 number before, $2 state or null, $3 and $4 region keys or null, $5 rows.
constexpr char kPage[] = R"sql(
WHERE c.case_no > $1 AND (c.state = $2::smallint OR ($2 IS NULL AND c.state <> 4))
  AND ($3::bigint IS NULL OR coalesce(e.registration_region,
       (SELECT u.region FROM obliged_undertaking u WHERE u.nib = c.nib)) BETWEEN $3 AND $4)
ORDER BY c.case_no LIMIT $5
)sql";

// What is kept beside a key: the case and its events at that time.
std::string AnswerText(std::int64_t number, std::size_t events) {
  return absl::StrCat("case ", number, " ", events);
}

absl::StatusOr<StoredCase> ReadAnswer(Connection& connection, const std::string& answer) {
  const std::vector<std::string> words = absl::StrSplit(answer, ' ');
  std::int64_t number = 0;
  std::size_t events = 0;
  if (words.size() != 3 || !absl::SimpleAtoi(words[1], &number) ||
      !absl::SimpleAtoi(words[2], &events)) {
    return MakeError("DATA_CORRUPT", "idempotency_key");
  }
  PARITRANA_ASSIGN_OR_RETURN(StoredCase stored, ReadCase(connection, number));
  if (stored.events.size() > events) stored.events.resize(events);
  return stored;
}

absl::StatusOr<std::optional<StoredCase>> FindAnswerIn(Connection& connection,
                                                       const KeyedRequest& call) {
  if (call.key.empty()) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(const auto known,
                             compliance::FindAnswer(connection, call.key, call.request));
  if (!known) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(StoredCase stored, ReadAnswer(connection, *known));
  return stored;
}

CaseFile FileAfter(std::span<const CaseEvent> before, std::span<const CaseEvent> added) {
  CaseFile file;
  for (const CaseEvent& event : before) Apply(file, event);
  for (const CaseEvent& event : added) Apply(file, event);
  return file;
}

absl::Status RevokeIfOpened(Connection& connection, EmployerId employer,
                            std::span<const CaseEvent> events) {
  for (const CaseEvent& event : events) {
    if (event.kind != CaseEventKind::kOpened && event.kind != CaseEventKind::kReopened) continue;
    PARITRANA_RETURN_IF_ERROR(
        RevokeCertificates(connection, employer, DayInWib(event.recorded_at), "case"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<StoredCase>> PostgresCaseBook::FindAnswer(const KeyedRequest& call,
                                                                       absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return FindAnswerIn(*lease, call);
}

absl::StatusOr<StoredCase> PostgresCaseBook::Open(const KeyedRequest& call,
                                                  const StoredCase& opened, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(LockStanding(*lease, opened.subject.employer));
  PARITRANA_ASSIGN_OR_RETURN(auto known, FindAnswerIn(*lease, call));
  if (known) return *std::move(known);
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t number, InsertCase(*lease, opened));
  PARITRANA_RETURN_IF_ERROR(
      AppendEvents(*lease, number, opened.events, FileAfter({}, opened.events)));
  PARITRANA_RETURN_IF_ERROR(RevokeIfOpened(*lease, opened.subject.employer, opened.events));
  PARITRANA_RETURN_IF_ERROR(KeepAnswer(*lease, {call.key, call.request, AnswerText(number, 1)},
                                       opened.events[0].recorded_at));
  PARITRANA_ASSIGN_OR_RETURN(StoredCase stored, ReadCase(*lease, number));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return stored;
}

absl::StatusOr<StoredCase> PostgresCaseBook::Append(const KeyedRequest& call,
                                                    const StoredCase& read,
                                                    std::span<const CaseEvent> events,
                                                    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  const std::vector<Param> params = {Param(read.number)};
  PARITRANA_RETURN_IF_ERROR(lease->Execute(kHold, params).status());
  PARITRANA_ASSIGN_OR_RETURN(auto known, FindAnswerIn(*lease, call));
  if (known) return *std::move(known);
  PARITRANA_ASSIGN_OR_RETURN(StoredCase stored, ReadCase(*lease, read.number));
  if (stored.events.size() != read.events.size()) return absl::AbortedError("the case has grown");
  PARITRANA_RETURN_IF_ERROR(LockStanding(*lease, read.subject.employer));
  PARITRANA_RETURN_IF_ERROR(
      AppendEvents(*lease, read.number, events, FileAfter(read.events, events)));
  PARITRANA_RETURN_IF_ERROR(RevokeIfOpened(*lease, read.subject.employer, events));
  stored.events.insert(stored.events.end(), events.begin(), events.end());
  if (!call.key.empty()) {
    PARITRANA_RETURN_IF_ERROR(
        KeepAnswer(*lease, {call.key, call.request, AnswerText(read.number, stored.events.size())},
                   events.back().recorded_at));
  }
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return stored;
}

absl::StatusOr<StoredCase> PostgresCaseBook::Find(std::int64_t number, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return ReadCase(*lease, number);
}

absl::StatusOr<std::vector<StoredCase>> PostgresCaseBook::ListOf(const Subject& subject,
                                                                 absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {IdParam(subject.employer), Param(subject.nib)};
  return ReadCases(*lease, kOfSubject, params);
}

absl::StatusOr<CasePage> PostgresCaseBook::List(const CasePageQuery& query, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  // One row more than asked for tells whether another page follows.
  const std::vector<Param> params = {
      Param(query.after), query.state ? EnumParam(*query.state) : Param::Null(),
      query.regions ? Param(ToColumn(query.regions->first)) : Param::Null(),
      query.regions ? Param(ToColumn(query.regions->second)) : Param::Null(),
      Param(std::int64_t{query.page_size} + 1)};
  CasePage page;
  PARITRANA_ASSIGN_OR_RETURN(page.cases, ReadCases(*lease, kPage, params));
  page.more = page.cases.size() > static_cast<std::size_t>(query.page_size);
  if (page.more) page.cases.pop_back();
  return page;
}

absl::StatusOr<std::vector<StoredCase>> PostgresCaseBook::WithPlan(
    std::span<const EmployerId> employers, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  std::vector<std::int64_t> ids;
  for (const EmployerId employer : employers) ids.push_back(ToColumn(employer.value()));
  const std::vector<Param> params = {Param::Int64Array(ids)};
  return ReadCases(*lease, kWithPlan, params);
}

absl::StatusOr<FlagSet> PostgresCaseBook::ConfirmedFlags(const Subject& subject,
                                                         absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {IdParam(subject.employer), Param(subject.nib)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kConfirmed, params));
  return FlagSet::FromBits(static_cast<std::uint32_t>(rows.Int64(0, 0)));
}

}  // namespace paritrana::compliance
