// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <grpcpp/server_context.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "paritrana/common/v1/position.pb.h"
#include "services/compliance/adapters/grpc/translate.h"
#include "services/compliance/application/fact_waiter.h"
#include "services/compliance/application/run_queries.h"
#include "services/compliance/application/submission_queries.h"

namespace paritrana::compliance {

// Until when a call may take: its own deadline, but never longer than one chunk may take (thirty
// seconds), so that a call without one does not wait for ever.
absl::Time DeadlineOf(const grpc::ServerContextBase& context);

// A little before `deadline`: an answer that says what was waited for must still arrive in time.
absl::Time WaitEnd(absl::Time deadline);

// IDEMPOTENCY_KEY_INVALID unless it is 1 to 100 printable characters.
absl::Status CheckIdempotencyKey(std::string_view key);

// Turns what requests name into what the application works on. Thread-safe.
class RequestReader {
 public:
  // All must outlive the reader.
  RequestReader(SubmissionQueries& queries, FactWaiter& waiter, const Clock& clock)
      : queries_(queries), waiter_(waiter), clock_(clock) {}

  // Waits for the facts the caller has seen. POSITION_NOT_REACHED.
  absl::Status WaitFor(const common::v1::Position& participants,
                       const common::v1::Position& employers, absl::Time deadline);

  // PAYER_UNKNOWN, FIELD_REQUIRED.
  absl::StatusOr<EmployerId> ReadPayer(const std::string& payer, absl::Time deadline);

  // PAYER_UNKNOWN, PERIOD_INVALID, PERIOD_IN_FUTURE, FIELD_MALFORMED.
  absl::StatusOr<SubmissionKey> Read(const SubmissionName& name, absl::Time deadline);

  // PAYER_UNKNOWN, PERIOD_INVALID, PERIOD_IN_FUTURE.
  absl::StatusOr<PayerPeriod> Read(const std::string& payer, const std::string& period,
                                   absl::Time deadline);

 private:
  SubmissionQueries& queries_;
  FactWaiter& waiter_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
