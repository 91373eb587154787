// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "services/compliance/application/enforcement/arrears_reader.h"
#include "services/compliance/application/enforcement/case_book.h"

namespace paritrana::compliance {

struct OpenCase {
  OfficerCall call;
  Subject subject;
  FlagSet flags;
  std::optional<absl::CivilDay> day;  // nothing: today
};

// One change of a case; what it is says `kind`: a step, a pause, a resumption, a plan, a settlement
// or a reopening.
struct ChangeCase {
  OfficerCall call;
  std::int64_t number = 0;
  CaseEventKind kind = CaseEventKind::kStep;
  std::optional<absl::CivilDay> day;      // nothing: today
  CaseStep step = CaseStep::kNotice;      // of a step
  std::vector<Instalment> instalments{};  // of a plan
  bool in_spite_of_arrears = false;       // of a settlement
};

// A case as of a day.
struct CaseView {
  StoredCase stored;  // events up to the day only
  CaseFile file;
  NextStep next;
  absl::CivilDay as_of;
};

// Opens cases, changes them and tells how they stand. Instalments whose day has passed are judged
// first, by the arrears of that day; what a reader sees is the same before and after they were
// entered. Thread-safe.
class CaseHandler {
 public:
  // All must outlive the handler.
  struct Parts {
    CaseRules rules;
    CaseBook& cases;
    ArrearsReader& arrears;
    const Clock& clock;
  };

  explicit CaseHandler(const Parts& parts) : parts_(parts) {}

  // CASE_ALREADY_OPEN, CASE_DATE_INVALID, OFFICER_REASON_REQUIRED, RULE_UNKNOWN,
  // IDEMPOTENCY_KEY_REUSED.
  absl::StatusOr<CaseView> Open(const OpenCase& command, absl::Time deadline);

  // What CheckNext refuses; CASE_UNKNOWN, CASE_ARREARS_OPEN, CASE_PLAN_INVALID for a plan that does
  // not cover the arrears, OFFICER_REASON_REQUIRED, IDEMPOTENCY_KEY_REUSED.
  absl::StatusOr<CaseView> Change(const ChangeCase& command, absl::Time deadline);

  // CASE_UNKNOWN, also before the case was opened; CASE_DATE_INVALID for a day in the future.
  absl::StatusOr<CaseView> Show(std::int64_t number, std::optional<absl::CivilDay> as_of,
                                absl::Time deadline);
  // How cases stand today.
  absl::StatusOr<std::vector<CaseView>> ShowAll(std::vector<StoredCase> cases, absl::Time deadline);

  // Enters what became of instalments of these employers that are past. Returns how many events.
  absl::StatusOr<std::uint32_t> ReviewPlans(std::span<const EmployerId> employers,
                                            absl::Time deadline);

 private:
  absl::CivilDay Today() const;
  absl::StatusOr<CaseView> Attempt(const KeyedRequest& keyed, const ChangeCase& command,
                                   absl::Time deadline);
  // Judges instalments past before `day`; the events are added to the case that was read.
  absl::StatusOr<std::vector<CaseEvent>> JudgePast(const StoredCase& read, absl::CivilDay day,
                                                   absl::Time deadline);
  absl::StatusOr<CaseEvent> MakeEvent(const ChangeCase& command, const StoredCase& read,
                                      const CaseFile& file, absl::Time deadline);
  absl::Status CheckSettled(const Subject& subject, const CaseEvent& event, absl::Time deadline);
  absl::StatusOr<CaseView> View(StoredCase stored, absl::CivilDay as_of, absl::Time deadline);

  Parts parts_;
};

}  // namespace paritrana::compliance
