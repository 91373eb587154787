// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/settlement.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

constexpr char kWorkerField[] = "worker";
constexpr std::string_view kNoCandidate = "none";

bool SaysWhyItWaits(const Finding& finding) {
  return finding.reason == "WORKER_AWAITED" || finding.reason == "EMPLOYMENT_AWAITED" ||
         finding.reason == "EMPLOYMENT_AMBIGUOUS";
}

Findings WarningsOf(Findings findings) {
  findings.erase(std::remove_if(findings.begin(), findings.end(), SaysWhyItWaits), findings.end());
  return findings;
}

Findings WaitingFor(std::string_view reason, Findings findings) {
  findings = WarningsOf(std::move(findings));
  findings.push_back({reason, kWorkerField});
  return findings;
}

CountedLine Under(Pseudonym worker, const Membership& membership, CountedLine as) {
  as.worker = worker;
  as.region = membership.counting_region();
  as.worker_kind = membership.worker_kind;
  as.sponsor_kind = membership.sponsor_kind;
  return as;
}

bool CountTheSame(const CountedLine& a, const CountedLine& b) {
  return a.worker == b.worker && a.region == b.region && a.worker_kind == b.worker_kind &&
         a.sponsor_kind == b.sponsor_kind;
}

bool SameMonths(const LedgerLine& a, const LedgerLine& b) {
  return a.counted.segment == b.counted.segment && a.counted.covered.Overlaps(b.counted.covered);
}

// A worker may have a line of a supplementary run beside one of another run.
bool MayStandTogether(const LedgerLine& a, const LedgerLine& b) {
  return a.run_no != b.run_no &&
         (a.run_kind == RunKind::kSupplementary || b.run_kind == RunKind::kSupplementary);
}

// The payer said which membership it is: no other is guessed while that one fits.
bool ChosenByPayer(const OpenLine& open) {
  return open.reasons.Has(MatchReason::kNamedByPayer) || open.reasons.Has(MatchReason::kAnswered);
}

// The membership that a counted line rests on by now; nullptr if none can be told. Numbers of
// memberships are the participant's own: they mean nothing after a merge.
const Membership* RestsOn(const OpenLine& open, Pseudonym owner,
                          const std::vector<Membership>& memberships) {
  const CountedLine& counted = open.line.counted;
  const Membership* own =
      owner == counted.worker ? FindMembership(memberships, open.line.membership_no) : nullptr;
  if (own != nullptr && !Fits(*own, counted.segment, counted.covered)) own = nullptr;
  if (own != nullptr && ChosenByPayer(open)) return own;
  MatchInput input;
  input.worker = owner;
  input.memberships = memberships;
  input.segment = counted.segment;
  input.covered = counted.covered;
  const Match match = MatchLine(input);
  if (match.kind != MatchKind::kMatched) return own;
  return FindMembership(memberships, match.membership_no);
}

using Places = std::vector<std::size_t>;

// One settlement in the making: copies of the book's lines that change as it goes.
class Settling {
 public:
  explicit Settling(const PayerBook& book)
      : book_(book), waited_from_(book.counted.size()), lines_(book.counted) {
    lines_.insert(lines_.end(), book.waiting.begin(), book.waiting.end());
    changed_.resize(lines_.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::optional<Pseudonym> worker =
          i < waited_from_ ? lines_[i].line.counted.worker : lines_[i].worker;
      if (worker) (i < waited_from_ ? counted_of_ : waiting_of_)[*worker].push_back(i);
    }
  }

  void Tasks(std::size_t changes_max) {
    for (const Pseudonym task : book_.tasks) {
      if (!SettleTask(task, changes_max)) return;
      result_.done.push_back(task);
    }
  }

  void RefuseAll(std::string_view reason) {
    for (std::size_t i = waited_from_; i < lines_.size(); ++i) Refuse(i, {reason, kWorkerField});
  }

  absl::Status Answer(std::string_view candidate);

