// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace paritrana {

// Writes the table of reasons as Markdown: the content of docs/reasons.md.
std::string ReasonsMarkdown();

// Writes the reasons of the payroll contract as Markdown: the content of docs/payroll/codes.md.
std::string PayrollCodesMarkdown();

}  // namespace paritrana
