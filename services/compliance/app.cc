// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/app.h"

#include <functional>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/rule_files.h"
#include "libs/events/fact_consumer.h"
#include "libs/events/relay.h"
#include "libs/identity/identity.h"
#include "libs/logging/log.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/migrations.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/process.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/events/consumer_waiter.h"
#include "services/compliance/adapters/events/contributions_posted.h"
#include "services/compliance/adapters/events/employers_assessed.h"
#include "services/compliance/adapters/grpc/calculation_service.h"
#include "services/compliance/adapters/grpc/fact_service.h"
#include "services/compliance/adapters/grpc/ledger_service.h"
#include "services/compliance/adapters/grpc/match_service.h"
#include "services/compliance/adapters/grpc/period_service.h"
#include "services/compliance/adapters/grpc/run_service.h"
#include "services/compliance/adapters/grpc/submission_service.h"
#include "services/compliance/adapters/postgres/contribution_ledger.h"
#include "services/compliance/adapters/postgres/dues/account_auditor.h"
#include "services/compliance/adapters/postgres/dues/account_ledger.h"
#include "services/compliance/adapters/postgres/fact_archive.h"
#include "services/compliance/adapters/postgres/ledger_queries.h"
#include "services/compliance/adapters/postgres/period_register.h"
#include "services/compliance/adapters/postgres/registration_copy.h"
#include "services/compliance/adapters/postgres/run_queries.h"
#include "services/compliance/adapters/postgres/settlement_ledger.h"
#include "services/compliance/adapters/postgres/settler.h"
#include "services/compliance/adapters/postgres/submission_queries.h"
#include "services/compliance/adapters/postgres/waiting_queries.h"
#include "services/compliance/application/gathering_ledger.h"
#include "services/compliance/books_parts.h"
#include "services/compliance/dues_parts.h"
#include "services/compliance/enforcement_parts.h"
#include "services/compliance/payment_parts.h"
#include "services/compliance/sponsorship_parts.h"

namespace paritrana::compliance {
namespace {

constexpr char kSchema[] = "compliance";

// Two consumers, the settler, the relay, which holds one connection and borrows another, the closer
// of books, and the account worker, which borrows up to three.
constexpr int kBackgroundConnections = 12;

// How long to wait at the start for a database or a log that comes up at the same time.
constexpr absl::Duration kStartPatience = absl::Seconds(60);
constexpr absl::Duration kStartRetry = absl::Milliseconds(250);

// Facts of one transaction of a copy: a fact of an import holds up to a thousand participants.
constexpr int kFactsPerBatch = 64;

// Repeats a step while what it needs is not up.
absl::Status WithPatience(const std::function<absl::Status()>& step) {
  const absl::Time deadline = absl::Now() + kStartPatience;
  absl::Status status = step();
  while ((absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status)) &&
         absl::Now() < deadline) {
    absl::SleepFor(kStartRetry);
    status = step();
  }
  return status;
}

postgres::PoolOptions PoolFor(const Config& config, std::int64_t connections) {
  postgres::PoolOptions options;
  options.conninfo = config.postgres_conninfo;
  options.schema = kSchema;
  options.connections_max = static_cast<int>(connections);
  return options;
}

rpc::ServerOptions ServerFor(const Config& config) {
  rpc::ServerOptions options;
  options.listen = config.listen;
  options.admin_listen = config.admin_listen;
  options.threads_max = static_cast<int>(config.threads);
  return options;
}

paritrana::events::FactConsumerOptions ConsumerFor(const char* topic) {
  paritrana::events::FactConsumerOptions options;
  options.topic = topic;
  options.facts_per_batch = kFactsPerBatch;
  return options;
}

paritrana::events::RelayOptions RelayFor() {
  paritrana::events::RelayOptions options;
  options.topics = {kContributionsTopic, kEmployersAssessedTopic};
  return options;
}

}  // namespace

// Members are made in the order they stand here and ended in the opposite one.
struct App::Parts {
  Parts(Config the_config, paritrana::events::Log& the_log, const Clock& the_clock)
      : config(std::move(the_config)),
        log(the_log),
        clock(the_clock),
        calls(PoolFor(config, config.postgres_connections)),
        background(PoolFor(config, kBackgroundConnections)) {}

