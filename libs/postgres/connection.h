// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

struct pg_conn;
struct pg_result;

namespace paritrana::postgres {

// One parameter of a statement, in text or binary form; std::nullopt is NULL.
//
//   Param(std::int64_t{7})   Param("text")   Param::Bytes(token)   Param::Null()
class Param {
 public:
  explicit Param(std::int64_t value);
  explicit Param(std::string_view text);
  explicit Param(const char* text) : Param(std::string_view(text)) {}
  explicit Param(bool value);
  explicit Param(absl::Time value);  // timestamptz
  static Param Bytes(std::string_view bytes);
  static Param Null();
  // Arrays, for `unnest($1::bigint[])` and the like: of integers, of text (any type that has a text
  // form), of bytea.
  static Param Int64Array(std::span<const std::int64_t> values);
  static Param TextArray(std::span<const std::string> values);
  static Param BytesArray(std::span<const std::string> values);
  // The same in binary form, for long arrays: bigint[], integer[] (values that fit) and uuid[]; the
  // statement must say exactly this type.
  static Param BigintArray(std::span<const std::int64_t> values);
  static Param IntegerArray(std::span<const std::int64_t> values);
  static Param UuidArray(std::span<const std::array<std::uint8_t, 16>> values);

  const char* data() const { return value_ ? value_->data() : nullptr; }
  int size() const { return value_ ? static_cast<int>(value_->size()) : 0; }
  int format() const { return format_; }

 private:
  Param() = default;
  std::optional<std::string> value_;
  int format_ = 0;  // 0 text, 1 binary
};

// The rows of one statement. Columns are read as text and converted; a wrong type or column is a
// programming error.
class Result {
 public:
  explicit Result(pg_result* result);

  int rows() const;
  bool IsNull(int row, int column) const;
  std::string_view Text(int row, int column) const;
  std::int64_t Int64(int row, int column) const;
  bool Bool(int row, int column) const;
  std::string Bytes(int row, int column) const;  // bytea
  absl::Time Time(int row, int column) const;    // timestamptz, as microseconds
  // Rows changed by INSERT, UPDATE, DELETE.
  std::int64_t affected() const;

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

// Encodes rows for binary COPY. Values must be added in column order; EndRow checks the count.
class CopyWriter {
 public:
  explicit CopyWriter(int columns);

  void Int64(std::int64_t value);
  void Int32(std::int32_t value);
  void Int16(std::int16_t value);
  void Bool(bool value);
  void Text(std::string_view value);
  void Bytes(std::string_view value);
  void TimestampTz(absl::Time value);
  void Null();
  void EndRow();

  // The encoded stream with header and trailer.
  std::string Finish() &&;
  std::int64_t rows() const { return rows_; }

 private:
  void BeginField();

  std::string buffer_;
  int columns_;
  int in_row_ = 0;
  std::int64_t rows_ = 0;
};

// One connection to PostgreSQL.
//
// Not thread-safe: one thread at a time. Blocks. Errors are absl::Status: UNAVAILABLE when the
// connection is lost (whether a COMMIT under way took effect is then unknown: look by key),
// ALREADY_EXISTS for a unique violation, ABORTED for deadlock and serialisation failure (retry the
// transaction), DEADLINE_EXCEEDED for a statement timeout, FAILED_PRECONDITION for other constraint
// violations, INTERNAL for the rest. Messages hold the SQLSTATE and the constraint's name, never
// the values; for a faulty statement (class 42) also the server's words, which quote the statement:
// so never write a value into a statement's text. These errors carry no reason of the table in
// libs/base/reason.h: a caller who knows what a violation means gives it one.
class Connection {
 public:
  // Connects within `timeout`. `conninfo` is libpq's: "postgresql://user@127.0.0.1:5432/db".
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& conninfo,
                                                          absl::Duration timeout);

  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs one statement with parameters $1, $2 …; prepared once per connection and text.
  absl::StatusOr<Result> Execute(std::string_view sql, std::span<const Param> params = {});

  // Runs any number of statements without parameters.
  absl::Status ExecuteScript(std::string_view sql);

  // One statement of a pipeline.
  struct Statement {
    std::string_view sql;
    std::vector<Param> params;
  };

  // Sends several statements in one round trip. The first error ends the pipeline and is returned.
  // Outside an open transaction the whole pipeline is one transaction.
  absl::StatusOr<std::vector<Result>> Pipeline(std::span<const Statement> statements);

  // COPY … FROM STDIN (FORMAT binary). `copy_sql` is the whole statement.
  absl::Status CopyIn(std::string_view copy_sql, std::string_view binary_rows);

  // Waits up to `timeout` for a NOTIFY on a channel that was LISTENed to. True if one came, or if
  // `wake_fd` (an eventfd, for example; -1 for none) became readable; it is not read here.
  absl::StatusOr<bool> WaitForNotification(absl::Duration timeout, int wake_fd = -1);

  // Makes a running statement of this connection fail with CANCELLED; may be called from any
  // thread.
  void Cancel();

  // False once the connection is known to be lost.
  bool usable() const;
  bool in_transaction() const;

 private:
  friend class Transaction;
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  absl::Status CommitTransaction();

  std::unique_ptr<State> state_;
};

// Begins on construction (see Begin), rolls back in the destructor unless committed.
class Transaction {
 public:
  static absl::StatusOr<Transaction> Begin(Connection& connection);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;

  Connection& connection() { return *connection_; }

  // UNAVAILABLE means that nobody knows whether it took effect.
  absl::Status Commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;  // null once ended
};

}  // namespace paritrana::postgres
