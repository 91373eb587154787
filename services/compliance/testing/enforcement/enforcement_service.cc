// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/enforcement/enforcement_service.h"

#include "libs/base/check.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/rpc/channel.h"

namespace paritrana::compliance::testing {

absl::StatusOr<std::optional<ArrearsEvidence>> SaidArrears::Read(const Subject& subject,
                                                                 absl::CivilDay day, absl::Time) {
  if (!subject.registered()) return ArrearsEvidence{};
  const auto after = said_.upper_bound(day);
  if (after == said_.begin()) return std::nullopt;
  ArrearsEvidence arrears;
  arrears.total = Rupiah(std::prev(after)->second);
  if (arrears.total > Rupiah()) {
    arrears.periods = 1;
    arrears.oldest_due = std::prev(after)->first;
    arrears.arrears_class = "ARREARS-UNDER-3";
  }
  return arrears;
}

EnforcementTest::EnforcementTest()
    : rate_limit_({5, 5}, service_.clock()),
      parts_(ReadEnforcementRules("data/rules").value(),
             {service_.pool(), service_.vault(), contribution::testing::ShippedBook(), rate_limit_,
              service_.clock(),
              [this](postgres::Connection& connection, std::span<const EmployerId> changed) {
                told_.insert(told_.end(), changed.begin(), changed.end());
                return refuse_flags_ ? absl::UnavailableError("refused")
                                     : QueueForAssessment(connection, changed);
              },
              &arrears_}),
      server_({}, metrics_) {
  parts_.AddTo(server_);
  PARITRANA_CHECK(server_.Start().ok());
  const auto channel = rpc::Connect(server_.address());
  findings_ = v1::FindingService::NewStub(channel);
  cases_ = v1::CaseService::NewStub(channel);
  certificates_ = v1::CertificateService::NewStub(channel);
}

void EnforcementTest::SetToday(absl::CivilDay day) {
  const absl::Time noon = absl::FromCivil(absl::CivilHour(day) + 5, absl::UTCTimeZone());
  service_.clock().Advance(noon - service_.clock().Now());
}

}  // namespace paritrana::compliance::testing
