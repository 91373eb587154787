// SPDX-License-Identifier: Apache-2.0
#include "libs/postgres/pool.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status_macros.h"

namespace paritrana::postgres {
namespace {

// A schema's name goes into a statement's text, where it cannot be a parameter.
bool IsPlainName(const std::string& name) {
  return std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

absl::Status Prepare(Connection& connection, const PoolOptions& options) {
  // Statements here are short. A plan made before statistics exist can look dear enough to be
  // compiled, and a prepared one then compiles for hundreds of milliseconds at every execution.
  std::string settings = absl::StrCat("SET jit = off; SET statement_timeout = ",
                                      absl::ToInt64Milliseconds(options.statement_timeout));
  if (!options.schema.empty()) {
    absl::StrAppend(&settings, "; SET search_path TO \"", options.schema, "\"");
  }
  return connection.ExecuteScript(settings);
}

}  // namespace

Pool::Lease::Lease(Pool* pool, std::unique_ptr<Connection> connection)
    : pool_(pool), connection_(std::move(connection)) {}

Pool::Lease::Lease(Lease&&) noexcept = default;

Pool::Lease::~Lease() {
  if (connection_ != nullptr) pool_->Return(std::move(connection_));
}

Pool::Pool(PoolOptions options) : options_(std::move(options)) {
  PARITRANA_CHECK(options_.connections_max > 0 && IsPlainName(options_.schema));
}

Pool::~Pool() {
  absl::MutexLock lock(&mutex_);
  PARITRANA_CHECK(static_cast<int>(idle_.size()) == open_);
}

absl::StatusOr<std::unique_ptr<Connection>> Pool::OpenSession() const {
  PARITRANA_ASSIGN_OR_RETURN(auto connection,
                             Connection::Open(options_.conninfo, options_.connect_timeout));
  PARITRANA_RETURN_IF_ERROR(Prepare(*connection, options_));
  return connection;
}

absl::StatusOr<Pool::Lease> Pool::Acquire(absl::Time deadline) {
  std::unique_ptr<Connection> connection;
  {
    absl::MutexLock lock(&mutex_);
    const auto available = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return !idle_.empty() || open_ < options_.connections_max;
    };
    if (!mutex_.AwaitWithDeadline(absl::Condition(&available), deadline)) {
      return absl::DeadlineExceededError("every connection of the pool is lent");
    }
    while (connection == nullptr && !idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
      if (connection->usable()) return Lease(this, std::move(connection));
      connection = nullptr;
      --open_;
    }
    ++open_;
  }
  auto opened = OpenSession();
  if (!opened.ok()) {
    Return(nullptr);
    return absl::UnavailableError(opened.status().message());
  }
  return Lease(this, *std::move(opened));
}

void Pool::Return(std::unique_ptr<Connection> connection) {
  const bool keep = connection != nullptr && !connection->in_transaction() && connection->usable();
  if (!keep) connection = nullptr;  // closed outside the lock
  absl::MutexLock lock(&mutex_);
  if (keep) {
    idle_.push_back(std::move(connection));
  } else {
    --open_;
  }
}

absl::Status Pool::Ping(absl::Duration timeout) {
  PARITRANA_ASSIGN_OR_RETURN(const Lease lease, Acquire(absl::Now() + timeout));
  return lease->Execute("SELECT 1").status();
}

}  // namespace paritrana::postgres
