// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <memory>

#include <grpcpp/client_context.h>

#include "absl/strings/str_cat.h"
#include "cli/calls/chunk.h"
#include "cli/calls/patience.h"
#include "cli/commands/commands.h"
#include "cli/files/region_files.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"
#include "paritrana/registration/v1/regions.grpc.pb.h"

namespace paritrana::cli {
namespace {

using registration::v1::ImportRegionsRequest;
using registration::v1::ImportRegionsResponse;

constexpr char kExamples[] = R"(Examples:
  paritrana regions import data/regions

The folder holds tree.toml and one CSV file a level: data/regions/README.md. Importing the same
version again changes nothing.)";

constexpr auto kStreamDeadline = std::chrono::minutes(5);

absl::StatusOr<ImportRegionsResponse> ImportOnce(
    registration::v1::RegionService::StubInterface& stub, const RegionFiles& files,
    Progress& progress) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kStreamDeadline);
  ImportRegionsResponse response;
  const auto stream = stub.ImportRegions(&context, &response);
  ImportRegionsRequest request;
  *request.mutable_header() = files.header;
  bool open = stream->Write(request);
  std::size_t begin = 0;
  while (open && begin < files.regions.size()) {
    const std::size_t end = begin + ChunkLength(files.regions, begin);
    auto* chunk = request.mutable_chunk();
    chunk->clear_regions();
    for (std::size_t i = begin; i < end; ++i) *chunk->add_regions() = files.regions[i];
    open = stream->Write(request);
    begin = end;
    progress.Update("importing regions", begin, files.regions.size());
  }
  stream->WritesDone();
  PARITRANA_RETURN_IF_ERROR(rpc::FromGrpc(stream->Finish()));
  return response;
}

absl::StatusOr<int> Run(const Session& session, const std::string& folder) {
  PARITRANA_ASSIGN_OR_RETURN(const RegionFiles files, ReadRegionFiles(folder));
  const auto stub = registration::v1::RegionService::NewStub(session.Registration());
  Progress progress = session.MakeProgress();
  Patience patience;
  absl::StatusOr<ImportRegionsResponse> response = ImportOnce(*stub, files, progress);
  while (!response.ok() && patience.WaitAfter(response.status())) {
    response = ImportOnce(*stub, files, progress);
  }
  PARITRANA_RETURN_IF_ERROR(response.status());
  constexpr std::array<const char*, 5> kNames = {"nation", "provinces", "regencies", "districts",
                                                 "villages"};
  Table table{{{"level"}, {"regions", true}}, {}};
  for (int i = 0; i < response->regions_per_level_size() && i < 5; ++i) {
    table.rows.push_back({kNames[static_cast<std::size_t>(i)],
                          Grouped(static_cast<std::int64_t>(response->regions_per_level(i)))});
  }
  session.Say(absl::StrCat(files.header.tree_version(), ": ", files.header.source()));
  session.Print(table, *response);
  return 0;
}

}  // namespace

void AddRegionsImport(CLI::App& regions, Session& session) {
  CLI::App* command = regions.add_subcommand("import", "Load a version of the region tree");
  auto folder = std::make_shared<std::string>();
  command->add_option("FOLDER", *folder, "Folder with the tree's files")->required();
  command->footer(kExamples);
  command->callback([&session, folder] {
    session.command = [&session, folder] { return Run(session, *folder); };
  });
}

}  // namespace paritrana::cli
