// SPDX-License-Identifier: Apache-2.0
#include "cli/testing/fake_services.h"

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/contract/submission_digest.h"
#include "libs/rpc/status.h"

namespace paritrana::cli::testing {
namespace {

grpc::Status Refuse(std::string_view reason) { return rpc::ToGrpc(MakeError(reason)); }

common::v1::LineVerdict Rejected(std::uint64_t line_no, std::string_view reason,
                                 std::string_view field) {
  common::v1::LineVerdict verdict;
  verdict.set_line_no(line_no);
  verdict.set_kind(common::v1::VERDICT_KIND_REJECTED);
  *verdict.add_findings() = rpc::ToFinding(MakeError(reason, field));
  return verdict;
}

scoring::v1::RankingRow Row(const std::string& region, const std::string& name, std::uint32_t rank,
                            std::uint64_t heads) {
  scoring::v1::RankingRow row;
  row.set_region(region);
  row.set_name(name);
  row.set_rank(rank);
  row.set_active_heads(heads);
  row.set_entitled_workers(10'000);
  row.set_coverage_basis_points(static_cast<std::uint32_t>(heads));
  return row;
}

}  // namespace

grpc::Status FakeSubmissions::PostSubmission(grpc::ServerContext*, Stream* stream) {
  ++streams;
  compliance::v1::PostSubmissionRequest request;
  bool first_chunk = true;
  while (stream->Read(&request)) {
    grpc::Status status;
    if (request.has_header()) status = Open(request.header(), stream);
    if (request.has_chunk()) {
      // Durable, but the caller never hears of it.
      if (first_chunk && cuts > 0) {
        --cuts;
        TakeChunk(request.chunk(), nullptr);
        return Refuse("UNAVAILABLE");
      }
      first_chunk = false;
      status = TakeChunk(request.chunk(), stream);
    }
    if (request.has_seal()) status = TakeSeal(request.seal(), stream);
    if (!status.ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status FakeSubmissions::Open(const compliance::v1::SubmissionHeader& header, Stream* stream) {
  last_header = header;
  if (payer_unknown > 0) {
    --payer_unknown;
    return Refuse("PAYER_UNKNOWN");
  }
  compliance::v1::PostSubmissionResponse response;
  response.mutable_progress()->set_next_line_no(lines.size() + 1);
  stream->Write(response);
  return grpc::Status::OK;
}

grpc::Status FakeSubmissions::TakeChunk(const compliance::v1::LineChunk& chunk, Stream* stream) {
  if (chunk.first_line_no() != lines.size() + 1) return Refuse("LINES_OUT_OF_ORDER");
  compliance::v1::PostSubmissionResponse response;
  for (const auto& line : chunk.lines()) {
    lines.push_back(line);
    if (line.worker().nik() != "unknown" && line.worker().nik() != "6474010708909999") continue;
    verdicts.push_back(Rejected(lines.size(), "WORKER_UNKNOWN", "worker.nik"));
    *response.mutable_progress()->add_verdicts() = verdicts.back();
  }
  response.mutable_progress()->set_next_line_no(lines.size() + 1);
  if (stream != nullptr) stream->Write(response);
  return grpc::Status::OK;
}

grpc::Status FakeSubmissions::TakeSeal(const compliance::v1::SubmissionSeal& seal, Stream* stream) {
  contract::SubmissionDigest digest;
  for (const auto& line : lines) digest.Add(contract::CanonicalText(line));
  if (seal.line_count() != lines.size() || seal.content_sha256() != digest.bytes()) {
    return Refuse("SEAL_MISMATCH");
  }
  sealed = true;
  compliance::v1::PostSubmissionResponse response;
  *response.mutable_receipt() = Receipt();
  stream->Write(response);
  if (last_header.validate_only()) Forget();
  return grpc::Status::OK;
}

void FakeSubmissions::Forget() {
  lines.clear();
  verdicts.clear();
  sealed = false;
}

compliance::v1::SubmissionReceipt FakeSubmissions::Receipt() const {
  compliance::v1::SubmissionReceipt receipt;
  receipt.set_payer(last_header.payer());
  receipt.set_submission(last_header.submission());
  receipt.set_state(sealed ? compliance::v1::SUBMISSION_STATE_SEALED
                           : compliance::v1::SUBMISSION_STATE_OPEN);
  receipt.mutable_totals()->set_lines(lines.size());
  receipt.mutable_totals()->set_rejected(verdicts.size());
  receipt.mutable_totals()->set_accepted(lines.size() - verdicts.size());
  return receipt;
}

grpc::Status FakeSubmissions::GetSubmission(grpc::ServerContext*,
                                            const compliance::v1::GetSubmissionRequest* request,
                                            compliance::v1::GetSubmissionResponse* response) {
  if (request->submission() == "unknown") return Refuse("SUBMISSION_UNKNOWN");
  *response->mutable_receipt() = Receipt();
  return grpc::Status::OK;
}

// One line a page, so that callers have to turn pages.
grpc::Status FakeSubmissions::ListSubmissionLines(
    grpc::ServerContext*, const compliance::v1::ListSubmissionLinesRequest* request,
    compliance::v1::ListSubmissionLinesResponse* response) {
  ++lists;
  if (request->only() != common::v1::VERDICT_KIND_REJECTED) return grpc::Status::OK;
  const std::size_t place = request->page_token().size();
  if (place >= verdicts.size()) return grpc::Status::OK;
  *response->add_lines()->mutable_verdict() = verdicts[place];
  if (place + 1 < verdicts.size()) response->set_next_page_token(std::string(place + 1, 'x'));
  return grpc::Status::OK;
}

grpc::Status FakeWorkers::ImportWorkers(
    grpc::ServerContext*,
    grpc::ServerReaderWriter<registration::v1::ImportWorkersResponse,
                             registration::v1::ImportWorkersRequest>* stream) {
  registration::v1::ImportWorkersRequest request;
  while (stream->Read(&request)) {
    if (request.has_header()) {
      import_id = request.header().import_id();
      validate_only = request.header().validate_only();
      continue;
    }
    registration::v1::ImportWorkersResponse response;
    std::uint64_t line_no = request.chunk().first_line_no();
    for (const auto& worker : request.chunk().workers()) {
      if (worker.name() == "refused") {
        *response.add_verdicts() =
            Rejected(line_no, "REGION_UNKNOWN", "employment.workplace_region");
      }
      if (!validate_only) workers[line_no] = worker;
      judged += validate_only ? 1 : 0;
      ++line_no;
    }
    if (cuts > 0) {
      --cuts;
      return Refuse("UNAVAILABLE");
    }
    response.set_next_line_no(line_no);
    response.mutable_position()->set_epoch(1);
    response.mutable_position()->add_marks()->set_sequence(line_no);
    stream->Write(response);
  }
  return grpc::Status::OK;
}

grpc::Status FakeWorkers::MergeWorkers(grpc::ServerContext*,
                                       const registration::v1::MergeWorkersRequest* request,
                                       registration::v1::MergeWorkersResponse* response) {
  merge = *request;
  const bool two_niks = request->keep().has_nik() && request->merge().has_nik();
  if (two_niks && !request->retire_merged_nik()) return Refuse("MERGE_CONFLICT");
  response->set_worker_id("00000000000000aa");
  response->set_merged_worker_id("00000000000000bb");
  response->mutable_verdict()->set_kind(common::v1::VERDICT_KIND_ACCEPTED_WITH_WARNINGS);
  *response->mutable_verdict()->add_findings() = rpc::ToFinding(MakeError("NAME_DIFFERS", "merge"));
  return grpc::Status::OK;
}

grpc::Status FakeEmployers::GetEmployer(grpc::ServerContext*,
                                        const registration::v1::GetEmployerRequest* request,
                                        registration::v1::GetEmployerResponse* response) {
  *response->mutable_employer() = employer;
  return request->employer_ref() == known ? grpc::Status::OK : Refuse("EMPLOYER_UNKNOWN");
}

grpc::Status FakeEmployers::RegisterEmployer(
    grpc::ServerContext*, const registration::v1::RegisterEmployerRequest* request,
    registration::v1::RegisterEmployerResponse* response) {
  idempotency_key = request->idempotency_key();
  employer = request->employer();
  employer.set_employer_ref(known);
  *response->mutable_employer() = employer;
  return grpc::Status::OK;
}

grpc::Status FakeEmployers::ChangeEmployer(grpc::ServerContext*,
                                           const registration::v1::ChangeEmployerRequest* request,
                                           registration::v1::ChangeEmployerResponse* response) {
  if (request->employer_ref() != known) return Refuse("EMPLOYER_UNKNOWN");
  employer = request->employer();
  employer.set_employer_ref(known);
  *response->mutable_employer() = employer;
  return grpc::Status::OK;
}

grpc::Status FakeRegions::ImportRegions(
    grpc::ServerContext*, grpc::ServerReader<registration::v1::ImportRegionsRequest>* reader,
    registration::v1::ImportRegionsResponse* response) {
  registration::v1::ImportRegionsRequest request;
  while (reader->Read(&request)) {
    if (request.has_header()) header = request.header();
    for (const auto& region : request.chunk().regions()) codes.push_back(region.code());
  }
  for (const std::uint32_t count : {1u, 1u, 2u, 0u, 0u}) response->add_regions_per_level(count);
  return grpc::Status::OK;
}

grpc::Status FakeMatches::ListWaitingLines(grpc::ServerContext*,
                                           const compliance::v1::ListWaitingLinesRequest* request,
                                           compliance::v1::ListWaitingLinesResponse* response) {
  list = *request;
  if (request->page_token().empty()) {
    response->set_next_page_token("2");
    return grpc::Status::OK;
  }
  compliance::v1::WaitingLine& line = *response->add_lines();
  line.set_period("2024-12");
  line.set_run("main");
  line.set_submission("S1");
  line.mutable_verdict()->set_line_no(7);
  line.mutable_verdict()->add_findings()->set_reason("EMPLOYMENT_AMBIGUOUS");
  common::v1::MatchCandidate& candidate =
      *line.mutable_verdict()->mutable_match()->add_candidates();
  candidate.set_candidate("1");
  candidate.set_start_date("2024-06-01");
  candidate.set_workplace_region("64.74");
  return grpc::Status::OK;
}

grpc::Status FakeMatches::AnswerMatch(grpc::ServerContext*,
                                      const compliance::v1::AnswerMatchRequest* request,
                                      compliance::v1::AnswerMatchResponse* response) {
  answer = *request;
  response->mutable_verdict()->set_line_no(request->line_no());
  response->mutable_verdict()->set_kind(common::v1::VERDICT_KIND_ACCEPTED);
  response->set_period_version(9);
  return grpc::Status::OK;
}

scoring::v1::Ranking FakeRankings::Table() {
  scoring::v1::Ranking ranking;
  ranking.mutable_stamp()->set_version(7);
  ranking.mutable_stamp()->set_method("coverage-example-1");
  ranking.mutable_stamp()->set_method_is_example(true);
  ranking.set_scope("64");
  ranking.set_scope_name("Kalimantan Timur");
  ranking.set_month("2024-12");
  *ranking.add_rows() = Row("64.74", "Kota Bontang", 1, 7'840);
  *ranking.add_rows() = Row("64.02", "Kabupaten Kutai Kartanegara", 2, 7'000);
  return ranking;
}

grpc::Status FakeRankings::GetRanking(grpc::ServerContext*,
                                      const scoring::v1::GetRankingRequest* request,
                                      scoring::v1::GetRankingResponse* response) {
  if (request->scope() != "64") return Refuse("RANKING_UNKNOWN");
  *response->mutable_ranking() = Table();
  return grpc::Status::OK;
}

grpc::Status FakeRankings::WatchRanking(
    grpc::ServerContext*, const scoring::v1::WatchRankingRequest* request,
    grpc::ServerWriter<scoring::v1::WatchRankingResponse>* writer) {
  last_versions.push_back(request->last_version());
  scoring::v1::WatchRankingResponse step;
  *step.mutable_snapshot() = Table();
  step.mutable_snapshot()->mutable_stamp()->set_version(request->last_version() + 7);
  writer->Write(step);
  step.mutable_delta()->mutable_stamp()->set_version(request->last_version() + 8);
  *step.mutable_delta()->add_changed() = Row("64.02", "Kabupaten Kutai Kartanegara", 1, 8'000);
  *step.mutable_delta()->add_changed() = Row("64.74", "Kota Bontang", 2, 7'840);
  writer->Write(step);
  return Refuse("UNAVAILABLE");
}

FakeServices::FakeServices() : server({}, metrics) {
  for (grpc::Service* service :
       std::initializer_list<grpc::Service*>{&submissions, &workers, &employers, &regions, &periods,
                                             &runs, &ledger, &dues, &matches, &rankings}) {
    server.AddService(*service);
  }
  PARITRANA_CHECK(server.Start().ok());
}

}  // namespace paritrana::cli::testing
