// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace paritrana {

// Where a payroll system meets a reason.
enum class PayrollUse {
  kCall,      // refuses a call or ends a stream
  kRejected,  // rejects a line
  kWaits,     // lets a line wait
  kWarning,   // warns of a line that counts
  kHttp,      // refuses a request before it is understood
  kFile       // refuses a file
};

struct PayrollReason {
  std::string_view name;
  PayrollUse use;
};

// The reasons of the payroll contract, by use and then by name; docs/payroll/codes.md is made from
// these and the table of reasons, and tools/check/codes.py wants a test of each.
std::span<const PayrollReason> PayrollReasons();

}  // namespace paritrana
