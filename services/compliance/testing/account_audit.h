// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/ids.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// Recounts every account from its journal and its payments, at one moment, and fails the test where
// they differ:
//
// - at every version of every account, posted = allocated + unallocated, posted is the sum of the
//   payments that counted then, allocated the sum of the journal up to there;
// - at every version no payment pays less than nothing of anything, or more than it is, and a
//   reversed one pays nothing;
// - versions are dense, and the account stands at the last one;
// - an account of which no accrual is pending stands as a replay of its history says.
void AuditAccounts(TestService& service);

// Holds the journal of one payer against a replay of all that is declared, pending or not: what a
// payment, a reversal or a refresh just left.
void ExpectJournalIsReplay(TestService& service, EmployerId payer);

}  // namespace paritrana::compliance::testing
