// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/person_name.h"

#include <gtest/gtest.h>

namespace paritrana::registration {
namespace {

TEST(SameName, TellsOtherNames) {
  EXPECT_FALSE(SameName("Budi Santoso", "Budi Santosa"));
  EXPECT_FALSE(SameName("Budi", "Budi Santoso"));
  EXPECT_FALSE(SameName("Budi Santoso", ""));
  EXPECT_FALSE(SameName("Andr\xc3\xa9", "Andr\xc3\xa8"));
}

TEST(SameName, OverlooksCaseSpacesAndPunctuation) {
  EXPECT_TRUE(SameName("M. Yusuf", "M YUSUF"));
  EXPECT_TRUE(SameName("  Siti   Nur'aini ", "SITI NURAINI"));
  EXPECT_TRUE(SameName("Andr\xc3\xa9", "ANDR\xc3\xa9"));
}

}  // namespace
}  // namespace paritrana::registration
