// SPDX-License-Identifier: Apache-2.0
#include "libs/config/config.h"

#include <cstdlib>
#include <fstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::config {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// "0123456789abcdef0123456789abcdef" in base64.
constexpr char kSecretText[] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

class ConfigTest : public ::testing::Test {
 protected:
  ConfigTest() {
    loader_.String("listen", &listen_, "Address.");
    loader_.Int("shards", &shards_, {1, 1024}, "Shard count.");
    loader_.Bool("kafka.tls", &tls_, "Encrypt.");
    loader_.Duration("kafka.timeout", &timeout_, absl::Milliseconds(1), absl::Minutes(1), "Wait.");
    loader_.Secret("identity.token_key", &key_, "Key of the tokens.");
  }

  ~ConfigTest() override {
    for (const std::string& name : variables_) unsetenv(name.c_str());
  }

  void SetVariable(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 1);
    variables_.push_back(name);
  }

  static std::string WriteFile(const std::string& name, const std::string& text) {
    const std::string path = ::testing::TempDir() + "config_test_" + name;
    std::ofstream(path) << text;
    return path;
  }

  absl::Status Load(std::vector<std::string> flags) {
    std::vector<const char*> argv = {"paritrana-testing"};
    for (const std::string& flag : flags) argv.push_back(flag.c_str());
    return loader_.Load(static_cast<int>(argv.size()), argv.data());
  }

  absl::Status LoadToml(const std::string& text) {
    return Load({"--config=" + WriteFile("file.toml", text)});
  }

  static void ExpectRefused(const absl::Status& status, const std::string& key,
                            const std::string& message) {
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(ReasonOf(status)->name, "CONFIG_INVALID");
    EXPECT_EQ(FieldOf(status), key);
    EXPECT_THAT(std::string(status.message()), HasSubstr(message));
  }

  std::string listen_ = "127.0.0.1:1";
  std::int64_t shards_ = 8;
  bool tls_ = false;
  absl::Duration timeout_ = absl::Seconds(5);
  std::string key_;
  std::vector<std::string> variables_;
  Loader loader_{"testing"};
};

TEST_F(ConfigTest, RefusesAnUnknownKeyOfTheFile) {
  ExpectRefused(LoadToml("listen = 'x'\n[kafka]\ntypo = 1\n"), "kafka.typo", ":3: there is no key");
}

TEST_F(ConfigTest, RefusesAnUnknownVariableAndFlag) {
  ExpectRefused(Load({"--shard=8"}), "shard", "flag --shard");
  SetVariable("PARITRANA_TESTING_SHARD", "8");
  ExpectRefused(Load({}), "", "PARITRANA_TESTING_SHARD stands for no key");
}

TEST_F(ConfigTest, RefusesValuesOutOfBoundsAndNamesThem) {
  ExpectRefused(Load({"--shards=0"}), "shards", "\"shards\" = \"0\" must be an integer, 1 to 1024");
  ExpectRefused(Load({"--shards=99999999999999999999"}), "shards", "1 to 1024");
  ExpectRefused(Load({"--kafka.timeout=2m"}), "kafka.timeout", "1ms to 1m");
  ExpectRefused(Load({"--kafka.timeout=5"}), "kafka.timeout", "250ms");
  ExpectRefused(Load({"--kafka.tls=1"}), "kafka.tls", "true or false");
}

TEST_F(ConfigTest, RefusesValuesOfAnotherType) {
  ExpectRefused(LoadToml("shards = '8'\n"), "shards", ":1: ");
  ExpectRefused(LoadToml("listen = 8\n"), "listen", "another type");
  ExpectRefused(LoadToml("listen = ['a']\n"), "listen", "must be a text");
  ExpectRefused(LoadToml("listen = true\n"), "listen", "another type");
}

TEST_F(ConfigTest, RefusesAFileThatIsNotToml) {
  ExpectRefused(LoadToml("listen = 'x'\nshards\n"), "config", ":2: ");
  EXPECT_EQ(ReasonOf(Load({"--config=/nowhere/at/all.toml"}))->name, "FILE_UNREADABLE");
}