  std::uint32_t shards() const { return static_cast<std::uint32_t>(config.shards); }

  absl::Status Prepare() const;
  absl::Status Serve();
  // With the steps of other areas, in the order in which they run.
  BooksNeeds BooksWanted() {
    return {calls,
            background,
            *rules,
            clock,
            metrics,
            shards(),
            [this] { relay.Notify(); },
            {&enforcement->at_close}};
  }
  SettlerOptions Settling() {
    return {[this] { return participants.Ready().ok(); }, [this] { relay.Notify(); }};
  }

  const Config config;
  paritrana::events::Log& log;
  const Clock& clock;
  metrics::Registry metrics;
  postgres::Pool calls;
  postgres::Pool background;
  ParticipantCopy participant_copy{background};
  EmployerCopy employer_copy{background};
  paritrana::events::FactConsumer participants{log, participant_copy, metrics,
                                               ConsumerFor(kParticipantsTopic)};
  paritrana::events::FactConsumer employers{log, employer_copy, metrics,
                                            ConsumerFor(kEmployersTopic)};
  paritrana::events::Relay relay{background, log, metrics, RelayFor()};
  ConsumerWaiter waiter{participants, employers};
  PayerTurns turns;  // of what is settled after posting
  PostgresSettlementLedger settlement{background, shards(), [this] { relay.Notify(); }};
  PostgresSettlementLedger answers{calls, shards(), [this] { relay.Notify(); }};
  AnswerMatchHandler answer_match{answers, turns, clock};
  PostgresWaitingQueries waiting_queries{calls};
  Settler settler{background, settlement, turns, clock, metrics, Settling()};
  PostgresPeriodRegister periods{calls};
  PostgresLedgerQueries ledger_queries{calls};
  PostgresFactArchive archive{calls};
  ResendFactsHandler resend{archive, log};
  FactServiceAdapter fact_service{resend, shards()};
  // These need the token key, which Start checks.
  std::optional<identity::Vault> vault;
  std::optional<PostgresSubmissionQueries> queries;
  std::optional<PostgresRunQueries> run_queries;
  std::optional<PostgresContributionLedger> ledger;
  RateLimit rate_limit{{config.rate_limit_posts_per_second, config.rate_limit_lines_per_second},
                       clock};
  std::optional<GatheringLedger> gathering;
  std::optional<PostLinesHandler> post_lines;
  std::optional<RequestReader> reader;
  std::optional<SubmissionServiceAdapter> submission_service;
  std::optional<PeriodServiceAdapter> period_service;
  std::optional<RunServiceAdapter> run_service;
  std::optional<MatchServiceAdapter> match_service;
  std::optional<LedgerServiceAdapter> ledger_service;
  // These need the rules, which Start reads.
  std::optional<contribution::RuleBook> rules;
  std::optional<CalculationServiceAdapter> calculation_service;
  std::optional<EnforcementRules> enforcement_rules;
  std::optional<EnforcementParts> enforcement;
  std::optional<BooksParts> books;
  std::optional<DuesParts> dues;
  PostgresAccountLedger accounts{calls};
  AccountAuditor account_auditor{background, metrics, {}};
  std::optional<PaymentParts> payments;
  std::optional<AccountWork> account_work;
  std::optional<SponsorshipParts> sponsorship;
  std::optional<rpc::Server> server;
};

absl::Status App::Parts::Prepare() const {
  PARITRANA_RETURN_IF_ERROR(WithPatience([this]() -> absl::Status {
    PARITRANA_ASSIGN_OR_RETURN(
        const auto connection,
        postgres::Connection::Open(config.postgres_conninfo, absl::Seconds(5)));
    return postgres::Migrate(*connection, kSchema, config.migrations_dir).status();
  }));
  return WithPatience([this] {
    paritrana::events::TopicOptions options;
    options.partitions = static_cast<int>(config.shards);
    options.replication = static_cast<int>(config.kafka_replication);
    PARITRANA_RETURN_IF_ERROR(log.EnsureTopic(kContributionsTopic, options));
    return log.EnsureTopic(kEmployersAssessedTopic, options);
  });
}

