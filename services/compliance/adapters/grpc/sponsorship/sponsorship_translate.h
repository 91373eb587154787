// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/statusor.h"
#include "paritrana/common/v1/verdict.pb.h"
#include "paritrana/compliance/v1/sponsorships.pb.h"
#include "services/compliance/application/sponsorship/enrol_workers.h"
#include "services/compliance/application/sponsorship/programme_view.h"

// Messages about sponsors to the application's values and back.
namespace paritrana::compliance {

// FIELD_REQUIRED, MONTH_INVALID.
absl::StatusOr<ProgrammeTerms> FromProto(const v1::ProgrammeTerms& terms);

// ENUM_UNKNOWN, FIELD_REQUIRED (kind), REGION_INVALID, AMOUNT_NEGATIVE.
absl::StatusOr<ProgrammeAttributes> ReadAttributes(const v1::CreateProgrammeRequest& request);

// ENUM_UNKNOWN. The result points into the request.
absl::StatusOr<std::vector<IncomingEnrolment>> ReadLines(const v1::EnrolWorkersRequest& request);

// A programme with the last of its terms.
v1::SponsorProgramme ToProto(const SponsorProgramme& programme, const std::string& payer);
v1::ProgrammeAmendment ToProto(const Amendment<ProgrammeTerms>& amendment);
v1::ProgrammeLapse ToProto(const Lapse& lapse);
v1::EnrolWorkersResponse ToProto(const EnrolledWorkers& answer);
v1::GetProgrammeResponse ToProto(const ProgrammeView& view, const std::string& payer);
v1::SponsorYear ToProto(const SponsorYearView& view);
common::v1::Finding ToProtoFinding(const Finding& finding);

}  // namespace paritrana::compliance
