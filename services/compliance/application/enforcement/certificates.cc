// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/enforcement/certificates.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

constexpr std::size_t kSaltBytes = 16;

std::string NewSalt(Random& random) {
  std::array<std::uint8_t, kSaltBytes> bytes;
  random.Fill(bytes);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

absl::CivilDay CertificateHandler::Today() const { return DayInWib(parts_.clock.Now()); }

CertificateCode CertificateHandler::CodeOf(const std::string& salt) const {
  return parts_.vault.Fingerprint("certificate code/" + salt);
}

std::string CertificateHandler::HashOf(const CertificateCode& code) const {
  const std::string bytes(code.begin(), code.end());
  const identity::Token hash = parts_.vault.Fingerprint("certificate hash/" + bytes);
  return {hash.begin(), hash.end()};
}

absl::StatusOr<std::vector<StandingObstacle>> CertificateHandler::Standing(EmployerId employer,
                                                                           absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto obstacles, parts_.certificates.Obstacles(employer, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto arrears,
                             parts_.arrears.Read(Subject::Of(employer), Today(), deadline));
  if (!arrears || arrears->total > Rupiah()) {
    obstacles.push_back({StandingObstacle::Kind::kArrears});
  }
  return obstacles;
}

absl::StatusOr<IssuedCertificate> CertificateHandler::Issue(EmployerId employer,
                                                            const std::string& idempotency_key,
                                                            absl::Time deadline) {
  const KeyedRequest keyed{idempotency_key, absl::StrCat("certificate ", employer.value())};
  PARITRANA_ASSIGN_OR_RETURN(auto known, parts_.certificates.FindAnswer(keyed, deadline));
  if (known) {
    const std::string code = FormatCode(CodeOf(known->salt));
    return IssuedCertificate{*std::move(known), code};
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto obstacles, Standing(employer, deadline));
  if (!obstacles.empty()) return MakeError("CERTIFICATE_NOT_DUE", ToText(obstacles));
  const CertificateTerm* term = parts_.rules.TermOn(Today());
  if (term == nullptr) return MakeError("RULE_UNKNOWN", "issued_on");
  StoredCertificate certificate;
  certificate.employer = employer;
  certificate.salt = NewSalt(parts_.random);
  certificate.issued_on = Today();
  certificate.valid_until = Today() + term->valid_days - 1;
  certificate.rule_id = term->origin.rule_id;
  for (const Incentive* incentive : parts_.rules.IncentivesOn(Today())) {
    certificate.incentives.push_back(incentive->origin.rule_id);
  }
  const CertificateCode code = CodeOf(certificate.salt);
  certificate.code_hash = HashOf(code);
  PARITRANA_ASSIGN_OR_RETURN(
      StoredCertificate stored,
      parts_.certificates.Issue(keyed, certificate, parts_.clock.Now(), deadline));
  // Of two calls with one key at once, the second gets what the first kept.
  const std::string text = FormatCode(CodeOf(stored.salt));
  return IssuedCertificate{std::move(stored), text};
}

absl::StatusOr<StoredCertificate> CertificateHandler::Verify(std::string_view code,
                                                             absl::Time deadline) {
  const std::optional<CertificateCode> parsed = ParseCode(code);
  if (!parsed) return MakeError("CERTIFICATE_UNKNOWN", "code");
  return parts_.certificates.FindByHash(HashOf(*parsed), deadline);
}

}  // namespace paritrana::compliance
