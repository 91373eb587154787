// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/rpc/status.h"
#include "services/compliance/enforcement_parts.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// Arrears as a test says: of each day, what was said for the last day up to it. Nothing was said:
// nobody knows.
class SaidArrears : public ArrearsReader {
 public:
  void Say(absl::CivilDay from, std::int64_t rupiah) { said_[from] = rupiah; }
  void Forget() { said_.clear(); }

  absl::StatusOr<std::optional<ArrearsEvidence>> Read(const Subject& subject, absl::CivilDay day,
                                                      absl::Time deadline) override;

 private:
  std::map<absl::CivilDay, std::int64_t> said_;
};

// Findings, cases and certificates over the real database, on a gRPC port of their own beside the
// service's. Today is as the service's clock says. To be inherited by fixtures.
class EnforcementTest : public ::testing::Test {
 protected:
  EnforcementTest();
  ~EnforcementTest() override { server_.Stop(absl::Seconds(1)); }

  // Moves the clock on to noon of a day in WIB.
  void SetToday(absl::CivilDay day);

  // Calls a method of a stub; returns the reason, "OK" if it was not refused.
  template <typename Stub, typename Request, typename Response>
  std::string Call(Stub& stub,
                   grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request, Response* response) {
    grpc::ClientContext context;
    if (!officer_.empty()) context.AddMetadata("paritrana-on-behalf-of", officer_);
    const grpc::Status status = (stub.*method)(&context, request, response);
    field_ = FieldOf(rpc::FromGrpc(status));
    return status.ok() ? "OK" : std::string(ReasonOf(rpc::FromGrpc(status))->name);
  }

  TestService service_;
  SaidArrears arrears_;
  RateLimit rate_limit_;
  // Employers whose flags changed, in the order they were told.
  std::vector<EmployerId> told_;
  bool refuse_flags_ = false;
  EnforcementParts parts_;
  std::string officer_ = "officer-7";
  std::string field_;
  metrics::Registry metrics_;
  rpc::Server server_;
  std::unique_ptr<v1::FindingService::Stub> findings_;
  std::unique_ptr<v1::CaseService::Stub> cases_;
  std::unique_ptr<v1::CertificateService::Stub> certificates_;
};

}  // namespace paritrana::compliance::testing
