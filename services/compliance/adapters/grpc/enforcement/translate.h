// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <grpcpp/server_context.h>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "paritrana/compliance/v1/cases.pb.h"
#include "paritrana/compliance/v1/certificates.pb.h"
#include "paritrana/compliance/v1/findings.pb.h"
#include "services/compliance/application/enforcement/certificates.h"
#include "services/compliance/application/enforcement/change_case.h"
#include "services/compliance/application/enforcement/finding_book.h"
#include "services/compliance/application/enforcement/reference_imports.h"

// Between the contracts of enforcement and its application. Numbers of lists are the same on both
// sides; a test holds them together.
namespace paritrana::compliance {

namespace v1 = paritrana::compliance::v1;

// Who decides: whom the caller acts for, else the caller.
std::string OfficerOf(const grpc::ServerContext& context);

// Key, officer and reason of a write. IDEMPOTENCY_KEY_INVALID.
absl::StatusOr<OfficerCall> ReadCall(const grpc::ServerContext& context, const std::string& key,
                                     const std::string& reason);

// An ISO date of a field; empty is nothing. DATE_INVALID.
absl::StatusOr<std::optional<absl::CivilDay>> ReadDay(const std::string& text, const char* field);

v1::RuleSource ToProto(const contribution::RuleOrigin& origin);
v1::FindingEvidence ToProto(const Evidence& evidence, const Subject& subject);
v1::EmployerFinding ToProto(const NamedFinding& named);
v1::FindingEvent ToProto(const FindingEvent& event, const Subject& subject);
v1::Case ToProto(const CaseView& view, const CaseLadder& ladder, bool with_timeline);
v1::Certificate ToProto(const StoredCertificate& certificate, const StandingRules& rules,
                        absl::CivilDay today);

// FIELD_REQUIRED, DATE_INVALID.
absl::StatusOr<DataSource> ReadSource(const v1::ImportSource& source);
common::v1::LineVerdict ToProto(const RowVerdict& verdict, std::uint64_t line_no);

}  // namespace paritrana::compliance
