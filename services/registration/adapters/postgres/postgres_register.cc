// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/postgres/postgres_register.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "services/registration/adapters/kafka/facts.h"
#include "services/registration/adapters/postgres/answer_book.h"
#include "services/registration/adapters/postgres/employer_book.h"
#include "services/registration/adapters/postgres/region_book.h"
#include "services/registration/adapters/postgres/restatement_book.h"
#include "services/registration/adapters/postgres/worker_book.h"

namespace paritrana::registration {
namespace {

using postgres::Param;

constexpr std::string_view kMarks = R"sql(
SELECT epoch, shard, sequence FROM outbox_shard WHERE topic = $1 AND shard = ANY ($2::integer[])
)sql";

class PostgresTransaction : public RegisterTransaction {
 public:
  PostgresTransaction(postgres::Pool::Lease lease, postgres::Transaction transaction,
                      const identity::Vault& vault, const PostgresRegisterOptions& options,
                      ::paritrana::events::Outbox& outbox)
      : lease_(std::move(lease)),
        transaction_(std::move(transaction)),
        options_(options),
        outbox_(outbox),
        answers_(*lease_),
        employers_(*lease_, vault),
        regions_(*lease_),
        restatements_(*lease_),
        workers_(*lease_) {}

  AnswerBook& answers() override { return answers_; }
  EmployerBook& employers() override { return employers_; }
  RegionBook& regions() override { return regions_; }
  RestatementBook& restatements() override { return restatements_; }
  WorkerBook& workers() override { return workers_; }

  absl::StatusOr<Position> Commit(const Facts& facts, absl::Time now,
                                  std::optional<Kept> kept) override {
    const auto events = EncodeFacts(facts, now, options_.shard_count);
    Position position;
    PARITRANA_RETURN_IF_ERROR(CoverUnchanged(facts, position));
    PARITRANA_RETURN_IF_ERROR(outbox_.Append(*lease_, events, now, &position).status());
    if (kept) {
      kept->answer.position = position;
      PARITRANA_RETURN_IF_ERROR(answers_.Keep(*kept));
    }
    PARITRANA_RETURN_IF_ERROR(transaction_.Commit());
    if (!events.empty()) options_.on_commit();
    return position;
  }

 private:
  // What was stated of an unchanged person was committed before the person was read here, so the
  // shard's counter as it stands now covers it.
  absl::Status CoverUnchanged(const Facts& facts, Position& position) {
    if (facts.unchanged.empty()) return absl::OkStatus();
    std::set<std::int64_t> shards;
    for (const Pseudonym pseudonym : facts.unchanged) {
      shards.insert(ShardOf(pseudonym.value(), options_.shard_count).value());
    }
    const std::vector<std::int64_t> wanted(shards.begin(), shards.end());
    const Param params[] = {Param(kParticipantsTopic), Param::Int64Array(wanted)};
    PARITRANA_ASSIGN_OR_RETURN(const auto rows, lease_->Execute(kMarks, params));
    for (int row = 0; row < rows.rows(); ++row) {
      const Shard shard(static_cast<std::uint32_t>(rows.Int64(row, 1)));
      const Sequence sequence(static_cast<std::uint64_t>(rows.Int64(row, 2)));
      position.Merge({Epoch(static_cast<std::uint32_t>(rows.Int64(row, 0))), {{shard, sequence}}});
    }
    return absl::OkStatus();
  }

  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
  const PostgresRegisterOptions& options_;
  ::paritrana::events::Outbox& outbox_;
  PostgresAnswerBook answers_;
  PostgresEmployerBook employers_;
  PostgresRegionBook regions_;
  PostgresRestatementBook restatements_;
  PostgresWorkerBook workers_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RegisterTransaction>> PostgresRegister::Begin(absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(postgres::Transaction transaction,
                             postgres::Transaction::Begin(*lease));
  return std::make_unique<PostgresTransaction>(std::move(lease), std::move(transaction), vault_,
                                               options_, outbox_);
}

}  // namespace paritrana::registration
