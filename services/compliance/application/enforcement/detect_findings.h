// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/enforcement/arrears_reader.h"
#include "services/compliance/application/enforcement/finding_book.h"

namespace paritrana::compliance {

// Looks at employers and undertakings, and keeps what is found. Thread-safe.
class DetectFindingsHandler {
 public:
  // What the handler works with; all must outlive it.
  struct Parts {
    const FindingRules& rules;
    const contribution::RuleBook& book;
    FiguresReader& figures;
    ArrearsReader& arrears;
    FindingBook& findings;
    const Clock& clock;
  };

  explicit DetectFindingsHandler(const Parts& parts) : parts_(parts) {}

  // Looks at one on a day, or today. Returns how many findings changed. FINDING_DATE_INVALID for a
  // day in the future.
  absl::StatusOr<std::uint32_t> Detect(const Subject& subject, std::optional<absl::CivilDay> day,
                                       absl::Time deadline);

  // Looks at many employers on a day, and at undertakings that are said to be registered as them.
  absl::StatusOr<std::uint32_t> DetectBlock(std::span<const EmployerId> employers,
                                            absl::CivilDay day, absl::Time deadline);

  // Looks at undertakings today. Returns how many of them are suspected.
  absl::StatusOr<std::uint64_t> DetectUndertakings(std::span<const std::string> nibs,
                                                   absl::Time deadline);

 private:
  absl::StatusOr<std::vector<SubjectDetections>> LookAtEmployers(
      std::span<const EmployerId> employers, absl::CivilDay day, absl::Time deadline);
  std::vector<SubjectDetections> LookAtUndertakings(
      const std::map<std::string, UndertakingFigures>& undertakings, absl::CivilDay day) const;
  absl::StatusOr<std::uint32_t> Keep(std::span<const SubjectDetections> detections,
                                     absl::CivilDay day, absl::Time deadline);

  Parts parts_;
};

}  // namespace paritrana::compliance
