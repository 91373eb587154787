// SPDX-License-Identifier: Apache-2.0
// The commands about findings, cases and certificates.
#include <gmock/gmock.h>

#include "cli/testing/cli_fixture.h"
#include "libs/base/reason.h"
#include "libs/rpc/caller.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "paritrana/compliance/v1/cases.grpc.pb.h"
#include "paritrana/compliance/v1/certificates.grpc.pb.h"
#include "paritrana/compliance/v1/findings.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;
using ::testing::HasSubstr;

class FakeFindings final : public v1::FindingService::Service {
 public:
  grpc::Status ListFindings(grpc::ServerContext*, const v1::ListFindingsRequest* request,
                            v1::ListFindingsResponse* response) override {
    if (request->employer_ref() == "unknown") return rpc::ToGrpc(MakeError("EMPLOYER_UNKNOWN"));
    v1::EmployerFinding& finding = *response->add_findings();
    finding.set_finding(7);
    finding.set_flag(v1::COMPLIANCE_FLAG_PDS_WORKERS);
    finding.set_state(v1::FINDING_STATE_SUSPECTED);
    finding.set_confidence(v1::RULE_CONFIDENCE_EXAMPLE);
    finding.mutable_rule()->set_rule_id("FIND-WORKERS");
    finding.mutable_evidence()->set_source("WLKP");
    finding.mutable_evidence()->set_example(true);
    finding.mutable_evidence()->mutable_headcount()->set_stated(1'200);
    finding.mutable_evidence()->mutable_headcount()->set_registered(1'000);
    return grpc::Status::OK;
  }
  grpc::Status ConfirmFinding(grpc::ServerContext* context,
                              const v1::ConfirmFindingRequest* request,
                              v1::ConfirmFindingResponse* response) override {
    confirmed = *request;
    officer = rpc::CallerOf(*context).on_behalf_of;
    response->mutable_finding()->set_state(v1::FINDING_STATE_CONFIRMED);
    return grpc::Status::OK;
  }
  grpc::Status ImportHeadcounts(grpc::ServerContext*, const v1::ImportHeadcountsRequest* request,
                                v1::ImportHeadcountsResponse* response) override {
    imported = *request;
    for (int row = 0; row < request->rows_size(); ++row) {
      auto& verdict = *response->add_verdicts();
      verdict.set_line_no(static_cast<std::uint64_t>(row) + 1);
      const bool known = request->rows(row).employer_ref() != "X-000";
      verdict.set_kind(known ? common::v1::VERDICT_KIND_ACCEPTED
                             : common::v1::VERDICT_KIND_REJECTED);
      if (!known) *verdict.add_findings() = rpc::ToFinding(MakeError("EMPLOYER_UNKNOWN"));
      response->set_accepted(response->accepted() + (known ? 1 : 0));
    }
    return grpc::Status::OK;
  }

  v1::ConfirmFindingRequest confirmed;
  v1::ImportHeadcountsRequest imported;
  std::string officer;
};

void FillCase(v1::Case& file) {
  file.set_case_no(12);
  file.set_employer_ref("A1-000");
  file.set_state(v1::CASE_STATE_OPEN);
  file.set_step(v1::CASE_STEP_WARNING_1);
  file.add_flags(v1::COMPLIANCE_FLAG_ARREARS);
  file.mutable_next()->set_actor(v1::CASE_ACTOR_EMPLOYER);
  file.mutable_next()->set_step(v1::CASE_STEP_WARNING_2);
  file.mutable_next()->set_respond_by("2026-04-13");
  file.mutable_next()->set_earliest("2026-04-14");
  file.mutable_next()->set_days_left(3);
  file.mutable_next()->set_working_days(true);
  v1::CaseEvent& event = *file.add_timeline();
  event.set_kind(v1::CASE_EVENT_KIND_STEP);
  event.set_step(v1::CASE_STEP_WARNING_1);
  event.set_day("2026-03-30");
}

class FakeCases final : public v1::CaseService::Service {
 public:
  grpc::Status GetCase(grpc::ServerContext*, const v1::GetCaseRequest* request,
                       v1::GetCaseResponse* response) override {
    if (request->case_no() != 12) return rpc::ToGrpc(MakeError("CASE_UNKNOWN"));
    FillCase(*response->mutable_case_file());
    return grpc::Status::OK;
  }
  grpc::Status ListCases(grpc::ServerContext*, const v1::ListCasesRequest* request,
                         v1::ListCasesResponse* response) override {
    listed = *request;
    FillCase(*response->add_cases());
    return grpc::Status::OK;
  }
  grpc::Status OpenCase(grpc::ServerContext*, const v1::OpenCaseRequest* request,
                        v1::OpenCaseResponse* response) override {
    opened = *request;
    FillCase(*response->mutable_case_file());
    return grpc::Status::OK;
  }
  grpc::Status AdvanceCase(grpc::ServerContext*, const v1::AdvanceCaseRequest* request,
                           v1::AdvanceCaseResponse* response) override {
    if (request->step() != v1::CASE_STEP_WARNING_2) {
      return rpc::ToGrpc(MakeError("CASE_STEP_INVALID", "step"));
    }
    FillCase(*response->mutable_case_file());
    return grpc::Status::OK;
  }
  grpc::Status PlanCase(grpc::ServerContext*, const v1::PlanCaseRequest* request,
                        v1::PlanCaseResponse* response) override {
    planned = *request;
    FillCase(*response->mutable_case_file());
    return grpc::Status::OK;
  }

  v1::OpenCaseRequest opened;
  v1::ListCasesRequest listed;
  v1::PlanCaseRequest planned;
};

class FakeCertificates final : public v1::CertificateService::Service {
 public:
  grpc::Status IssueCertificate(grpc::ServerContext*, const v1::IssueCertificateRequest*,
                                v1::IssueCertificateResponse* response) override {
    response->mutable_certificate()->set_state(v1::CERTIFICATE_STATE_VALID);
    response->set_code("7K3M-9QFX");
    return grpc::Status::OK;
  }
  grpc::Status VerifyCertificate(grpc::ServerContext*, const v1::VerifyCertificateRequest* request,
                                 v1::VerifyCertificateResponse* response) override {
    if (request->code() != "7K3M-9QFX") return rpc::ToGrpc(MakeError("CERTIFICATE_UNKNOWN"));
    response->mutable_certificate()->set_state(v1::CERTIFICATE_STATE_REVOKED);
    return grpc::Status::OK;
  }
};

class EnforcementCommands : public testing::CliTest {
 protected:
  EnforcementCommands() {
    server_.AddService(findings_);
    server_.AddService(cases_);
    server_.AddService(certificates_);
    EXPECT_TRUE(server_.Start().ok());
    const std::string address = server_.address();
    endpoints_ = folder_.Write("enforcement.json", nlohmann::json{{"gateway", "http://" + address},
                                                                  {"registration", address},
                                                                  {"compliance", address},
                                                                  {"scoring", address}}
                                                       .dump());
  }
  ~EnforcementCommands() override { server_.Stop(absl::Seconds(1)); }

  FakeFindings findings_;
  FakeCases cases_;
  FakeCertificates certificates_;
  metrics::Registry metrics_;
  rpc::Server server_{{}, metrics_};
};

TEST_F(EnforcementCommands, ShowFindingsInBothLanguages) {
  EXPECT_EQ(Run({"employers", "findings", "unknown"}), 5);
  EXPECT_EQ(Run({"employers", "findings", "A1-000"}), 0);
  EXPECT_THAT(out_, HasSubstr("1,000 / 1,200 workers registered"));
  language_ = "id";
  EXPECT_EQ(Run({"employers", "findings", "A1-000"}), 0);
  EXPECT_THAT(out_, HasSubstr("PDS-TK (sebagian pekerja)  diduga"));
  EXPECT_THAT(out_, HasSubstr("1.000 / 1.200 pekerja terdaftar"));
  EXPECT_THAT(out_, HasSubstr("contoh"));
}

TEST_F(EnforcementCommands, ConfirmAFindingForAnOfficer) {
  EXPECT_EQ(Run({"findings", "confirm", "7"}), 2) << "a reason is required";
  EXPECT_EQ(Run({"findings", "confirm", "7", "--reason", "seen on site", "--officer", "p-3",
                 "--key", "k1"}),
            0);
  EXPECT_EQ(findings_.confirmed.reason(), "seen on site");
  EXPECT_EQ(findings_.confirmed.idempotency_key(), "k1");
  EXPECT_EQ(findings_.officer, "p-3");
}

TEST_F(EnforcementCommands, ImportRowsAndNameThoseThatWereRefused) {
  const std::string file = folder_.Write("heads.csv", "workers,employer_ref\n7,A1-000\n8,X-000\n");
  EXPECT_EQ(Run({"employers", "import-headcounts", "--input", file, "--source", "WLKP", "--as-of",
                 "2024-12-31", "--example"}),
            3);
  EXPECT_EQ(findings_.imported.rows(0).workers(), 7u);
  EXPECT_TRUE(findings_.imported.source().example());
  EXPECT_THAT(out_, HasSubstr("2 rows, accepted 1"));
  EXPECT_THAT(out_, HasSubstr("   3  EMPLOYER_UNKNOWN"));
  EXPECT_EQ(Run({"employers", "import-headcounts", "--input", folder_.Path("none.csv"), "--source",
                 "WLKP", "--as-of", "2024-12-31"}),
            8);
}

TEST_F(EnforcementCommands, ShowACaseAndWhatComesNext) {
  EXPECT_EQ(Run({"cases", "show", "13"}), 5);
  EXPECT_EQ(Run({"cases", "show", "12"}), 0);
  EXPECT_THAT(out_, HasSubstr("employer until 2026-04-13 (3 working days left), warning 2 from "
                              "2026-04-14"));
  language_ = "id";
  EXPECT_EQ(Run({"cases", "list", "--region", "64", "--state", "OPEN"}), 0);
  EXPECT_THAT(out_, HasSubstr("teguran tertulis I"));
  EXPECT_EQ(cases_.listed.state(), v1::CASE_STATE_OPEN);
  EXPECT_EQ(Run({"cases", "list", "--state", "LOST"}), 4);
}

TEST_F(EnforcementCommands, OpenAndChangeCases) {
  EXPECT_EQ(Run({"cases", "open", "A1-000", "--flag", "pds-wage", "--flag", "ARREARS", "--day",
                 "2026-03-16", "--reason", "missed"}),
            0);
  EXPECT_EQ(cases_.opened.flags_size(), 2);
  EXPECT_EQ(Run({"cases", "open", "A1-000", "--flag", "LATE", "--reason", "missed"}), 4);
  EXPECT_EQ(Run({"cases", "advance", "12", "WARNING_2", "--reason", "no answer"}), 0);
  EXPECT_EQ(Run({"cases", "advance", "12", "FINE", "--reason", "no answer"}), 6);
  EXPECT_EQ(Run({"cases", "advance", "12", "LETTER", "--reason", "no answer"}), 6);
  EXPECT_EQ(Run({"cases", "plan", "12", "--instalment", "2026-05-01:6000000", "--instalment",
                 "2026-06-02:4000000", "--reason", "agreed"}),
            0);
  EXPECT_EQ(cases_.planned.instalments(1).rupiah(), 4'000'000);
  EXPECT_EQ(Run({"cases", "plan", "12", "--instalment", "soon", "--reason", "agreed"}), 4);
}

TEST_F(EnforcementCommands, IssueAndVerifyCertificates) {
  EXPECT_EQ(Run({"certificates", "issue", "A1-000"}), 0);
  EXPECT_THAT(out_, HasSubstr("7K3M-9QFX"));
  EXPECT_EQ(Run({"certificates", "verify", "guess"}), 5);
  language_ = "id";
  EXPECT_EQ(Run({"certificates", "verify", "7K3M-9QFX"}), 0);
  EXPECT_THAT(out_, HasSubstr("dicabut"));
}

}  // namespace
}  // namespace paritrana::cli
