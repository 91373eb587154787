// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/testing/cli_fixture.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using testing::CliTest;
using testing::kPayer;

TEST_F(CliTest, LeavesWithTwoWhenItIsUsedWrongly) {
  EXPECT_EQ(Run({}), 2);
  EXPECT_EQ(Run({"contributions"}), 2);
  EXPECT_EQ(Run({"contributions", "post", "x.csv"}), 2);
  EXPECT_EQ(Run({"-o", "xml", "ranking", "show"}), 2);
  EXPECT_EQ(Run({"submissions", "show", "somewhere"}), 2);
  EXPECT_THAT(err_, HasSubstr("payers/PAYER/periods/MONTH"));
}

TEST_F(CliTest, ShowsExamplesInItsHelp) {
  EXPECT_EQ(Run({"contributions", "post", "--help"}), 0);
  EXPECT_THAT(out_, HasSubstr("Examples:"));
}

TEST_F(CliTest, NamesAnEndpointsFileThatCannotBeUsed) {
  endpoints_ = folder_.Write("bad.json", "{\"gateway\":1}");
  EXPECT_EQ(Run({"ranking", "show"}), 4);
  EXPECT_THAT(err_, HasSubstr("has no address for \"gateway\""));
  endpoints_ = folder_.Path("missing.json");
  EXPECT_EQ(Run({"ranking", "show"}), 8);
}

TEST_F(CliTest, SendsNothingOfAFileThatIsBrokenAsAWhole) {
  EXPECT_EQ(Post(folder_.Path("missing.csv")), 8);
  EXPECT_EQ(Post(folder_.Write("cut.csv", "NIK;UPAH;JKK\n1;1;1\n2;1")), 8);
  EXPECT_THAT(err_, HasSubstr("error: FILE_TRUNCATED (file): line 3 is cut off"));
  EXPECT_EQ(services_.submissions.streams, 0);
}

TEST_F(CliTest, WritesErrorsAsJsonWhenAsked) {
  EXPECT_EQ(Run({"-o", "json", "ranking", "show", "--scope", "99"}), 5);
  EXPECT_EQ(nlohmann::json::parse(err_)["error"]["reason"], "RANKING_UNKNOWN");
}

TEST_F(CliTest, RefusesAPeriodThatIsNoMonth) {
  EXPECT_EQ(Post(ContributionsOf(1), {"--period", "2024-13"}), 2);  // given twice
  EXPECT_EQ(Run({"contributions", "post", ContributionsOf(1), "--payer", kPayer, "--period", "x"}),
            4);
  EXPECT_THAT(err_, HasSubstr("PERIOD_INVALID"));
}

TEST_F(CliTest, SaysThatAPayerIsUnknown) {
  services_.submissions.payer_unknown = 1'000;
  services_.employers.known = "another";
  EXPECT_EQ(Post(ContributionsOf(1)), 5);
  EXPECT_THAT(err_, HasSubstr("error: PAYER_UNKNOWN"));
  EXPECT_EQ(services_.submissions.streams, 1);
}

TEST_F(CliTest, WaitsForAPayerThatWasJustRegistered) {
  services_.submissions.payer_unknown = 2;
  EXPECT_EQ(Post(ContributionsOf(1)), 0);
  EXPECT_EQ(services_.submissions.streams, 3);
}

TEST_F(CliTest, ReportsRefusedRowsWithLineColumnAndCode) {
  const std::string file = ContributionsOf(2, "unknown;5000000;12000\n4;x;1\n5;5000000;1\n");
  EXPECT_EQ(Post(file, {"--rejects", folder_.Path("perbaiki.csv")}), 3);
  EXPECT_THAT(out_, HasSubstr("5 rows: 3 accepted, 2 rejected"));
  EXPECT_THAT(out_, HasSubstr("   4  NIK     WORKER_UNKNOWN    The worker is not registered."));
  EXPECT_THAT(out_, HasSubstr("   5  UPAH    AMOUNT_MALFORMED  "));
  EXPECT_EQ(services_.submissions.lines.size(), 4u);
  const std::string rejects = folder_.Read("perbaiki.csv");
  EXPECT_THAT(rejects, HasSubstr("\r\nunknown;5000000;12000;WORKER_UNKNOWN;NIK;"));
  EXPECT_THAT(rejects, HasSubstr("\r\n4;x;1;AMOUNT_MALFORMED;UPAH;"));
}

