// SPDX-License-Identifier: Apache-2.0
#include "libs/logging/log.h"

#include <memory>
#include <utility>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "absl/time/clock.h"
#include "libs/logging/line.h"

namespace paritrana::logging {
namespace {

struct Output {
  std::string service = "paritrana";
  spdlog::logger logger{"paritrana", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

Output& TheOutput() {
  // Never destroyed: threads may log until the very end of the process.
  static Output* const output = [] {
    auto* made = new Output;
    made->logger.set_pattern("%v");
    return made;
  }();
  return *output;
}

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      break;
  }
  return spdlog::level::err;
}

}  // namespace

void Initialise(std::string service, Level least) {
  TheOutput().service = std::move(service);
  TheOutput().logger.set_level(ToSpdlog(least));
}

void Write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  Output& output = TheOutput();
  if (!output.logger.should_log(ToSpdlog(level))) return;
  const std::string line = FormatLine(absl::Now(), output.service, level, message, fields);
  output.logger.log(ToSpdlog(level), spdlog::string_view_t(line));
}

}  // namespace paritrana::logging
