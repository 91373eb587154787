// SPDX-License-Identifier: Apache-2.0
// What holds for every account, on histories drawn at random; a seed that fails is in the message.
#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "libs/contribution/testing/shipped_rules.h"
#include "services/compliance/domain/dues/account.h"
#include "services/compliance/domain/dues/demand.h"

namespace paritrana::compliance {
namespace {

using contribution::testing::ShippedBook;

constexpr absl::CivilDay kFirstDay(2024, 11, 1);
constexpr int kDays = 400;
constexpr int kSeeds = 30;

// A payer's history of about a year: chunks, corrections, payments with and without an earmark,
// some dated back, some reversed.
class Drawing {
 public:
  explicit Drawing(std::uint32_t seed) : engine_(seed) {}

  int Below(int end) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(end)); }

  AccountHistory Draw() {
    AccountHistory history;
    for (int i = 0; i < 30; ++i) AddCharge(history);
    for (int i = 0; i < 20; ++i) AddPayment(history, i);
    return history;
  }

 private:
  absl::CivilDay Day() { return kFirstDay + Below(kDays); }

  void AddCharge(AccountHistory& history) {
    Charge charge{.period = Month(2024, 11) + Below(8), .recorded_on = Day(), .lines = 1};
    if (Below(4) == 0) charge.segment = Below(2) == 0 ? Segment::kBpu : Segment::kJakon;
    for (Shares& shares : charge.amounts) shares = {Rupiah(Below(5000)), Rupiah(Below(3000))};
    history.charges.push_back(charge);
    if (Below(3) == 0) AddCorrection(history, charge);
  }

  // Takes part of a charge back on a later day, or on the same.
  void AddCorrection(AccountHistory& history, Charge charge) {
    charge.recorded_on += Below(40);
    charge.lines = 0;
    for (Shares& shares : charge.amounts) {
      shares = {Rupiah(-shares.employer.value() / (1 + Below(3))),
                Rupiah(-shares.employee.value() / (1 + Below(3)))};
    }
    history.charges.push_back(charge);
  }

