// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/events/employers_assessed.h"

#include "paritrana/compliance/events/v1/employers.pb.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

namespace facts = events::v1;

template <typename Column>
void FillProgrammes(ProgrammeSet programmes, Column& column) {
  for (const Programme programme : contribution::kProgrammes) {
    if (programmes.Has(programme)) column.Add(static_cast<int>(programme));
  }
}

void FillFindings(const Assessment& assessment, facts::EmployerCompliance& fact) {
  for (const Flag flag : kFlags) {
    const bool confirmed = assessment.confirmed.Has(flag);
    if (!confirmed && !assessment.suspected.Has(flag)) continue;
    facts::FindingFlag& finding = *fact.add_findings();
    finding.set_kind(static_cast<facts::FindingKind>(flag));
    finding.set_confirmed(confirmed);
  }
}

facts::EmployerCompliance ToFact(const Assessment& assessment) {
  facts::EmployerCompliance fact;
  FillFindings(assessment, fact);
  fact.set_obligations_due(assessment.obligations_due);
  fact.set_obligations_on_time(assessment.obligations_on_time);
  FillProgrammes(assessment.mandatory, *fact.mutable_mandatory_programmes());
  FillProgrammes(assessment.taken, *fact.mutable_taken_programmes());
  if (assessment.latest) {
    fact.set_latest_period(static_cast<std::uint32_t>(assessment.latest->number()));
  }
  fact.set_heads_declared(static_cast<std::uint64_t>(assessment.heads));
  fact.set_arrears_class(assessment.arrears_class);
  fact.set_declarations_complete(assessment.declarations_complete);
  fact.set_declared_in_time(assessment.declared_in_time);
  return fact;
}

}  // namespace

std::string EncodeAssessment(const Assessment& assessment) {
  return ToFact(assessment).SerializeAsString();
}

std::string EncodeEmployersAssessed(std::span<const AssessedEmployer> employers,
                                    absl::Time recorded_at) {
  facts::EmployersAssessed fact;
  fact.set_recorded_at_micros(absl::ToUnixMicros(recorded_at));
  for (const AssessedEmployer& employer : employers) {
    facts::EmployerCompliance& one = *fact.add_employers();
    one = ToFact(employer.assessment);
    one.set_employer_id(employer.id.value());
    one.set_revision(employer.revision);
    one.set_as_of_day(ToDayNumber(employer.as_of));
  }
  return fact.SerializeAsString();
}

}  // namespace paritrana::compliance
