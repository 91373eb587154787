// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "services/gateway/adapters/http/message.h"

namespace paritrana::gateway {

// The dashboard's files, read once at the start and served from memory.
//
// A path is looked up in a table of the files found, so that nothing outside the folder can be
// reached, whatever the path says. Files whose name carries a hash ("assets/index-4f9bd1c2.js") may
// be kept for ever; everything else is asked for again with its ETag. Beside "a.js" a file
// "a.js.gz" is served to those who take gzip. Immutable, thread-safe.
class StaticFiles {
 public:
  // Reads a folder. Links are not followed. FILE_TOO_LARGE over 64 MiB in all; a folder that does
  // not exist gives an empty set: the API works without pages.
  static absl::StatusOr<StaticFiles> Load(const std::string& root);

  bool empty() const { return files_.empty(); }

  // Answers GET and HEAD. A page path ("/wilayah/64") that is no file gets index.html, so that the
  // dashboard's own addresses can be opened; anything else unknown is ENDPOINT_UNKNOWN.
  HttpResponse Serve(const HttpRequest& request) const;

 private:
  struct File {
    SharedBytes bytes;
    SharedBytes gzip;  // null if there is none
    std::string etag;
    std::string content_type;
    bool hashed_name = false;
  };

  const File* Find(const HttpRequest& request) const;

  std::map<std::string, File> files_;  // by path with its slash: "/index.html"
};

}  // namespace paritrana::gateway
