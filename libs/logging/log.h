// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

// Logging as JSON lines on stderr: {"time":…,"level":…,"service":…,"message":…,fields…}.
//
// Fields whose name is on the redaction list (nik, kpj, name, wage, identity, token, password, key
// …) are written as
// "[redacted]", and a run of 11 or more digits inside any text is masked: a second net, not a
// licence to log them.
namespace paritrana::logging {

enum class Level { kDebug, kInfo, kWarning, kError };

struct Field {
  std::string_view name;
  std::variant<std::int64_t, std::uint64_t, double, bool, std::string> value;
};

// Sets the service name and the least level written. Call it once, at the start of main.
void Initialise(std::string service, Level least = Level::kInfo);

void Write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

inline void Info(std::string_view message, std::initializer_list<Field> fields = {}) {
  Write(Level::kInfo, message, fields);
}
inline void Warning(std::string_view message, std::initializer_list<Field> fields = {}) {
  Write(Level::kWarning, message, fields);
}
inline void Error(std::string_view message, std::initializer_list<Field> fields = {}) {
  Write(Level::kError, message, fields);
}

}  // namespace paritrana::logging
