// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/application/dues/account_ledger.h"

namespace paritrana::compliance {

// A payment, where it went, and the account, all at one version of the account.
struct PaymentView {
  KeptPayment kept;
  std::vector<Piece> pieces;  // in order of period, segment and head
  AccountBalance balance;

  // What of it is kept as an advance; nothing once it is reversed.
  Rupiah unallocated() const;
};

// Which moment of a payment's life is asked for.
enum class PaymentMoment : std::uint8_t {
  kNow,
  kPosted,    // right after it was posted
  kReversed,  // right after it was reversed
};

struct PaymentPage {
  std::vector<KeptPayment> payments;  // in order of their numbers
  std::vector<Rupiah> allocated;      // of each, now
  AccountBalance balance;
  bool more = false;
};

// Answers questions about payments; changes nothing. Thread-safe.
class PaymentQueries {
 public:
  virtual ~PaymentQueries() = default;

  // PAYMENT_UNKNOWN.
  virtual absl::StatusOr<PaymentView> Find(EmployerId payer, std::string_view reference,
                                           PaymentMoment moment, absl::Time deadline) = 0;

  // The payments after `after`, at most `most`.
  virtual absl::StatusOr<PaymentPage> List(EmployerId payer, PaymentNo after, int most,
                                           absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
