// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/gathering_ledger.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

// Whoever is not to blame must not be told of another's fault or short deadline: alone, each finds
// out. Only a lost connection is everybody's.
absl::Status ForMembers(const absl::Status& status) {
  if (status.ok() || absl::IsUnavailable(status)) return status;
  return absl::AbortedError("the group failed");
}

}  // namespace

// Several members on their way through one transaction.
//
// Who joins is decided under the ledger's mutex; after the departure the members are fixed, and the
// group's own mutex guards what they hand in and are handed out.
class GatheringLedger::Group {
 public:
  explicit Group(GatheringLedger& ledger) : ledger_(ledger) {}

  // Under the ledger's mutex, before the departure. Returns the member's place.
  std::size_t Add(const LedgerQuery& query) {
    queries_.push_back(&query);
    return queries_.size() - 1;
  }
  std::size_t size() const { return queries_.size(); }

  // For the one who began the group, after its departure: reads for all and lets all go on.
  void ReadForAll(absl::Time deadline) {
    absl::Status status = BeginAndRead(deadline);
    absl::MutexLock lock(&mutex_);
    if (!status.ok()) End();
    deciding_ = queries_.size();
    read_status_ = std::move(status);
  }

  // For the one who began the group, if it found no place.
  void FailForAll(absl::Status status) {
    absl::MutexLock lock(&mutex_);
    read_status_ = std::move(status);
  }

  // Waits until it has been read.
  absl::StatusOr<LedgerState> TakeState(std::size_t place) {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](std::optional<absl::Status>* status) { return status->has_value(); }, &read_status_));
    PARITRANA_RETURN_IF_ERROR(ForMembers(*read_status_));
    return std::move(states_[place]);
  }

  // Hands in what a member adds, and waits until all have done so or given up.
  absl::StatusOr<Position> Write(std::size_t place, const LedgerEntry& entry) {
    absl::MutexLock lock(&mutex_);
    const std::size_t change = changes_.size();
    changes_.push_back({place, &entry});
    Decided();
    mutex_.Await(absl::Condition(
        +[](std::optional<absl::Status>* status) { return status->has_value(); }, &write_status_));
    PARITRANA_RETURN_IF_ERROR(ForMembers(*write_status_));
    return positions_[change];
  }

  // A member whose post changes nothing or is refused.
  void GiveUp() {
    absl::MutexLock lock(&mutex_);
    Decided();
  }

 private:
  absl::Status BeginAndRead(absl::Time deadline) {
    PARITRANA_ASSIGN_OR_RETURN(transaction_, ledger_.groups_.BeginGroup(deadline));
    PARITRANA_ASSIGN_OR_RETURN(states_, transaction_->Read(queries_));
    PARITRANA_CHECK(states_.size() == queries_.size());
    return absl::OkStatus();
  }

  // The last one to decide writes for all; the mutex he holds meanwhile is wanted by nobody else.
  void Decided() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    PARITRANA_CHECK(deciding_ > 0);
    if (--deciding_ > 0) return;
    write_status_ = changes_.empty() ? absl::OkStatus() : WriteForAll();
    End();
  }

  absl::Status WriteForAll() {
    PARITRANA_ASSIGN_OR_RETURN(positions_, transaction_->Write(changes_));
    PARITRANA_CHECK(positions_.size() == changes_.size());
    return transaction_->Commit();
  }

  // The connection is free for the next group.
  void End() {
    transaction_ = nullptr;
    ledger_.GiveBackPlace();
  }

  GatheringLedger& ledger_;
  std::vector<const LedgerQuery*> queries_;
  std::unique_ptr<LedgerGroup> transaction_;
  std::vector<LedgerState> states_;
  std::vector<Position> positions_;

  absl::Mutex mutex_;
  std::optional<absl::Status> read_status_ ABSL_GUARDED_BY(mutex_);
  std::size_t deciding_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<LedgerGroup::Change> changes_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Status> write_status_ ABSL_GUARDED_BY(mutex_);
};

// One caller's view of his group.
class GatheringLedger::Member : public LedgerTransaction {
 public:
  Member(GatheringLedger& ledger, absl::Time deadline) : ledger_(ledger), deadline_(deadline) {}
  ~Member() override {
    if (group_ != nullptr && !decided_) group_->GiveUp();
  }

  absl::StatusOr<LedgerState> Read(const LedgerQuery& query) override {
    query_ = &query;
    bool first = false;
    group_ = ledger_.Join(*this, first);
    if (first) {
      const absl::Status departed = ledger_.Depart(group_, deadline_);
      departed.ok() ? group_->ReadForAll(deadline_) : group_->FailForAll(departed);
    }
    absl::StatusOr<LedgerState> state = group_->TakeState(place_);
    decided_ = !state.ok();
    return state;
  }

  // Posts that need it are not small.
  absl::StatusOr<std::vector<LedgerLine>> ReadLive(std::int64_t, std::int64_t,
                                                   std::int64_t&) override {
    return absl::UnimplementedError("a gathered post reads once");
  }

  absl::StatusOr<Position> Write(const LedgerEntry& entry) override {
    PARITRANA_CHECK(group_ != nullptr && !decided_);
    decided_ = true;
    absl::StatusOr<Position> position = group_->Write(place_, entry);
    written_ = position.status();
    return position;
  }

  absl::Status Commit() override { return written_; }

 private:
  friend class GatheringLedger;

  GatheringLedger& ledger_;
  const absl::Time deadline_;
  const LedgerQuery* query_ = nullptr;
  std::shared_ptr<Group> group_;
  std::size_t place_ = 0;
  bool decided_ = false;
  absl::Status written_;
};

GatheringLedger::GatheringLedger(LedgerGroups& groups, GatheringOptions options)
    : groups_(groups), options_(options) {
  PARITRANA_CHECK(options.groups_max > 0 && options.members_max > 0);
}

GatheringLedger::~GatheringLedger() = default;

absl::StatusOr<std::unique_ptr<LedgerTransaction>> GatheringLedger::Begin(EmployerId,
                                                                          absl::Time deadline) {
  return std::make_unique<Member>(*this, deadline);
}

std::size_t GatheringLedger::waiting() const {
  absl::MutexLock lock(&mutex_);
  return forming_ == nullptr ? 0 : forming_->size();
}

std::shared_ptr<GatheringLedger::Group> GatheringLedger::Join(Member& member, bool& first) {
  absl::MutexLock lock(&mutex_);
  first = forming_ == nullptr;
  if (first) forming_ = std::make_shared<Group>(*this);
  std::shared_ptr<Group> group = forming_;
  member.place_ = group->Add(*member.query_);
  if (group->size() == options_.members_max) forming_ = nullptr;
  return group;
}

absl::Status GatheringLedger::Depart(const std::shared_ptr<Group>& group, absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  const bool free =
      mutex_.AwaitWithDeadline(absl::Condition(this, &GatheringLedger::PlaceFree), deadline);
  // A full group has left its place to the next one already.
  if (forming_ == group) forming_ = nullptr;
  if (!free) return MakeError("DEADLINE_EXCEEDED");
  ++at_work_;
  return absl::OkStatus();
}

void GatheringLedger::GiveBackPlace() {
  absl::MutexLock lock(&mutex_);
  --at_work_;
}

}  // namespace paritrana::compliance
