// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/enrol_workers.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/registration/application/hidden_person.h"
#include "services/registration/domain/person_name.h"

namespace paritrana::registration {
namespace {

// A person as the batch sees him or her.
struct Member {
  Person person;
  std::string name;  // once it is needed
  bool is_new = false;
  bool changed = false;
};

// One batch on its way through a transaction: look up, lock, decide, save.
class Batch {
 public:
  Batch(RegisterTransaction& transaction, const Surroundings& surroundings,
        std::span<const CheckedWorker> workers, EnrolMode mode)
      : transaction_(transaction), surroundings_(surroundings), workers_(workers), mode_(mode) {
    enrolment_.outcomes.resize(workers.size());
  }

  absl::StatusOr<Enrolment> Run() {
    PARITRANA_RETURN_IF_ERROR(FindEmployers());
    PARITRANA_RETURN_IF_ERROR(FindRegions());
    PARITRANA_RETURN_IF_ERROR(FindPersons());
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      if (enrolment_.outcomes[i].faults.empty()) PARITRANA_RETURN_IF_ERROR(Enrol(i));
    }
    if (mode_ == EnrolMode::kJudge) return std::move(enrolment_);
    StateFacts();
    PARITRANA_RETURN_IF_ERROR(transaction_.workers().Save(changes_));
    return std::move(enrolment_);
  }

