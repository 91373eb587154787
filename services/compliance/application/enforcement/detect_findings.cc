// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/enforcement/detect_findings.h"

#include <iterator>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

// Two detections of one employer may meet; more than a few times in a row is a fault.
constexpr int kAttemptsMax = 4;

}  // namespace

absl::StatusOr<std::vector<SubjectDetections>> DetectFindingsHandler::LookAtEmployers(
    std::span<const EmployerId> employers, absl::CivilDay day, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto figures, parts_.figures.ReadEmployers(employers, day, deadline));
  std::vector<SubjectDetections> looked;
  for (auto& [employer, known] : figures) {
    const Subject subject = Subject::Of(employer);
    PARITRANA_ASSIGN_OR_RETURN(known.arrears, parts_.arrears.Read(subject, day, deadline));
    looked.push_back({subject, DetectAll(parts_.rules, parts_.book, known, day)});
  }
  return looked;
}

std::vector<SubjectDetections> DetectFindingsHandler::LookAtUndertakings(
    const std::map<std::string, UndertakingFigures>& undertakings, absl::CivilDay day) const {
  std::vector<SubjectDetections> looked;
  for (const auto& [nib, known] : undertakings) {
    const auto detection = DetectUnregistered(parts_.rules, known, day);
    if (detection) looked.push_back({Subject{EmployerId(), nib}, {*detection}});
  }
  return looked;
}

absl::StatusOr<std::uint32_t> DetectFindingsHandler::Keep(
    std::span<const SubjectDetections> detections, absl::CivilDay day, absl::Time deadline) {
  const absl::Time now = parts_.clock.Now();
  auto changed = parts_.findings.Take(detections, day, now, deadline);
  for (int tries = 1; tries < kAttemptsMax && absl::IsAborted(changed.status()); ++tries) {
    changed = parts_.findings.Take(detections, day, now, deadline);
  }
  return changed;
}

absl::StatusOr<std::uint32_t> DetectFindingsHandler::Detect(const Subject& subject,
                                                            std::optional<absl::CivilDay> day,
                                                            absl::Time deadline) {
  const absl::CivilDay today = DayInWib(parts_.clock.Now());
  if (day.value_or(today) > today) return MakeError("FINDING_DATE_INVALID", "as_of");
  if (subject.registered())
    return DetectBlock({&subject.employer, 1}, day.value_or(today), deadline);
  PARITRANA_ASSIGN_OR_RETURN(const auto known,
                             parts_.figures.ReadUndertakings({&subject.nib, 1}, deadline));
  return Keep(LookAtUndertakings(known, day.value_or(today)), day.value_or(today), deadline);
}

absl::StatusOr<std::uint32_t> DetectFindingsHandler::DetectBlock(
    std::span<const EmployerId> employers, absl::CivilDay day, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto looked, LookAtEmployers(employers, day, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto undertakings,
                             parts_.figures.ReadUndertakingsOf(employers, deadline));
  auto more = LookAtUndertakings(undertakings, day);
  looked.insert(looked.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
  return Keep(looked, day, deadline);
}

absl::StatusOr<std::uint64_t> DetectFindingsHandler::DetectUndertakings(
    std::span<const std::string> nibs, absl::Time deadline) {
  const absl::CivilDay today = DayInWib(parts_.clock.Now());
  PARITRANA_ASSIGN_OR_RETURN(const auto known, parts_.figures.ReadUndertakings(nibs, deadline));
  const auto looked = LookAtUndertakings(known, today);
  PARITRANA_RETURN_IF_ERROR(Keep(looked, today, deadline).status());
  std::uint64_t suspected = 0;
  for (const SubjectDetections& one : looked) suspected += one.detections[0].evidence ? 1 : 0;
  return suspected;
}

}  // namespace paritrana::compliance
