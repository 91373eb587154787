// SPDX-License-Identifier: Apache-2.0
#include "libs/base/reason_doc.h"

#include "absl/strings/str_cat.h"
#include "libs/base/payroll_reasons.h"
#include "libs/base/reason.h"

namespace paritrana {
namespace {

constexpr char kIntroduction[] =
    R"(# Reasons

Every refusal of the platform carries one of these names: in `google.rpc.ErrorInfo.reason` over gRPC, in `reason` of
a problem document over HTTP, in each finding of a line's verdict, and in what the `paritrana` command prints. A name
and an exit code never change once published.

This page is generated from `libs/base/reason_table*.cc` by `build/release/bin/paritrana-reasons > docs/reasons.md`;
a test compares the two.

| exit code | of the `paritrana` command |
| --- | --- |
| 0 | done |
| 1 | a fault on our side |
| 2 | the command was not written correctly |
| 3 | done, but some lines were rejected |
| 4 | something sent is not valid |
| 5 | something named does not exist |
| 6 | it contradicts what is there |
| 7 | try again later, unchanged |
| 8 | the file cannot be used |
| 9 | too large |
| 10 | not allowed |
| 11 | not offered |
| 12 | stored data is damaged |
| 130 | cancelled |

| reason | gRPC | HTTP | exit | retry | Indonesian | English |
| --- | --- | --- | --- | --- | --- | --- |
)";

constexpr char kPayrollIntroduction[] =
    R"(# Codes of the payroll contract

Every code that a payroll system may be answered with, by what it does. Over gRPC a code stands in
`google.rpc.ErrorInfo.reason`, over HTTP in `reason` of the problem document, and of a line in the findings of its verdict;
the texts of both languages come with it. A code never changes once published. Where *retry* is yes, the same call may
succeed later unchanged; `RATE_LIMITED` names the time to wait (`google.rpc.RetryInfo`, `Retry-After`).

This page is generated from `libs/base/payroll_reasons.cc` and `libs/base/reason_table*.cc` by
`build/release/bin/paritrana-reasons --payroll > docs/payroll/codes.md`; a test compares the two, and `./run check codes`
wants a test of every code. All reasons of the platform: [reasons](../reasons.md).
)";

constexpr char kPayrollTableHead[] = R"(
| code | HTTP | gRPC | exit | retry | Indonesian | English |
| --- | --- | --- | --- | --- | --- | --- |
)";

constexpr char kFindingTableHead[] = R"(
| code | Indonesian | English |
| --- | --- | --- |
)";

std::string_view TitleOf(PayrollUse use) {
  switch (use) {
    case PayrollUse::kCall:
      return "A call is refused, or a stream ends";
    case PayrollUse::kRejected:
      return "A line is rejected";
    case PayrollUse::kWaits:
      return "A line waits";
    case PayrollUse::kWarning:
      return "A line counts, with a warning";
    case PayrollUse::kHttp:
      return "A request over HTTP is not understood";
    case PayrollUse::kFile:
      return "A file, or a row of one, cannot be used";
  }
  return "";
}

// Verdicts have no status of their own.
bool IsFinding(PayrollUse use) {
  return use == PayrollUse::kRejected || use == PayrollUse::kWaits || use == PayrollUse::kWarning;
}

std::string_view YesNo(bool value) { return value ? "yes" : "no"; }

}  // namespace

std::string ReasonsMarkdown() {
  std::string text = kIntroduction;
  for (const Reason& r : AllReasons()) {
    absl::StrAppend(&text, "| `", std::string(r.name), "` | ", absl::StatusCodeToString(r.code),
                    " | ", r.http_status, " | ", r.exit_code, " | ",
                    std::string(YesNo(r.retryable)), " | ", std::string(r.text_id), " | ",
                    std::string(r.text_en), " |\n");
  }
  return text;
}

std::string PayrollCodesMarkdown() {
  std::string text = kPayrollIntroduction;
  const PayrollReason* before = nullptr;
  for (const PayrollReason& payroll : PayrollReasons()) {
    if (before == nullptr || before->use != payroll.use) {
      absl::StrAppend(&text, "\n## ", std::string(TitleOf(payroll.use)), "\n",
                      IsFinding(payroll.use) ? kFindingTableHead : kPayrollTableHead);
    }
    before = &payroll;
    const Reason& r = *FindReason(payroll.name);
    absl::StrAppend(&text, "| `", std::string(r.name), "` | ");
    if (!IsFinding(payroll.use)) {
      absl::StrAppend(&text, r.http_status, " | ", absl::StatusCodeToString(r.code), " | ",
                      r.exit_code, " | ", std::string(YesNo(r.retryable)), " | ");
    }
    absl::StrAppend(&text, std::string(r.text_id), " | ", std::string(r.text_en), " |\n");
  }
  return text;
}

}  // namespace paritrana
