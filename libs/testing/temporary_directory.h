// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace paritrana::testing {

// A new directory under the system's temporary directory, removed with all it holds when the object
// ends.
class TemporaryDirectory {
 public:
  // `purpose` becomes part of the name.
  explicit TemporaryDirectory(std::string_view purpose = "test");
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// A TCP port of 127.0.0.1 that is free now. Somebody else may take it before it is used: whoever
// starts a server on it tries again with another.
int FreePort();

}  // namespace paritrana::testing
