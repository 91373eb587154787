// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "services/compliance/domain/dues/account.h"

namespace paritrana::compliance {

// One period and segment while its account is replayed: what is declared, and which payment is used
// for which head. Payments are named by their place in the order of use, so that the newest is the
// largest. Amounts stay within kAccountRupiahMax because the replay has checked all it brings.
class PeriodAccount {
 public:
  // What of one payment is used for one head.
  struct Use {
    std::size_t payment = 0;
    std::int64_t amount = 0;
    int months = 0;  // paid so many months late
  };

  PeriodAccount(Month period, Segment segment, std::optional<contribution::DueTerms> due);

  Month period() const { return period_; }
  Segment segment() const { return segment_; }
  const std::optional<contribution::DueTerms>& due() const { return due_; }
  // Where the period stands in the order of use: the due date, or the last day of the following
  // month where none is known.
  absl::CivilDay order_day() const { return order_day_; }
  bool declared() const { return declared_; }
  std::int64_t lines() const { return lines_; }
  const Shares& DeclaredOf(std::size_t head) const { return amounts_[head]; }
  const std::vector<Use>& UsesOf(Head head) const { return uses_[IndexOf(head)]; }

  void Declare(const Charge& charge);

  // What a head asks for on a day; for the fine, what has accrued.
  std::int64_t Due(Head head, absl::CivilDay day) const;
  std::int64_t Allocated(Head head) const { return allocated_[IndexOf(head)]; }
  // Of the contributions, all programmes.
  std::int64_t Open() const;

  void Allocate(Head head, std::size_t payment, absl::CivilDay paid_on, std::int64_t amount);

  // Takes back what is allocated beyond what is due, newest payment first.
  std::vector<Use> ReleaseExcess(Head head, absl::CivilDay day);
  // Takes back all of one payment, whatever it is used for.
  bool TakeBack(std::size_t payment);

 private:
  void Lower(Head head, Use& use, std::int64_t amount);

  Month period_;
  Segment segment_;
  std::optional<contribution::DueTerms> due_;
  absl::CivilDay order_day_;
  bool declared_ = false;
  std::int64_t lines_ = 0;
  std::array<Shares, kProgrammeCount> amounts_{};
  std::array<std::int64_t, kHeadCount> allocated_{};
  std::array<std::vector<Use>, kHeadCount> uses_;  // in order of payment
  std::int64_t rupiah_months_ = 0;                 // of the contributions paid late
};

}  // namespace paritrana::compliance
