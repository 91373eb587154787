// SPDX-License-Identifier: Apache-2.0
// The commands about sponsors and projects, against fakes that keep what they are asked.
#include <gmock/gmock.h>

#include "cli/testing/cli_fixture.h"
#include "libs/base/reason.h"
#include "libs/rpc/status.h"
#include "paritrana/compliance/v1/projects.grpc.pb.h"
#include "paritrana/compliance/v1/sponsorships.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSponsor[] = "PROV65-000";

v1::SponsorProgramme Programme() {
  v1::SponsorProgramme programme;
  programme.set_payer(kSponsor);
  programme.set_programme("APBD-2025");
  programme.set_region("65");
  programme.mutable_terms()->set_first_month("2025-01");
  programme.mutable_terms()->set_last_month("2025-12");
  programme.mutable_terms()->set_target_heads(22'121);
  programme.mutable_terms()->set_budget_rupiah(4'459'593'600);
  programme.set_version(1);
  return programme;
}

class FakeSponsorships : public v1::SponsorshipService::Service {
 public:
  grpc::Status CreateProgramme(grpc::ServerContext*, const v1::CreateProgrammeRequest* request,
                               v1::CreateProgrammeResponse* response) override {
    created = *request;
    *response->mutable_programme() = Programme();
    return grpc::Status::OK;
  }

  grpc::Status AmendProgramme(grpc::ServerContext*, const v1::AmendProgrammeRequest* request,
                              v1::AmendProgrammeResponse* response) override {
    amended = *request;
    response->mutable_amendment()->set_version(2);
    *response->mutable_amendment()->mutable_terms() = request->terms();
    *response->add_warnings() = rpc::ToFinding(MakeError("TARGET_BELOW_ENROLLED"));
    return grpc::Status::OK;
  }

  // Refuses every third line.
  grpc::Status EnrolWorkers(grpc::ServerContext*, const v1::EnrolWorkersRequest* request,
                            v1::EnrolWorkersResponse* response) override {
    batches.push_back(*request);
    for (int line = 1; line <= request->lines_size(); ++line) {
      if (line % 3 != 0 || !refuse) {
        response->set_accepted(response->accepted() + 1);
        continue;
      }
      response->set_rejected(response->rejected() + 1);
      auto& verdict = *response->add_verdicts();
      verdict.set_line_no(static_cast<std::uint64_t>(line));
      *verdict.add_findings() = rpc::ToFinding(MakeError("SPONSOR_TARGET_EXCEEDED"));
    }
    return grpc::Status::OK;
  }

  grpc::Status GetProgramme(grpc::ServerContext*, const v1::GetProgrammeRequest* request,
                            v1::GetProgrammeResponse* response) override {
    if (request->programme() == "unknown") {
      return rpc::ToGrpc(MakeError("SPONSOR_PROGRAMME_UNKNOWN"));
    }
    as_of = request->as_of();
    *response->mutable_programme() = Programme();
    response->set_paid_heads(11'060);
    response->set_realised_bp(5'000);
    response->mutable_lapse()->set_cause(v1::LAPSE_CAUSE_BUDGET);
    response->mutable_lapse()->set_last_covered_month("2025-10");
    response->mutable_lapse()->set_heads_falling_out(1'234);
    auto& month = *response->add_months();
    month.set_month("2025-01");
    month.set_enrolled(22'121);
    month.set_heads(11'060);
    return grpc::Status::OK;
  }

  grpc::Status GetSponsor(grpc::ServerContext*, const v1::GetSponsorRequest* request,
                          v1::GetSponsorResponse* response) override {
    v1::SponsorYear& year = *response->add_years();
    year.set_year(request->first_year());
    year.set_target_heads(22'121);
    year.set_target_of_year_before_bp(4'062);
    return grpc::Status::OK;
  }

  // Two pages.
  grpc::Status ListLapsingProgrammes(grpc::ServerContext*,
                                     const v1::ListLapsingProgrammesRequest* request,
                                     v1::ListLapsingProgrammesResponse* response) override {
    lapsing = *request;
    auto& one = *response->add_programmes();
    *one.mutable_programme() = Programme();
    one.mutable_lapse()->set_cause(v1::LAPSE_CAUSE_PERIOD);
    one.mutable_lapse()->set_last_covered_month("2025-12");
    one.mutable_lapse()->set_heads_falling_out(22'121);
    response->set_heads_falling_out(22'121);
    if (request->page_token().empty()) response->set_next_page_token("2");
    return grpc::Status::OK;
  }

  v1::CreateProgrammeRequest created;
  v1::AmendProgrammeRequest amended;
  std::vector<v1::EnrolWorkersRequest> batches;
  bool refuse = true;
  std::string as_of;
  v1::ListLapsingProgrammesRequest lapsing;
};

class FakeProjects : public v1::ProjectService::Service {
 public:
  grpc::Status RegisterProject(grpc::ServerContext*, const v1::RegisterProjectRequest* request,
                               v1::RegisterProjectResponse* response) override {
    if (request->terms().contract_value_rupiah() == 0) {
      return rpc::ToGrpc(MakeError("PROJECT_VALUE_REQUIRED"));
    }
    Fill(request->payer(), request->terms(), *response->mutable_project());
    Fill(*response->mutable_charge());
    return grpc::Status::OK;
  }

  grpc::Status AmendProject(grpc::ServerContext*, const v1::AmendProjectRequest* request,
                            v1::AmendProjectResponse* response) override {
    key = request->idempotency_key();
    Fill(request->payer(), request->terms(), *response->mutable_project());
    return grpc::Status::OK;
  }

  grpc::Status GetProject(grpc::ServerContext*, const v1::GetProjectRequest* request,
                          v1::GetProjectResponse* response) override {
    Fill(request->payer(), v1::ProjectTerms(), *response->mutable_project());
    Fill(*response->add_charges());
    response->set_workers(12);
    response->set_workers_ever(15);
    response->add_months()->set_month("2025-03");
    return grpc::Status::OK;
  }

  std::string key;

 private:
  static void Fill(const std::string& payer, const v1::ProjectTerms& terms, v1::Project& project) {
    project.set_payer(payer);
    *project.mutable_terms() = terms;
    project.mutable_registration()->set_working_days_late(3);
  }
  static void Fill(v1::ProjectCharge& charge) {
    charge.set_period("2025-03");
    charge.set_total_rupiah(6'550'000);
    charge.set_due_on("2025-04-15");
  }
};

class SponsorCommands : public testing::CliTest {
 protected:
  SponsorCommands() : server_(rpc::ServerOptions(), metrics_) {
    server_.AddService(sponsorships_);
    server_.AddService(projects_);
    EXPECT_TRUE(server_.Start().ok());
    const std::string address = server_.address();
    endpoints_ = folder_.Write("sponsors.json", nlohmann::json{{"gateway", "http://" + address},
                                                               {"registration", address},
                                                               {"compliance", address},
                                                               {"scoring", address}}
                                                    .dump());
  }
  ~SponsorCommands() override { server_.Stop(absl::Seconds(1)); }

  std::string Workers(int rows) {
    std::string text = "nik,from_month,to_month\n";
    for (int i = 1; i <= rows; ++i) text += "6501010101900001,2025-01,\n";
    return folder_.Write("peserta.csv", text);
  }

  FakeSponsorships sponsorships_;
  FakeProjects projects_;
  metrics::Registry metrics_;
  rpc::Server server_;
};

TEST_F(SponsorCommands, CreateAProgrammeFromAFile) {
  const std::string file = folder_.Write(
      "p.json", R"({"kind": "SPONSOR_KIND_PROVINCE_BUDGET", "terms": {"targetHeads": "22121"}})");
  EXPECT_EQ(Run({"sponsorships", "create", kSponsor, "APBD-2025", "--input", file}), 0);
  EXPECT_EQ(sponsorships_.created.programme(), "APBD-2025");
  EXPECT_EQ(sponsorships_.created.terms().target_heads(), 22'121);
  EXPECT_THAT(out_, HasSubstr("2025-01…2025-12  22,121  4,459,593,600"));
}

TEST_F(SponsorCommands, AmendAProgrammeAndPassWarningsOn) {
  const std::string file = folder_.Write("a.json", R"({"reason": "APBD-P"})");
  language_ = "id";
  EXPECT_EQ(Run({"sponsorships", "amend", kSponsor, "APBD-2025", "--input", file}), 0);
  EXPECT_NE(sponsorships_.amended.idempotency_key(), "");
  EXPECT_THAT(err_, HasSubstr("TARGET_BELOW_ENROLLED: Sasaran lebih kecil"));
}

TEST_F(SponsorCommands, EnrolInBatchesAndNumberLinesAsInTheFile) {
  EXPECT_EQ(Run({"sponsorships", "enrol", kSponsor, "P", "--file", Workers(5'003)}), 3);
  ASSERT_EQ(sponsorships_.batches.size(), 2u);
  EXPECT_EQ(sponsorships_.batches[1].lines_size(), 3);
  EXPECT_NE(sponsorships_.batches[0].idempotency_key(), sponsorships_.batches[1].idempotency_key());
  EXPECT_THAT(out_, HasSubstr("3,336 accepted (0 unchanged), 1,667 rejected"));
  EXPECT_THAT(out_, HasSubstr("5003  SPONSOR_TARGET_EXCEEDED"));
  EXPECT_THAT(out_, Not(HasSubstr("6501010101900001")));
}

TEST_F(SponsorCommands, WithdrawWithoutSayingAnythingButTheCounts) {
  sponsorships_.refuse = false;
  EXPECT_EQ(Run({"sponsorships", "enrol", kSponsor, "P", "--file", Workers(2), "--withdraw"}), 0);
  EXPECT_EQ(sponsorships_.batches[0].lines(0).action(), v1::ENROLMENT_ACTION_WITHDRAW);
  EXPECT_THAT(out_, HasSubstr("2 accepted"));
}

TEST_F(SponsorCommands, ShowAProgrammeInBothLanguages) {
  EXPECT_EQ(Run({"sponsorships", "show", kSponsor, "unknown"}), 5);
  EXPECT_EQ(Run({"sponsorships", "show", kSponsor, "APBD-2025", "--as-of", "2025-06-30"}), 0);
  EXPECT_EQ(sponsorships_.as_of, "2025-06-30");
  EXPECT_THAT(out_, HasSubstr("realised 11,060 of a target of 22,121 (50.00 %)"));
  EXPECT_THAT(out_, HasSubstr("covered to 2025-10 (budget); 1,234 fall out after it"));
  language_ = "id";
  EXPECT_EQ(Run({"sponsorships", "show", kSponsor, "APBD-2025"}), 0);
  EXPECT_THAT(out_, HasSubstr("(50,00 %)"));
  EXPECT_THAT(out_, HasSubstr("anggaran habis"));
}

TEST_F(SponsorCommands, ShowASponsorYearByYear) {
  EXPECT_EQ(Run({"sponsorships", "show", kSponsor, "--first-year", "2025"}), 0);
  EXPECT_THAT(out_, HasSubstr("2025  22,121             40.62 %"));
}

TEST_F(SponsorCommands, ListWhatLapsesOverAllPages) {
  EXPECT_EQ(Run({"sponsorships", "lapsing", "--region", "65", "--horizon", "12"}), 0);
  EXPECT_EQ(sponsorships_.lapsing.region(), "65");
  EXPECT_EQ(sponsorships_.lapsing.horizon_months(), 12);
  EXPECT_EQ(sponsorships_.lapsing.page_token(), "2");
  EXPECT_EQ(Run({"-o", "json", "sponsorships", "lapsing"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["headsFallingOut"], "44242");
}

TEST_F(SponsorCommands, RegisterAmendAndShowAProject) {
  const std::string none = folder_.Write("none.json", "{}");
  EXPECT_EQ(Run({"projects", "register", "JAKON001-001", "--input", none}), 4);
  const std::string file =
      folder_.Write("p.json", R"({"terms": {"contractValueRupiah": "5000000000"}})");
  EXPECT_EQ(Run({"projects", "register", "JAKON001-001", "--input", file}), 0);
  EXPECT_THAT(out_, HasSubstr("5,000,000,000"));
  EXPECT_THAT(out_, HasSubstr("charge 2025-03: 6,550,000 rupiah, due 2025-04-15"));
  EXPECT_EQ(Run({"projects", "amend", "JAKON001-001", "--input", file}), 0);
  EXPECT_NE(projects_.key, "");
  language_ = "id";
  EXPECT_EQ(Run({"projects", "show", "JAKON001-001"}), 0);
  EXPECT_THAT(out_, HasSubstr("tagihan 2025-03: 6.550.000 rupiah, jatuh tempo 2025-04-15"));
  EXPECT_THAT(out_, HasSubstr("12 pekerja aktif, 15 seluruhnya"));
}

}  // namespace
}  // namespace paritrana::cli
