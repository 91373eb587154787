// SPDX-License-Identifier: Apache-2.0
#include "services/registration/testing/in_memory_register.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "libs/base/reason.h"

namespace paritrana::registration::testing {
namespace {

using State = InMemoryRegister::State;

constexpr std::uint32_t kShards = 4;

bool LiesIn(RegionCode code, RegionCode region) {
  return code.level() >= region.level() && code.AncestorAt(region.level()) == region;
}

class Answers : public AnswerBook {
 public:
  explicit Answers(State& state) : state_(state) {}

  absl::StatusOr<std::optional<Answer>> Claim(const RequestKey& key) override {
    const auto found = state_.answers.find({key.operation, key.key});
    if (found == state_.answers.end()) return std::nullopt;
    if (found->second.key.fingerprint != key.fingerprint) {
      return MakeError("IDEMPOTENCY_KEY_REUSED", "idempotency_key");
    }
    return found->second.answer;
  }

  absl::StatusOr<std::int64_t> Forget(absl::Time before, int limit) override {
    std::int64_t forgotten = 0;
    std::erase_if(state_.answers, [&](const auto& entry) {
      const auto& [key, kept] = entry;
      const bool old = kept.answer.recorded_at < before && key.first != "ImportRegions";
      if (!old || forgotten == limit) return false;
      ++forgotten;
      return true;
    });
    return forgotten;
  }

 private:
  State& state_;
};

class Employers : public EmployerBook {
 public:
  explicit Employers(State& state) : state_(state) {}

  absl::StatusOr<std::vector<Employer>> Find(std::span<const EmployerRef> refs, LockMode) override {
    std::vector<Employer> found;
    for (const EmployerRef& ref : refs) {
      const auto entry = state_.employers.find(ref.ToString());
      if (entry != state_.employers.end()) found.push_back(entry->second);
    }
    return found;
  }

  absl::StatusOr<std::vector<Employer>> List(const EmployerPage& page) override {
    std::vector<Employer> found;
    for (auto entry = state_.employers.upper_bound(page.after);
         entry != state_.employers.end() && static_cast<int>(found.size()) < page.limit; ++entry) {
      const Employer& employer = entry->second;
      if (!page.region || LiesIn(employer.registration_region, *page.region)) {
        found.push_back(employer);
      }
    }
    return found;
  }

  absl::StatusOr<absl::flat_hash_map<EmployerId, EmployerRef>> RefsOf(
      std::span<const EmployerId> ids) override {
    absl::flat_hash_map<EmployerId, EmployerRef> refs;
    for (const auto& [ref, employer] : state_.employers) {
      if (std::find(ids.begin(), ids.end(), employer.id) != ids.end()) {
        refs.emplace(employer.id, employer.ref);
      }
    }
    return refs;
  }

  absl::StatusOr<std::optional<Employer>> Lock(const EmployerRef& ref) override {
    const auto entry = state_.employers.find(ref.ToString());
    if (entry == state_.employers.end()) return std::nullopt;
    return entry->second;
  }

  absl::Status Add(const Employer& employer) override {
    const bool added = state_.employers.emplace(employer.ref.ToString(), employer).second;
    return added ? absl::OkStatus() : MakeError("EMPLOYER_EXISTS", "employer");
  }

  absl::Status Change(const Employer& employer) override {
    state_.employers[employer.ref.ToString()] = employer;
    return absl::OkStatus();
  }

 private:
  State& state_;
};

class Regions : public RegionBook {
 public:
  explicit Regions(State& state) : state_(state) {}

  absl::StatusOr<absl::flat_hash_set<RegionCode>> Known(
      std::span<const RegionCode> codes) override {
    absl::flat_hash_set<RegionCode> known;
    for (const auto& [version, tree] : state_.trees) {
      for (const Region& region : tree.regions) {
        if (std::find(codes.begin(), codes.end(), region.code) != codes.end()) {
          known.insert(region.code);
        }
      }
    }
    return known;
  }

  absl::StatusOr<std::pair<Region, std::string>> Get(RegionCode code) override {
    if (const RegionTree* tree = Newest()) {
      for (const Region& region : tree->regions) {
        if (region.code == code) return std::pair(region, tree->header.version);
      }
    }
    return MakeError("REGION_UNKNOWN", "code");
  }

