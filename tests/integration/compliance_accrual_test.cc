// SPDX-License-Identifier: Apache-2.0
// What was declared, as money by covered month (table accrual): that ledgers of before get it. That
// every history of the ledger agrees with it is held by the ledger's audit.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "libs/postgres/connection.h"
#include "libs/postgres/migrations.h"
#include "libs/testing/postgres_server.h"
#include "libs/testing/temporary_directory.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;

constexpr char kMigrations[] = "services/compliance/migrations";

// The folder of migrations up to a number.
void CopyMigrations(int last, const paritrana::testing::TemporaryDirectory& to) {
  for (const auto& file : std::filesystem::directory_iterator(kMigrations)) {
    const std::string name = file.path().filename().string();
    if (std::stoi(name.substr(0, 4)) <= last) std::filesystem::copy_file(file.path(), to / name);
  }
}

// A ledger as it was before there were accruals.
class EarlierLedger : public ::testing::Test {
 protected:
  void SetUp() override {
    const paritrana::testing::TemporaryDirectory earlier("migrations");
    CopyMigrations(7, earlier);
    connection_ = *postgres::Connection::Open(
        paritrana::testing::PostgresServer::Shared().NewDatabase(), absl::Seconds(10));
    ASSERT_TRUE(postgres::Migrate(*connection_, "compliance", earlier.path().string()).ok());
    Run("SET search_path = compliance; "
        "INSERT INTO run (employer_id, period, run) VALUES (71, 100, 'R');"
        "INSERT INTO submission (run_no, submission, opened_at, lines, accepted, "
        "accepted_with_warnings, waiting, rejected, accepted_rupiah, masked_digest, epoch, "
        "sequences) VALUES (1, 'S', now(), 1, 1, 0, 0, 0, 1, '', 1, '{}')");
  }

  void Run(const std::string& sql) {
    const auto done = connection_->ExecuteScript(sql);
    ASSERT_TRUE(done.ok()) << done;
  }

  // A chunk that made the version of its number.
  void AddChunk(int chunk, const std::string& recorded_at) {
    const std::string number = std::to_string(chunk);
    Run("INSERT INTO chunk VALUES (" + number + ", 1, 1, 1, '" + recorded_at + "');" +
        "INSERT INTO chunk_period VALUES (71, 100, " + number + ", " + number + ")");
  }

  // `line`: chunk, number, standing, changed, covered months, segment, JKK of the employer, JHT of
  // the employee.
  void AddLine(const std::string& line) {
    Run("INSERT INTO line (submission_no, verdict, line_id, content_hash, pseudonym, shard, "
        "region, "
        "worker_kind, sponsor_kind, chunk_no, line_no, standing, changed, covered_from, "
        "covered_to, segment, jkk_employer, jht_employee) VALUES "
        "(1, 1, 'A', gen_random_uuid(), 9, 0, 1, 1, 0, " +
        line + ")");
  }

  void AddEntry(int chunk, int ordinal, int effect, int line) {
    Run("INSERT INTO entry SELECT " + std::to_string(chunk) + ", " + std::to_string(ordinal) +
        ", " + std::to_string(effect) +
        ", 2, submission_no, line_no, pseudonym, shard, region, worker_kind, sponsor_kind FROM "
        "line WHERE line_no = " +
        std::to_string(line));
  }

  // "version day segment month lines jkk jht" of each row.
  std::vector<std::string> Accruals() {
    EXPECT_TRUE(postgres::Migrate(*connection_, "compliance", kMigrations).ok());
    const auto rows = connection_->Execute(
        "SELECT concat_ws(' ', version, recorded_on, segment, covered_month, lines, jkk_employer, "
        "jht_employee) FROM compliance.accrual WHERE pending AND employer_id = 71 AND period = 100 "
        "AND jkk_employee + jkm_employer + jkm_employee + jht_employer + jp_employer + "
        "jp_employee = 0 ORDER BY version, segment, covered_month");
    EXPECT_TRUE(rows.ok()) << rows.status();
    std::vector<std::string> found;
    for (int row = 0; row < rows->rows(); ++row) found.emplace_back(rows->Text(row, 0));
    return found;
  }

  std::unique_ptr<postgres::Connection> connection_;
};

TEST_F(EarlierLedger, SharesLinesOutByMonthOnTheDayInWib) {
  AddChunk(1, "1970-01-01 17:00:00+00");
  AddLine("1, 1, 1, false, 100, 102, 1, 100, 7");
  AddLine("1, 2, 1, false, 100, 100, 1, 5, NULL");
  AddLine("1, 3, 1, false, 99, 100, 4, 370000, NULL");
  AddLine("1, 4, NULL, false, 100, 100, 1, 900, NULL");
  EXPECT_THAT(Accruals(), ElementsAre("1 1 1 100 2 39 3", "1 1 1 101 1 33 2", "1 1 1 102 1 33 2",
                                      "1 1 4 99 1 370000 0", "1 1 4 100 1 0 0"));
}

TEST_F(EarlierLedger, GivesEachVersionWhatItChanged) {
  for (int chunk = 1; chunk <= 3; ++chunk) AddChunk(chunk, "1970-01-01 16:59:59+00");
  // Corrected by the second chunk; the third one moves what stands, which changes no money.
  AddLine("1, 1, 2, true, 100, 101, 1, 11, NULL");
  AddLine("2, 2, 1, true, 100, 100, 1, 30, NULL");
  AddEntry(1, 1, 1, 1);
  AddEntry(2, -1, 2, 1);
  AddEntry(2, 2, 1, 2);
  AddEntry(3, 1, 2, 2);
  AddEntry(3, 2, 1, 2);
  EXPECT_THAT(Accruals(), ElementsAre("1 0 1 100 1 6 0", "1 0 1 101 1 5 0", "2 0 1 100 0 24 0",
                                      "2 0 1 101 -1 -5 0"));
}

}  // namespace
}  // namespace paritrana::compliance
