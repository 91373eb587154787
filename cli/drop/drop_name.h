// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace paritrana::cli {

// What the name of a dropped file says: "A1234567-000_2024-12_gaji.xlsx". Parts that it does not
// say are empty.
struct DropName {
  std::string payer;   // "A1234567-000"
  std::string period;  // "2024-12"
};

DropName ReadDropName(const std::string& name);

// True for names that are still being written or belong to somebody's housekeeping: those with a
// dot or "~" in front, or that end in .tmp, .part, .partial, .filepart, .crdownload or .lock.
bool IsUnfinishedName(const std::string& name);

// "iuran.xlsx" becomes "iuran.1a2b3c4d.xlsx": unlike any other content's name, and the same for the
// same file again. `ending` replaces the file's own if it is not empty.
std::string MarkedName(const std::string& name, const std::string& mark,
                       const std::string& ending = {});

}  // namespace paritrana::cli
