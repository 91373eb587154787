// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/contribution/rule_book.h"
#include "paritrana/compliance/v1/calculation.grpc.pb.h"

namespace paritrana::compliance {

// CalculationService over the rules of contribution. Keeps nothing, asks nobody; thread-safe.
class CalculationServiceAdapter final : public v1::CalculationService::Service {
 public:
  // The book must outlive the service.
  explicit CalculationServiceAdapter(const contribution::RuleBook& book) : book_(book) {}

  grpc::Status CalculateContribution(grpc::ServerContext* context,
                                     const v1::CalculateContributionRequest* request,
                                     v1::CalculateContributionResponse* response) override;

 private:
  const contribution::RuleBook& book_;
};

}  // namespace paritrana::compliance
