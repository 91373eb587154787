// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/application/enforcement/keyed_request.h"
#include "services/compliance/domain/enforcement/good_standing.h"

namespace paritrana::compliance {

// A certificate as it is kept: never its code.
struct StoredCertificate {
  EmployerId employer;
  std::string employer_ref;
  std::string code_hash;  // 16 bytes
  std::string salt;       // 16 random bytes; with the token key they make the code
  absl::CivilDay issued_on;
  absl::CivilDay valid_until;
  std::optional<absl::CivilDay> revoked_on;
  std::string rule_id;
  std::vector<std::string> incentives;  // ids of rows of incentives.csv
};

// Keeps certificates. Thread-safe.
class CertificateBook {
 public:
  virtual ~CertificateBook() = default;

  // Confirmed findings and the open case of an employer.
  virtual absl::StatusOr<std::vector<StandingObstacle>> Obstacles(EmployerId employer,
                                                                  absl::Time deadline) = 0;

  // The certificate that the call with this key got; nothing if there was none.
  // IDEMPOTENCY_KEY_REUSED.
  virtual absl::StatusOr<std::optional<StoredCertificate>> FindAnswer(const KeyedRequest& call,
                                                                      absl::Time deadline) = 0;

  // Keeps a certificate, unless a finding was confirmed or a case opened meanwhile:
  // CERTIFICATE_NOT_DUE.
  virtual absl::StatusOr<StoredCertificate> Issue(const KeyedRequest& call,
                                                  const StoredCertificate& certificate,
                                                  absl::Time now, absl::Time deadline) = 0;

  // CERTIFICATE_UNKNOWN.
  virtual absl::StatusOr<StoredCertificate> FindByHash(const std::string& code_hash,
                                                       absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
