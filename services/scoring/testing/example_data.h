// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "libs/testing/temporary_directory.h"

namespace paritrana::scoring::testing {

// A data folder with one small edition, "test.toml": the months of 2024, December shown first, and
// ten entitled workers in each regency of SmallTreeCodes.
class ExampleData {
 public:
  ExampleData() {
    Write("methods/plain.toml",
          "name='plain'\nexample=true\nmonths='each'\norder=['coverage']\n"
          "numerator_rule_id='a'\nnumerator_rule_en='b'\ntie_rule_id='c'\ntie_rule_en='d'\n");
    Write("editions/test.toml", Edition("plain"));
    Write("denominators/d.csv",
          "region_code,segment,date,value,definition,source,confidence,example\n"
          "61.71,total,2023-12-31,10,contoh,uji,EX,yes\n"
          "64.02,total,2023-12-31,10,contoh,uji,EX,yes\n"
          "64.74,total,2023-12-31,10,contoh,uji,EX,yes\n"
          "64.74,PU,2023-12-31,6,contoh,uji,EX,yes\n");
  }

  static std::string Edition(const std::string& method) {
    return "label='Uji'\nfirst_month='2024-01'\nmonths=12\ndefault_month='2024-12'\nmethod='" +
           method + "'\ndenominators=['d.csv']\npopulation_is_example=true\n";
  }

  void Write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = directory_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  std::string path() const { return directory_.path().string(); }

 private:
  paritrana::testing::TemporaryDirectory directory_{"scoring-data"};
};

inline std::vector<std::string> SmallTreeCodes() {
  return {"61",
          "61.71",
          "61.71.01",
          "61.71.01.1001",
          "64",
          "64.02",
          "64.02.01",
          "64.02.01.2001",
          "64.02.01.2002",
          "64.02.02",
          "64.02.02.2001",
          "64.74",
          "64.74.01",
          "64.74.01.1001"};
}

}  // namespace paritrana::scoring::testing
