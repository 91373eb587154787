// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// Holds everything the ledger says against everything else it says, at one moment, and fails the
// test where they differ:
//
// - the facts in the outbox, applied in order of sequence, never take back what was not added, and
//   leave what counts now;
// - every fact can be made again from the ledger, byte for byte;
// - the journal of each period, version by version, adds no line twice, takes none back that does
//   not count, holds no worker's month twice (supplementary runs aside), and ends at what counts;
// - what was declared as money by month (table accrual) is what lines and journal say, version by
//   version and all together;
// - what payers read back (read_back_audit.h) agrees with itself;
// - totals of submissions are those of their lines, lines that wait are those listed as waiting,
//   and sequences have no gap.
void AuditLedger(TestService& service);

}  // namespace paritrana::compliance::testing
