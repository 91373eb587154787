// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace paritrana::cli {

// A folder that batch systems drop files into (docs/formats/folder-drop.md): in/ → processing/ →
// done/ or rejected/, and an answer in ack/.
//
// A file changes places by renaming only, so that at any moment, also after a kill, it stands in
// exactly one of them; one left in processing/ is simply taken up again. A lock keeps other
// processes away, and goes with the process. Not thread-safe.
class DropFolder {
 public:
  // Makes the folders that are missing and takes the lock. FILE_UNWRITABLE, DROP_LOCKED.
  static absl::StatusOr<DropFolder> Open(const std::string& path);
  ~DropFolder();
  DropFolder(DropFolder&& other) noexcept;
  DropFolder& operator=(DropFolder&&) = delete;

  // Names in processing/, in order.
  std::vector<std::string> Taken() const;

  // Names in in/ whose size and time have not changed for `settle`, in order. Files that are still
  // changing are left alone; `unsettled` tells how many the last call saw.
  std::vector<std::string> Settled(absl::Time now, absl::Duration settle);
  std::size_t unsettled() const { return unsettled_; }

  // Moves a file from in/ to processing/. False if it is gone, or one of its name is still there.
  bool Take(const std::string& name);

  // Path of a file in processing/.
  std::string PathOf(const std::string& name) const;

  // Writes ack/`name` or rejected/`name`, whole or not at all. FILE_UNWRITABLE.
  absl::Status Write(const std::string& place, const std::string& name, const std::string& bytes);

  // Moves a file from processing/ to `place` under a new name. FILE_UNWRITABLE.
  absl::Status Finish(const std::string& name, const std::string& place,
                      const std::string& new_name);

 private:
  // How a file looked when it was last seen to change.
  struct Look {
    std::uintmax_t size = 0;
    absl::Time modified;
    absl::Time since;
  };

  DropFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  absl::StatusOr<Look> LookAt(const std::string& name, absl::Time now) const;

  std::string path_;
  int lock_ = -1;
  std::map<std::string, Look> seen_;
  std::size_t unsettled_ = 0;
};

}  // namespace paritrana::cli
