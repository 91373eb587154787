// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "services/compliance/testing/enforcement/enforcement_service.h"

namespace paritrana::compliance::testing {

using Cases = v1::CaseService::Stub;

// The calls of cases and certificates in short: each returns the reason, "OK" if it was not
// refused, and keeps its answer. It is 16 March 2026, and the test payer owes ten million rupiah.
class CasesTest : public EnforcementTest {
 protected:
  CasesTest() {
    SetToday(absl::CivilDay(2026, 3, 16));
    arrears_.Say(absl::CivilDay(2026, 3, 16), 10'000'000);
  }

  std::string Open(const std::string& key = "open", const std::string& day = "2026-03-16",
                   const std::string& ref = kTestPayer) {
    v1::OpenCaseRequest request;
    request.set_idempotency_key(key);
    request.set_employer_ref(ref);
    request.add_flags(v1::COMPLIANCE_FLAG_ARREARS);
    request.set_day(day);
    request.set_reason("missed due date");
    v1::OpenCaseResponse response;
    const std::string reason = Call(*cases_, &Cases::OpenCase, request, &response);
    if (response.has_case_file()) case_ = response.case_file();
    return reason;
  }

  // Any change; `fill` adds what is the change's own.
  template <typename Request, typename Response>
  std::string Change(grpc::Status (Cases::*method)(grpc::ClientContext*, const Request&, Response*),
                     const std::function<void(Request&)>& fill = {}, const std::string& key = "") {
    Request request;
    request.set_idempotency_key(key.empty() ? "key-" + std::to_string(++keys_) : key);
    request.set_case_no(1);
    request.set_reason("as it should be");
    if (fill) fill(request);
    Response response;
    const std::string reason = Call(*cases_, method, request, &response);
    if (response.has_case_file()) case_ = response.case_file();
    return reason;
  }

  std::string Advance(v1::CaseStep step, const std::string& day = "", const std::string& key = "") {
    return Change<v1::AdvanceCaseRequest, v1::AdvanceCaseResponse>(
        &Cases::AdvanceCase,
        [&](v1::AdvanceCaseRequest& request) {
          request.set_step(step);
          request.set_day(day);
        },
        key);
  }
  std::string Pause() { return Change(&Cases::PauseCase); }
  std::string Resume() { return Change(&Cases::ResumeCase); }
  std::string Reopen() { return Change(&Cases::ReopenCase); }
  std::string Settle(bool in_spite = false) {
    return Change<v1::SettleCaseRequest, v1::SettleCaseResponse>(
        &Cases::SettleCase,
        [&](v1::SettleCaseRequest& request) { request.set_in_spite_of_arrears(in_spite); });
  }
  std::string Plan(const std::vector<std::pair<std::string, std::int64_t>>& instalments) {
    return Change<v1::PlanCaseRequest, v1::PlanCaseResponse>(
        &Cases::PlanCase, [&](v1::PlanCaseRequest& request) {
          for (const auto& [day, rupiah] : instalments) {
            v1::Instalment& instalment = *request.add_instalments();
            instalment.set_due_on(day);
            instalment.set_rupiah(rupiah);
          }
        });
  }

  std::string Show(const std::string& as_of = "", std::uint64_t number = 1) {
    v1::GetCaseRequest request;
    request.set_case_no(number);
    request.set_as_of(as_of);
    v1::GetCaseResponse response;
    const std::string reason = Call(*cases_, &Cases::GetCase, request, &response);
    if (response.has_case_file()) case_ = response.case_file();
    return reason;
  }

  v1::ListCasesResponse List(const std::string& region, v1::CaseState state, int size = 0,
                             const std::string& token = "") {
    v1::ListCasesRequest request;
    request.set_region(region);
    request.set_state(state);
    request.set_page_size(size);
    request.set_page_token(token);
    v1::ListCasesResponse response;
    reason_ = Call(*cases_, &Cases::ListCases, request, &response);
    return response;
  }

  std::vector<v1::CaseEventKind> Timeline() {
    std::vector<v1::CaseEventKind> kinds;
    for (const v1::CaseEvent& event : case_.timeline()) kinds.push_back(event.kind());
    return kinds;
  }

  std::string Issue(const std::string& key = "i1") {
    v1::IssueCertificateRequest request;
    request.set_idempotency_key(key);
    request.set_employer_ref(kTestPayer);
    const std::string reason =
        Call(*certificates_, &v1::CertificateService::Stub::IssueCertificate, request, &issued_);
    return reason;
  }
  std::string Verify(const std::string& code) {
    v1::VerifyCertificateRequest request;
    request.set_code(code);
    return Call(*certificates_, &v1::CertificateService::Stub::VerifyCertificate, request,
                &verified_);
  }

  v1::Case case_;
  v1::IssueCertificateResponse issued_;
  v1::VerifyCertificateResponse verified_;
  std::string reason_;
  int keys_ = 0;
};

}  // namespace paritrana::compliance::testing