absl::Status App::Parts::Serve() {
  queries.emplace(calls, *vault);
  run_queries.emplace(calls, *vault);
  ledger.emplace(calls, *vault, shards(), [this] { relay.Notify(); });
  gathering.emplace(*ledger, GatheringOptions{});
  post_lines.emplace(*ledger, *vault, clock,
                     PostingOptions{&*rules, absl::Hours(24 * config.waiting_days), &*gathering});
  reader.emplace(*queries, waiter, clock);
  submission_service.emplace(*post_lines, *queries, *reader, rate_limit);
  period_service.emplace(periods, *reader, clock);
  run_service.emplace(*run_queries, *reader);
  match_service.emplace(answer_match, waiting_queries, *queries, *reader);
  ledger_service.emplace(ledger_queries, *reader);
  calculation_service.emplace(*rules);
  enforcement.emplace(*enforcement_rules,
                      EnforcementParts::Needs{calls, *vault, *rules, rate_limit, clock});
  const BooksNeeds books_needs = BooksWanted();
  books.emplace(books_needs);
  dues.emplace(calls, *rules, *reader, clock);
  payments.emplace(PaymentParts::Needs{accounts, calls, *rules, *reader, books->calendar, clock});
  account_work.emplace(books_needs, payments->refresher(), turns, books->assessments);
  sponsorship.emplace(SponsorshipParts::Needs{calls, *vault, *rules, *queries, clock});
  server.emplace(ServerFor(config), metrics);
  server->AddService(*submission_service);
  server->AddService(*period_service);
  server->AddService(*run_service);
  server->AddService(*match_service);
  server->AddService(*ledger_service);
  server->AddService(fact_service);
  server->AddService(*calculation_service);
  enforcement->AddTo(*server);
  books->AddTo(*server);
  dues->AddTo(*server);
  payments->AddTo(*server);
  sponsorship->AddTo(*server);
  server->AddReadinessCheck("postgres", [this] { return calls.Ping(absl::Seconds(2)); });
  server->AddReadinessCheck("participants", [this] { return participants.Ready(); });
  server->AddReadinessCheck("employers", [this] { return employers.Ready(); });
  server->AddReadinessCheck("settler", [this] { return settler.Ready(); });
  books->Start();
  account_work->Start();
  account_auditor.Start();
  return server->Start();
}

App::App(Config config, paritrana::events::Log& log, const Clock& clock)
    : parts_(std::make_unique<Parts>(std::move(config), log, clock)) {}

App::~App() { Stop(); }

absl::Status App::Start() {
  PARITRANA_ASSIGN_OR_RETURN(parts_->vault, identity::Vault::Create(parts_->config.token_key, ""));
  PARITRANA_ASSIGN_OR_RETURN(parts_->rules, contribution::ReadRuleBook(parts_->config.rules_dir));
  PARITRANA_ASSIGN_OR_RETURN(parts_->enforcement_rules,
                             ReadEnforcementRules(parts_->config.rules_dir));
  PARITRANA_RETURN_IF_ERROR(parts_->Prepare());
  parts_->participants.Start();
  parts_->employers.Start();
  parts_->relay.Start();
  parts_->settler.Start();
  PARITRANA_RETURN_IF_ERROR(parts_->Serve());
  PARITRANA_RETURN_IF_ERROR(
      rpc::WritePortsFile(parts_->config.ports_file, address(), admin_address()));
  logging::Info("serving", {{"listen", address()}, {"admin", admin_address()}});
  return absl::OkStatus();
}

void App::Stop() {
  if (parts_->server) parts_->server->Stop();
  if (parts_->account_work) parts_->account_work->Stop();
  if (parts_->books) parts_->books->Stop();
  parts_->account_auditor.Stop();
  parts_->settler.Stop();
  parts_->participants.Stop();
  parts_->employers.Stop();
  parts_->relay.Stop();
}

std::string App::address() const { return parts_->server->address(); }
std::string App::admin_address() const { return parts_->server->admin_address(); }

Position App::participants_position() const { return parts_->participants.position(); }
Position App::employers_position() const { return parts_->employers.position(); }

}  // namespace paritrana::compliance
