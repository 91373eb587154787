// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "libs/base/clock.h"
#include "libs/base/limits.h"
#include "libs/base/random.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"
#include "paritrana/compliance/v1/matches.grpc.pb.h"

namespace paritrana::cli {
namespace {

using common::v1::LineVerdict;
using common::v1::MatchCandidate;
using compliance::v1::AnswerMatchRequest;
using compliance::v1::AnswerMatchResponse;
using compliance::v1::ListWaitingLinesRequest;
using compliance::v1::ListWaitingLinesResponse;
using compliance::v1::MatchService;
using compliance::v1::WaitingLine;

constexpr char kWaitingExamples[] = R"(Examples:
  paritrana lines waiting --payer A1234567-000
  paritrana lines waiting --payer A1234567-000 --period 2024-12 --ambiguous)";

constexpr char kAnswerExamples[] = R"(Examples:
  paritrana lines answer --payer A1234567-000 --period 2024-12 --run main --submission S1 --line 7 --candidate 2
  paritrana lines answer … --candidate none

The candidates are what `lines waiting` prints; "none" gives the line up.)";

// "2: from 2024-06-01 at 64.03.01.1001".
std::string TextOf(const MatchCandidate& candidate) {
  std::string text = absl::StrCat(candidate.candidate(), ": from ", candidate.start_date());
  if (!candidate.end_date().empty()) absl::StrAppend(&text, " to ", candidate.end_date());
  if (!candidate.workplace_region().empty()) {
    absl::StrAppend(&text, " at ", candidate.workplace_region());
  }
  return text;
}

std::string CandidatesOf(const LineVerdict& verdict) {
  std::string text;
  for (const MatchCandidate& candidate : verdict.match().candidates()) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", TextOf(candidate));
  }
  return text;
}

std::string ReasonOfVerdict(const LineVerdict& verdict) {
  return verdict.findings_size() > 0 ? verdict.findings(verdict.findings_size() - 1).reason() : "";
}

Table TableOf(const ListWaitingLinesResponse& lines) {
  Table table{{{"period"},
               {"run"},
               {"submission"},
               {"line", true},
               {"id"},
               {"code"},
               {"until"},
               {"candidates"}},
              {}};
  for (const WaitingLine& line : lines.lines()) {
    table.rows.push_back({line.period(), line.run(), line.submission(),
                          absl::StrCat(line.verdict().line_no()), line.verdict().line_id(),
                          ReasonOfVerdict(line.verdict()),
                          google::protobuf::util::TimeUtil::ToString(line.waiting_until()),
                          CandidatesOf(line.verdict())});
  }
  return table;
}

// All pages in one message.
absl::StatusOr<int> Waiting(const Session& session, ListWaitingLinesRequest request) {
  const auto stub = MatchService::NewStub(session.Compliance());
  request.set_page_size(limits::kPageSizeMax);
  ListWaitingLinesResponse all;
  Patience patience;
  do {
    ListWaitingLinesResponse page;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub->ListWaitingLines(context, request, &page);
    }));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  session.Print(TableOf(all), all);
  return 0;
}

absl::StatusOr<int> Answer(const Session& session, AnswerMatchRequest request) {
  const auto stub = MatchService::NewStub(session.Compliance());
  request.set_idempotency_key(MakeUuidV7(Clock::Real().Now(), Random::Real()));
  AnswerMatchResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->AnswerMatch(context, request, &response);
  }));
  const bool counts = response.verdict().kind() != common::v1::VERDICT_KIND_REJECTED;
  const Table table{{{"line", true}, {"id"}, {"verdict"}, {"code"}, {"version", true}},
                    {{absl::StrCat(response.verdict().line_no()), response.verdict().line_id(),
                      counts ? "accepted" : "rejected", ReasonOfVerdict(response.verdict()),
                      absl::StrCat(response.period_version())}}};
  session.Print(table, response);
  return 0;
}

}  // namespace

void AddLinesWaiting(CLI::App& lines, Session& session) {
  CLI::App* command =
      lines.add_subcommand("waiting", "List lines that wait for a registration or for an answer");
  auto request = std::make_shared<ListWaitingLinesRequest>();
  command->add_option("--payer", *request->mutable_payer(), "Payer, \"npp-division\"")->required();
  command->add_option("--period", *request->mutable_period(), "Only this month, 2024-12");
  command->add_flag_callback(
      "--ambiguous", [request] { request->set_ambiguous_only(true); },
      "Only lines that need an answer");
  command->footer(kWaitingExamples);
  command->callback([&session, request] {
    session.command = [&session, request] { return Waiting(session, *request); };
  });
}

void AddLinesAnswer(CLI::App& lines, Session& session) {
  CLI::App* command = lines.add_subcommand("answer", "Say which employment a waiting line is for");
  auto request = std::make_shared<AnswerMatchRequest>();
  auto line_no = std::make_shared<std::uint64_t>(0);
  command->add_option("--payer", *request->mutable_payer(), "Payer, \"npp-division\"")->required();
  command->add_option("--period", *request->mutable_period(), "Month, 2024-12")->required();
  command->add_option("--run", *request->mutable_run(), "Run")->required();
  command->add_option("--submission", *request->mutable_submission(), "Submission")->required();
  command->add_option("--line", *line_no, "Number of the line")->required();
  command->add_option("--candidate", *request->mutable_candidate(), "Candidate, or none")
      ->required();
  command->footer(kAnswerExamples);
  command->callback([&session, request, line_no] {
    request->set_line_no(*line_no);
    session.command = [&session, request] { return Answer(session, *request); };
  });
}

}  // namespace paritrana::cli
