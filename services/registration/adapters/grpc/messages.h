// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <google/protobuf/message.h>

#include "absl/status/statusor.h"
#include "paritrana/common/v1/verdict.pb.h"
#include "paritrana/registration/v1/employers.pb.h"
#include "paritrana/registration/v1/regions.pb.h"
#include "paritrana/registration/v1/workers.pb.h"
#include "services/registration/application/import_workers.h"
#include "services/registration/application/look_up_worker.h"
#include "services/registration/application/register_employer.h"

// Messages to the words of the use cases and back. Nothing is judged here, except what a message
// can say and a use case cannot take.
namespace paritrana::registration {

// The request's bytes, the same for equal requests: what its idempotency key stands for.
std::string ContentOf(const google::protobuf::Message& request);

IdentityDraft FromProto(const v1::Identity& identity);
WorkerDraft FromProto(const v1::Worker& worker);
EmployerDraft FromProto(const v1::Employer& employer);
// REGION_INVALID, DATE_INVALID, at "regions[CODE].FIELD".
absl::StatusOr<Region> FromProto(const v1::Region& region);
// DATE_INVALID at "header.valid_from".
absl::StatusOr<TreeHeader> FromProto(const v1::TreeHeader& header);

v1::Employer ToProto(const Employer& employer);
v1::Region ToProto(const Region& region);
v1::Employment ToProto(const EmploymentView& employment);
v1::ImportWorkersResponse ToProto(const ImportProgress& progress);
// The verdict of an accepted single worker.
common::v1::LineVerdict ToVerdict(const std::vector<Warning>& warnings);

}  // namespace paritrana::registration
