// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/cli.h"
#include "cli/drop/drop_folder.h"
#include "cli/drop/drop_name.h"
#include "cli/testing/fake_services.h"
#include "libs/base/reason.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(DropName, SaysPayerAndPeriod) {
  const auto read = [](const std::string& name) {
    const DropName said = ReadDropName(name);
    return said.payer + "|" + said.period;
  };
  EXPECT_EQ(read("A1234567-000_2024-12_gaji.xlsx"), "A1234567-000|2024-12");
  EXPECT_EQ(read("A1234567-000.csv"), "A1234567-000|");
  EXPECT_EQ(read("2024-12_gaji.csv"), "|2024-12");
  EXPECT_EQ(read("A1-000_gaji_2024-12.csv"), "A1-000|");
  EXPECT_EQ(read("a1-000_2024-13.csv"), "|");
  EXPECT_EQ(read("-.csv"), "|");
}

TEST(DropName, KnowsNamesThatAreNotFinished) {
  for (const char* name : {"a.csv.tmp", "a.PART", ".a.csv.x7d", "~$a.xlsx", "a.filepart"}) {
    EXPECT_TRUE(IsUnfinishedName(name)) << name;
  }
  for (const char* name : {"a.csv", "part.xlsx", "a"}) EXPECT_FALSE(IsUnfinishedName(name));
}

constexpr absl::Duration kSettle = absl::Seconds(3);

class DropFolderTest : public ::testing::Test {
 protected:
  // Writes in/`name`, as of `age` ago.
  void Put(const std::string& name, const std::string& text, absl::Duration age) {
    fs::create_directories(files_.Path("in"));
    const std::string path = files_.Write("in/" + name, text);
    const timespec time = absl::ToTimespec(now_ - age);
    const timespec times[2] = {time, time};
    ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }

  std::vector<std::string> Names(const std::string& place) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(files_.Path(place))) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  paritrana::testing::TemporaryFolder files_;
  absl::Time now_ = absl::FromUnixSeconds(1'735'689'600);
};

TEST_F(DropFolderTest, LetsOneProcessInAtATime) {
  {
    const auto first = DropFolder::Open(files_.Path(""));
    ASSERT_TRUE(first.ok()) << first.status();
    EXPECT_EQ(ReasonOf(DropFolder::Open(files_.Path("")).status())->name, "DROP_LOCKED");
  }
  EXPECT_TRUE(DropFolder::Open(files_.Path("")).ok());
  EXPECT_EQ(ReasonOf(DropFolder::Open("/proc/nowhere").status())->name, "FILE_UNWRITABLE");
}

TEST_F(DropFolderTest, LeavesFilesAloneUntilTheyHaveSettled) {
  auto folder = DropFolder::Open(files_.Path(""));
  Put("old.csv", "x", absl::Minutes(1));
  Put("new.csv", "x", absl::Seconds(1));
  Put("new.csv.tmp", "x", absl::Minutes(1));
  fs::create_symlink("/etc/passwd", files_.Path("in/link.csv"));
  EXPECT_THAT(folder->Settled(now_, kSettle), ElementsAre("old.csv"));
  EXPECT_EQ(folder->unsettled(), 1u);
  // A file that grows while its time stays as it was begins anew.
  now_ += absl::Seconds(2);
  Put("new.csv", "xx", absl::Seconds(3));
  EXPECT_THAT(folder->Settled(now_, kSettle), ElementsAre("old.csv"));
  now_ += absl::Seconds(2);
  EXPECT_THAT(folder->Settled(now_, kSettle), ElementsAre("old.csv"));
  now_ += absl::Seconds(1);
  EXPECT_THAT(folder->Settled(now_, kSettle), ElementsAre("new.csv", "old.csv"));
  EXPECT_EQ(folder->unsettled(), 0u);
}

TEST_F(DropFolderTest, WaitsForAFileWhoseTimeLiesAhead) {
  auto folder = DropFolder::Open(files_.Path(""));
  Put("ahead.csv", "x", -absl::Hours(1));
  EXPECT_THAT(folder->Settled(now_, kSettle), IsEmpty());
  EXPECT_THAT(folder->Settled(now_ + kSettle, kSettle), ElementsAre("ahead.csv"));
}

TEST_F(DropFolderTest, NeverReplacesAFileThatIsNotFinished) {
  auto folder = DropFolder::Open(files_.Path(""));
  Put("a.csv", "first", absl::Minutes(1));
  ASSERT_TRUE(folder->Take("a.csv"));
  Put("a.csv", "second", absl::Minutes(1));
  EXPECT_FALSE(folder->Take("a.csv"));
  EXPECT_EQ(files_.Read("processing/a.csv"), "first");
  EXPECT_TRUE(folder->Finish("a.csv", "done", "a.1.csv").ok());
  EXPECT_TRUE(folder->Take("a.csv"));
  EXPECT_FALSE(folder->Take("gone.csv"));
}

// The command against fakes of the services.
class DropRunTest : public DropFolderTest {
 protected:
  DropRunTest() {
    now_ = absl::Now();
    const std::string address = services_.server.address();
    endpoints_ = files_.Write("endpoints.json", nlohmann::json{{"gateway", "http://" + address},
                                                               {"registration", address},
                                                               {"compliance", address},
                                                               {"scoring", address}}
                                                    .dump());
  }

