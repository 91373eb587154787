// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/grpc/messages.h"

#include <optional>
#include <utility>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"

namespace paritrana::registration {
namespace {

absl::StatusOr<std::optional<absl::CivilDay>> OptionalDate(const std::string& text) {
  if (text.empty()) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDate(text));
  return day;
}

std::string Date(const std::optional<absl::CivilDay>& day) {
  return day ? FormatDate(*day) : std::string();
}

std::string Code(const std::optional<RegionCode>& code) {
  return code ? code->ToString() : std::string();
}

EmploymentDraft FromProto(const v1::Employment& employment) {
  EmploymentDraft draft;
  draft.employer_ref = employment.employer_ref();
  draft.segment = employment.segment();
  draft.worker_kind = employment.worker_kind();
  draft.sponsor_kind = employment.sponsor_kind();
  draft.start_date = employment.start_date();
  draft.end_date = employment.end_date();
  draft.workplace_region = employment.workplace_region();
  draft.domicile_region = employment.domicile_region();
  draft.programmes.assign(employment.programmes().begin(), employment.programmes().end());
  draft.payroll_number = employment.payroll_number();
  return draft;
}

absl::StatusOr<Region> ReadRegion(const v1::Region& message) {
  Region region;
  const auto code = RegionCode::Parse(message.code());
  if (!code.ok()) return WithFieldPrefix(code.status(), "code");
  region.code = *code;
  region.name = message.name();
  const auto valid_from = OptionalDate(message.valid_from());
  if (!valid_from.ok()) return WithFieldPrefix(valid_from.status(), "valid_from");
  const auto valid_to = OptionalDate(message.valid_to());
  if (!valid_to.ok()) return WithFieldPrefix(valid_to.status(), "valid_to");
  region.valid_from = *valid_from;
  region.valid_to = *valid_to;
  for (const std::string& text : message.predecessors()) {
    const auto predecessor = RegionCode::Parse(text);
    if (!predecessor.ok()) return WithFieldPrefix(predecessor.status(), "predecessors");
    region.predecessors.push_back(*predecessor);
  }
  return region;
}

void AddFindings(const std::vector<Warning>& warnings, common::v1::LineVerdict& verdict) {
  for (const Warning& warning : warnings) {
    *verdict.add_findings() = rpc::ToFinding(MakeError(warning.reason, warning.field));
  }
}

common::v1::LineVerdict ToVerdict(const LineFinding& finding) {
  common::v1::LineVerdict verdict = ToVerdict(finding.warnings);
  verdict.set_line_no(finding.line_no);
  if (finding.accepted) return verdict;
  verdict.set_kind(common::v1::VERDICT_KIND_REJECTED);
  for (const absl::Status& fault : finding.faults) {
    *verdict.add_findings() = rpc::ToFinding(fault);
  }
  return verdict;
}

}  // namespace

