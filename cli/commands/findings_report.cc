// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/findings_report.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/rejects.h"

namespace paritrana::cli {
namespace {

// Enough to see what is wrong; the rest is in the file of refused rows.
constexpr std::size_t kShownMax = 20;

std::string Number(std::size_t number) { return Grouped(static_cast<std::int64_t>(number)); }

Table TableOf(const Session& session, const std::vector<files::RowFinding>& findings,
              std::size_t most) {
  Table table{{{"line", true}, {"column"}, {"code"}, {"text"}}, {}};
  for (std::size_t i = 0; i < std::min(findings.size(), most); ++i) {
    const files::RowFinding& f = findings[i];
    table.rows.push_back({absl::StrCat(f.place.line), f.column,
                          absl::StrCat(f.refused ? "" : "warning ", f.finding.reason()),
                          session.indonesian() ? f.finding.text_id() : f.finding.text_en()});
  }
  return table;
}

nlohmann::ordered_json JsonOf(const Uploaded& report, const std::string& path) {
  nlohmann::ordered_json json = {{"file", path}};
  for (const auto& [name, value] : report.facts) json[name] = value;
  json["rows"] = report.sheet.rows();
  json["accepted"] = report.accepted;
  json["waiting"] = report.waiting;
  json["rejected"] = report.refused;
  json["findings"] = nlohmann::ordered_json::array();
  for (const files::RowFinding& f : report.findings) {
    json["findings"].push_back({{"line", f.place.line},
                                {"column", f.column},
                                {"reason", f.finding.reason()},
                                {"rejected", f.refused},
                                {"textId", f.finding.text_id()},
                                {"textEn", f.finding.text_en()}});
  }
  return json;
}

void PrintForPeople(const Session& session, const Uploaded& report) {
  for (const auto& [name, value] : report.facts) session.Say(absl::StrCat(name, ": ", value));
  session.Say(absl::StrCat(Number(report.sheet.rows()), " rows: ", Number(report.accepted),
                           " accepted, ",
                           report.waiting > 0 ? Number(report.waiting) + " waiting, " : "",
                           Number(report.refused), " rejected"));
  if (report.findings.empty()) return;
  session.Say("");
  session.Print(TableOf(session, report.findings, kShownMax), common::v1::Finding());
  if (report.findings.size() > kShownMax) {
    session.Say(absl::StrCat("… and ", Number(report.findings.size() - kShownMax),
                             " more; --rejects FILE writes all rejected rows, -o json lists all"));
  }
}

}  // namespace

absl::StatusOr<int> ReportFindings(const Session& session, const Uploaded& uploaded,
                                   const std::string& path, const std::string& rejects_path) {
  switch (session.format()) {
    case Format::kTable:
      PrintForPeople(session, uploaded);
      break;
    case Format::kCsv:
      PrintCsv(TableOf(session, uploaded.findings, uploaded.findings.size()), session.out());
      break;
    case Format::kJson: {
      const auto replace = nlohmann::ordered_json::error_handler_t::replace;
      session.out() << JsonOf(uploaded, path).dump(1, ' ', false, replace) << '\n';
      break;
    }
  }
  if (uploaded.refused > 0 && !rejects_path.empty()) {
    PARITRANA_RETURN_IF_ERROR(
        files::WriteRejects(rejects_path, path, uploaded.sheet, uploaded.findings));
    session.Say(absl::StrCat("rejected rows written to ", rejects_path));
  }
  return uploaded.refused == 0 ? 0 : kSomeRefused;
}

}  // namespace paritrana::cli
