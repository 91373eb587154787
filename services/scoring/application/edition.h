// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "services/scoring/domain/denominators.h"
#include "services/scoring/domain/method.h"
#include "services/scoring/domain/month_window.h"

namespace paritrana::scoring {

// The edition being followed, with its method and its denominators, as data files state them.
struct Edition {
  std::string label;  // "Paritrana Award 2025"
  MonthWindow window{Month(2024, 1), 12};
  int default_month = 11;  // index into the window
  Method method;
  bool population_is_example = true;
  DenominatorBook denominators;
};

}  // namespace paritrana::scoring