std::string ContentOf(const google::protobuf::Message& request) {
  std::string content;
  {
    google::protobuf::io::StringOutputStream stream(&content);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  return content;
}

IdentityDraft FromProto(const v1::Identity& identity) {
  switch (identity.number_case()) {
    case v1::Identity::kNik:
      return {identity::Kind::kNik, identity.nik()};
    case v1::Identity::kKpj:
      return {identity::Kind::kKpj, identity.kpj()};
    case v1::Identity::kPassport:
      return {identity::Kind::kPassport, identity.passport()};
    case v1::Identity::NUMBER_NOT_SET:
      break;
  }
  return {};
}

WorkerDraft FromProto(const v1::Worker& worker) {
  WorkerDraft draft;
  draft.identity = FromProto(worker.identity());
  draft.kpj = worker.kpj();
  draft.name = worker.name();
  draft.birth_date = worker.birth_date();
  draft.sex = worker.sex();
  draft.employment = FromProto(worker.employment());
  return draft;
}

EmployerDraft FromProto(const v1::Employer& employer) {
  EmployerDraft draft;
  draft.npp = employer.npp();
  draft.division = employer.division();
  draft.name = employer.name();
  draft.kind = employer.kind();
  draft.size_class = employer.size_class();
  draft.kbli = employer.kbli();
  draft.registration_region = employer.registration_region();
  draft.jkk_class = employer.jkk_class();
  draft.reliefs.assign(employer.reliefs().begin(), employer.reliefs().end());
  return draft;
}

absl::StatusOr<Region> FromProto(const v1::Region& message) {
  auto region = ReadRegion(message);
  if (!region.ok()) {
    // A code that is none may be anything, so only a well-formed one is repeated.
    const bool code = RegionCode::Parse(message.code()).ok();
    return WithFieldPrefix(region.status(), code ? "regions[" + message.code() + "]" : "regions");
  }
  return region;
}

absl::StatusOr<TreeHeader> FromProto(const v1::TreeHeader& message) {
  TreeHeader header{message.tree_version(), message.source(), message.licence(), {}};
  const auto valid_from = ParseDate(message.valid_from());
  if (!valid_from.ok()) return WithFieldPrefix(valid_from.status(), "header.valid_from");
  header.valid_from = *valid_from;
  return header;
}

v1::Employer ToProto(const Employer& employer) {
  v1::Employer message;
  message.set_employer_ref(employer.ref.ToString());
  message.set_npp(employer.ref.npp());
  message.set_division(employer.ref.division());
  message.set_name(employer.name);
  message.set_kind(static_cast<common::v1::EmployerKind>(employer.kind));
  message.set_size_class(static_cast<common::v1::SizeClass>(employer.size_class));
  message.set_kbli(employer.kbli);
  message.set_registration_region(employer.registration_region.ToString());
  message.set_jkk_class(static_cast<common::v1::JkkClass>(employer.jkk_class));
  for (const std::string& relief : employer.reliefs) message.add_reliefs(relief);
  const std::int64_t micros = absl::ToUnixMicros(employer.recorded_at);
  message.mutable_recorded_at()->set_seconds(micros / 1'000'000);
  message.mutable_recorded_at()->set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1'000);
  return message;
}

v1::Region ToProto(const Region& region) {
  v1::Region message;
  message.set_code(region.code.ToString());
  message.set_name(region.name);
  message.set_level(static_cast<common::v1::RegionLevel>(region.code.level()));
  message.set_valid_from(Date(region.valid_from));
  message.set_valid_to(Date(region.valid_to));
  for (const RegionCode code : region.predecessors) message.add_predecessors(code.ToString());
  return message;
}

v1::Employment ToProto(const EmploymentView& employment) {
  const Membership& membership = employment.membership;
  v1::Employment message;
  message.set_employer_ref(employment.employer.ToString());
  message.set_segment(static_cast<common::v1::Segment>(membership.segment));
  message.set_worker_kind(static_cast<common::v1::WorkerKind>(membership.worker_kind));
  message.set_sponsor_kind(static_cast<common::v1::SponsorKind>(membership.sponsor_kind));
  message.set_start_date(FormatDate(membership.start));
  message.set_end_date(Date(membership.end));
  message.set_workplace_region(Code(membership.workplace_region));
  message.set_domicile_region(Code(membership.domicile_region));
  for (int programme = 1; programme <= kProgrammeMax; ++programme) {
    if (!membership.programmes.Has(static_cast<Programme>(programme))) continue;
    message.add_programmes(static_cast<common::v1::Programme>(programme));
  }
  message.set_payroll_number(membership.payroll_number);
  return message;
}

common::v1::LineVerdict ToVerdict(const std::vector<Warning>& warnings) {
  common::v1::LineVerdict verdict;
  verdict.set_kind(warnings.empty() ? common::v1::VERDICT_KIND_ACCEPTED
                                    : common::v1::VERDICT_KIND_ACCEPTED_WITH_WARNINGS);
  AddFindings(warnings, verdict);
  return verdict;
}

v1::ImportWorkersResponse ToProto(const ImportProgress& progress) {
  v1::ImportWorkersResponse response;
  response.set_next_line_no(progress.next_line_no);
  response.set_accepted(progress.accepted);
  response.set_rejected(progress.rejected);
  for (const LineFinding& finding : progress.findings) {
    *response.add_verdicts() = ToVerdict(finding);
  }
  *response.mutable_position() = rpc::ToProto(progress.position);
  return response;
}

}  // namespace paritrana::registration
