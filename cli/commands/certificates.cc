// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/enforcement.h"
#include "libs/base/status_macros.h"
#include "paritrana/compliance/v1/certificates.grpc.pb.h"

namespace paritrana::cli {
namespace {

namespace v1 = compliance::v1;

constexpr char kExamples[] = R"(Examples:
  paritrana certificates issue CONTOH01-000
  paritrana certificates verify 7K3M-9QFX-2B4D-HJ6N-PR8T-VW0Y-ZC
  paritrana certificates standing CONTOH01-000

The code is shown once more when the same call is repeated with its --key; the service keeps no code.)";

struct Arguments {
  std::string employer;
  std::string code;
  OfficerOptions officer;
};

std::string StateName(const Session& session, v1::CertificateState state) {
  switch (state) {
    case v1::CERTIFICATE_STATE_EXPIRED:
      return Words(session, "kedaluwarsa", "expired");
    case v1::CERTIFICATE_STATE_REVOKED:
      return Words(session, "dicabut", "revoked");
    default:
      return Words(session, "berlaku", "valid");
  }
}

template <typename Response>
int Show(const Session& session, const Response& response, const std::string& code) {
  const v1::Certificate& certificate = response.certificate();
  const auto word = [&](const char* id, const char* en) { return Words(session, id, en); };
  const Table table{
      {{word("pemberi kerja", "employer")},
       {word("status", "state")},
       {word("terbit", "issued")},
       {word("berlaku sampai", "valid until")},
       {word("dicabut", "revoked")},
       {word("kode", "code")}},
      {{certificate.employer_ref(), StateName(session, certificate.state()),
        certificate.issued_on(), certificate.valid_until(), certificate.revoked_on(), code}}};
  session.Print(table, response);
  for (const v1::Incentive& incentive : certificate.incentives()) {
    session.Say(absl::StrCat("- ", session.indonesian() ? incentive.text_id() : incentive.text_en(),
                             " [", ConfidenceName(session, incentive.rule().confidence()), "]"));
  }
  return 0;
}

absl::StatusOr<int> Issue(const Session& session, const Arguments& arguments) {
  const auto stub = v1::CertificateService::NewStub(session.Compliance());
  v1::IssueCertificateRequest request;
  request.set_idempotency_key(arguments.officer.Key());
  request.set_employer_ref(arguments.employer);
  v1::IssueCertificateResponse response;
  PARITRANA_RETURN_IF_ERROR(CallAs(arguments.officer, [&](grpc::ClientContext* context) {
    return stub->IssueCertificate(context, request, &response);
  }));
  return Show(session, response, response.code());
}

absl::StatusOr<int> Verify(const Session& session, const Arguments& arguments) {
  const auto stub = v1::CertificateService::NewStub(session.Compliance());
  v1::VerifyCertificateRequest request;
  request.set_code(arguments.code);
  v1::VerifyCertificateResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->VerifyCertificate(context, request, &response);
  }));
  return Show(session, response, arguments.code);
}

absl::StatusOr<int> Standing(const Session& session, const Arguments& arguments) {
  const auto stub = v1::CertificateService::NewStub(session.Compliance());
  v1::GetStandingRequest request;
  request.set_employer_ref(arguments.employer);
  v1::GetStandingResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetStanding(context, request, &response);
  }));
  Table table{{{Words(session, "halangan", "obstacle")},
               {Words(session, "temuan", "finding")},
               {Words(session, "nomor", "number"), true}},
              {}};
  for (const v1::StandingObstacle& obstacle : response.obstacles()) {
    const bool finding = obstacle.flag() != v1::COMPLIANCE_FLAG_UNSPECIFIED;
    table.rows.push_back({obstacle.kind(), finding ? FlagName(session, obstacle.flag()) : "",
                          obstacle.number() > 0 ? absl::StrCat(obstacle.number()) : ""});
  }
  session.Say(response.good() ? Words(session, "patuh", "in good standing")
                              : Words(session, "belum patuh", "not in good standing"));
  session.Print(table, response);
  return 0;
}

void AddEmployer(CLI::App& command, Arguments& arguments) {
  command.add_option("EMPLOYER", arguments.employer, "\"npp-division\"")->required();
}

}  // namespace

void AddCertificates(CLI::App& certificates, Session& session) {
  CLI::App& issue = *certificates.add_subcommand("issue", "Issue a certificate of good standing");
  const auto issued = AddAction(issue, session, kExamples, Issue);
  AddEmployer(issue, *issued);
  issue.add_option("--key", issued->officer.key, "Idempotency key, to repeat a call");
  CLI::App& verify = *certificates.add_subcommand("verify", "Verify a certificate by its code");
  const auto verified = AddAction(verify, session, kExamples, Verify);
  verify.add_option("CODE", verified->code, "The code")->required();
  CLI::App& standing = *certificates.add_subcommand("standing", "What stands against an employer");
  AddEmployer(standing, *AddAction(standing, session, kExamples, Standing));
}

}  // namespace paritrana::cli