 private:
  absl::Status FindEmployers() {
    absl::btree_set<EmployerRef> refs;
    for (const CheckedWorker& worker : workers_) refs.insert(worker.employer);
    const std::vector<EmployerRef> wanted(refs.begin(), refs.end());
    // Shared: a change of region must not slip in between reading it and saving the memberships.
    const LockMode lock = mode_ == EnrolMode::kRegister ? LockMode::kShare : LockMode::kNone;
    PARITRANA_ASSIGN_OR_RETURN(const auto found, transaction_.employers().Find(wanted, lock));
    for (const Employer& employer : found) employers_.emplace(employer.ref, employer);
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      if (!employers_.contains(workers_[i].employer)) {
        Refuse(i, MakeError("EMPLOYER_UNKNOWN", "worker.employment.employer_ref"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status FindRegions() {
    absl::btree_set<RegionCode> codes;
    for (const CheckedWorker& worker : workers_) {
      for (const auto& code :
           {worker.membership.workplace_region, worker.membership.domicile_region}) {
        if (code) codes.insert(*code);
      }
    }
    const std::vector<RegionCode> wanted(codes.begin(), codes.end());
    PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction_.regions().Known(wanted));
    const auto missing = [&](const std::optional<RegionCode>& c) {
      return c && !known.contains(*c);
    };
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      const Membership& membership = workers_[i].membership;
      if (missing(membership.workplace_region)) {
        Refuse(i, MakeError("REGION_UNKNOWN", "worker.employment.workplace_region"));
      }
      if (missing(membership.domicile_region)) {
        Refuse(i, MakeError("REGION_UNKNOWN", "worker.employment.domicile_region"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status FindPersons() {
    std::vector<identity::Token> tokens;
    for (const CheckedWorker& worker : workers_) {
      tokens.push_back(worker.identity.token);
      if (worker.kpj) tokens.push_back(worker.kpj->token);
    }
    PARITRANA_ASSIGN_OR_RETURN(const auto known, transaction_.workers().Find(tokens));
    absl::btree_set<Pseudonym> pseudonyms;
    for (const KnownIdentity& identity : known) {
      by_token_.emplace(identity.token, identity.pseudonym);
      pseudonyms.insert(identity.pseudonym);
    }
    const std::vector<Pseudonym> wanted(pseudonyms.begin(), pseudonyms.end());
    const LockMode lock = mode_ == EnrolMode::kRegister ? LockMode::kForUpdate : LockMode::kNone;
    PARITRANA_ASSIGN_OR_RETURN(auto persons, transaction_.workers().Load(wanted, lock));
    for (Person& person : persons) {
      members_[person.participant.pseudonym].person = std::move(person);
    }
    return absl::OkStatus();
  }

  void Refuse(std::size_t i, absl::Status fault) {
    enrolment_.outcomes[i].faults.push_back(std::move(fault));
  }

  std::optional<Pseudonym> PersonOf(const identity::Token& token) const {
    const auto found = by_token_.find(token);
    return found == by_token_.end() ? std::nullopt : std::optional(found->second);
  }

  // The person that the worker's numbers lead to; nothing for a new one. IDENTITY_CONFLICT.
  absl::StatusOr<std::optional<Pseudonym>> Resolve(const CheckedWorker& worker) const {
    const auto by_identity = PersonOf(worker.identity.token);
    const auto by_kpj = worker.kpj ? PersonOf(worker.kpj->token) : std::nullopt;
    if (!by_kpj) return by_identity;
    if (by_identity && *by_identity != *by_kpj) return MakeError("IDENTITY_CONFLICT", "worker.kpj");
    // A person registered by KPJ alone gets the NIK now; one with a NIK cannot have two.
    if (!by_identity && members_.at(*by_kpj).person.has_nik) {
      return MakeError("IDENTITY_CONFLICT", "worker.kpj");
    }
    return by_kpj;
  }

  absl::Status Enrol(std::size_t i) {
    const CheckedWorker& worker = workers_[i];
    auto resolved = Resolve(worker);
    if (!resolved.ok()) {
      Refuse(i, resolved.status());
      return absl::OkStatus();
    }
    const Pseudonym pseudonym = *resolved ? **resolved : NewPseudonym();
    // A refused worker must leave no trace, so a new member is kept only after its employment is
    // in.
    Member fresh;
    Member& member = *resolved ? members_.at(pseudonym) : fresh;
    fresh.is_new = true;
    fresh.person.participant.pseudonym = pseudonym;
    auto outcome = AddMembership(member.person.participant, MembershipOf(worker));
    if (!outcome.ok()) {
      Refuse(i, WithFieldPrefix(outcome.status(), "worker.employment"));
      return absl::OkStatus();
    }
    if (!*resolved) PARITRANA_RETURN_IF_ERROR(AddPerson(worker, std::move(fresh)));
    return Accept(i, pseudonym, *outcome);
  }

  absl::Status Accept(std::size_t i, Pseudonym pseudonym, AddOutcome outcome) {
    Member& member = members_.at(pseudonym);
    const bool nobody_yet = mode_ == EnrolMode::kJudge && member.is_new;
    enrolment_.outcomes[i].pseudonym = nobody_yet ? Pseudonym{} : pseudonym;
    CompareName(i, member);
    if (outcome == AddOutcome::kAdded) {
      changes_.added.push_back({pseudonym, member.person.participant.memberships.back()});
      member.changed = true;
    } else if (outcome == AddOutcome::kKnownRenumbered) {
      // No reader of facts knows payroll numbers: nothing to state.
      changes_.renumbered.push_back(
          {pseudonym, *FindSpell(member.person.participant, MembershipOf(workers_[i]))});
    } else if (outcome == AddOutcome::kKnownDiffers) {
      enrolment_.outcomes[i].warnings.push_back({"EMPLOYMENT_DIFFERS", "worker.employment"});
    }
    PARITRANA_RETURN_IF_ERROR(AddIdentity(member, workers_[i].identity));
    return workers_[i].kpj ? AddIdentity(member, *workers_[i].kpj) : absl::OkStatus();
  }

  void CompareName(std::size_t i, Member& member) {
    if (member.name.empty()) {
      // Without the key that the details were hidden with, there is nothing to compare.
      auto name = RevealName(surroundings_.vault, member.person.participant.pseudonym,
                             member.person.hidden);
      member.name = name.ok() ? *std::move(name) : workers_[i].name;
    }
    if (SameName(member.name, workers_[i].name)) return;
    enrolment_.outcomes[i].warnings.push_back({"NAME_DIFFERS", "worker.name"});
  }

  Membership MembershipOf(const CheckedWorker& worker) const {
    const Employer& employer = employers_.at(worker.employer);
    Membership membership = worker.membership;
    membership.employer = employer.id;
    membership.registration_region = employer.registration_region;
    return membership;
  }

  absl::Status AddPerson(const CheckedWorker& worker, Member member) {
    const Pseudonym pseudonym = member.person.participant.pseudonym;
    PARITRANA_ASSIGN_OR_RETURN(std::string hidden,
                               HideDetails(surroundings_.vault, pseudonym, worker));
    changes_.persons.push_back({pseudonym, std::move(hidden)});
    member.name = worker.name;
    members_.emplace(pseudonym, std::move(member));
    return absl::OkStatus();
  }

  absl::Status AddIdentity(Member& member, const CheckedIdentity& identity) {
    const Pseudonym pseudonym = member.person.participant.pseudonym;
    if (!by_token_.emplace(identity.token, pseudonym).second) return absl::OkStatus();
    PARITRANA_ASSIGN_OR_RETURN(std::string hidden,
                               HideNumber(surroundings_.vault, pseudonym, identity));
    changes_.identities.push_back({identity.token, identity.kind, pseudonym, std::move(hidden)});
    member.person.tokens.push_back(identity.token);
    member.person.has_nik = member.person.has_nik || identity.kind == identity::Kind::kNik;
    member.changed = true;
    return absl::OkStatus();
  }

  // 64 random bits meet an existing person once in a billion years; the primary key would refuse.
  Pseudonym NewPseudonym() const {
    std::uint64_t value = 0;
    while (value == 0) value = surroundings_.random.NextU64();
    return Pseudonym{value};
  }

  void StateFacts() {
    for (auto& [pseudonym, member] : members_) {
      if (!member.changed) {
        enrolment_.facts.unchanged.push_back(pseudonym);
        continue;
      }
      if (!member.is_new) changes_.revised.push_back(pseudonym);
      ++member.person.participant.revision;
      enrolment_.facts.persons.push_back(std::move(member.person));
    }
  }

  RegisterTransaction& transaction_;
  const Surroundings& surroundings_;
  std::span<const CheckedWorker> workers_;
  const EnrolMode mode_;
  Enrolment enrolment_;
  WorkerChanges changes_;
  absl::flat_hash_map<EmployerRef, Employer> employers_;
  absl::flat_hash_map<identity::Token, Pseudonym> by_token_;
  absl::btree_map<Pseudonym, Member> members_;
};

}  // namespace

absl::StatusOr<Enrolment> EnrolWorkers(RegisterTransaction& transaction,
                                       const Surroundings& surroundings,
                                       std::span<const CheckedWorker> workers, EnrolMode mode) {
  return Batch(transaction, surroundings, workers, mode).Run();
}

}  // namespace paritrana::registration
