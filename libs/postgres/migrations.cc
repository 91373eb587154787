// SPDX-License-Identifier: Apache-2.0
#include "libs/postgres/migrations.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace paritrana::postgres {
namespace {

struct Migration {
  std::int64_t number = 0;
  std::string name;  // of the file
  std::string sql;
};

struct Applied {
  std::string name;
  std::string sha256;
};

std::string Quoted(const std::string& identifier) { return absl::StrCat("\"", identifier, "\""); }

absl::StatusOr<std::string> ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::FailedPreconditionError(absl::StrCat("cannot read ", path.string()));
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

absl::StatusOr<std::vector<Migration>> ReadDirectory(const std::string& directory) {
  static const std::regex kFileName("([0-9]{4})_[a-z0-9_]+\\.sql");
  std::error_code error;
  std::vector<Migration> migrations;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    std::smatch match;
    if (!std::regex_match(name, match, kFileName)) continue;
    PARITRANA_ASSIGN_OR_RETURN(std::string sql, ReadFile(entry.path()));
    migrations.push_back({std::stoll(match[1]), name, std::move(sql)});
  }
  if (error) {
    return absl::FailedPreconditionError(absl::StrCat("no migrations directory ", directory));
  }
  std::sort(migrations.begin(), migrations.end(),
            [](const Migration& a, const Migration& b) { return a.name < b.name; });
  return migrations;
}

// Holds the session's advisory lock that lets one process at a time migrate a schema.
class MigrationLock {
 public:
  MigrationLock(Connection& connection, const std::string& schema)
      : connection_(connection),
        key_{Param("paritrana.migrations." + schema)},
        taken_(
            connection.Execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", key_).status()) {
  }
  ~MigrationLock() {
    if (!taken_.ok()) return;
    connection_.Execute("SELECT pg_advisory_unlock(hashtextextended($1, 0))", key_)
        .status()
        .IgnoreError();
  }
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;

  const absl::Status& status() const { return taken_; }

 private:
  Connection& connection_;
  std::vector<Param> key_;
  absl::Status taken_;
};

absl::StatusOr<std::map<std::int64_t, Applied>> ReadApplied(Connection& connection,
                                                            const std::string& table) {
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(absl::StrCat(
                                                    "SELECT number, name, sha256 FROM ", table)));
  std::map<std::int64_t, Applied> applied;
  for (int row = 0; row < rows.rows(); ++row) {
    applied[rows.Int64(row, 0)] = {std::string(rows.Text(row, 1)), std::string(rows.Text(row, 2))};
  }
  return applied;
}

absl::Status Refuse(const std::string& file, const char* why) {
  return absl::FailedPreconditionError(absl::StrCat("migration ", file, " ", why));
}

absl::StatusOr<std::string> Sha256(Connection& connection, const Migration& migration) {
  const std::vector<Param> params = {Param::Bytes(migration.sql)};
  PARITRANA_ASSIGN_OR_RETURN(const Result result,
                             connection.Execute("SELECT encode(sha256($1), 'hex')", params));
  return std::string(result.Text(0, 0));
}

// Checks that what was applied is still there unchanged, and that nothing new was put before it.
absl::StatusOr<std::vector<Migration>> Pending(Connection& connection,
                                               std::vector<Migration> migrations,
                                               std::map<std::int64_t, Applied> applied) {
  const std::int64_t newest = applied.empty() ? -1 : applied.rbegin()->first;
  std::vector<Migration> pending;
  for (Migration& migration : migrations) {
    const auto known = applied.find(migration.number);
    if (known == applied.end()) {
      const bool twin = !pending.empty() && pending.back().number == migration.number;
      if (twin) return Refuse(migration.name, "has the number of another");
      if (migration.number <= newest) return Refuse(migration.name, "is older than an applied one");
      pending.push_back(std::move(migration));
      continue;
    }
    PARITRANA_ASSIGN_OR_RETURN(const std::string sha256, Sha256(connection, migration));
    if (sha256 != known->second.sha256 || migration.name != known->second.name) {
      return Refuse(migration.name, "has changed since it was applied");
    }
    applied.erase(known);
  }
  if (!applied.empty()) return Refuse(applied.begin()->second.name, "was applied and is gone");
  return pending;
}

absl::Status Apply(Connection& connection, const std::string& schema, const std::string& table,
                   const Migration& migration) {
  PARITRANA_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Begin(connection));
  PARITRANA_RETURN_IF_ERROR(connection.ExecuteScript(
      absl::StrCat("SET LOCAL statement_timeout = 0; SET LOCAL search_path TO ", Quoted(schema))));
  const absl::Status status = connection.ExecuteScript(migration.sql);
  if (!status.ok()) {
    return absl::Status(status.code(),
                        absl::StrCat("migration ", migration.name, ": ", status.message()));
  }
  const std::vector<Param> params = {Param(migration.number), Param(migration.name),
                                     Param::Bytes(migration.sql)};
  PARITRANA_RETURN_IF_ERROR(
      connection
          .Execute(absl::StrCat("INSERT INTO ", table, " (number, name, sha256) VALUES ($1, $2, ",
                                "encode(sha256($3), 'hex'))"),
                   params)
          .status());
  return transaction.Commit();
}

absl::Status CreateTable(Connection& connection, const std::string& schema,
                         const std::string& table) {
  return connection.ExecuteScript(absl::StrCat(
      "CREATE SCHEMA IF NOT EXISTS ", Quoted(schema), "; CREATE TABLE IF NOT EXISTS ", table,
      " (number bigint PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, "
      "applied_at timestamptz NOT NULL DEFAULT now())"));
}

}  // namespace

absl::StatusOr<int> Migrate(Connection& connection, const std::string& schema,
                            const std::string& directory) {
  const std::string table = absl::StrCat(Quoted(schema), ".schema_migration");
  PARITRANA_ASSIGN_OR_RETURN(std::vector<Migration> migrations, ReadDirectory(directory));
  const MigrationLock lock(connection, schema);
  PARITRANA_RETURN_IF_ERROR(lock.status());
  PARITRANA_RETURN_IF_ERROR(CreateTable(connection, schema, table));
  PARITRANA_ASSIGN_OR_RETURN(auto applied, ReadApplied(connection, table));
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Migration> pending,
                             Pending(connection, std::move(migrations), std::move(applied)));
  for (const Migration& migration : pending) {
    PARITRANA_RETURN_IF_ERROR(Apply(connection, schema, table, migration));
  }
  return static_cast<int>(pending.size());
}

}  // namespace paritrana::postgres
