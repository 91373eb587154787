// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/freshness/population.h"

#include <algorithm>
#include <memory>

#include <grpcpp/client_context.h>

#include "absl/strings/str_format.h"
#include "libs/base/check.h"
#include "libs/rpc/channel.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"
#include "paritrana/registration/v1/workers.grpc.pb.h"

namespace paritrana::bench {
namespace {

namespace v1 = registration::v1;

constexpr int kWorkersPerChunk = 500;

// A birth date that repeats after 10,080 numbers; the NIK's serial then goes up by one.
struct Birth {
  explicit Birth(std::uint64_t number)
      : day(static_cast<int>(number % 28) + 1),
        month(static_cast<int>(number / 28 % 12) + 1),
        year(static_cast<int>(number / 336 % 30) + 1970),
        serial(static_cast<int>(number / 10'080) + 1) {}

  int day, month, year, serial;
};

v1::Worker WorkerOf(int payer, std::uint64_t number, const std::string& region) {
  const Birth birth(number);
  v1::Worker worker;
  worker.mutable_identity()->set_nik(NikOf(number));
  worker.set_name("Contoh");
  worker.set_birth_date(absl::StrFormat("%04d-%02d-%02d", birth.year, birth.month, birth.day));
  worker.set_sex(v1::SEX_MALE);
  v1::Employment& employment = *worker.mutable_employment();
  employment.set_employer_ref(PayerOf(payer));
  employment.set_segment(common::v1::SEGMENT_PU);
  employment.set_start_date("2020-01-01");
  employment.set_workplace_region(region);
  return worker;
}

common::v1::Position RegisterEmployer(v1::EmployerService::Stub& stub, int payer) {
  v1::RegisterEmployerRequest request;
  request.set_idempotency_key("bench-" + PayerOf(payer));
  v1::Employer& employer = *request.mutable_employer();
  const std::string reference = PayerOf(payer);
  employer.set_npp(reference.substr(0, reference.find('-')));
  employer.set_division("000");
  employer.set_name("PT Contoh");
  employer.set_kind(common::v1::EMPLOYER_KIND_PRIVATE);
  employer.set_size_class(common::v1::SIZE_CLASS_LARGE);
  employer.set_registration_region("64.74");
  grpc::ClientContext context;
  v1::RegisterEmployerResponse answer;
  PARITRANA_CHECK(stub.RegisterEmployer(&context, request, &answer).ok());
  return answer.position();
}

// Takes the further of the two for each shard.
void Merge(const common::v1::Position& from, common::v1::Position& into) {
  into.set_epoch(std::max(into.epoch(), from.epoch()));
  for (const common::v1::ShardMark& mark : from.marks()) {
    const auto same = [&](const common::v1::ShardMark& m) { return m.shard() == mark.shard(); };
    auto& marks = *into.mutable_marks();
    const auto found = std::find_if(marks.begin(), marks.end(), same);
    if (found == marks.end()) {
      *marks.Add() = mark;
    } else {
      found->set_sequence(std::max(found->sequence(), mark.sequence()));
    }
  }
}

}  // namespace

std::string PayerOf(int payer) { return absl::StrFormat("BENCH%03d-000", payer); }

std::string NikOf(std::uint64_t number) {
  const Birth birth(number);
  return absl::StrFormat("647401%02d%02d%02d%04d", birth.day, birth.month, birth.year % 100,
                         birth.serial);
}

Registered RegisterPopulation(const std::string& registration, int payers, int workers_per_payer,
                              const std::vector<std::string>& regions) {
  const auto channel = rpc::Connect(registration);
  const auto employers = v1::EmployerService::NewStub(channel);
  const auto workers = v1::WorkerService::NewStub(channel);
  Registered registered;
  for (int payer = 0; payer < payers; ++payer) {
    Merge(RegisterEmployer(*employers, payer), registered.employers);
  }
  grpc::ClientContext context;
  const auto stream = workers->ImportWorkers(&context);
  v1::ImportWorkersRequest request;
  request.mutable_header()->set_import_id("bench");
  PARITRANA_CHECK(stream->Write(request));
  const auto total =
      static_cast<std::uint64_t>(payers) * static_cast<std::uint64_t>(workers_per_payer);
  v1::ImportWorkersResponse answer;
  for (std::uint64_t next = 0; next < total;) {
    request.mutable_chunk()->Clear();
    request.mutable_chunk()->set_first_line_no(next + 1);
    for (int i = 0; i < kWorkersPerChunk && next < total; ++i, ++next) {
      const int payer = static_cast<int>(next / static_cast<std::uint64_t>(workers_per_payer));
      *request.mutable_chunk()->add_workers() =
          WorkerOf(payer, next, regions[next % regions.size()]);
    }
    PARITRANA_CHECK(stream->Write(request));
  }
  stream->WritesDone();
  while (stream->Read(&answer)) Merge(answer.position(), registered.workers);
  PARITRANA_CHECK(stream->Finish().ok());
  PARITRANA_CHECK(answer.accepted() == total);
  return registered;
}

}  // namespace paritrana::bench