  Settlement Finish() && {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (changed_[i]) result_.lines.push_back({std::move(lines_[i]), i >= waited_from_});
    }
    return std::move(result_);
  }

 private:
  bool SettleTask(Pseudonym task, std::size_t changes_max);
  void Restate(std::size_t place, Pseudonym owner);
  void MatchAnew(std::size_t place, Pseudonym worker);
  void Ask(std::size_t place, Match match);
  void AwaitEmployment(std::size_t place);
  void Count(std::size_t place, Pseudonym worker, const Membership& membership,
             MatchReasons reasons, SettleCause cause);
  std::optional<LineReference> TakePlace(const OpenLine& open, Pseudonym worker);
  void Refuse(std::size_t place, Finding finding);
  void Note(std::size_t place, bool takes_back, SettleCause cause) {
    const LedgerLine& line = lines_[place].line;
    result_.journal.push_back({line.id, takes_back, cause, line.counted});
  }
  void SetChanged(std::size_t place) {
    changed_[place] = true;
    ++changes_;
  }
  std::optional<Pseudonym> OwnerOf(Pseudonym worker) const {
    const auto found = book_.owners.find(worker);
    if (found == book_.owners.end()) return std::nullopt;
    return found->second;
  }
  const std::vector<Membership>& MembershipsOf(Pseudonym worker) const {
    static const std::vector<Membership> kNone;
    const auto found = book_.memberships.find(worker);
    return found == book_.memberships.end() ? kNone : found->second;
  }
  std::optional<PayrollNumberOwner> NumberOwner(const std::string& number) const;

  const PayerBook& book_;
  const std::size_t waited_from_;  // lines from here on waited
  std::vector<OpenLine> lines_;
  std::vector<bool> changed_;
  std::map<Pseudonym, Places> counted_of_, waiting_of_;
  std::size_t changes_ = 0;
  Settlement result_;
};

bool Settling::SettleTask(Pseudonym task, std::size_t changes_max) {
  const std::optional<Pseudonym> owner = OwnerOf(task);
  // The fact of the surviving participant queues the task anew.
  if (!owner) return true;
  if (*owner != task) result_.merged[task] = *owner;
  for (const std::size_t place : Places(counted_of_[task])) {
    if (changes_ >= changes_max) return false;
    Restate(place, *owner);
  }
  for (const std::size_t place : waiting_of_[*owner]) {
    if (changes_ >= changes_max) return false;
    if (!changed_[place]) MatchAnew(place, *owner);
  }
  return true;
}

void Settling::Restate(std::size_t place, Pseudonym owner) {
  OpenLine& open = lines_[place];
  if (!open.line.live()) return;
  const bool merged = owner != open.line.counted.worker;
  CountedLine as = open.line.counted;
  as.worker = owner;
  const Membership* membership = RestsOn(open, owner, MembershipsOf(owner));
  if (membership != nullptr) as = Under(owner, *membership, as);
  if (CountTheSame(as, open.line.counted)) return;
  const SettleCause cause = merged ? SettleCause::kMerged : SettleCause::kMoved;
  Note(place, true, cause);
  open.line.counted = as;
  if (merged || membership != nullptr) {
    open.line.membership_no = membership != nullptr ? membership->membership_no : 0;
  }
  Note(place, false, cause);
  if (merged) counted_of_[owner].push_back(place);
  SetChanged(place);
}

std::optional<PayrollNumberOwner> Settling::NumberOwner(const std::string& number) const {
  const auto found = book_.numbers.find(number);
  if (number.empty() || found == book_.numbers.end()) return std::nullopt;
  const Pseudonym owner = OwnerOf(found->second).value_or(found->second);
  return PayrollNumberOwner{owner, MembershipsOf(owner)};
}

void Settling::MatchAnew(std::size_t place, Pseudonym worker) {
  const OpenLine& open = lines_[place];
  const std::optional<PayrollNumberOwner> number_owner = NumberOwner(open.payroll_number);
  MatchInput input;
  input.worker = worker;
  input.memberships = MembershipsOf(worker);
  input.segment = open.line.counted.segment;
  input.covered = open.line.counted.covered;
  input.membership_no = open.line.membership_no;
  input.has_payroll_number = !open.payroll_number.empty();
  input.number_owner = number_owner ? &*number_owner : nullptr;
  input.worker_has_number = book_.workers_with_number.contains(worker);
  Match match = MatchLine(input);
  if (match.kind == MatchKind::kAmbiguous) return Ask(place, std::move(match));
  const Membership* membership = FindMembership(input.memberships, match.membership_no);
  if (match.kind != MatchKind::kMatched || membership == nullptr) return AwaitEmployment(place);
  Count(place, worker, *membership, match.reasons, SettleCause::kRegistered);
}

void Settling::Ask(std::size_t place, Match match) {
  OpenLine& open = lines_[place];
  if (open.candidates == match.candidates) return;
  open.candidates = std::move(match.candidates);
  open.findings = WaitingFor("EMPLOYMENT_AMBIGUOUS", std::move(open.findings));
  SetChanged(place);
}

void Settling::AwaitEmployment(std::size_t place) {
  OpenLine& open = lines_[place];
  Findings findings = WaitingFor("EMPLOYMENT_AWAITED", open.findings);
  if (open.candidates.empty() && findings == open.findings) return;
  open.candidates.clear();
  open.findings = std::move(findings);
  SetChanged(place);
}