  absl::StatusOr<std::vector<Region>> List(const RegionPage& page) override {
    std::vector<Region> found;
    const RegionTree* tree = Newest();
    if (tree == nullptr) return found;
    for (const Region& region : tree->regions) {
      const bool child =
          region.code.parent() == page.parent && region.code.level() != RegionLevel::kNation;
      const bool later = !page.after || region.code > *page.after;
      if (child && later && static_cast<int>(found.size()) < page.limit) found.push_back(region);
    }
    return found;
  }

  absl::Status Add(const RegionTree& tree, absl::Time) override {
    state_.trees[tree.header.version] = tree;
    return absl::OkStatus();
  }

 private:
  const RegionTree* Newest() const {
    const RegionTree* newest = nullptr;
    for (const auto& [version, tree] : state_.trees) {
      if (newest == nullptr || tree.header.valid_from >= newest->header.valid_from) newest = &tree;
    }
    return newest;
  }

  State& state_;
};

class Workers : public WorkerBook {
 public:
  Workers(State& state, int& collisions) : state_(state), collisions_(collisions) {}

  absl::StatusOr<std::vector<KnownIdentity>> Find(
      std::span<const identity::Token> tokens) override {
    std::vector<KnownIdentity> found;
    for (const identity::Token& token : tokens) {
      const auto entry = state_.identities.find(token);
      if (entry == state_.identities.end()) continue;
      found.push_back({token, entry->second.pseudonym});
    }
    return found;
  }

  absl::StatusOr<std::vector<Person>> Load(std::span<const Pseudonym> pseudonyms,
                                           LockMode) override {
    std::vector<Person> loaded;
    for (const Pseudonym pseudonym : pseudonyms) {
      Person& person = loaded.emplace_back(state_.persons.at(pseudonym));
      person.hidden = state_.details.at(pseudonym);
      person.has_nik = HasNik(pseudonym);
    }
    return loaded;
  }

  absl::StatusOr<std::vector<StoredIdentity>> Identities(Pseudonym pseudonym) override {
    std::vector<StoredIdentity> found;
    for (const auto& [token, identity] : state_.identities) {
      if (identity.pseudonym == pseudonym) found.push_back(identity);
    }
    return found;
  }

  absl::Status Save(const WorkerChanges& changes) override {
    if (collisions_ > 0) {
      --collisions_;
      return absl::AbortedError("collided");
    }
    for (const NewPerson& person : changes.persons) {
      Participant& participant = state_.persons[person.pseudonym].participant;
      participant.pseudonym = person.pseudonym;
      participant.revision = 1;
      state_.details[person.pseudonym] = person.hidden;
    }
    for (const StoredIdentity& identity : changes.identities) {
      state_.identities.emplace(identity.token, identity);
      state_.persons.at(identity.pseudonym).tokens.push_back(identity.token);
    }
    for (const auto& [pseudonym, membership] : changes.added) {
      state_.persons.at(pseudonym).participant.memberships.push_back(membership);
    }
    for (const auto& [pseudonym, membership] : changes.ended) {
      End(state_.persons.at(pseudonym).participant, membership);
    }
    for (const auto& [pseudonym, membership] : changes.renumbered) {
      Renumber(state_.persons.at(pseudonym).participant, membership);
    }
    for (const auto& [pseudonym, membership] : changes.relocated) {
      Relocate(state_.persons.at(pseudonym).participant, membership);
    }
    for (const Pseudonym pseudonym : changes.revised) {
      ++state_.persons.at(pseudonym).participant.revision;
    }
    return absl::OkStatus();
  }

  absl::Status Merge(const PersonMerge& merge) override {
    Person& merged = state_.persons.at(merge.merged);
    merged.participant.memberships.clear();
    merged.participant.merged_into = merge.surviving;
    merged.tokens.clear();
    for (const StoredIdentity& moved : merge.moved) {
      state_.identities[moved.token] = moved;
      state_.persons.at(merge.surviving).tokens.push_back(moved.token);
    }
    if (merge.retired) state_.identities.erase(*merge.retired);
    state_.merges.push_back(merge);
    return absl::OkStatus();
  }

 private:
  bool HasNik(Pseudonym owner) const {
    return std::any_of(
        state_.identities.begin(), state_.identities.end(), [owner](const auto& known) {
          return known.second.pseudonym == owner && known.second.kind == identity::Kind::kNik;
        });
  }

  static void End(Participant& participant, const Membership& ended) {
    for (Membership& membership : participant.memberships) {
      if (membership.no == ended.no) membership.end = ended.end;
    }
  }

  static void Relocate(Participant& participant, const Membership& relocated) {
    for (Membership& membership : participant.memberships) {
      if (membership.no == relocated.no) {
        membership.registration_region = relocated.registration_region;
      }
    }
  }

