// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include "cli/session.h"

// One function a command: it adds the command with its options and examples to its parent, and sets
// session.command when the command was chosen. `session` must outlive the parsing and the run.
namespace paritrana::cli {

void AddWorkersImport(CLI::App& workers, Session& session);
void AddWorkersMerge(CLI::App& workers, Session& session);
void AddEmployersRegister(CLI::App& employers, Session& session);
void AddEmployersChange(CLI::App& employers, Session& session);
void AddEmployersShow(CLI::App& employers, Session& session);
void AddEmployersFindings(CLI::App& employers, Session& session);
void AddEmployersImports(CLI::App& employers, Session& session);
void AddFindings(CLI::App& findings, Session& session);
void AddCases(CLI::App& cases, Session& session);
void AddCertificates(CLI::App& certificates, Session& session);
void AddContributionsPost(CLI::App& contributions, Session& session);
void AddDropRun(CLI::App& drop, Session& session);
void AddFilesValidate(CLI::App& files, Session& session);
void AddFilesCommit(CLI::App& files, Session& session);
void AddFilesTemplate(CLI::App& files, Session& session);
void AddSubmissionsShow(CLI::App& submissions, Session& session);
void AddRankingShow(CLI::App& ranking, Session& session);
void AddRankingWatch(CLI::App& ranking, Session& session);
void AddRegionsImport(CLI::App& regions, Session& session);
void AddBooksClose(CLI::App& books, Session& session);
void AddBooksShow(CLI::App& books, Session& session);
void AddEmployersMissingDeclarations(CLI::App& employers, Session& session);
void AddRunsShow(CLI::App& runs, Session& session);
void AddLedger(CLI::App& ledger, Session& session);
void AddDues(CLI::App& dues, Session& session);
void AddPeriodsShow(CLI::App& periods, Session& session);
void AddLinesWaiting(CLI::App& lines, Session& session);
void AddLinesAnswer(CLI::App& lines, Session& session);
void AddPeriodsClose(CLI::App& periods, Session& session);
void AddPeriodsReopen(CLI::App& periods, Session& session);
void AddProjects(CLI::App& projects, Session& session);
void AddSponsorships(CLI::App& sponsorships, Session& session);
void AddPaymentsPost(CLI::App& payments, Session& session);
void AddPaymentsShow(CLI::App& payments, Session& session);
void AddPaymentsList(CLI::App& payments, Session& session);
void AddPaymentsReverse(CLI::App& payments, Session& session);
void AddCalculate(CLI::App& app, Session& session);
void AddSynthLoad(CLI::App& synth, Session& session);
void AddSynthFeed(CLI::App& synth, Session& session);

}  // namespace paritrana::cli
