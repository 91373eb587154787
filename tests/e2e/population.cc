// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/population.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/csv/table.h"
#include "libs/rpc/channel.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"
#include "paritrana/registration/v1/regions.grpc.pb.h"
#include "paritrana/registration/v1/workers.grpc.pb.h"

namespace paritrana::e2e {
namespace {

namespace reg = registration::v1;

constexpr std::string_view kProvince = "64";  // Kalimantan Timur
constexpr std::array kVillages = {"64.71.01.1001", "64.72.01.1001", "64.74.01.1001"};
constexpr int kRegionsPerChunk = 500;
constexpr int kWorkersPerChunk = 500;
constexpr auto kDeadline = absl::Minutes(2);

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(absl::ToChronoTime(absl::Now() + kDeadline));
}

std::vector<reg::Region> ReadRegions() {
  std::vector<reg::Region> regions;
  for (const char* level : {"provinces", "regencies", "districts", "villages"}) {
    const auto table =
        csv::Table::Read(absl::StrCat("data/regions/", level, ".csv"), {"code", "name"});
    PARITRANA_CHECK(table.ok());
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const std::string code(table->Text(row, 0));
      const bool fine = code.size() > 5;
      if (fine && code.substr(0, 2) != kProvince) continue;
      regions.emplace_back().set_code(code);
      regions.back().set_name(std::string(table->Text(row, 1)));
    }
  }
  std::sort(regions.begin(), regions.end(),
            [](const auto& a, const auto& b) { return a.code() < b.code(); });
  return regions;
}

reg::Worker WorkerOf(int number) {
  reg::Worker worker;
  worker.mutable_identity()->set_nik(NikOf(number));
  worker.set_name(absl::StrCat("Pekerja ", number));
  worker.set_birth_date(absl::StrFormat("1990-01-%02d", 1 + number % 28));
  worker.set_sex(reg::SEX_MALE);
  reg::Employment& employment = *worker.mutable_employment();
  employment.set_employer_ref(kEmployer);
  employment.set_segment(common::v1::SEGMENT_PU);
  employment.set_worker_kind(common::v1::WORKER_KIND_REGULAR);
  employment.set_start_date("2020-01-01");
  employment.set_workplace_region(kVillages[static_cast<std::size_t>(number) % kVillages.size()]);
  employment.add_programmes(common::v1::PROGRAMME_JKK);
  employment.add_programmes(common::v1::PROGRAMME_JKM);
  return worker;
}

}  // namespace

std::string NikOf(int worker) {
  return absl::StrFormat("647401%02d0190%04d", 1 + worker % 28, 1 + worker / 28);
}

void ImportRegions(const Installation& installation) {
  const auto stub =
      reg::RegionService::NewStub(rpc::Connect(installation.address(Service::kRegistration)));
  grpc::ClientContext context;
  SetDeadline(context);
  reg::ImportRegionsResponse response;
  const auto writer = stub->ImportRegions(&context, &response);
  reg::ImportRegionsRequest header;
  header.mutable_header()->set_tree_version("test-1");
  header.mutable_header()->set_source("test");
  header.mutable_header()->set_licence("ODbL-1.0");
  header.mutable_header()->set_valid_from("2022-12-08");
  writer->Write(header);
  reg::ImportRegionsRequest chunk;
  for (const reg::Region& region : ReadRegions()) {
    *chunk.mutable_chunk()->add_regions() = region;
    if (chunk.chunk().regions_size() < kRegionsPerChunk) continue;
    writer->Write(chunk);
    chunk.Clear();
  }
  if (chunk.has_chunk()) writer->Write(chunk);
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok()) std::fprintf(stderr, "regions: %s\n", status.error_message().c_str());
  PARITRANA_CHECK(status.ok());
}

common::v1::Position RegisterEmployer(const Installation& installation) {
  const auto stub =
      reg::EmployerService::NewStub(rpc::Connect(installation.address(Service::kRegistration)));
  grpc::ClientContext context;
  SetDeadline(context);
  reg::RegisterEmployerRequest request;
  request.set_idempotency_key("employer-1");
  reg::Employer& employer = *request.mutable_employer();
  employer.set_npp("10000001");
  employer.set_division("000");
  employer.set_name("PT Contoh");
  employer.set_kind(common::v1::EMPLOYER_KIND_PRIVATE);
  employer.set_size_class(common::v1::SIZE_CLASS_LARGE);
  employer.set_kbli("10710");
  employer.set_registration_region("64.74");
  reg::RegisterEmployerResponse response;
  const grpc::Status status = stub->RegisterEmployer(&context, request, &response);
  if (!status.ok()) std::fprintf(stderr, "employer: %s\n", status.error_message().c_str());
  PARITRANA_CHECK(status.ok() && response.employer().employer_ref() == kEmployer);
  return response.position();
}

common::v1::Position ImportWorkers(const Installation& installation, int count) {
  const auto stub =
      reg::WorkerService::NewStub(rpc::Connect(installation.address(Service::kRegistration)));
  grpc::ClientContext context;
  SetDeadline(context);
  const auto stream = stub->ImportWorkers(&context);
  reg::ImportWorkersRequest request;
  request.mutable_header()->set_import_id("import-1");
  stream->Write(request);
  reg::ImportWorkersResponse response;
  for (int first = 1; first <= count; first += kWorkersPerChunk) {
    request.Clear();
    request.mutable_chunk()->set_first_line_no(static_cast<std::uint64_t>(first));
    const int last = std::min(count, first + kWorkersPerChunk - 1);
    for (int worker = first; worker <= last; ++worker) {
      *request.mutable_chunk()->add_workers() = WorkerOf(worker);
    }
    stream->Write(request);
  }
  stream->WritesDone();
  while (stream->Read(&response)) {
    for (const auto& verdict : response.verdicts()) {
      if (verdict.kind() == common::v1::VERDICT_KIND_ACCEPTED) continue;
      std::fprintf(stderr, "worker: %s\n", verdict.ShortDebugString().c_str());
    }
  }
  const grpc::Status status = stream->Finish();
  if (!status.ok()) std::fprintf(stderr, "workers: %s\n", status.error_message().c_str());
  PARITRANA_CHECK(status.ok() && response.accepted() == static_cast<std::uint64_t>(count));
  return response.position();
}

Registered Populate(Installation& installation, int workers) {
  ImportRegions(installation);
  Registered registered;
  registered.employers = RegisterEmployer(installation);
  registered.workers = ImportWorkers(installation, workers);
  for (const Service service : kServices) installation.WaitUntilReady(service);
  return registered;
}

}  // namespace paritrana::e2e
