// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libs/base/clock.h"
#include "libs/base/random.h"
#include "libs/contribution/rule_book.h"
#include "libs/identity/identity.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "services/compliance/adapters/files/enforcement_rules.h"
#include "services/compliance/adapters/grpc/enforcement/case_service.h"
#include "services/compliance/adapters/grpc/enforcement/certificate_service.h"
#include "services/compliance/adapters/grpc/enforcement/finding_service.h"
#include "services/compliance/adapters/postgres/dues/dues_queries.h"
#include "services/compliance/adapters/postgres/enforcement/case_book.h"
#include "services/compliance/adapters/postgres/enforcement/certificate_book.h"
#include "services/compliance/adapters/postgres/enforcement/employer_flags.h"
#include "services/compliance/adapters/postgres/enforcement/figures_reader.h"
#include "services/compliance/adapters/postgres/enforcement/finding_book.h"
#include "services/compliance/adapters/postgres/enforcement/reference_book.h"
#include "services/compliance/application/enforcement/account_arrears.h"
#include "services/compliance/application/enforcement/detect_at_close.h"

namespace paritrana::compliance {

// Findings, cases and certificates, wired. Members are made in the order they stand here.
struct EnforcementParts {
  // What they work with; all must outlive them.
  struct Needs {
    postgres::Pool& pool;
    const identity::Vault& vault;
    const contribution::RuleBook& book;
    RateLimit& rate_limit;
    const Clock& clock;
    FlagHook flags_changed = QueueForAssessment;
    ArrearsReader* arrears = nullptr;  // of tests; else the accounts tell
  };

  EnforcementParts(EnforcementRules the_rules, const Needs& the_needs)
      : rules(std::move(the_rules)), needs(the_needs) {}

  void AddTo(rpc::Server& server) {
    server.AddService(finding_service);
    server.AddService(case_service);
    server.AddService(certificate_service);
  }

  const EnforcementRules rules;
  const Needs needs;
  PostgresDuesQueries dues{needs.pool};
  AccountArrears account_arrears{dues, needs.book};
  ArrearsReader& arrears = needs.arrears != nullptr ? *needs.arrears : account_arrears;
  PostgresFindingBook findings{needs.pool, needs.flags_changed};
  PostgresFiguresReader figures{needs.pool};
  PostgresEmployerFlags flags{needs.pool};
  PostgresCaseBook cases{needs.pool};
  PostgresCertificateBook certificates{needs.pool};
  PostgresReferenceBook references{needs.pool};
  DetectFindingsHandler detect{
      {rules.findings, needs.book, figures, arrears, findings, needs.clock}};
  DecideFindingHandler decide{findings, needs.clock};
  ReferenceImportHandler imports{references, detect, needs.clock};
  CaseHandler case_handler{{{rules.ladder, needs.book}, cases, arrears, needs.clock}};
  CertificateHandler certificate_handler{
      {rules.standing, certificates, arrears, needs.vault, needs.clock, Random::Real()}};
  FindingServiceAdapter finding_service{findings, detect, decide, imports};
  CaseServiceAdapter case_service{case_handler, cases, findings, rules.ladder};
  CertificateServiceAdapter certificate_service{certificate_handler, findings, rules.standing,
                                                needs.rate_limit};
  // For the month-end close.
  DetectAtClose at_close{detect, case_handler};
};

}  // namespace paritrana::compliance
