// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <vector>

#include <google/protobuf/util/time_util.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "paritrana/compliance/v1/submissions.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::GetSubmissionRequest;
using compliance::v1::ListSubmissionLinesRequest;
using compliance::v1::ListSubmissionLinesResponse;
using compliance::v1::SubmissionReceipt;

constexpr char kExamples[] = R"(Examples:
  paritrana submissions show payers/A1234567-000/periods/2024-12/runs/main/submissions/iuran-0123456789abcdef
  paritrana submissions show PATH --lines rejected
  paritrana -o csv submissions show PATH --lines all

PATH is what `contributions post` prints.)";

struct Arguments {
  std::string path;
  std::string lines;
};

absl::StatusOr<GetSubmissionRequest> ParsePath(const std::string& path) {
  const std::vector<std::string> parts = absl::StrSplit(path, '/');
  const bool shaped = parts.size() == 8 && parts[0] == "payers" && parts[2] == "periods" &&
                      parts[4] == "runs" && parts[6] == "submissions";
  if (!shaped) {
    return MakeError("USAGE", "PATH",
                     "a path is payers/PAYER/periods/MONTH/runs/RUN/submissions/ID");
  }
  GetSubmissionRequest request;
  request.set_payer(parts[1]);
  request.set_period(parts[3]);
  request.set_run(parts[5]);
  request.set_submission(parts[7]);
  return request;
}

Table TableOf(const SubmissionReceipt& receipt) {
  const auto number = [](std::uint64_t n) { return Grouped(static_cast<std::int64_t>(n)); };
  const auto& totals = receipt.totals();
  const bool sealed = receipt.state() == compliance::v1::SUBMISSION_STATE_SEALED;
  return {
      {{"field"}, {"value", true}},
      {{"payer", receipt.payer()},
       {"period", receipt.period()},
       {"run", receipt.run()},
       {"submission", receipt.submission()},
       {"state", sealed ? "sealed" : "open"},
       {"lines", number(totals.lines())},
       {"accepted", number(totals.accepted())},
       {"with warnings", number(totals.accepted_with_warnings())},
       {"waiting", number(totals.waiting())},
       {"rejected", number(totals.rejected())},
       {"rupiah accepted", Grouped(totals.accepted_rupiah())},
       {"opened", google::protobuf::util::TimeUtil::ToString(receipt.opened_at())},
       {"sealed", sealed ? google::protobuf::util::TimeUtil::ToString(receipt.sealed_at()) : ""},
       {"digest", absl::BytesToHexString(receipt.content_sha256()).substr(0, 16)}}};
}

std::string VerdictName(common::v1::VerdictKind kind) {
  switch (kind) {
    case common::v1::VERDICT_KIND_ACCEPTED:
      return "accepted";
    case common::v1::VERDICT_KIND_ACCEPTED_WITH_WARNINGS:
      return "warning";
    case common::v1::VERDICT_KIND_WAITING:
      return "waiting";
    default:
      return "rejected";
  }
}

Table TableOf(const Session& session, const ListSubmissionLinesResponse& lines) {
  Table table{
      {{"line", true}, {"verdict"}, {"months"}, {"region"}, {"rupiah", true}, {"code"}, {"text"}},
      {}};
  for (const auto& line : lines.lines()) {
    const bool found = line.verdict().findings_size() > 0;
    const common::v1::Finding finding = found ? line.verdict().findings(0) : common::v1::Finding();
    const std::string to = line.covered_to() == line.covered_from() ? "" : "…" + line.covered_to();
    table.rows.push_back({absl::StrCat(line.verdict().line_no()),
                          VerdictName(line.verdict().kind()), line.covered_from() + to,
                          line.region(), Grouped(line.amount_rupiah()), finding.reason(),
                          session.indonesian() ? finding.text_id() : finding.text_en()});
  }
  return table;
}

// All pages in one message.
absl::StatusOr<ListSubmissionLinesResponse> ListLines(
    compliance::v1::SubmissionService::StubInterface& stub, ListSubmissionLinesRequest request) {
  ListSubmissionLinesResponse all;
  Patience patience;
  do {
    ListSubmissionLinesResponse page;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub.ListSubmissionLines(context, request, &page);
    }));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  return all;
}

absl::StatusOr<int> ShowLines(const Session& session, const GetSubmissionRequest& of, bool all,
                              compliance::v1::SubmissionService::StubInterface& stub) {
  ListSubmissionLinesRequest request;
  request.set_payer(of.payer());
  request.set_period(of.period());
  request.set_run(of.run());
  request.set_submission(of.submission());
  request.set_page_size(limits::kPageSizeMax);
  if (!all) request.set_only(common::v1::VERDICT_KIND_REJECTED);
  PARITRANA_ASSIGN_OR_RETURN(const ListSubmissionLinesResponse lines, ListLines(stub, request));
  session.Print(TableOf(session, lines), lines);
  return 0;
}

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const GetSubmissionRequest request, ParsePath(arguments.path));
  const auto stub = compliance::v1::SubmissionService::NewStub(session.Compliance());
  if (!arguments.lines.empty()) {
    return ShowLines(session, request, arguments.lines == "all", *stub);
  }
  Patience patience;
  compliance::v1::GetSubmissionResponse response;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetSubmission(context, request, &response);
  }));
  session.Print(TableOf(response.receipt()), response.receipt());
  return 0;
}

}  // namespace

void AddSubmissionsShow(CLI::App& submissions, Session& session) {
  CLI::App* command = submissions.add_subcommand("show", "Show what became of a submission");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PATH", arguments->path, "Path of the submission")->required();
  command->add_option("--lines", arguments->lines, "Show its lines: all or rejected")
      ->check(CLI::IsMember({"all", "rejected"}));
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
