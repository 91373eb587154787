// SPDX-License-Identifier: Apache-2.0
// The tables of outbox and inbox are the same in every service: migrations are copies of one
// original.
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace {

std::string Read(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MigrationCopies, EqualTheOriginals) {
  const std::string outbox = Read("libs/events/outbox.sql");
  const std::string inbox = Read("libs/events/inbox.sql");
  ASSERT_FALSE(outbox.empty());
  ASSERT_FALSE(inbox.empty());
  EXPECT_EQ(Read("services/registration/migrations/0001_outbox.sql"), outbox);
  EXPECT_EQ(Read("services/compliance/migrations/0001_outbox.sql"), outbox);
  EXPECT_EQ(Read("services/compliance/migrations/0002_inbox.sql"), inbox);
}

}  // namespace
