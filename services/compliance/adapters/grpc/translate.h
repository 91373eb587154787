// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/repeated_ptr_field.h>
#include <google/protobuf/timestamp.pb.h>

#include "absl/status/statusor.h"
#include "paritrana/common/v1/verdict.pb.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "services/compliance/application/post_lines.h"
#include "services/compliance/application/submission_queries.h"

// Messages of the contracts to the application's values and back.
namespace paritrana::compliance {

// How messages name a submission: the payer by its reference, not its id.
struct SubmissionName {
  std::string payer;
  std::string period;
  std::string run;
  std::string submission;
};

// The lines of a request. The result points into `lines`.
std::vector<IncomingLine> FromProto(
    const google::protobuf::RepeatedPtrField<v1::ContributionLine>& lines);

// SEAL_MISMATCH if the digest is not 32 bytes.
absl::StatusOr<Seal> FromProto(const v1::SubmissionSeal& seal);

// ENUM_UNKNOWN, FIELD_MALFORMED (replaces_run).
absl::StatusOr<RunAsked> ReadRunAsked(int run_kind, const std::string& replaces_run,
                                      bool completes_run);

v1::SubmissionTotals ToProto(const Totals& totals);
common::v1::LineVerdict ToProto(const Verdict& verdict);
common::v1::Match ToProto(const Match& match);
v1::SubmissionReceipt ToReceipt(const SubmissionName& name, const Submission& submission);
// Takes out what only a submission that is kept has: times and position.
void ForgetMoment(v1::SubmissionReceipt& receipt);
v1::SubmissionLine ToProto(const LineView& line);
google::protobuf::Timestamp ToTimestamp(absl::Time time);

// Appends the verdicts that are not plainly accepted.
void AppendNotable(const std::vector<Verdict>& verdicts,
                   google::protobuf::RepeatedPtrField<common::v1::LineVerdict>& out);

}  // namespace paritrana::compliance
