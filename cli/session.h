// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <google/protobuf/message.h>
#include <grpcpp/channel.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/endpoints.h"
#include "cli/output/progress.h"
#include "cli/output/table.h"
#include "paritrana/common/v1/verdict.pb.h"

namespace paritrana::cli {

// Exit code when everything was done but some rows were refused (docs/reasons.md).
inline constexpr int kSomeRefused = 3;

enum class Format { kTable, kJson, kCsv };

// What the options in front of the command say.
struct GlobalOptions {
  std::string endpoints_file;
  Format format = Format::kTable;
  std::string language = "en";  // "id" or "en"
};

// Where a command writes, and whether a person sits there.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false;
};

// What one run of the command line tool works with: where the services are, and where and how to
// write. Not thread-safe.
class Session {
 public:
  explicit Session(Terminal terminal) : terminal_(terminal) {}

  // What the chosen command does; set while the arguments are parsed, run afterwards. Its value is
  // the exit code.
  std::function<absl::StatusOr<int>()> command;
  GlobalOptions options;
  // Set beside `command` by commands that need no service.
  bool offline = false;

  // Finds the services. Before the command runs.
  absl::Status Open();

  const Endpoints& endpoints() const { return endpoints_; }
  std::shared_ptr<grpc::Channel> Registration() const;
  std::shared_ptr<grpc::Channel> Compliance() const;
  std::shared_ptr<grpc::Channel> Scoring() const;

  std::ostream& out() const { return terminal_.out; }
  std::ostream& err() const { return terminal_.err; }
  bool indonesian() const { return options.language == "id"; }
  Format format() const { return options.format; }
  Progress MakeProgress() const { return Progress(terminal_.err, terminal_.err_is_terminal); }

  // Writes a table in the chosen form; as JSON, the message it was made from.
  void Print(const Table& table, const google::protobuf::Message& message) const;
  // Writes a message as one line of JSON, or indented over several.
  void PrintJson(const google::protobuf::Message& message, bool indented) const;
  // Writes for people only: nothing unless the form is a table.
  void Say(const std::string& line) const;
  // Writes a warning to stderr.
  void Warn(const std::string& line) const;
  // Writes an error to stderr, with what to do, and returns its exit code.
  int Report(const absl::Status& error) const;

 private:
  Terminal terminal_;
  Endpoints endpoints_;
};

}  // namespace paritrana::cli
