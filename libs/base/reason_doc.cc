// SPDX-License-Identifier: Apache-2.0
#include "libs/base/reason_doc.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"

namespace paritrana {
namespace {

constexpr char kIntroduction[] =
    R"(# Reasons

Every refusal of the platform carries one of these names: in `google.rpc.ErrorInfo.reason` over gRPC, in `reason` of
a problem document over HTTP, in each finding of a line's verdict, and in what the `paritrana` command prints. A name
and an exit code never change once published.

This page is generated from `libs/base/reason_table.cc` by `build/release/bin/paritrana-reasons > docs/reasons.md`;
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

}  // namespace paritrana
