// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/compliance/domain/dues/account.h"
#include "services/compliance/domain/dues/period_account.h"

namespace paritrana::compliance {

// The replay of one history up to a day, step by step; ReplayAccount says what it does.
class Replay {
 public:
  // A payment that counts, and what is left of it.
  struct Source {
    const Payment* payment = nullptr;
    const contribution::AllocationRow* rule = nullptr;
    std::int64_t free = 0;
    bool arrived = false;
    bool reversed = false;
  };

  // All three must outlive the replay.
  Replay(const contribution::RuleBook& book, const PayerTerms& terms, const AccountHistory& history)
      : book_(book), terms_(terms), history_(history) {}

  absl::Status Run(const AsOf& as_of);

  // Afterwards: periods in the order of use, payments likewise.
  const std::vector<PeriodAccount>& periods() const { return periods_; }
  const std::vector<Source>& sources() const { return sources_; }

 private:
  enum class Kind : std::uint8_t { kReversal, kCharge, kPayment };  // in the order of a day

  struct Event {
    absl::CivilDay day;
    Kind kind = Kind::kCharge;
    std::size_t index = 0;  // of the source or charge
  };

  absl::Status TakeSources(const AsOf& as_of);
  void TakeCharges(const AsOf& as_of);
  std::optional<contribution::DueTerms> TermsOf(Month period, Segment segment) const;
  void MakePeriods(const std::vector<const Charge*>& charges);

  void Happen(const Event& event);
  void Reverse(std::size_t source);
  // Makes use of all that is free at the end of a day.
  void EndDay(absl::CivilDay day);
  // True if something was released.
  bool Release(PeriodAccount& period, Head head, absl::CivilDay day);
  bool IsDeclared(Month period) const;
  bool UseSource(std::size_t source, absl::CivilDay day);
  bool Pay(PeriodAccount& period, std::size_t source, absl::CivilDay day);

  const contribution::RuleBook& book_;
  const PayerTerms& terms_;
  const AccountHistory& history_;
  std::vector<Event> events_;
  std::vector<Source> sources_;
  std::vector<PeriodAccount> periods_;
  std::map<std::pair<Month, Segment>, std::size_t> places_;
  std::set<std::size_t> touched_;  // periods of which something changed today
  std::set<std::size_t> free_;     // sources that have something left
};

}  // namespace paritrana::compliance
