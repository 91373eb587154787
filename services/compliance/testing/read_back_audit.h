// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// Reads back every period of the test payer over the public calls, and fails the test where totals,
// workers and the changes since version 0 of one version differ from each other.
void AuditReadBack(TestService& service);

}  // namespace paritrana::compliance::testing