  int Run() {
    const std::string folder = files_.Path("");
    const std::vector<const char*> argv = {"paritrana", "--endpoints", endpoints_.c_str(), "drop",
                                           "run",       "--folder",    folder.c_str(),     "--once",
                                           "--every",   "0.05"};
    std::ostringstream out;
    std::ostringstream err;
    const int code = RunCli(static_cast<int>(argv.size()), argv.data(), {out, err});
    out_ = out.str() + err.str();
    return code;
  }

  // The only ack.
  nlohmann::json Ack() const {
    EXPECT_THAT(Names("ack"), SizeIs(1)) << out_;
    return nlohmann::json::parse(files_.Read("ack/" + Names("ack").at(0)));
  }

  testing::FakeServices services_;
  std::string endpoints_;
  std::string out_;
};

constexpr char kGood[] = "NIK;UPAH\n6474010708900001;5.000.000\n";
constexpr char kName[] = "A1-000_2024-12_gaji.csv";

TEST_F(DropRunTest, TakesAFileAndSaysWhatCameOfIt) {
  Put(kName, kGood, absl::Minutes(1));
  EXPECT_EQ(Run(), 0) << out_;
  const nlohmann::json ack = Ack();
  EXPECT_EQ(ack["state"], "accepted");
  EXPECT_EQ(ack["file"], kName);
  EXPECT_EQ(ack["period"], "2024-12");
  EXPECT_EQ(ack["accepted"], 1);
  EXPECT_THAT(Names("in"), IsEmpty());
  EXPECT_THAT(Names("processing"), IsEmpty());
  EXPECT_THAT(Names("done"), SizeIs(1));
  EXPECT_EQ(services_.submissions.last_header.payer(), "A1-000");
}

TEST_F(DropRunTest, SendsRefusedRowsBack) {
  Put(kName, std::string(kGood) + "6474010708909999;5.000.000\n;1\n", absl::Minutes(1));
  EXPECT_EQ(Run(), 3) << out_;
  const nlohmann::json ack = Ack();
  EXPECT_EQ(ack["state"], "partly_accepted");
  EXPECT_EQ(ack["rejected"], 2);
  EXPECT_EQ(ack["findings"][0]["reason"], "WORKER_UNKNOWN");
  EXPECT_THAT(files_.Read(ack["rejects"]), HasSubstr("WORKER_UNKNOWN"));
  EXPECT_EQ(ack.dump().find("6474010708909999"), std::string::npos);
}

TEST_F(DropRunTest, PutsAFileAsideThatCannotBeUsed) {
  Put(kName, "hello\n", absl::Minutes(1));
  Put("nobody.csv", kGood, absl::Minutes(1));
  EXPECT_EQ(Run(), 3) << out_;
  EXPECT_THAT(Names("rejected"), SizeIs(2));
  EXPECT_THAT(Names("ack"), SizeIs(2));
  EXPECT_THAT(files_.Read("ack/" + Names("ack")[0]), HasSubstr("FILE_HEADER_UNKNOWN"));
  EXPECT_THAT(files_.Read("ack/" + Names("ack")[1]), HasSubstr("FIELD_REQUIRED"));
}

TEST_F(DropRunTest, TakesUpWhatAKilledProcessLeftBehind) {
  Put(kName, kGood, absl::Minutes(1));
  EXPECT_EQ(Run(), 0);
  const std::string ack = files_.Read("ack/" + Names("ack")[0]);
  // As if it had been killed after the answer, before the file went to done/.
  fs::rename(files_.Path("done/" + Names("done")[0]), files_.Path("processing/") + kName);
  EXPECT_EQ(Run(), 0) << out_;
  EXPECT_EQ(files_.Read("ack/" + Names("ack")[0]), ack);
  EXPECT_THAT(Names("done"), SizeIs(1));
  EXPECT_EQ(services_.submissions.lines.size(), 1u);
}

TEST_F(DropRunTest, KeepsAFileForLaterWhileAServiceIsAway) {
  Put(kName, kGood, absl::Minutes(1));
  const std::string endpoints = endpoints_;
  endpoints_ = files_.Write("away.json", nlohmann::json{{"gateway", "http://127.0.0.1:1"},
                                                        {"registration", "127.0.0.1:1"},
                                                        {"compliance", "127.0.0.1:1"},
                                                        {"scoring", "127.0.0.1:1"}}
                                             .dump());
  EXPECT_EQ(Run(), 7) << out_;
  EXPECT_THAT(Names("processing"), ElementsAre(kName));
  EXPECT_THAT(Names("ack"), IsEmpty());
  endpoints_ = endpoints;
  EXPECT_EQ(Run(), 0) << out_;
  EXPECT_THAT(Names("done"), SizeIs(1));
}

TEST_F(DropRunTest, GivesTwoFilesOfOneNameAnAnswerEach) {
  Put(kName, kGood, absl::Minutes(1));
  EXPECT_EQ(Run(), 0);
  services_.submissions.lines.clear();
  Put(kName, "NIK;UPAH\n6474010708900002;6.000.000\n", absl::Minutes(1));
  EXPECT_EQ(Run(), 0) << out_;
  EXPECT_THAT(Names("ack"), SizeIs(2));
  EXPECT_THAT(Names("done"), SizeIs(2));
}

}  // namespace
}  // namespace paritrana::cli
