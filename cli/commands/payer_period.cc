// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/payer_period.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/output/table.h"

namespace paritrana::cli {

void AddPayerPeriodOptions(CLI::App& command, PayerPeriodOptions& options) {
  command.add_option("--payer", options.payer, "Payer, \"npp-division\"")->required();
  command.add_option("--period", options.period, "Month, 2024-12")->required();
}

std::string Number(const Session& session, std::int64_t number) {
  if (session.format() == Format::kCsv) return absl::StrCat(number);
  std::string text = Grouped(number);
  if (session.indonesian()) std::replace(text.begin(), text.end(), ',', '.');
  return text;
}

std::string Months(const std::string& from, const std::string& to) {
  return from == to ? from : absl::StrCat(from, "…", to);
}

}  // namespace paritrana::cli
