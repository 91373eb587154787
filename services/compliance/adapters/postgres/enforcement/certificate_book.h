// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/enforcement/certificate_book.h"

namespace paritrana::compliance {

// Certificates in table certificate. Thread-safe.
class PostgresCertificateBook : public CertificateBook {
 public:
  // The pool must outlive the book.
  explicit PostgresCertificateBook(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::vector<StandingObstacle>> Obstacles(EmployerId employer,
                                                          absl::Time deadline) override;
  absl::StatusOr<std::optional<StoredCertificate>> FindAnswer(const KeyedRequest& call,
                                                              absl::Time deadline) override;
  absl::StatusOr<StoredCertificate> Issue(const KeyedRequest& call,
                                          const StoredCertificate& certificate, absl::Time now,
                                          absl::Time deadline) override;
  absl::StatusOr<StoredCertificate> FindByHash(const std::string& code_hash,
                                               absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
