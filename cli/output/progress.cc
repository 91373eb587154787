// SPDX-License-Identifier: Apache-2.0
#include "cli/output/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/output/table.h"

namespace paritrana::cli {
namespace {

constexpr absl::Duration kSilence = absl::Seconds(1);
constexpr absl::Duration kRedraw = absl::Milliseconds(100);
// Logs need fewer.
constexpr absl::Duration kRepeat = absl::Seconds(5);
constexpr std::uint64_t kBarWidth = 24;
constexpr char kClearLine[] = "\r\x1b[K";

std::string Bar(std::uint64_t done, std::uint64_t of) {
  const std::uint64_t full = std::min(kBarWidth, done * kBarWidth / of);
  return absl::StrCat("[", std::string(full, '#'), std::string(kBarWidth - full, '.'), "] ");
}

std::string Text(std::string_view step, std::uint64_t done, std::uint64_t of) {
  const std::string count = Grouped(static_cast<std::int64_t>(done));
  if (of == 0) return absl::StrCat(std::string(step), " ", count);
  return absl::StrCat(std::string(step), " ", Bar(done, of), count, " / ",
                      Grouped(static_cast<std::int64_t>(of)));
}

}  // namespace

Progress::Progress(std::ostream& out, bool terminal, const Clock& clock)
    : out_(out), terminal_(terminal), clock_(clock), started_(clock.Now()) {}

Progress::~Progress() {
  if (on_line_) out_ << kClearLine << std::flush;
}

void Progress::Update(std::string_view step, std::uint64_t done, std::uint64_t of) {
  const absl::Time now = clock_.Now();
  const absl::Duration pause = terminal_ ? kRedraw : kRepeat;
  if (now - started_ < kSilence || now - drawn_ < pause) return;
  drawn_ = now;
  Draw(Text(step, done, of));
}

void Progress::Draw(const std::string& text) {
  if (terminal_) {
    out_ << kClearLine << text << std::flush;
    on_line_ = true;
  } else {
    out_ << text << std::endl;
  }
}

}  // namespace paritrana::cli
