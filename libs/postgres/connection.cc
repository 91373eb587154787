// SPDX-License-Identifier: Apache-2.0
#include "libs/postgres/connection.h"

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <functional>
#include <map>
#include <utility>

#include <libpq-fe.h>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status_macros.h"
#include "libs/postgres/internal/sql_state.h"

namespace paritrana::postgres {
namespace {

using internal::ConnectionLost;
using internal::StatusOfResult;

// Statements kept prepared per connection. A statement is a piece of the program's text, so there
// are few; the bound guards the server's memory against text that is built at run time.
constexpr std::size_t kPreparedStatementsMax = 256;

// A peer that vanished without a word is noticed after this long, in milliseconds.
constexpr const char* kTcpUserTimeoutMs = "10000";

// One call of PQputCopyData; libpq copies it into its own buffer.
constexpr std::size_t kCopyPieceBytes = 1 << 20;

constexpr int kTextResults = 0;

// Forms that Result's conversions rely on. Notices would go to stderr with values in them.
constexpr const char* kSessionSettings =
    "SET client_encoding='UTF8'; SET TimeZone='UTC'; SET DateStyle='ISO'; SET bytea_output='hex'; "
    "SET client_min_messages='error'";

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionPtr = std::unique_ptr<PGconn, Finish>;

struct FreeCancel {
  void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
};

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

int MillisecondsUntil(absl::Time deadline) {
  const std::int64_t left =
      absl::ToInt64Milliseconds(absl::Ceil(deadline - absl::Now(), absl::Milliseconds(1)));
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30));
}

