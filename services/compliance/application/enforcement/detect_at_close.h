// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/status_macros.h"
#include "services/compliance/application/books/close_step.h"
#include "services/compliance/application/enforcement/change_case.h"
#include "services/compliance/application/enforcement/detect_findings.h"

namespace paritrana::compliance {

// Looks at each employer when a month is closed, and enters what became of instalments of plans.
class DetectAtClose final : public CloseStep {
 public:
  // Both must outlive the step.
  DetectAtClose(DetectFindingsHandler& detect, CaseHandler& cases)
      : detect_(detect), cases_(cases) {}

  std::string_view name() const override { return "findings"; }

  absl::Status Run(const CloseBlock& block, absl::Time deadline) override {
    PARITRANA_RETURN_IF_ERROR(detect_.DetectBlock(block.employers, block.as_of, deadline).status());
    return cases_.ReviewPlans(block.employers, deadline).status();
  }

 private:
  DetectFindingsHandler& detect_;
  CaseHandler& cases_;
};

}  // namespace paritrana::compliance
