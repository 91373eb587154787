// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/postgres/connection.h"

namespace paritrana::postgres {

struct PoolOptions {
  std::string conninfo;
  std::string schema;  // becomes the search_path of every connection
  int connections_max = 8;
  absl::Duration connect_timeout = absl::Seconds(5);
  // Upper bound of any one statement, so that a lost lock or plan never holds a caller for ever.
  absl::Duration statement_timeout = absl::Seconds(30);
};

// Lends connections, opening them as needed and replacing lost ones. Thread-safe.
class Pool {
 public:
  explicit Pool(PoolOptions options);
  ~Pool();  // every lease must be back

  // A borrowed connection, given back on destruction; a lost or still-in-transaction one is thrown
  // away.
  class Lease {
   public:
    Lease(Lease&&) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    friend class Pool;
    Lease(Pool* pool, std::unique_ptr<Connection> connection);
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  // Waits for a connection until `deadline`. DEADLINE_EXCEEDED if all are lent, UNAVAILABLE if none
  // can be opened.
  absl::StatusOr<Lease> Acquire(absl::Time deadline);

  // Opens a connection with the pool's settings that does not count among its own: for a session
  // that keeps a lock or a LISTEN. UNAVAILABLE if it cannot.
  absl::StatusOr<std::unique_ptr<Connection>> OpenSession() const;

  // Checks that the database answers, for readiness.
  absl::Status Ping(absl::Duration timeout);

  const PoolOptions& options() const { return options_; }

 private:
  void Return(std::unique_ptr<Connection> connection);

  PoolOptions options_;
  absl::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
  int open_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace paritrana::postgres
