// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/enforcement/flags.h"

namespace paritrana::compliance {

// What stands against an employer now. A flag is in one of the sets at most; one that was dismissed
// or is no longer found is in neither.
struct EmployerFlags {
  FlagSet suspected;
  FlagSet confirmed;

  // Compliant: nothing is confirmed. A suspicion is none until an officer has looked at it.
  bool compliant() const { return confirmed.empty(); }

  friend bool operator==(const EmployerFlags&, const EmployerFlags&) = default;
};

// Reads the flags of registered employers. Thread-safe.
class EmployerFlagsReader {
 public:
  virtual ~EmployerFlagsReader() = default;

  // By employer; one without flags is left out.
  virtual absl::StatusOr<std::map<EmployerId, EmployerFlags>> Read(
      std::span<const EmployerId> employers, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