// Waits for one socket; false at the deadline.
bool WaitFor(int socket, short events, absl::Time deadline) {
  pollfd wanted{socket, events, 0};
  int ready = 0;
  do {
    ready = poll(&wanted, 1, MillisecondsUntil(deadline));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

bool FinishConnecting(PGconn* connection, absl::Time deadline) {
  PostgresPollingStatusType step = PGRES_POLLING_WRITING;
  while (step != PGRES_POLLING_OK) {
    if (step == PGRES_POLLING_FAILED) return false;
    const short events = step == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (!WaitFor(PQsocket(connection), events, deadline)) return false;
    step = PQconnectPoll(connection);
  }
  return true;
}

ConnectionPtr StartConnecting(const std::string& conninfo) {
  // Values that stand later win, so that conninfo overrides these.
  const char* const keys[] = {"tcp_user_timeout", "fallback_application_name", "dbname", nullptr};
  const char* const values[] = {kTcpUserTimeoutMs, "paritrana", conninfo.c_str(), nullptr};
  return ConnectionPtr(PQconnectStartParams(keys, values, /*expand_dbname=*/1));
}

bool Succeeded(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC ||
         status == PGRES_EMPTY_QUERY;
}

// The parameters in the three arrays that libpq wants.
struct ParamArrays {
  explicit ParamArrays(std::span<const Param> params) {
    for (const Param& param : params) {
      values.push_back(param.data());
      lengths.push_back(param.size());
      formats.push_back(param.format());
    }
  }
  int count() const { return static_cast<int>(values.size()); }

  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

}  // namespace

struct Connection::State {
  ConnectionPtr connection;
  std::unique_ptr<PGcancel, FreeCancel> cancel;
  std::atomic<bool> cancelled = false;
  // Statement text → its name on the server.
  std::map<std::string, std::string, std::less<>> prepared;
  int names_given = 0;

  PGconn* get() const { return connection.get(); }

  absl::Status StatusOf(const PGresult* result) {
    if (result == nullptr) return ConnectionLost("a statement");
    if (Succeeded(result)) return absl::OkStatus();
    return StatusOfResult(result, cancelled.exchange(false));
  }

  bool ShouldPrepare(std::string_view sql) const {
    return prepared.size() < kPreparedStatementsMax && !prepared.contains(sql);
  }

  // A name is used once: after a failed pipeline nobody knows which of its names exist.
  std::string NextName() { return absl::StrCat("s", ++names_given); }

  absl::Status Prepare(std::string_view sql);
  absl::Status Send(const Statement& statement, bool& prepares);
  absl::StatusOr<std::vector<Result>> ReadPipeline(std::span<const Statement> statements,
                                                   const std::vector<bool>& prepares);
  absl::Status ReadUntilEnd();
  bool TakeNotifications();
};

absl::Status Connection::State::Prepare(std::string_view sql) {
  const std::string text(sql);
  const std::string name = NextName();
  const ResultPtr result(PQprepare(get(), name.c_str(), text.c_str(), 0, nullptr));
  PARITRANA_RETURN_IF_ERROR(StatusOf(result.get()));
  prepared.emplace(text, name);
  return absl::OkStatus();
}

// Reads results up to the end of the command and returns the first error among them.
absl::Status Connection::State::ReadUntilEnd() {
  absl::Status status;
  while (const ResultPtr result{PQgetResult(get())}) {
    status.Update(StatusOf(result.get()));
    // A statement that began a COPY by mistake would give this same result for ever.
    if (PQresultStatus(result.get()) == PGRES_COPY_IN) PQputCopyEnd(get(), "unexpected COPY");
    if (PQresultStatus(result.get()) == PGRES_COPY_OUT) break;
  }
  return status;
}

bool Connection::State::TakeNotifications() {
  bool any = false;
  while (PGnotify* notification = PQnotifies(get())) {
    PQfreemem(notification);
    any = true;
  }
  return any;
}

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::~Connection() = default;

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& conninfo,
                                                             absl::Duration timeout) {
  auto state = std::make_unique<State>();
  state->connection = StartConnecting(conninfo);
  if (state->get() == nullptr || PQstatus(state->get()) == CONNECTION_BAD ||
      !FinishConnecting(state->get(), absl::Now() + timeout)) {
    return ConnectionLost("connecting");
  }
  PQsetNoticeReceiver(
      state->get(), [](void*, const PGresult*) {}, nullptr);
  state->cancel.reset(PQgetCancel(state->get()));
  auto connection = std::unique_ptr<Connection>(new Connection(std::move(state)));
  PARITRANA_RETURN_IF_ERROR(connection->ExecuteScript(kSessionSettings));
  return connection;
}

absl::StatusOr<Result> Connection::Execute(std::string_view sql, std::span<const Param> params) {
  if (state_->ShouldPrepare(sql)) PARITRANA_RETURN_IF_ERROR(state_->Prepare(sql));
  const auto found = state_->prepared.find(sql);
  const ParamArrays p(params);
  ResultPtr result;
  if (found != state_->prepared.end()) {
    result.reset(PQexecPrepared(state_->get(), found->second.c_str(), p.count(), p.values.data(),
                                p.lengths.data(), p.formats.data(), kTextResults));
  } else {
    result.reset(PQexecParams(state_->get(), std::string(sql).c_str(), p.count(), nullptr,
                              p.values.data(), p.lengths.data(), p.formats.data(), kTextResults));
  }
  PARITRANA_RETURN_IF_ERROR(state_->StatusOf(result.get()));
  return Result(result.release());
}

absl::Status Connection::ExecuteScript(std::string_view sql) {
  if (PQsendQuery(state_->get(), std::string(sql).c_str()) == 0) return ConnectionLost("a script");
  return state_->ReadUntilEnd();
}

// Puts one statement into libpq's buffer, with a PREPARE before it (`prepares`) if its text is new.
// libpq reads while it writes, so that a long pipeline does not block both sides.
absl::Status Connection::State::Send(const Statement& statement, bool& prepares) {
  const std::string text(statement.sql);
  prepares = ShouldPrepare(text);
  bool sent = true;
  if (prepares) {
    const std::string& name = prepared.emplace(text, NextName()).first->second;
    sent = PQsendPrepare(get(), name.c_str(), text.c_str(), 0, nullptr) == 1;
  }
  const auto found = prepared.find(text);
  const ParamArrays p(statement.params);
  if (found != prepared.end()) {
    sent = sent && PQsendQueryPrepared(get(), found->second.c_str(), p.count(), p.values.data(),
                                       p.lengths.data(), p.formats.data(), kTextResults) == 1;
  } else {
    sent = sent && PQsendQueryParams(get(), text.c_str(), p.count(), nullptr, p.values.data(),
                                     p.lengths.data(), p.formats.data(), kTextResults) == 1;
  }
  return sent ? absl::OkStatus() : ConnectionLost("a pipeline");
}

// Reads one result a command, each followed by a null, and the sync point's. After the first error
// the server answers the rest with "aborted", and prepares nothing more.
absl::StatusOr<std::vector<Result>> Connection::State::ReadPipeline(
    std::span<const Statement> statements, const std::vector<bool>& prepares) {
  absl::Status status;
  std::vector<Result> results;
  const auto next = [&]() -> ResultPtr {
    ResultPtr result(PQgetResult(get()));
    if (status.ok()) status = StatusOf(result.get());
    if (result != nullptr) ResultPtr(PQgetResult(get()));
    return result;
  };
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (prepares[i]) {
      next();
      if (!status.ok()) prepared.erase(std::string(statements[i].sql));
    }
    ResultPtr result = next();
    if (status.ok()) results.emplace_back(result.release());
    if (PQstatus(get()) != CONNECTION_OK) return ConnectionLost("a pipeline");
  }
  const ResultPtr sync(PQgetResult(get()));
  PARITRANA_RETURN_IF_ERROR(status);
  return results;
}