TEST_F(ConfigTest, RefusesFlagsOfAnotherForm) {
  ExpectRefused(Load({"--shards", "8"}), "", "--key=value");
  ExpectRefused(Load({"shards=8"}), "", "--key=value");
}

TEST_F(ConfigTest, NeverTakesASecretFromAFlagOrTheFile) {
  const absl::Status flag = Load({std::string("--identity.token_key=") + kSecretText});
  ExpectRefused(flag, "identity.token_key", "PARITRANA_TESTING_IDENTITY_TOKEN_KEY");
  EXPECT_THAT(std::string(flag.message()), Not(HasSubstr(kSecretText)));
  ExpectRefused(LoadToml(std::string("identity.token_key = '") + kSecretText + "'\n"),
                "identity.token_key", "is a secret");
  EXPECT_TRUE(key_.empty());
}

TEST_F(ConfigTest, NeverRepeatsABadSecret) {
  SetVariable("PARITRANA_TESTING_IDENTITY_TOKEN_KEY", "hunter2!");
  const absl::Status status = Load({});
  ExpectRefused(status, "identity.token_key", "must be base64");
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("hunter2")));
}

TEST_F(ConfigTest, NamesASecretsFileThatIsNotThere) {
  ExpectRefused(Load({"--identity.token_key_file=/nowhere/key"}), "identity.token_key_file",
                "/nowhere/key");
}

TEST_F(ConfigTest, KeepsDefaults) {
  ASSERT_TRUE(Load({}).ok());
  EXPECT_EQ(listen_, "127.0.0.1:1");
  EXPECT_EQ(shards_, 8);
}

TEST_F(ConfigTest, LetsFlagsWinOverTheEnvironmentAndThatOverTheFile) {
  SetVariable("PARITRANA_TESTING_SHARDS", "3");
  SetVariable("PARITRANA_TESTING_KAFKA_TLS", "true");
  const std::string file =
      WriteFile("order.toml", "listen = 'f:1'\nshards = 2\n[kafka]\ntls = false\ntimeout = '1s'\n");
  ASSERT_TRUE(Load({"--config=" + file, "--shards=4"}).ok());
  EXPECT_EQ(listen_, "f:1");
  EXPECT_EQ(shards_, 4);
  EXPECT_TRUE(tls_);
  EXPECT_EQ(timeout_, absl::Seconds(1));
}

TEST_F(ConfigTest, FindsTheFileByTheEnvironment) {
  SetVariable("PARITRANA_TESTING_CONFIG", WriteFile("env.toml", "shards = 5\n"));
  ASSERT_TRUE(Load({}).ok());
  EXPECT_EQ(shards_, 5);
}

TEST_F(ConfigTest, ReadsASecretFromItsFile) {
  const std::string path = WriteFile("key", std::string(kSecretText) + "\n");
  ASSERT_TRUE(Load({"--identity.token_key_file=" + path}).ok());
  EXPECT_EQ(key_, "0123456789abcdef0123456789abcdef");
}

TEST_F(ConfigTest, PrefersASecretInTheEnvironmentToItsFile) {
  SetVariable("PARITRANA_TESTING_IDENTITY_TOKEN_KEY", kSecretText);
  ASSERT_TRUE(Load({"--identity.token_key_file=/nowhere/key"}).ok());
  EXPECT_EQ(key_, "0123456789abcdef0123456789abcdef");
}

TEST_F(ConfigTest, ShowsEveryKeyButNoSecretInTheHelp) {
  SetVariable("PARITRANA_TESTING_IDENTITY_TOKEN_KEY", kSecretText);
  ::testing::internal::CaptureStdout();
  ASSERT_TRUE(Load({"--help"}).ok());
  const std::string help = ::testing::internal::GetCapturedStdout();
  EXPECT_TRUE(loader_.help_shown());
  EXPECT_THAT(help, HasSubstr("  shards\n      Shard count.\n      1 to 1024\n      default: 8\n"));
  EXPECT_THAT(help, HasSubstr("PARITRANA_TESTING_KAFKA_TIMEOUT"));
  EXPECT_THAT(help, Not(HasSubstr(kSecretText)));
}

}  // namespace
}  // namespace paritrana::config
