// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/request_reader.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"
#include "services/compliance/domain/names.h"
#include "services/compliance/domain/period.h"

namespace paritrana::compliance {
namespace {

constexpr absl::Duration kStepTimeMost = absl::Seconds(30);
constexpr std::size_t kIdempotencyKeyCharsMax = 100;

// Room for the answer to travel: a tenth of what is left, at most this.
constexpr absl::Duration kAnswerRoomMost = absl::Milliseconds(250);

absl::Status CheckName(std::string_view text, std::string_view field) {
  if (text.empty()) return MakeError("FIELD_REQUIRED", field);
  return IsName(text) ? absl::OkStatus() : MakeError("FIELD_MALFORMED", field);
}

}  // namespace

absl::Time DeadlineOf(const grpc::ServerContextBase& context) {
  return std::min(absl::FromChrono(context.deadline()), absl::Now() + kStepTimeMost);
}

absl::Time WaitEnd(absl::Time deadline) {
  const absl::Duration left = deadline - absl::Now();
  return deadline - std::min(left / 10, kAnswerRoomMost);
}

absl::Status CheckIdempotencyKey(std::string_view key) {
  const bool printable =
      std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (key.empty() || key.size() > kIdempotencyKeyCharsMax || !printable) {
    return MakeError("IDEMPOTENCY_KEY_INVALID", "idempotency_key");
  }
  return absl::OkStatus();
}

absl::Status RequestReader::WaitFor(const common::v1::Position& participants,
                                    const common::v1::Position& employers, absl::Time deadline) {
  const FactsWanted wanted = {rpc::FromProto(participants), rpc::FromProto(employers)};
  if (wanted.participants.marks.empty() && wanted.employers.marks.empty()) {
    return absl::OkStatus();
  }
  return waiter_.WaitFor(wanted, WaitEnd(deadline));
}

absl::StatusOr<EmployerId> RequestReader::ReadPayer(const std::string& payer, absl::Time deadline) {
  if (payer.empty()) return MakeError("FIELD_REQUIRED", "payer");
  return queries_.FindPayer(payer, deadline);
}

absl::StatusOr<PayerPeriod> RequestReader::Read(const std::string& payer, const std::string& period,
                                                absl::Time deadline) {
  if (payer.empty()) return MakeError("FIELD_REQUIRED", "payer");
  PayerPeriod read;
  PARITRANA_ASSIGN_OR_RETURN(read.period, ParsePeriod(period, MonthInWib(clock_.Now())));
  PARITRANA_ASSIGN_OR_RETURN(read.payer, queries_.FindPayer(payer, deadline));
  return read;
}

absl::StatusOr<SubmissionKey> RequestReader::Read(const SubmissionName& name, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckName(name.run, "run"));
  PARITRANA_RETURN_IF_ERROR(CheckName(name.submission, "submission"));
  PARITRANA_ASSIGN_OR_RETURN(const PayerPeriod read, Read(name.payer, name.period, deadline));
  return SubmissionKey{read.payer, read.period, name.run, name.submission};
}

}  // namespace paritrana::compliance
