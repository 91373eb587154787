// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/enforcement/finding_book.h"

#include <set>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/answer_store.h"
#include "services/compliance/adapters/postgres/enforcement/finding_rows.h"

namespace paritrana::compliance {
namespace {

// What is kept beside a key: the finding and how the decision left it.
std::string AnswerText(const EmployerFinding& finding) {
  return absl::StrCat("finding ", finding.number, " ", static_cast<int>(finding.state), " ",
                      ToDayNumber(finding.state_since));
}

// The finding as the first answer showed it; what it rests on may have changed since.
absl::StatusOr<NamedFinding> ReadAnswer(postgres::Connection& connection,
                                        const std::string& answer) {
  const std::vector<std::string> words = absl::StrSplit(answer, ' ');
  std::int64_t number = 0;
  int state = 0;
  std::int32_t since = 0;
  if (words.size() != 4 || !absl::SimpleAtoi(words[1], &number) ||
      !absl::SimpleAtoi(words[2], &state) || !absl::SimpleAtoi(words[3], &since)) {
    return MakeError("DATA_CORRUPT", "idempotency_key");
  }
  PARITRANA_ASSIGN_OR_RETURN(NamedFinding named, ReadFinding(connection, number));
  named.finding.state = static_cast<FindingState>(state);
  named.finding.state_since = FromDayNumber(since);
  return named;
}

std::vector<Subject> SubjectsOf(std::span<const SubjectDetections> detections) {
  std::vector<Subject> subjects;
  for (const SubjectDetections& one : detections) subjects.push_back(one.subject);
  return subjects;
}

std::vector<FindingChange> ChangesOf(std::span<const SubjectDetections> detections,
                                     const StandingFindings& standing, absl::CivilDay day) {
  std::vector<FindingChange> changes;
  for (const SubjectDetections& one : detections) {
    for (const Detection& detection : one.detections) {
      const auto found = standing.find({one.subject, detection.flag});
      const auto stands = found == standing.end() ? std::nullopt : std::optional(found->second);
      auto change = TakeDetection(one.subject, stands, detection, day);
      if (change) changes.push_back(*std::move(change));
    }
  }
  return changes;
}

// Evidence alone leaves flags as they are.
bool ChangesFlags(const FindingChange& change) {
  return change.event.kind != FindingEventKind::kEvidenceChanged &&
         change.after.subject.registered();
}

}  // namespace

absl::Status PostgresFindingBook::TellFlags(postgres::Connection& connection,
                                            std::span<const FindingChange> changes) const {
  std::set<EmployerId> changed;
  for (const FindingChange& change : changes) {
    if (ChangesFlags(change)) changed.insert(change.after.subject.employer);
  }
  if (!hook_ || changed.empty()) return absl::OkStatus();
  return hook_(connection, std::vector<EmployerId>(changed.begin(), changed.end()));
}

absl::StatusOr<Subject> PostgresFindingBook::FindSubject(std::string_view reference,
                                                         absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return FindSubjectByReference(*lease, reference);
}

absl::StatusOr<std::vector<NamedFinding>> PostgresFindingBook::List(const Subject& subject,
                                                                    bool with_closed,
                                                                    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  return ReadFindings(*lease, subject, with_closed);
}

absl::StatusOr<FindingHistory> PostgresFindingBook::Get(std::int64_t number, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  FindingHistory history;
  PARITRANA_ASSIGN_OR_RETURN(history.named, ReadFinding(*lease, number));
  PARITRANA_ASSIGN_OR_RETURN(history.events, ReadFindingEvents(*lease, number));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return history;
}

absl::StatusOr<NamedFinding> PostgresFindingBook::Apply(const KeyedRequest& call,
                                                        std::int64_t number, const Decider& decide,
                                                        absl::Time now, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_ASSIGN_OR_RETURN(NamedFinding named, LockFinding(*lease, number));
  PARITRANA_ASSIGN_OR_RETURN(const auto known, FindAnswer(*lease, call.key, call.request));
  if (known) return ReadAnswer(*lease, *known);
  const EmployerId employer = named.finding.subject.employer;
  PARITRANA_RETURN_IF_ERROR(LockStanding(*lease, employer));
  PARITRANA_ASSIGN_OR_RETURN(FindingChange change, decide(named.finding));
  PARITRANA_RETURN_IF_ERROR(WriteFindings(*lease, {&change, 1}, now));
  if (change.after.state == FindingState::kConfirmed) {
    PARITRANA_RETURN_IF_ERROR(
        RevokeCertificates(*lease, employer, change.after.state_since, "finding"));
  }
  PARITRANA_RETURN_IF_ERROR(TellFlags(*lease, {&change, 1}));
  PARITRANA_RETURN_IF_ERROR(
      KeepAnswer(*lease, {call.key, call.request, AnswerText(change.after)}, now));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  named.finding = std::move(change.after);
  return named;
}

absl::StatusOr<std::uint32_t> PostgresFindingBook::Take(
    std::span<const SubjectDetections> detections, absl::CivilDay day, absl::Time now,
    absl::Time deadline) {
  if (detections.empty()) return 0;
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_ASSIGN_OR_RETURN(const StandingFindings standing,
                             LockStandingFindings(*lease, SubjectsOf(detections)));
  std::vector<FindingChange> changes = ChangesOf(detections, standing, day);
  PARITRANA_RETURN_IF_ERROR(WriteFindings(*lease, changes, now));
  PARITRANA_RETURN_IF_ERROR(TellFlags(*lease, changes));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return static_cast<std::uint32_t>(changes.size());
}

}  // namespace paritrana::compliance