void Settling::Count(std::size_t place, Pseudonym worker, const Membership& membership,
                     MatchReasons reasons, SettleCause cause) {
  OpenLine& open = lines_[place];
  if (const auto other = TakePlace(open, worker)) {
    return Refuse(place, {"DUPLICATE_WORKER_MONTH", "covered_from", other});
  }
  open.findings = WarningsOf(std::move(open.findings));
  open.line.verdict =
      open.findings.empty() ? VerdictKind::kAccepted : VerdictKind::kAcceptedWithWarnings;
  open.line.standing = Standing::kLive;
  open.line.counted = Under(worker, membership, open.line.counted);
  open.line.membership_no = membership.membership_no;
  open.reasons = reasons;
  open.candidates.clear();
  Note(place, false, cause);
  SetChanged(place);
  // Later lines of this settlement are held against it.
  counted_of_[worker].push_back(place);
}

// Returns the line that has its months; else takes back those that it replaces.
std::optional<LineReference> Settling::TakePlace(const OpenLine& open, Pseudonym worker) {
  Places replaced;
  for (const std::size_t place : counted_of_[worker]) {
    const LedgerLine& other = lines_[place].line;
    if (!other.live() || !SameMonths(open.line, other)) continue;
    if (open.replaces_run_no != 0 && other.run_no == open.replaces_run_no) {
      replaced.push_back(place);
    } else if (!MayStandTogether(open.line, other)) {
      return other.where;
    }
  }
  for (const std::size_t place : replaced) {
    Note(place, true, SettleCause::kReplaced);
    lines_[place].line.standing = Standing::kReplaced;
    SetChanged(place);
  }
  return std::nullopt;
}

void Settling::Refuse(std::size_t place, Finding finding) {
  OpenLine& open = lines_[place];
  open.line.verdict = VerdictKind::kRejected;
  open.findings = {std::move(finding)};
  open.candidates.clear();
  SetChanged(place);
}

absl::Status Settling::Answer(std::string_view candidate) {
  const OpenLine& open = lines_.at(waited_from_);
  if (open.candidates.empty()) return MakeError("LINE_NOT_WAITING", "line_no");
  if (candidate == kNoCandidate) {
    Refuse(waited_from_, {"MATCH_DECLINED", kWorkerField});
    return absl::OkStatus();
  }
  std::size_t number = 0;
  const char* const end = candidate.data() + candidate.size();
  const auto parsed = std::from_chars(candidate.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end || number == 0 ||
      number > open.candidates.size()) {
    return MakeError("CANDIDATE_UNKNOWN", "candidate");
  }
  const MatchCandidate chosen = open.candidates[number - 1];
  const Membership* membership = FindMembership(MembershipsOf(chosen.worker), chosen.membership_no);
  const CountedLine& as = open.line.counted;
  if (OwnerOf(chosen.worker) != chosen.worker || membership == nullptr ||
      !Fits(*membership, as.segment, as.covered)) {
    return MakeError("CANDIDATE_UNKNOWN", "candidate");
  }
  MatchReasons reasons = chosen.reasons;
  reasons.Add(MatchReason::kAnswered);
  Count(waited_from_, chosen.worker, *membership, reasons, SettleCause::kAnswered);
  return absl::OkStatus();
}

}  // namespace

std::map<Month, AccrualSum> AccrualsOf(const Settlement& settlement) {
  std::map<Month, AccrualSum> accruals;
  for (const SettledLine& settled : settlement.lines) {
    const LedgerLine& line = settled.after.line;
    const bool counted = !settled.waited;
    if (counted == line.live()) continue;
    AccrualSum& sum = accruals[settled.after.period];
    if (counted) {
      sum.TakeBack(line.counted.segment, line.counted.covered, line.amounts);
    } else {
      sum.Add(line.counted.segment, line.counted.covered, line.amounts);
    }
  }
  return accruals;
}

Settlement SettleTasks(const PayerBook& book, std::size_t changes_max) {
  Settling settling(book);
  settling.Tasks(changes_max);
  return std::move(settling).Finish();
}

Settlement GiveUp(const PayerBook& book) {
  Settling settling(book);
  settling.RefuseAll("WAITED_TOO_LONG");
  return std::move(settling).Finish();
}

absl::StatusOr<Settlement> TakeAnswer(const PayerBook& book, std::string_view candidate) {
  Settling settling(book);
  PARITRANA_RETURN_IF_ERROR(settling.Answer(candidate));
  return std::move(settling).Finish();
}

}  // namespace paritrana::compliance
