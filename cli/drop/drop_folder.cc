// SPDX-License-Identifier: Apache-2.0
#include "cli/drop/drop_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/drop/drop_name.h"
#include "libs/base/reason.h"
#include "libs/payroll_files/file_bytes.h"

namespace paritrana::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlaces[] = {"in", "processing", "done", "rejected", "ack"};

absl::Status CannotWrite(const std::string& path) {
  return MakeError("FILE_UNWRITABLE", "folder", path);
}

// Plain files of a folder, in order of name. What a link leads to is not ours to move.
std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.symlink_status(error).type() != fs::file_type::regular) continue;
    if (!IsUnfinishedName(name)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

absl::StatusOr<DropFolder> DropFolder::Open(const std::string& path) {
  for (const char* place : kPlaces) {
    std::error_code error;
    fs::create_directories(fs::path(path) / place, error);
    if (error) return CannotWrite(absl::StrCat(path, "/", place));
  }
  const std::string file = absl::StrCat(path, "/.lock");
  const int lock = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return CannotWrite(file);
  if (flock(lock, LOCK_EX | LOCK_NB) == 0) return DropFolder(path, lock);
  close(lock);
  return MakeError("DROP_LOCKED", "folder", path);
}

DropFolder::~DropFolder() {
  if (lock_ >= 0) close(lock_);
}

DropFolder::DropFolder(DropFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      seen_(std::move(other.seen_)),
      unsettled_(other.unsettled_) {}

std::vector<std::string> DropFolder::Taken() const { return FilesIn(path_ + "/processing"); }

// A file that was written some time ago has been at rest since then, even if it is seen only now.
absl::StatusOr<DropFolder::Look> DropFolder::LookAt(const std::string& name, absl::Time now) const {
  struct stat info {};
  if (stat(absl::StrCat(path_, "/in/", name).c_str(), &info) != 0) {
    return MakeError("FILE_UNREADABLE", "file", name);
  }
  const absl::Time modified = absl::TimeFromTimespec(info.st_mtim);
  return Look{static_cast<std::uintmax_t>(info.st_size), modified, std::min(now, modified)};
}

std::vector<std::string> DropFolder::Settled(absl::Time now, absl::Duration settle) {
  std::map<std::string, Look> looks;
  std::vector<std::string> settled;
  for (const std::string& name : FilesIn(path_ + "/in")) {
    absl::StatusOr<Look> look = LookAt(name, now);
    if (!look.ok()) continue;
    const auto before = seen_.find(name);
    if (before != seen_.end()) {
      const bool grown = before->second.size != look->size;
      const bool touched = before->second.modified != look->modified;
      // A size that changes under the same time was written within the clock's step.
      look->since = grown ? now : touched ? look->since : before->second.since;
    }
    if (now - look->since >= settle) settled.push_back(name);
    looks[name] = *look;
  }
  unsettled_ = looks.size() - settled.size();
  seen_ = std::move(looks);
  return settled;
}

bool DropFolder::Take(const std::string& name) {
  const std::string from = absl::StrCat(path_, "/in/", name);
  // Unlike a plain renaming, never replaces a file of that name which is not finished yet.
  return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, PathOf(name).c_str(), RENAME_NOREPLACE) == 0;
}

std::string DropFolder::PathOf(const std::string& name) const {
  return absl::StrCat(path_, "/processing/", name);
}

absl::Status DropFolder::Write(const std::string& place, const std::string& name,
                               const std::string& bytes) {
  return WithFieldPrefix(files::WriteFile(absl::StrCat(path_, "/", place, "/", name), bytes),
                         "folder");
}

absl::Status DropFolder::Finish(const std::string& name, const std::string& place,
                                const std::string& new_name) {
  const std::string to = absl::StrCat(path_, "/", place, "/", new_name);
  if (std::rename(PathOf(name).c_str(), to.c_str()) == 0) return absl::OkStatus();
  return CannotWrite(to);
}

}  // namespace paritrana::cli
