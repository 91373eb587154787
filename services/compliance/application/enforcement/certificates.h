// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/random.h"
#include "libs/identity/identity.h"
#include "services/compliance/application/enforcement/arrears_reader.h"
#include "services/compliance/application/enforcement/certificate_book.h"

namespace paritrana::compliance {

struct IssuedCertificate {
  StoredCertificate certificate;
  std::string code;  // "7K3M-9QFX-…"
};

// Issues certificates of good standing and verifies them.
//
// A code is a keyed hash of a random salt: the salt alone, or a copy of the database, gives none,
// and the same call again is answered with the same code. What is kept for verifying is another
// keyed hash, of the code. Thread-safe.
class CertificateHandler {
 public:
  // All must outlive the handler.
  struct Parts {
    const StandingRules& rules;
    CertificateBook& certificates;
    ArrearsReader& arrears;
    const identity::Vault& vault;
    const Clock& clock;
    Random& random;
  };

  explicit CertificateHandler(const Parts& parts) : parts_(parts) {}

  // What stands against good standing today; arrears that nobody knows do.
  absl::StatusOr<std::vector<StandingObstacle>> Standing(EmployerId employer, absl::Time deadline);

  // CERTIFICATE_NOT_DUE names the obstacles in its field; RULE_UNKNOWN, IDEMPOTENCY_KEY_REUSED.
  absl::StatusOr<IssuedCertificate> Issue(EmployerId employer, const std::string& idempotency_key,
                                          absl::Time deadline);

  // CERTIFICATE_UNKNOWN, for a code that is malformed just as for one that nobody has.
  absl::StatusOr<StoredCertificate> Verify(std::string_view code, absl::Time deadline);

  absl::CivilDay Today() const;

 private:
  CertificateCode CodeOf(const std::string& salt) const;
  std::string HashOf(const CertificateCode& code) const;

  Parts parts_;
};

}  // namespace paritrana::compliance
