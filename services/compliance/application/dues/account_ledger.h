// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/dues/account.h"

// The port behind which accounts are kept: what payers declared and paid, and the journal of where
// the money went.
namespace paritrana::compliance {

// An account at one version: posted = allocated + unallocated.
struct AccountBalance {
  std::uint64_t version = 0;  // 0: nothing ever happened
  Rupiah posted;              // payments that are not reversed
  Rupiah allocated;
  Rupiah unallocated;

  friend bool operator==(const AccountBalance&, const AccountBalance&) = default;
};

// What is kept of a reversal besides what the replay needs.
struct KeptReversal {
  std::string reason;
  std::string correction_reason;  // may be empty
  absl::Time recorded_at;
  std::uint64_t account_version = 0;

  friend bool operator==(const KeptReversal&, const KeptReversal&) = default;
};

// A payment as it is kept.
struct KeptPayment {
  Payment payment;
  std::string reference;
  std::string correction_reason;  // may be empty
  absl::Time recorded_at;
  std::uint64_t account_version = 0;     // that it made
  std::optional<KeptReversal> reversal;  // with payment.reversal
};

// All that is known of a payer's account.
struct AccountState {
  EmployerId payer;
  PayerTerms terms;
  AccountBalance balance;
  std::vector<Charge> charges;
  std::vector<KeptPayment> payments;  // in order of their numbers
  std::vector<Piece> journal;         // what stands allocated by the journal
};

// Whose account is to be held, and what for.
struct AccountQuery {
  EmployerId payer;
  bool takes_payment = false;   // a number is wanted for a new payment
  bool takes_accruals = false;  // accruals that are pending become part of the account
};

// What a transaction found.
struct HeldAccount {
  AccountState state;
  PaymentNo next_payment;     // if a number was wanted
  std::int64_t taken_in = 0;  // accruals that were pending
};

enum class AccountCause : std::uint8_t { kPayment = 1, kReversal = 2, kRefresh = 3 };

// One step of an account from a version to the next.
struct AccountChange {
  EmployerId payer;
  AccountCause cause = AccountCause::kPayment;
  absl::Time now;
  AccountBalance balance;              // after it
  std::vector<Piece> moved;            // signed, for the journal
  std::optional<KeptPayment> payment;  // the new one, or the one reversed
};

// One transaction on the accounts of several payers, each held until it ends. All of it takes
// effect, or nothing does. Rolls back unless committed. One thread at a time.
class AccountTransaction {
 public:
  virtual ~AccountTransaction() = default;

  // Holds the accounts and reads them, in order of the queries. Call once, first. No two queries
  // are of the same payer.
  virtual absl::StatusOr<std::vector<HeldAccount>> Hold(std::span<const AccountQuery> queries) = 0;

  // Call at most once, after Hold. One change for a payer at most.
  virtual absl::Status Write(std::span<const AccountChange> changes) = 0;

  // UNAVAILABLE means that nobody knows whether it took effect.
  virtual absl::Status Commit() = 0;
};

// Keeps accounts. Thread-safe.
class AccountLedger {
 public:
  virtual ~AccountLedger() = default;

  // Waits for a connection until `deadline`. DEADLINE_EXCEEDED, UNAVAILABLE.
  virtual absl::StatusOr<std::unique_ptr<AccountTransaction>> Begin(absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