TEST_F(CliTest, ReportsAsJsonAndCsvToo) {
  const std::string file = ContributionsOf(1, "unknown;5000000;12000\n");
  EXPECT_EQ(
      Run({"-o", "json", "contributions", "post", file, "--payer", kPayer, "--period", "2024-12"}),
      3);
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["accepted"], 1);
  EXPECT_EQ(json["findings"][0]["line"], 3);
  EXPECT_EQ(json["findings"][0]["reason"], "WORKER_UNKNOWN");
  EXPECT_EQ(Post(file, {"-o", "csv"}), 3);
  EXPECT_THAT(out_, HasSubstr("line,column,code,text\n3,NIK,WORKER_UNKNOWN,"));
}

TEST_F(CliTest, TakesUpAPostThatWasCutAndCountsEachLineOnce) {
  services_.submissions.cuts = 2;
  EXPECT_EQ(Post(ContributionsOf(12'000, "unknown;1;1\n")), 3);
  EXPECT_EQ(services_.submissions.streams, 3);
  EXPECT_EQ(services_.submissions.lines.size(), 12'001u);
  EXPECT_TRUE(services_.submissions.sealed);
  EXPECT_THAT(out_, HasSubstr("12,001 rows: 12,000 accepted, 1 rejected"));
}

TEST_F(CliTest, AsksForVerdictsWhoseAnswerWasLost) {
  services_.submissions.cuts = 1;
  const std::string file =
      folder_.Write("iuran.csv", "NIK;UPAH;JKK\nunknown;1;1\n2;1;1\nunknown;1;1\n");
  EXPECT_EQ(Post(file), 3);
  EXPECT_GT(services_.submissions.lists, 0);
  EXPECT_THAT(out_, HasSubstr("3 rows: 1 accepted, 2 rejected"));
  EXPECT_THAT(out_, HasSubstr("   2  NIK     WORKER_UNKNOWN"));
  EXPECT_THAT(out_, HasSubstr("   4  NIK     WORKER_UNKNOWN"));
}

TEST_F(CliTest, GivesTheSameAnswerForTheSameFileAgain) {
  const std::string file = ContributionsOf(3, "unknown;1;1\n");
  EXPECT_EQ(Post(file), 3);
  const std::string first = out_;
  const std::string submission = services_.submissions.last_header.submission();
  EXPECT_EQ(Post(file), 3);
  EXPECT_EQ(out_, first);
  EXPECT_EQ(services_.submissions.last_header.submission(), submission);
  EXPECT_EQ(services_.submissions.lines.size(), 4u);
}

TEST_F(CliTest, DoesNotOpenASubmissionWithoutAGoodRow) {
  EXPECT_EQ(Post(folder_.Write("iuran.csv", "NIK;UPAH;JKK\n;1;1\n")), 3);
  EXPECT_EQ(services_.submissions.streams, 0);
}

constexpr char kWorkersHeader[] = "NAMA_LENGKAP;NOMOR_IDENTITAS;TANGGAL_LAHIR;TGL_AWAL_BEKERJA;X\n";

TEST_F(CliTest, ImportsWorkersAndReportsRefusedOnes) {
  const std::string file = folder_.Write(
      "tk.csv", std::string(kWorkersHeader) + "Satu;1;07-08-1990;01-01-2020;\n" +
                    "refused;2;07-08-1990;01-01-2020;\nTiga;3;99-08-1990;01-01-2020;\n");
  EXPECT_EQ(Run({"workers", "import", file, "--employer", kPayer}), 3);
  EXPECT_THAT(out_, HasSubstr("3 rows: 1 accepted, 2 rejected"));
  EXPECT_THAT(out_, HasSubstr("   3  LOKASI_PEKERJAAN  REGION_UNKNOWN"));
  EXPECT_THAT(out_, HasSubstr("   4  TANGGAL_LAHIR     DATE_INVALID"));
  EXPECT_THAT(err_, HasSubstr("not used: column X"));
  EXPECT_THAT(services_.workers.import_id, HasSubstr("tk-"));
  EXPECT_THAT(out_ + err_, Not(HasSubstr("Tiga")));
}

TEST_F(CliTest, TakesUpAnImportThatWasCut) {
  std::string text = kWorkersHeader;
  for (int i = 1; i <= 6'000; ++i) {
    text += "Satu;" + std::to_string(i) + ";07-08-1990;01-01-2020;\n";
  }
  services_.workers.cuts = 1;
  EXPECT_EQ(Run({"workers", "import", folder_.Write("tk.csv", text), "--employer", kPayer}), 0);
  EXPECT_EQ(services_.workers.workers.size(), 6'000u);
}

TEST_F(CliTest, PassesTheReceiptOfAnImportToThePostThatFollows) {
  const std::string workers =
      folder_.Write("tk.csv", std::string(kWorkersHeader) + "A;1;07-08-1990;01-01-2020;\n");
  ASSERT_EQ(Run({"workers", "import", workers, "--employer", kPayer, "--receipt",
                 folder_.Path("receipt.json")}),
            0);
  EXPECT_EQ(Post(ContributionsOf(1)), 0);
  ASSERT_EQ(services_.submissions.last_header.after().marks_size(), 1);
  EXPECT_EQ(services_.submissions.last_header.after().marks(0).sequence(), 2u);
  services_.submissions.last_header.Clear();
  EXPECT_EQ(Post(ContributionsOf(1), {"--after", folder_.Path("receipt.json")}), 0);
  EXPECT_EQ(services_.submissions.last_header.after().epoch(), 1u);
  EXPECT_EQ(Post(ContributionsOf(1), {"--after", folder_.Path("tk.csv")}), 8);
}

constexpr char kWages[] =
    "NIK;Nama;Upah\n6474010708900001;A;5.000.000\n6474010708909999;B;5.000.000\n"
    "6,47401E+15;C;5.000.000\n";

TEST_F(CliTest, LooksAtAFileWithoutAskingAnyone) {
  const std::string file = folder_.Write("upah.csv", kWages);
  EXPECT_EQ(Run({"files", "validate", file}), 3);
  EXPECT_THAT(out_, HasSubstr("give --employer and --period"));
  EXPECT_THAT(out_, HasSubstr("3 rows: 2 accepted, 1 rejected"));
  EXPECT_EQ(services_.submissions.streams, 0);
}

TEST_F(CliTest, ValidatesAFileAndKeepsNothingThenCommitsIt) {
  const std::string file = folder_.Write("upah.csv", kWages);
  const std::vector<std::string> of = {"--employer", kPayer, "--period", "2024-12"};
  std::vector<std::string> arguments = {"files", "validate", file};
  arguments.insert(arguments.end(), of.begin(), of.end());
  EXPECT_EQ(Run(arguments), 3);
  EXPECT_THAT(out_, HasSubstr("3 rows: 1 accepted, 2 rejected"));
  EXPECT_TRUE(services_.submissions.last_header.validate_only());
  EXPECT_THAT(services_.submissions.lines, IsEmpty());
  EXPECT_EQ(services_.submissions.lists, 0);
  arguments[1] = "commit";
  EXPECT_EQ(Run(arguments), 3);
  EXPECT_THAT(out_, HasSubstr("submission: payers/A1-000/periods/2024-12/runs/main/"));
  EXPECT_THAT(out_, HasSubstr("   3  NIK     WORKER_UNKNOWN"));
  EXPECT_THAT(out_, HasSubstr("   4  NIK     IDENTITY_DIGITS_LOST"));
  EXPECT_EQ(services_.submissions.lines.size(), 2u);
  const std::string first = out_;
  EXPECT_EQ(Run(arguments), 3);
  EXPECT_EQ(out_, first);
  EXPECT_EQ(services_.submissions.lines.size(), 2u);
}

TEST_F(CliTest, CommitsOnlyWhereItIsToldForWhom) {
  const std::string file = folder_.Write("upah.csv", kWages);
  EXPECT_EQ(Run({"files", "commit", file, "--period", "2024-12"}), 4);
  EXPECT_THAT(err_, HasSubstr("FIELD_REQUIRED (payer)"));
  EXPECT_EQ(Run({"files", "commit", file, "--employer", kPayer}), 4);
  EXPECT_THAT(err_, HasSubstr("PERIOD_INVALID"));
}

TEST_F(CliTest, TakesAWorkbookOfWorkersFromTemplateToRejects) {
  const std::string path = folder_.Path("tk.xlsx");
  const std::string rejects = folder_.Path("perbaiki.xlsx");
  EXPECT_EQ(Run({"files", "template", "workers", "-o", path}), 0);
  EXPECT_EQ(Run({"files", "validate", path, "--employer", kPayer, "--rejects", rejects}), 3);
  EXPECT_THAT(out_, HasSubstr("1 rows: 0 accepted, 1 rejected"));
  EXPECT_EQ(Run({"files", "validate", rejects, "--employer", kPayer}), 3);
  EXPECT_THAT(out_, HasSubstr("   2  NOMOR_IDENTITAS  NIK_INVALID"));
  EXPECT_EQ(Run({"files", "template", "workers", "-o", folder_.Path("no/tk.csv")}), 8);
}

TEST_F(CliTest, HasWorkersJudgedWithoutImportingThem) {
  const std::string file = folder_.Write("tk.csv",
                                         "NAMA_LENGKAP;NIK;TANGGAL_LAHIR;TGL_AWAL_BEKERJA\n"
                                         "Satu;6474010708900001;07-08-1990;01-01-2020\n");
  EXPECT_EQ(Run({"files", "validate", file, "--employer", kPayer}), 0);
  EXPECT_EQ(services_.workers.judged, 1);
  EXPECT_THAT(services_.workers.workers, IsEmpty());
  EXPECT_EQ(Run({"files", "commit", file, "--employer", kPayer}), 0);
  EXPECT_EQ(services_.workers.workers.size(), 1u);
}

TEST_F(CliTest, ShowsASubmissionAndItsLines) {
  ASSERT_EQ(Post(ContributionsOf(1, "unknown;1;1\nunknown;1;2\n")), 3);
  const std::string path = "payers/A1-000/periods/2024-12/runs/main/submissions/";
  EXPECT_EQ(Run({"submissions", "show", path + "unknown"}), 5);
  EXPECT_EQ(Run({"submissions", "show", path + "x"}), 0);
  EXPECT_THAT(out_, HasSubstr("rejected"));
  EXPECT_EQ(Run({"-o", "csv", "submissions", "show", path + "x", "--lines", "rejected"}), 0);
  EXPECT_THAT(out_, HasSubstr("\n2,rejected,"));
  EXPECT_THAT(out_, HasSubstr("\n3,rejected,"));
}

TEST_F(CliTest, ShowsARankingInEveryForm) {
  EXPECT_EQ(Run({"ranking", "show", "--scope", "64"}), 0);
  EXPECT_THAT(out_, HasSubstr("method coverage-example-1 (example, not an official rule)"));
  EXPECT_THAT(out_, HasSubstr("   1  64.74  Kota Bontang"));
  EXPECT_THAT(out_, HasSubstr("78.40 %"));
  EXPECT_EQ(Run({"-o", "csv", "ranking", "show", "--scope", "64"}), 0);
  EXPECT_THAT(out_, HasSubstr("rank,code,name,active,entitled,coverage,note\n1,64.74,"));
  EXPECT_EQ(Run({"-o", "json", "ranking", "show", "--scope", "64"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["rows"][0]["activeHeads"], "7840");
}

TEST_F(CliTest, WatchesARankingAcrossACut) {
  EXPECT_EQ(Run({"ranking", "watch", "--scope", "64", "--changes", "2"}), 0);
  EXPECT_THAT(out_, HasSubstr("64.02 Kabupaten Kutai Kartanegara  rank 2 -> 1"));
  EXPECT_THAT(services_.rankings.last_versions, ElementsAre(0, 8));
}

TEST_F(CliTest, WatchesAsOneJsonObjectALine) {
  EXPECT_EQ(Run({"-o", "json", "ranking", "watch", "--scope", "64", "--changes", "1"}), 0);
  std::istringstream lines(out_);
  std::string line;
  std::getline(lines, line);
  EXPECT_TRUE(nlohmann::json::parse(line).contains("snapshot"));
  std::getline(lines, line);
  EXPECT_EQ(nlohmann::json::parse(line)["delta"]["changed"].size(), 2u);
}

TEST_F(CliTest, ListsWaitingLinesWithTheirCandidates) {
  EXPECT_EQ(Run({"lines", "waiting", "--payer", kPayer, "--ambiguous"}), 0);
  EXPECT_THAT(out_, HasSubstr("EMPLOYMENT_AMBIGUOUS"));
  EXPECT_THAT(out_, HasSubstr("1: from 2024-06-01 at 64.74"));
  EXPECT_TRUE(services_.matches.list.ambiguous_only());
}

TEST_F(CliTest, AnswersWhichEmploymentALineIsFor) {
  EXPECT_EQ(Run({"lines", "answer", "--payer", kPayer, "--period", "2024-12", "--run", "main",
                 "--submission", "S1", "--line", "7", "--candidate", "1"}),
            0);
  EXPECT_THAT(out_, HasSubstr("accepted"));
  EXPECT_EQ(services_.matches.answer.line_no(), 7u);
  EXPECT_EQ(services_.matches.answer.candidate(), "1");
  EXPECT_FALSE(services_.matches.answer.idempotency_key().empty());
}

TEST_F(CliTest, ImportsRegionsInOrderOfCode) {
  folder_.Write("tree.toml", "tree_version = 'v1'\nsource = 's'\nlicence = 'l'\nvalid_from = ''\n");
  const std::string header = "code,name,valid_from,valid_to\n";
  folder_.Write("provinces.csv", header + "64,Kalimantan Timur,,\n");
  folder_.Write("regencies.csv", header + "64.74,Kota Bontang,,\n64.02,Kutai Kartanegara,,\n");
  folder_.Write("districts.csv", header + "64.02.01,Muara Muntai,,\n");
  folder_.Write("villages.csv", header);
  EXPECT_EQ(Run({"regions", "import", folder_.Path("")}), 0);
  EXPECT_THAT(services_.regions.codes, ElementsAre("64", "64.02", "64.02.01", "64.74"));
  EXPECT_EQ(services_.regions.header.tree_version(), "v1");
  folder_.Write("villages.csv", header + "64.02,not a village,,\n");
  EXPECT_EQ(Run({"regions", "import", folder_.Path("")}), 4);
  EXPECT_THAT(err_, HasSubstr("REGION_INVALID"));
}

TEST_F(CliTest, RefusesARequestFileThatIsNoneWithoutRepeatingIt) {
  EXPECT_EQ(Run({"workers", "merge", "--input", folder_.Path("missing.json")}), 8);
  const std::string file =
      folder_.Write("x.json", R"({"keep": {"nik": "6474010708900001"}, "merg": {}})");
  EXPECT_EQ(Run({"workers", "merge", "--input", file}), 4);
  EXPECT_THAT(err_, HasSubstr("JSON_INVALID"));
  EXPECT_THAT(err_, Not(HasSubstr("6474010708900001")));
}

TEST_F(CliTest, MergesTwoRecordsNamedInAFile) {
  const std::string file = folder_.Write(
      "gabung.json",
      R"({"keep": {"nik": "6474010708900001"}, "merge": {"nik": "5302014708900002"}})");
  EXPECT_EQ(Run({"workers", "merge", "--input", file}), 6);
  EXPECT_THAT(err_, HasSubstr("MERGE_CONFLICT"));
  EXPECT_EQ(Run({"workers", "merge", "--input", file, "--retire-nik"}), 0);
  EXPECT_TRUE(services_.workers.merge.retire_merged_nik());
  EXPECT_FALSE(services_.workers.merge.idempotency_key().empty());
  EXPECT_THAT(out_, HasSubstr("00000000000000aa  00000000000000bb"));
  EXPECT_THAT(err_, HasSubstr("another name"));
}

TEST_F(CliTest, RegistersChangesAndShowsAnEmployer) {
  EXPECT_EQ(Run({"employers", "register", "--input", "data/examples/employer.json"}), 0);
  EXPECT_EQ(services_.employers.idempotency_key, "example-employer-1");
  const std::string file = folder_.Write(
      "employer.json",
      R"({"employer": {"name": "PT Baru", "jkkClass": "JKK_CLASS_IV", "reliefs": ["A"]}})");
  EXPECT_EQ(Run({"employers", "change", "X9-000", "--input", file}), 5);
  EXPECT_EQ(Run({"employers", "change", kPayer, "--input", file}), 0);
  EXPECT_EQ(Run({"employers", "show", kPayer}), 0);
  EXPECT_THAT(out_, HasSubstr("PT Baru"));
  EXPECT_THAT(out_, HasSubstr("IV"));
}

TEST_F(CliTest, JudgesAListOfWorkersWithoutKeepingIt) {
  const std::string file =
      folder_.Write("tk.csv", std::string(kWorkersHeader) + "Satu;1;07-08-1990;01-01-2020;\n");
  EXPECT_EQ(Run({"workers", "import", file, "--employer", kPayer, "--validate-only"}), 0);
  EXPECT_TRUE(services_.workers.validate_only);
  EXPECT_EQ(Run({"workers", "import", file, "--employer", kPayer}), 0);
  EXPECT_FALSE(services_.workers.validate_only);
}

}  // namespace
}  // namespace paritrana::cli
