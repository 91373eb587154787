// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/files/enforcement_rules.h"

#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/contribution/rule_files_cells.h"
#include "services/compliance/domain/enforcement/flag_names.h"

namespace paritrana::compliance {
namespace {

using contribution::rule_files::Cells;
using contribution::rule_files::Dated;
using contribution::rule_files::ReadRows;

FindingRule ReadFindingRule(Cells& cells) {
  FindingRule row;
  row.origin = cells.Origin("finding_rule_id");
  row.validity = cells.Valid();
  row.flag = cells.Word("flag", FindFlag);
  row.test = cells.Word("test", FindFindingTest);
  const std::int32_t per_1000 = cells.Small("per_1000");
  const std::int64_t least_count = cells.Number("least_count");
  if (per_1000 < 0) cells.Fault("per_1000", "is negative");
  if (least_count < 0) cells.Fault("least_count", "is negative");
  row.per_1000 = static_cast<std::uint32_t>(per_1000);
  row.least_count = static_cast<std::uint64_t>(least_count);
  row.data_days_max = cells.Small("data_days_max");
  return row;
}

LadderRow ReadLadderRow(Cells& cells) {
  LadderRow row;
  row.origin = cells.Origin("ladder_id");
  row.validity = cells.Valid();
  row.step = cells.Word("step", FindCaseStep);
  row.respond_days = cells.Small("respond_days");
  row.days = cells.Word("days", FindLadderDays);
  row.fine_per_100000 = cells.Small("fine_per_100000");
  return row;
}

CertificateTerm ReadTerm(Cells& cells) {
  CertificateTerm row;
  row.origin = cells.Origin("term_id");
  row.validity = cells.Valid();
  row.valid_days = cells.Small("valid_days");
  return row;
}

Incentive ReadIncentive(Cells& cells) {
  return {cells.Origin("incentive_id"), cells.Valid(), cells.Text("text_id"),
          cells.Text("text_en")};
}

absl::StatusOr<FindingRules> ReadFindingRules(const std::string& folder) {
  std::vector<FindingRule> rows;
  PARITRANA_RETURN_IF_ERROR(ReadRows(
      folder + "/finding_rules.csv",
      Dated({"finding_rule_id", "flag", "test", "per_1000", "least_count", "data_days_max"}),
      ReadFindingRule, &rows));
  return FindingRules::Make(std::move(rows));
}

absl::StatusOr<CaseLadder> ReadLadder(const std::string& folder) {
  std::vector<LadderRow> rows;
  PARITRANA_RETURN_IF_ERROR(
      ReadRows(folder + "/case_ladder.csv",
               Dated({"ladder_id", "step", "respond_days", "days", "fine_per_100000"}),
               ReadLadderRow, &rows));
  return CaseLadder::Make(std::move(rows));
}

absl::StatusOr<StandingRules> ReadStandingRules(const std::string& folder) {
  std::vector<CertificateTerm> terms;
  PARITRANA_RETURN_IF_ERROR(ReadRows(folder + "/certificate_terms.csv",
                                     Dated({"term_id", "valid_days"}), ReadTerm, &terms));
  std::vector<Incentive> incentives;
  PARITRANA_RETURN_IF_ERROR(ReadRows(folder + "/incentives.csv",
                                     Dated({"incentive_id", "text_id", "text_en"}), ReadIncentive,
                                     &incentives));
  return StandingRules::Make(std::move(terms), std::move(incentives));
}

}  // namespace

absl::StatusOr<EnforcementRules> ReadEnforcementRules(const std::string& folder) {
  PARITRANA_ASSIGN_OR_RETURN(FindingRules findings, ReadFindingRules(folder));
  PARITRANA_ASSIGN_OR_RETURN(CaseLadder ladder, ReadLadder(folder));
  PARITRANA_ASSIGN_OR_RETURN(StandingRules standing, ReadStandingRules(folder));
  return EnforcementRules{std::move(findings), std::move(ladder), std::move(standing)};
}

}  // namespace paritrana::compliance
