// SPDX-License-Identifier: Apache-2.0
#include "libs/identity/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "absl/strings/escaping.h"
#include "libs/base/reason.h"

namespace paritrana::identity {
namespace {

constexpr char kTokenKey[] = "0123456789abcdef0123456789abcdef";
constexpr char kEncryptionKey[] = "fedcba9876543210fedcba9876543210";

void ExpectReason(const absl::Status& status, std::string_view reason) {
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(ReasonOf(status)->name, reason);
}

class NotANik : public ::testing::TestWithParam<const char*> {};

TEST_P(NotANik, IsRefused) { ExpectReason(ParseNik(GetParam()).status(), "NIK_INVALID"); }

INSTANTIATE_TEST_SUITE_P(
    Nik, NotANik,
    ::testing::Values("", "647401470890001", "64740147089000011", "647401470890000a",
                      "6474010008900001",  // day 0
                      "6474013208900001",  // day 32
                      "6474014008900001",  // day 40: neither a man's nor a woman's
                      "6474017208900001",  // day 72
                      "6474010713900001",  // month 13
                      "6474010700900001",  // month 0
                      "6474013102900001",  // 31 February
                      "6474013002960001",  // 30 February
                      "6474012902950001",  // 29 February of a common year
                      "6474016902950001",  // the same, a woman's
                      "6474010708900000",  // serial number 0
                      " 474010708900001", "6474.1070890.001"));

TEST(Nik, SaysBirthAndSexOfAMan) {
  const NikFacts facts = *ParseNik("6474010708900001");
  EXPECT_EQ(facts.day, 7);
  EXPECT_EQ(facts.month, 8);
  EXPECT_EQ(facts.two_digit_year, 90);
  EXPECT_FALSE(facts.female);
}

TEST(Nik, SaysBirthAndSexOfAWoman) {
  const NikFacts facts = *ParseNik("6474014708900001");
  EXPECT_EQ(facts.day, 7);
  EXPECT_TRUE(facts.female);
}

TEST(Nik, KnowsLeapDaysAndTheLastDays) {
  EXPECT_EQ(ParseNik("6474012902960001")->day, 29);
  EXPECT_EQ(ParseNik("6474012902000001")->day, 29);
  EXPECT_EQ(ParseNik("6474017112999999")->day, 31);
}

TEST(Nik, TakesAnyRegionPrefix) { EXPECT_TRUE(ParseNik("9999990101700001").ok()); }

TEST(BirthDate, MustBeTheOneInTheNik) {
  const NikFacts facts = *ParseNik("6474014708900001");
  for (const absl::CivilDay other :
       {absl::CivilDay(1990, 8, 8), absl::CivilDay(1990, 7, 7), absl::CivilDay(1991, 8, 7)}) {
    ExpectReason(CheckBirthDate(facts, other), "NIK_BIRTH_DATE_DIFFERS");
  }
  EXPECT_TRUE(CheckBirthDate(facts, absl::CivilDay(1990, 8, 7)).ok());
  EXPECT_TRUE(CheckBirthDate(facts, absl::CivilDay(1890, 8, 7)).ok());
}

TEST(Kpj, HasElevenDigits) {
  for (const char* wrong : {"", "1234567890", "123456789012", "1234567890x"}) {
    ExpectReason(CheckKpj(wrong), "KPJ_INVALID");
  }
  EXPECT_TRUE(CheckKpj("00345678901").ok());
}

TEST(Passport, HasFiveToTwentyCapitalsOrDigits) {
  for (const char* wrong : {"", "A123", "a1234567", "A 123456", "A12345678901234567890"}) {
    ExpectReason(CheckPassport(wrong), "PASSPORT_INVALID");
  }
  EXPECT_TRUE(CheckPassport("A1234567").ok());
}

TEST(Vault, RefusesKeysOfAnotherLength) {
  ExpectReason(Vault::Create("short", kEncryptionKey).status(), "KEY_INVALID");
  ExpectReason(Vault::Create("", "").status(), "KEY_INVALID");
  ExpectReason(Vault::Create(kTokenKey, "short").status(), "KEY_INVALID");
}

TEST(Vault, CannotEncryptWithoutAnEncryptionKey) {
  const Vault vault = *Vault::Create(kTokenKey, "");
  ExpectReason(vault.Encrypt("plain", "row").status(), "KEY_INVALID");
  ExpectReason(vault.Decrypt(std::string(40, 'x'), "row").status(), "KEY_INVALID");
}

// Golden values, computed by another implementation: registration and compliance find the same
// person only while these stand.
TEST(Vault, MakesTheSameTokensForEver) {
  const Vault vault = *Vault::Create(kTokenKey, "");
  const auto hex = [&vault](Kind kind, std::string_view value) {
    const Token token = vault.MakeToken(kind, value);
    return absl::BytesToHexString(
        absl::string_view(reinterpret_cast<const char*>(token.data()), token.size()));
  };
  EXPECT_EQ(hex(Kind::kNik, "6474014708900001"), "c92a472aeaecffc83e799244fe55a51d");
  EXPECT_EQ(hex(Kind::kKpj, "12345678901"), "c58fdc857438ba15e7ae17ba32264eb2");
}

TEST(Vault, MakesOtherTokensForAnotherKindOrKey) {
  const Vault vault = *Vault::Create(kTokenKey, "");
  const Vault other = *Vault::Create(kEncryptionKey, "");
  const Token token = vault.MakeToken(Kind::kNik, "1");
  EXPECT_NE(token, vault.MakeToken(Kind::kKpj, "1"));
  EXPECT_NE(token, other.MakeToken(Kind::kNik, "1"));
}

TEST(Vault, FingerprintsRequestsUnlikeTokens) {
  const Vault vault = *Vault::Create(kTokenKey, "");
  const Token fingerprint = vault.Fingerprint("6474014708900001");
  EXPECT_EQ(fingerprint, vault.Fingerprint("6474014708900001"));
  EXPECT_NE(fingerprint, vault.Fingerprint("6474014708900002"));
  for (const Kind kind : {Kind::kNik, Kind::kKpj, Kind::kPassport}) {
    EXPECT_NE(fingerprint, vault.MakeToken(kind, "6474014708900001"));
  }
}

TEST(Vault, DecryptsWhatItEncryptsInTheSameContextOnly) {
  const Vault vault = *Vault::Create(kTokenKey, kEncryptionKey);
  EXPECT_TRUE(rc::check([&vault](const std::string& plain, const std::string& context) {
    const std::string hidden = *vault.Encrypt(plain, context);
    RC_ASSERT(*vault.Decrypt(hidden, context) == plain);
    RC_ASSERT(!vault.Decrypt(hidden, context + "x").ok());
  }));
}

TEST(Vault, RefusesACiphertextWithAnyByteChanged) {
  const Vault vault = *Vault::Create(kTokenKey, kEncryptionKey);
  const std::string hidden = *vault.Encrypt("6474014708900001", "person 1");
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    std::string changed = hidden;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    ExpectReason(vault.Decrypt(changed, "person 1").status(), "DATA_CORRUPT");
  }
}

TEST(Vault, RefusesACiphertextCutShortOrMovedToAnotherRow) {
  const Vault vault = *Vault::Create(kTokenKey, kEncryptionKey);
  const std::string hidden = *vault.Encrypt("6474014708900001", "person 1");
  ExpectReason(vault.Decrypt(hidden, "person 2").status(), "DATA_CORRUPT");
  for (const std::size_t size : {std::size_t{0}, std::size_t{27}, hidden.size() - 1}) {
    ExpectReason(vault.Decrypt(hidden.substr(0, size), "person 1").status(), "DATA_CORRUPT");
  }
}

TEST(Vault, NeverEncryptsTheSameWayTwice) {
  const Vault vault = *Vault::Create(kTokenKey, kEncryptionKey);
  const std::string hidden = *vault.Encrypt("6474014708900001", "row");
  EXPECT_NE(hidden, *vault.Encrypt("6474014708900001", "row"));
  EXPECT_EQ(hidden.find("6474"), std::string::npos);
}

}  // namespace
}  // namespace paritrana::identity