  void AddPayment(AccountHistory& history, int i) {
    Payment payment{.no = PaymentNo(i + 1), .amount = Rupiah(1 + Below(40'000)), .paid_on = Day()};
    payment.recorded_on = payment.paid_on + (Below(4) == 0 ? Below(30) : 0);
    if (Below(3) == 0) payment.period = Month(2024, 11) + Below(9);
    if (Below(4) == 0) {
      const absl::CivilDay reversed_on = payment.paid_on + Below(60);
      payment.reversal = Reversal{reversed_on, std::max(reversed_on, payment.recorded_on)};
    }
    history.payments.push_back(payment);
  }

  std::mt19937 engine_;
};

const PayerTerms& Terms() {
  static const auto& terms =
      *new PayerTerms{.kind = 1, .size_class = 3, .jkk_class = 2, .reliefs = {}};
  return terms;
}

Account AsOfDay(const AccountHistory& history, absl::CivilDay day,
                std::optional<absl::CivilDay> known_on = std::nullopt) {
  return ReplayAccount(ShippedBook(), Terms(), history, {day, known_on}).value();
}

// What two accounts say is the same.
void ExpectSame(const Account& a, const Account& b) {
  EXPECT_EQ(a.pieces, b.pieces);
  EXPECT_EQ(a.payments, b.payments);
  ASSERT_EQ(a.periods.size(), b.periods.size());
  for (std::size_t i = 0; i < a.periods.size(); ++i) {
    EXPECT_EQ(a.periods[i].obligations, b.periods[i].obligations);
    EXPECT_EQ(a.periods[i].fine, b.periods[i].fine);
    EXPECT_EQ(a.periods[i].months_late, b.periods[i].months_late);
  }
}

// A day of each week, and every day around which something happens.
std::vector<absl::CivilDay> Days() {
  std::vector<absl::CivilDay> days;
  for (int i = 0; i < kDays + 60; i += 5) days.push_back(kFirstDay + i);
  return days;
}

template <typename Check>
void ForEachHistory(const Check& check) {
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    Drawing drawing(seed);
    const AccountHistory history = drawing.Draw();
    check(history, drawing);
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(AccountProperty, LosesNoRupiah) {
  ForEachHistory([](const AccountHistory& history, Drawing&) {
    for (const absl::CivilDay day : Days()) {
      const Account account = AsOfDay(history, day);
      std::int64_t pieces = 0;
      for (const Piece& piece : account.pieces) pieces += piece.amount.value();
      std::int64_t counting = 0;
      for (const Payment& payment : history.payments) {
        const bool reversed = payment.reversal && payment.reversal->reversed_on <= day;
        if (payment.paid_on <= day && !reversed) counting += payment.amount.value();
      }
      EXPECT_EQ(account.totals.paid.value(), counting);
      EXPECT_EQ(account.totals.allocated.value(), pieces);
      EXPECT_EQ(account.totals.paid.value(), pieces + account.totals.unallocated.value());
      for (const PaymentUse& use : account.payments) EXPECT_GE(use.unallocated.value(), 0);
    }
  });
}

TEST(AccountProperty, AllocatesNeverMoreThanIsOwed) {
  ForEachHistory([](const AccountHistory& history, Drawing&) {
    for (const absl::CivilDay day : Days()) {
      for (const PeriodDues& dues : AsOfDay(history, day).periods) {
        for (const Obligation& owed : dues.obligations) {
          EXPECT_GE(owed.outstanding().value(), 0);
          EXPECT_GE(owed.allocated.employer.value(), 0);
          EXPECT_GE(owed.allocated.employee.value(), 0);
          EXPECT_LE(owed.allocated.employer, owed.declared.employer);
          EXPECT_LE(owed.allocated.employee, owed.declared.employee);
        }
        EXPECT_GE(dues.fine.outstanding().value(), 0);
      }
    }
  });
}

TEST(AccountProperty, KeepsNoMoneyWhileSomethingIsOpen) {
  ForEachHistory([](const AccountHistory& history, Drawing&) {
    for (const absl::CivilDay day : Days()) {
      const Account account = AsOfDay(history, day);
      if (DemandsOf(account).empty()) continue;
      for (const PaymentUse& use : account.payments) {
        if (use.unallocated == Rupiah()) continue;
        // Only a payment that waits for its period may be left while others are open.
        const Payment& payment = history.payments[static_cast<std::size_t>(use.no.value()) - 1];
        ASSERT_TRUE(payment.period.has_value());
        for (const PeriodDues& dues : account.periods) EXPECT_NE(dues.period, *payment.period);
      }
    }
  });
}

TEST(AccountProperty, DoesNotDependOnTheOrderOfRecords) {
  ForEachHistory([](const AccountHistory& history, Drawing& drawing) {
    AccountHistory shuffled = history;
    for (std::size_t i = shuffled.charges.size(); i > 1; --i) {
      std::swap(shuffled.charges[i - 1],
                shuffled.charges[static_cast<std::size_t>(drawing.Below(static_cast<int>(i)))]);
    }
    std::reverse(shuffled.payments.begin(), shuffled.payments.end());
    for (const absl::CivilDay day : Days()) {
      ExpectSame(AsOfDay(history, day), AsOfDay(shuffled, day));
    }
  });
}

// What was recorded up to a day: a prefix of the history.
AccountHistory RecordedBy(const AccountHistory& history, absl::CivilDay day) {
  AccountHistory prefix;
  for (const Charge& charge : history.charges) {
    if (charge.recorded_on <= day) prefix.charges.push_back(charge);
  }
  for (Payment payment : history.payments) {
    if (payment.recorded_on > day) continue;
    if (payment.reversal && payment.reversal->recorded_on > day) payment.reversal.reset();
    prefix.payments.push_back(payment);
  }
  return prefix;
}

TEST(AccountProperty, AnswersForDaysPastStayWhenTheDayTheyAreKnownOnIsNamed) {
  ForEachHistory([](const AccountHistory& history, Drawing&) {
    for (const absl::CivilDay day : Days()) {
      const Account then = AsOfDay(RecordedBy(history, day), day);
      ExpectSame(then, AsOfDay(history, day, day));
    }
  });
}

TEST(AccountProperty, AnswersForDaysPastChangeOnlyByWhatIsDatedBack) {
  ForEachHistory([](AccountHistory history, Drawing&) {
    for (Payment& payment : history.payments) {
      payment.recorded_on = payment.paid_on;
      if (payment.reversal) payment.reversal->recorded_on = payment.reversal->reversed_on;
    }
    for (const absl::CivilDay day : Days()) {
      ExpectSame(AsOfDay(RecordedBy(history, day), day), AsOfDay(history, day));
    }
  });
}

TEST(AccountProperty, FinesOnlyGrowWhileNothingHappens) {
  ForEachHistory([](const AccountHistory& history, Drawing&) {
    const absl::CivilDay last = kFirstDay + kDays + 100;
    std::int64_t before = AsOfDay(history, last).totals.fine.value();
    for (int i = 1; i < 200; i += 3) {
      const std::int64_t fine = AsOfDay(history, last + i).totals.fine.value();
      EXPECT_GE(fine, before);
      before = fine;
    }
  });
}

TEST(AccountProperty, DifferencesAddUpFromDayToDay) {
  ForEachHistory([](const AccountHistory& history, Drawing&) {
    std::vector<Piece> sum;
    for (const absl::CivilDay day : Days()) {
      const std::vector<Piece> now = AsOfDay(history, day).pieces;
      for (const Piece& change : Difference(sum, now)) EXPECT_NE(change.amount, Rupiah());
      EXPECT_TRUE(Difference(now, now).empty());
      // Taking the changes back leads to the day before.
      const std::vector<Piece> back = Difference(now, sum);
      EXPECT_EQ(back.size(), Difference(sum, now).size());
      sum = now;
    }
  });
}

}  // namespace
}  // namespace paritrana::compliance
