// SPDX-License-Identifier: Apache-2.0
// The canonical text of a line as a caller may send it: one line of text, whatever is in it.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "libs/base/check.h"
#include "libs/contract/submission_digest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  paritrana::compliance::v1::ContributionLine line;
  if (!line.ParseFromArray(data, static_cast<int>(size))) return 0;
  const std::string text = paritrana::contract::CanonicalText(line);
  PARITRANA_CHECK(text.ends_with('\n'));
  PARITRANA_CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  PARITRANA_CHECK(paritrana::contract::CanonicalText(line) == text);
  // What the text is made of is all that tells lines apart: another id is another text.
  paritrana::compliance::v1::ContributionLine other = line;
  other.set_line_id(line.line_id() + "x");
  PARITRANA_CHECK(paritrana::contract::CanonicalText(other) != text);
  return 0;
}
