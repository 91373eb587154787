// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/dues/account_ledger.h"

namespace paritrana::compliance {

// Where a payer's money goes, from all that is known of it.
struct Reallocation {
  Account account;
  std::vector<Piece> moved;  // what it changes in the journal
  AccountBalance balance;    // with the version after the state's
};

// Replays an account over everything it holds. The journal is led to what the replay says, whatever
// it said before, so that a rule that was mended reaches an account with its next change. Errors as
// ReplayAccount.
absl::StatusOr<Reallocation> Reallocate(const contribution::RuleBook& book,
                                        const AccountState& state, absl::CivilDay today);

// The state's account as it stands before a change.
absl::StatusOr<Account> ReplayState(const contribution::RuleBook& book, const AccountState& state,
                                    absl::CivilDay today);

// The change that a reallocation makes.
AccountChange ChangeBy(AccountCause cause, const AccountState& state, Reallocation& reallocation,
                       absl::Time now);

// The pieces of one payment.
std::vector<Piece> PiecesOf(PaymentNo payment, const std::vector<Piece>& pieces);

}  // namespace paritrana::compliance
