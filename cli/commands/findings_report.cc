// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/findings_report.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "cli/files/rejects.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

// Enough to see what is wrong; the rest is in the file of refused rows.
constexpr std::size_t kShownMax = 20;

std::string Number(std::size_t number) { return Grouped(static_cast<std::int64_t>(number)); }

Table TableOf(const Session& session, const std::vector<RowFinding>& findings, std::size_t most) {
  Table table{{{"line", true}, {"column"}, {"code"}, {"text"}}, {}};
  for (std::size_t i = 0; i < std::min(findings.size(), most); ++i) {
    const RowFinding& f = findings[i];
    table.rows.push_back({absl::StrCat(f.place.line), f.column,
                          absl::StrCat(f.refused ? "" : "warning ", f.finding.reason()),
                          session.indonesian() ? f.finding.text_id() : f.finding.text_en()});
  }
  return table;
}

nlohmann::ordered_json JsonOf(const FileReport& report, std::size_t refused) {
  nlohmann::ordered_json json = {{"file", report.path}};
  for (const auto& [name, value] : report.facts) json[name] = value;
  json["rows"] = report.sheet.rows();
  json["accepted"] = report.accepted;
  json["rejected"] = refused;
  json["findings"] = nlohmann::ordered_json::array();
  for (const RowFinding& f : report.findings) {
    json["findings"].push_back({{"line", f.place.line},
                                {"column", f.column},
                                {"reason", f.finding.reason()},
                                {"rejected", f.refused},
                                {"textId", f.finding.text_id()},
                                {"textEn", f.finding.text_en()}});
  }
  return json;
}

void PrintForPeople(const Session& session, const FileReport& report, std::size_t refused) {
  for (const auto& [name, value] : report.facts) session.Say(absl::StrCat(name, ": ", value));
  session.Say(absl::StrCat(Number(report.sheet.rows()), " rows: ", Number(report.accepted),
                           " accepted, ", Number(refused), " rejected"));
  if (report.findings.empty()) return;
  session.Say("");
  session.Print(TableOf(session, report.findings, kShownMax), common::v1::Finding());
  if (report.findings.size() > kShownMax) {
    session.Say(absl::StrCat("… and ", Number(report.findings.size() - kShownMax),
                             " more; --rejects FILE writes all rejected rows, -o json lists all"));
  }
}

}  // namespace

absl::StatusOr<int> ReportFindings(const Session& session, FileReport report) {
  SortByRow(&report.findings);
  const std::size_t refused = CountRefusedRows(report.findings);
  switch (session.format()) {
    case Format::kTable:
      PrintForPeople(session, report, refused);
      break;
    case Format::kCsv:
      PrintCsv(TableOf(session, report.findings, report.findings.size()), session.out());
      break;
    case Format::kJson: {
      const auto replace = nlohmann::ordered_json::error_handler_t::replace;
      session.out() << JsonOf(report, refused).dump(1, ' ', false, replace) << '\n';
      break;
    }
  }
  if (refused > 0 && !report.rejects_path.empty()) {
    PARITRANA_RETURN_IF_ERROR(WriteRejects(report.rejects_path, report.path, report.sheet,
                                           report.findings, session.indonesian()));
    session.Say(absl::StrCat("rejected rows written to ", report.rejects_path));
  }
  return refused == 0 ? 0 : kSomeRefused;
}

}  // namespace paritrana::cli
