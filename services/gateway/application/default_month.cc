// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/default_month.h"

#include <utility>

#include "libs/base/reason.h"
#include "paritrana/scoring/v1/rankings.pb.h"

namespace paritrana::gateway {
namespace {

// Editions change once a year: a few seconds keep a crowd of viewers off scoring.
constexpr absl::Duration kFresh = absl::Seconds(5);
constexpr absl::Duration kTimeout = absl::Seconds(5);

absl::StatusOr<std::string> MonthOf(const absl::StatusOr<std::string>& bytes) {
  if (!bytes.ok()) return bytes.status();
  scoring::v1::GetEditionResponse edition;
  if (!edition.ParseFromString(*bytes)) return MakeError("INTERNAL", "", "edition undecodable");
  return edition.default_month();
}

}  // namespace

std::string DefaultMonth::Known(absl::Duration age_max) const {
  absl::MutexLock lock(&mutex_);
  return clock_.Now() - learnt_ <= age_max ? month_ : "";
}

void DefaultMonth::Keep(const std::string& month) {
  absl::MutexLock lock(&mutex_);
  month_ = month;
  learnt_ = clock_.Now();
}

void DefaultMonth::Get(Done done) {
  if (std::string month = Known(kFresh); !month.empty()) return done(std::move(month));
  BackendCall call{"scoring", "/paritrana.scoring.v1.RankingService/GetEdition", "", kTimeout, "",
                   "id"};
  backends_.Call(std::move(call), [this, done = std::move(done)](const auto& bytes) {
    absl::StatusOr<std::string> month = MonthOf(bytes);
    if (month.ok()) {
      Keep(*month);
    } else if (std::string known = Known(absl::InfiniteDuration()); !known.empty()) {
      month = std::move(known);
    }
    done(std::move(month));
  });
}

}  // namespace paritrana::gateway
