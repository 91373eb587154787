// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/base/clock.h"

namespace paritrana::cli {

// Shows how far a long job has come: a bar that redraws itself on a terminal, a line now and then
// elsewhere. Silent for a job that takes under a second. Not thread-safe.
class Progress {
 public:
  Progress(std::ostream& out, bool terminal, const Clock& clock = Clock::Real());
  ~Progress();  // leaves the line clean

  // `of` 0: the end is not known.
  void Update(std::string_view step, std::uint64_t done, std::uint64_t of);

 private:
  void Draw(const std::string& text);

  std::ostream& out_;
  bool terminal_;
  const Clock& clock_;
  absl::Time started_;
  absl::Time drawn_ = absl::InfinitePast();
  bool on_line_ = false;
};

}  // namespace paritrana::cli