absl::StatusOr<std::vector<Result>> Connection::Pipeline(std::span<const Statement> statements) {
  if (PQenterPipelineMode(state_->get()) == 0) return ConnectionLost("a pipeline");
  std::vector<bool> prepares;
  for (const Statement& statement : statements) {
    bool prepares_this = false;
    PARITRANA_RETURN_IF_ERROR(state_->Send(statement, prepares_this));
    prepares.push_back(prepares_this);
  }
  if (PQpipelineSync(state_->get()) == 0) return ConnectionLost("a pipeline");
  auto results = state_->ReadPipeline(statements, prepares);
  if (PQexitPipelineMode(state_->get()) == 0) return ConnectionLost("a pipeline");
  return results;
}

absl::Status Connection::CopyIn(std::string_view copy_sql, std::string_view binary_rows) {
  const ResultPtr begun(PQexec(state_->get(), std::string(copy_sql).c_str()));
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
    PARITRANA_RETURN_IF_ERROR(state_->StatusOf(begun.get()));
    return absl::InternalError("the statement is not a COPY FROM STDIN");
  }
  for (std::size_t sent = 0; sent < binary_rows.size(); sent += kCopyPieceBytes) {
    const std::string_view piece = binary_rows.substr(sent, kCopyPieceBytes);
    if (PQputCopyData(state_->get(), piece.data(), static_cast<int>(piece.size())) != 1) {
      return ConnectionLost("COPY");
    }
  }
  if (PQputCopyEnd(state_->get(), nullptr) != 1) return ConnectionLost("COPY");
  return state_->ReadUntilEnd();
}

absl::StatusOr<bool> Connection::WaitForNotification(absl::Duration timeout, int wake_fd) {
  const absl::Time deadline = absl::Now() + timeout;
  while (true) {
    if (PQconsumeInput(state_->get()) == 0) return ConnectionLost("waiting for a notification");
    if (state_->TakeNotifications()) return true;
    pollfd wanted[] = {{PQsocket(state_->get()), POLLIN, 0}, {wake_fd, POLLIN, 0}};
    const int ready = poll(wanted, 2, MillisecondsUntil(deadline));
    if (ready == 0) return false;
    if (wanted[1].revents != 0) return true;
  }
}

void Connection::Cancel() {
  state_->cancelled = true;
  char error[256];
  PQcancel(state_->cancel.get(), error, sizeof(error));
}

bool Connection::usable() const {
  // Idle, the server says nothing but goodbye: what is readable is the end of the connection.
  if (PQtransactionStatus(state_->get()) == PQTRANS_IDLE &&
      WaitFor(PQsocket(state_->get()), POLLIN, absl::InfinitePast())) {
    PQconsumeInput(state_->get());
  }
  return PQstatus(state_->get()) == CONNECTION_OK;
}

bool Connection::in_transaction() const {
  return PQtransactionStatus(state_->get()) != PQTRANS_IDLE;
}

absl::Status Connection::CommitTransaction() {
  const ResultPtr result(PQexec(state_->get(), "COMMIT"));
  PARITRANA_RETURN_IF_ERROR(state_->StatusOf(result.get()));
  // A transaction in which a statement failed ends as ROLLBACK, without an error.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    return absl::AbortedError("the transaction had failed and was rolled back");
  }
  return absl::OkStatus();
}

absl::StatusOr<Transaction> Transaction::Begin(Connection& connection) {
  PARITRANA_CHECK(!connection.in_transaction());
  PARITRANA_RETURN_IF_ERROR(connection.ExecuteScript("BEGIN"));
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  // A failed rollback leaves the connection unusable or in a transaction, and the pool drops it.
  if (connection_ != nullptr) connection_->ExecuteScript("ROLLBACK").IgnoreError();
}

absl::Status Transaction::Commit() {
  PARITRANA_CHECK(connection_ != nullptr);
  return std::exchange(connection_, nullptr)->CommitTransaction();
}

}  // namespace paritrana::postgres
