// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace paritrana::config {

// Reads a service's settings: defaults < TOML file < environment < flags; typed, bounded, nothing
// unknown accepted.
//
//   struct RegistrationConfig { std::string listen = "127.0.0.1:7101"; std::int64_t shards = 8; };
//   Loader loader("registration");
//   loader.String("listen", &config.listen, "Address of the gRPC port.");
//   loader.Int("shards", &config.shards, {1, 1024}, "Shard count, fixed for ever.");
//   absl::Status status = loader.Load(argc, argv);
//
// The key "kafka.bootstrap_servers" is [kafka] bootstrap_servers in TOML,
// PARITRANA_REGISTRATION_KAFKA_BOOTSTRAP_SERVERS in the environment, --kafka.bootstrap_servers=… as
// a flag. --config=FILE (or PARITRANA_REGISTRATION_CONFIG) names the file; --help prints every key
// with its meaning, bounds and default. Secrets come from the environment or from the file that
// "<key>_file" names, never from a flag or the TOML file, and are never printed.
//
// CONFIG_INVALID names the key, the value, its bounds and where it came from. The values pointed to
// must outlive Load and hold the defaults before it. Not thread-safe.
class Loader {
 public:
  struct Range {
    std::int64_t least;
    std::int64_t most;
  };

  explicit Loader(std::string service);

  void String(std::string key, std::string* value, std::string help);
  void Int(std::string key, std::int64_t* value, Range range, std::string help);
  void Bool(std::string key, bool* value, std::string help);
  // Written as "250ms", "5s", "1h".
  void Duration(std::string key, absl::Duration* value, absl::Duration least, absl::Duration most,
                std::string help);
  // Base64 text, from the environment or from the file that "<key>_file" names.
  void Secret(std::string key, std::string* bytes, std::string help);

  absl::Status Load(int argc, const char* const* argv);

  // True if --help was asked for and printed: leave with exit code 0.
  bool help_shown() const { return help_shown_; }

 private:
  enum class Type { kText, kInteger, kBoolean, kSecret };
  struct Entry {
    Type type = Type::kText;
    std::string key;
    std::string help;
    std::string bounds;
    std::string default_text;
    // Sets the value from its text form; the error's message says what is allowed.
    std::function<absl::Status(std::string_view)> set;
  };

  // One value as it was found, and where.
  struct Found {
    std::string value;
    std::string origin;
    bool secret_allowed = false;
  };

  void Add(Entry entry);
  const Entry* Find(std::string_view key) const;
  std::string EnvironmentName(std::string_view key) const;
  absl::Status Set(std::string_view key, const Found& found);
  absl::Status LoadFile(const std::string& path);
  absl::Status LoadEnvironment();
  absl::Status LoadFlags(const std::map<std::string, std::string>& flags);
  absl::Status LoadSecretFiles();
  std::string HelpText() const;

  std::string service_;
  std::map<std::string, Entry, std::less<>> entries_;
  // Keys of secrets, with the path that "<key>_file" gave.
  std::map<std::string, std::unique_ptr<std::string>> secret_files_;
  std::set<std::string> set_secrets_;
  bool help_shown_ = false;
};

}  // namespace paritrana::config
