// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace paritrana::compliance::testing {

// Recounts table accrual from lines and journal, in words of its own, and fails the test where they
// differ: each version of a period has what its chunk changed, with the chunk's day in WIB; all
// versions together have what stands. `count` answers a query of one number at the audit's moment.
void AuditAccruals(const std::function<std::int64_t(const std::string&)>& count);

}  // namespace paritrana::compliance::testing
