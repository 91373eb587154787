// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/find_employment.h"

#include <span>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::registration {

absl::StatusOr<CheckedEmploymentName> CheckEmploymentName(const EmploymentName& name,
                                                          const identity::Vault& vault) {
  CheckedEmploymentName checked;
  PARITRANA_ASSIGN_OR_RETURN(checked.identity, CheckIdentity(name.identity, vault));
  auto employer = EmployerRef::Parse(name.employer_ref);
  if (!employer.ok()) return WithFieldPrefix(employer.status(), "employer_ref");
  checked.employer = *std::move(employer);
  const auto segment = CheckSegment(name.segment);
  if (!segment.ok()) return WithFieldPrefix(segment.status(), "segment");
  checked.segment = *segment;
  return checked;
}

absl::StatusOr<Person> FindPerson(RegisterTransaction& transaction, const CheckedIdentity& identity,
                                  LockMode mode) {
  PARITRANA_ASSIGN_OR_RETURN(const auto known,
                             transaction.workers().Find(std::span(&identity.token, 1)));
  if (known.empty()) return MakeError("WORKER_UNKNOWN", "identity");
  const Pseudonym pseudonym = known.front().pseudonym;
  PARITRANA_ASSIGN_OR_RETURN(auto persons,
                             transaction.workers().Load(std::span(&pseudonym, 1), mode));
  PARITRANA_CHECK(persons.size() == 1);
  return std::move(persons.front());
}

absl::StatusOr<FoundEmployment> FindEmployment(RegisterTransaction& transaction,
                                               const CheckedEmploymentName& name) {
  PARITRANA_ASSIGN_OR_RETURN(const auto employers,
                             transaction.employers().Find(std::span(&name.employer, 1)));
  if (employers.empty()) return MakeError("EMPLOYER_UNKNOWN", "employer_ref");
  FoundEmployment found;
  PARITRANA_ASSIGN_OR_RETURN(found.person,
                             FindPerson(transaction, name.identity, LockMode::kForUpdate));
  found.key = {employers.front().id, name.segment};
  return found;
}

}  // namespace paritrana::registration
