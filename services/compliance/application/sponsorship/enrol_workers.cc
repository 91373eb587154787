// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/sponsorship/enrol_workers.h"

#include <sstream>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

identity::Kind KindOf(WorkerNumber::Kind kind) {
  return kind == WorkerNumber::Kind::kKpj ? identity::Kind::kKpj : identity::Kind::kNik;
}

// What the batch is, under a keyed hash: it names people.
std::string RequestText(const EnrolWorkers& command, const identity::Vault& vault) {
  std::string text;
  for (const IncomingEnrolment& line : command.lines) {
    absl::StrAppend(&text, static_cast<int>(line.worker.kind), std::string(line.worker.digits), " ",
                    static_cast<int>(line.action), " ", std::string(line.from_month), " ",
                    std::string(line.to_month), "\n");
  }
  const identity::Token hash = vault.Fingerprint(text);
  return absl::StrCat("enrol ", command.key.sponsor.value(), " ", command.key.programme, " ",
                      absl::BytesToHexString(std::string(hash.begin(), hash.end())));
}

// Counts, then a line for each notable verdict.
std::string AnswerText(const EnrolledWorkers& answer) {
  std::string text =
      absl::StrCat(answer.accepted, " ", answer.unchanged, " ", answer.rejected, "\n");
  for (const NotableEnrolment& line : answer.notable) {
    absl::StrAppend(&text, line.line_no, " ", line.accepted ? 1 : 0, " ",
                    std::string(line.finding.reason), " ", line.finding.field, "\n");
  }
  return text;
}

EnrolledWorkers ReadAnswer(const std::string& text) {
  std::istringstream words(text);
  EnrolledWorkers answer;
  words >> answer.accepted >> answer.unchanged >> answer.rejected;
  NotableEnrolment line;
  std::string reason;
  while (words >> line.line_no >> line.accepted >> reason >> line.finding.field) {
    line.finding.reason = FindReason(reason)->name;
    answer.notable.push_back(line);
  }
  return answer;
}

std::optional<Finding> CheckWorker(const WorkerNumber& worker) {
  if (worker.kind == WorkerNumber::Kind::kNone) return Finding{"IDENTITY_REQUIRED", "worker"};
  if (worker.kind == WorkerNumber::Kind::kKpj) {
    if (!identity::CheckKpj(worker.digits).ok()) return Finding{"KPJ_INVALID", "worker.kpj"};
  } else if (!identity::ParseNik(worker.digits).ok()) {
    return Finding{"NIK_INVALID", "worker.nik"};
  }
  return std::nullopt;
}

// A month of the line, or the programme's own. Nothing if it is none.
std::optional<Month> ReadMonth(std::string_view text, Month otherwise) {
  if (text.empty()) return otherwise;
  const auto month = Month::Parse(text);
  return month.ok() ? std::optional<Month>(*month) : std::nullopt;
}

// What the line asks for, or what is wrong with it by itself.
std::optional<Finding> ReadAsked(const IncomingEnrolment& line, const ProgrammeTerms& terms,
                                 EnrolmentAsked& asked) {
  if (auto finding = CheckWorker(line.worker)) return finding;
  const auto from = ReadMonth(line.from_month, terms.first);
  const auto to = ReadMonth(line.to_month, terms.last);
  if (!from) return Finding{"MONTH_INVALID", "from_month"};
  if (!to) return Finding{"MONTH_INVALID", "to_month"};
  asked = {line.action, {*from, *to}};
  return std::nullopt;
}

void Take(std::uint64_t line_no, const EnrolmentVerdict& verdict, EnrolledWorkers& answer) {
  (verdict.accepted ? answer.accepted : answer.rejected) += 1;
  if (verdict.accepted && !verdict.changed) ++answer.unchanged;
  if (verdict.finding) answer.notable.push_back({line_no, verdict.accepted, *verdict.finding});
}

std::vector<identity::Token> TokensOf(const EnrolWorkers& command, const identity::Vault& vault) {
  std::vector<identity::Token> tokens;
  tokens.reserve(command.lines.size());
  for (const IncomingEnrolment& line : command.lines) {
    tokens.push_back(vault.MakeToken(KindOf(line.worker.kind), line.worker.digits));
  }
  return tokens;
}

}  // namespace

absl::StatusOr<EnrolledWorkers> EnrolWorkersHandler::JudgeAll(const EnrolWorkers& command,
                                                              SponsorTransaction& transaction,
                                                              const SponsorProgramme& programme,
                                                              absl::CivilDay today) {
  const ProgrammeTerms& terms = programme.terms();
  PARITRANA_ASSIGN_OR_RETURN(
      const MonthlyCosts costs,
      MonthlyCosts::Make(rules_, programme.attributes, terms.first, terms.last));
  ProgrammeBook book = {programme, {}};
  PARITRANA_ASSIGN_OR_RETURN(book.enrolled, transaction.ReadEnrolled(programme.programme_no));
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<WorkerFacts> workers,
                             transaction.ReadWorkers(TokensOf(command, vault_)));
  EnrolmentJudge judge(book, costs);
  EnrolledWorkers answer;
  for (std::size_t i = 0; i < command.lines.size(); ++i) {
    EnrolmentAsked asked;
    EnrolmentVerdict verdict;
    verdict.finding = ReadAsked(command.lines[i], terms, asked);
    if (!verdict.finding) verdict = judge.Judge(asked, workers[i]);
    Take(i + 1, verdict, answer);
  }
  const EnrolmentChanges changes = judge.Changes();
  if (!changes.empty()) {
    PARITRANA_RETURN_IF_ERROR(transaction.WriteEnrolments(programme.programme_no, changes, today));
  }
  return answer;
}

absl::StatusOr<EnrolledWorkers> EnrolWorkersHandler::Enrol(const EnrolWorkers& command) {
  if (command.lines.empty()) return MakeError("FIELD_REQUIRED", "lines");
  if (command.lines.size() > kEnrolmentLinesMax) return MakeError("CHUNK_TOO_LARGE", "lines");
  const absl::Time now = clock_.Now();
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction,
                             ledger_.Begin(command.key.sponsor, command.deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto programme,
                             transaction->FindProgramme(command.key.programme));
  if (!programme) return MakeError("SPONSOR_PROGRAMME_UNKNOWN", "programme");
  KeptAnswer kept = {command.idempotency_key, RequestText(command, vault_), ""};
  PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction->FindAnswer(kept.key, kept.request));
  if (known) return ReadAnswer(*known);
  PARITRANA_ASSIGN_OR_RETURN(EnrolledWorkers answer,
                             JudgeAll(command, *transaction, *programme, DayInWib(now)));
  kept.answer = AnswerText(answer);
  PARITRANA_RETURN_IF_ERROR(transaction->KeepAnswer(kept, now));
  PARITRANA_RETURN_IF_ERROR(transaction->Commit());
  return answer;
}

}  // namespace paritrana::compliance