  static void Renumber(Participant& participant, const Membership& renumbered) {
    for (Membership& membership : participant.memberships) {
      if (membership.no == renumbered.no) membership.payroll_number = renumbered.payroll_number;
    }
  }

  State& state_;
  int& collisions_;
};

class Restatements : public RestatementBook {
 public:
  explicit Restatements(State& state) : state_(state) {}

  absl::Status Request(EmployerId employer, absl::Time) override {
    state_.restatements[employer] = std::nullopt;
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<Restatement>> Next() override {
    if (state_.restatements.empty()) return std::nullopt;
    const auto& [id, after] = *state_.restatements.begin();
    for (const auto& [ref, employer] : state_.employers) {
      if (employer.id == id) return Restatement{id, employer.registration_region, after};
    }
    return absl::NotFoundError("no such employer");
  }

  absl::StatusOr<std::vector<Pseudonym>> Members(const Restatement& restatement,
                                                 absl::CivilDay today, int limit) override {
    std::vector<Pseudonym> members;
    for (const auto& [pseudonym, person] : state_.persons) {
      if (restatement.after && pseudonym <= *restatement.after) continue;
      Participant moved = person.participant;
      if (MoveRegistration(moved, restatement.employer, restatement.region, today).empty()) {
        continue;
      }
      if (static_cast<int>(members.size()) < limit) members.push_back(pseudonym);
    }
    return members;
  }

  absl::Status GoOn(EmployerId employer, std::optional<Pseudonym> after) override {
    state_.restatements[employer] = after;
    return absl::OkStatus();
  }

  absl::Status Finish(EmployerId employer) override {
    state_.restatements.erase(employer);
    return absl::OkStatus();
  }

 private:
  State& state_;
};

}  // namespace

// Works on a copy of the state and puts it in place at commit; holds the register meanwhile.
class InMemoryRegister::Transaction : public RegisterTransaction {
 public:
  explicit Transaction(InMemoryRegister& owner) ABSL_NO_THREAD_SAFETY_ANALYSIS
      : owner_(owner),
        lock_(&owner.mutex_),
        state_(owner.committed_),
        answers_(state_),
        employers_(state_),
        regions_(state_),
        restatements_(state_),
        workers_(state_, owner.collisions_) {}

  AnswerBook& answers() override { return answers_; }
  EmployerBook& employers() override { return employers_; }
  RegionBook& regions() override { return regions_; }
  RestatementBook& restatements() override { return restatements_; }
  WorkerBook& workers() override { return workers_; }

  absl::StatusOr<Position> Commit(const Facts& facts, absl::Time, std::optional<Kept> kept) override
      ABSL_NO_THREAD_SAFETY_ANALYSIS {
    Position position{Epoch{1}, {}};
    for (const Employer& employer : facts.employers) {
      Number(employer.id.value(), position);
      state_.stated_employers.push_back(employer);
    }
    for (const Person& person : facts.persons) {
      Number(person.participant.pseudonym.value(), position);
      state_.stated_persons.push_back(person);
    }
    for (const Pseudonym pseudonym : facts.unchanged) {
      const Shard shard = ShardOf(pseudonym.value(), kShards);
      position.Merge({Epoch{1}, {{shard, state_.marks[shard]}}});
    }
    if (facts.tree != nullptr) Number(0, position);
    if (kept) {
      kept->answer.position = position;
      state_.answers.insert_or_assign({kept->key.operation, kept->key.key}, *kept);
    }
    owner_.committed_ = std::move(state_);
    return position;
  }

 private:
  void Number(std::uint64_t id, Position& position) {
    const Shard shard = ShardOf(id, kShards);
    const Sequence next(state_.marks[shard].value() + 1);
    state_.marks[shard] = next;
    position.Merge({Epoch{1}, {{shard, next}}});
  }

  InMemoryRegister& owner_;
  absl::MutexLock lock_;
  State state_;
  Answers answers_;
  Employers employers_;
  Regions regions_;
  Restatements restatements_;
  Workers workers_;
};

absl::StatusOr<std::unique_ptr<RegisterTransaction>> InMemoryRegister::Begin(absl::Time) {
  return std::make_unique<Transaction>(*this);
}

void InMemoryRegister::CollideNext(int times) {
  absl::MutexLock lock(&mutex_);
  collisions_ = times;
}

InMemoryRegister::State InMemoryRegister::Snapshot() const {
  absl::MutexLock lock(&mutex_);
  return committed_;
}

}  // namespace paritrana::registration::testing
