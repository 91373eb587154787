// SPDX-License-Identifier: Apache-2.0
#include "cli/receipts.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/rpc/position.h"

namespace paritrana::cli {
namespace {

std::string PlaceOf(const Endpoints& endpoints) {
  if (endpoints.file.empty()) return "";
  const std::filesystem::path file(endpoints.file);
  return (file.parent_path() / "last-import.json").string();
}

}  // namespace

absl::Status WritePosition(const std::string& path, const common::v1::Position& position) {
  std::string text;
  PARITRANA_CHECK(google::protobuf::util::MessageToJsonString(position, &text).ok());
  const std::string draft = absl::StrCat(path, ".", getpid());
  std::ofstream file(draft, std::ios::trunc);
  file << text << '\n';
  file.close();
  if (!file || std::rename(draft.c_str(), path.c_str()) != 0) {
    std::remove(draft.c_str());
    return MakeError("FILE_UNWRITABLE", "receipt", absl::StrCat("cannot write ", path));
  }
  return absl::OkStatus();
}

absl::StatusOr<common::v1::Position> ReadPosition(const std::string& path) {
  std::ifstream file(path);
  if (!file) return MakeError("FILE_UNREADABLE", "after", absl::StrCat("cannot open ", path));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  common::v1::Position position;
  if (!google::protobuf::util::JsonStringToMessage(text, &position).ok()) {
    return MakeError("FILE_HEADER_UNKNOWN", "after", absl::StrCat(path, " holds no receipt"));
  }
  return position;
}

absl::Status KeepImport(const Endpoints& endpoints, const common::v1::Position& position) {
  const std::string path = PlaceOf(endpoints);
  if (path.empty()) return absl::OkStatus();
  Position kept = rpc::FromProto(LastImport(endpoints));
  kept.Merge(rpc::FromProto(position));
  return WritePosition(path, rpc::ToProto(kept));
}

common::v1::Position LastImport(const Endpoints& endpoints) {
  const std::string path = PlaceOf(endpoints);
  if (path.empty()) return {};
  const auto position = ReadPosition(path);
  return position.ok() ? *position : common::v1::Position();
}

}  // namespace paritrana::cli
