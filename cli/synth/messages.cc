// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/messages.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "libs/base/check.h"
#include "libs/contribution/shares.h"

namespace paritrana::synth {
namespace {

namespace cpb = common::v1;

cpb::Segment SegmentOf(SynthSegment segment) {
  switch (segment) {
    case SynthSegment::kPu:
      return cpb::SEGMENT_PU;
    case SynthSegment::kBpu:
      return cpb::SEGMENT_BPU;
    case SynthSegment::kJakon:
      return cpb::SEGMENT_JAKON;
  }
  return cpb::SEGMENT_UNSPECIFIED;
}

cpb::EmployerKind EmployerKindOf(PayerKind kind) {
  switch (kind) {
    case PayerKind::kGovernment:
    case PayerKind::kSponsor:
      return cpb::EMPLOYER_KIND_GOVERNMENT;
    case PayerKind::kCollective:
      return cpb::EMPLOYER_KIND_INDIVIDUAL;
    case PayerKind::kEmployer:
    case PayerKind::kProject:
      break;
  }
  return cpb::EMPLOYER_KIND_PRIVATE;
}

cpb::WorkerKind WorkerKindOf(PayerKind kind) {
  if (kind == PayerKind::kGovernment) return cpb::WORKER_KIND_NON_ASN;
  if (kind == PayerKind::kSponsor) return cpb::WORKER_KIND_VULNERABLE;
  return cpb::WORKER_KIND_REGULAR;
}

contribution::Segment RuleSegmentOf(SynthSegment segment) {
  return static_cast<contribution::Segment>(SegmentOf(segment));
}

// What the payer must take by its size; administrations take what large employers do.
contribution::ProgrammeSet ProgrammesOf(const contribution::RuleBook& rules,
                                        const SynthPayer& payer, Month month) {
  const auto size = payer.size_class == 0 ? contribution::SizeClass::kLarge
                                          : static_cast<contribution::SizeClass>(payer.size_class);
  const auto programmes = MandatoryProgrammes(rules, RuleSegmentOf(payer.segment), size, month);
  PARITRANA_CHECK(programmes.ok());
  return *programmes;
}

contribution::MonthlyCase CaseOf(const contribution::RuleBook& rules, const SynthPayer& payer,
                                 const SynthWorker& worker, Month from) {
  contribution::MonthlyCase month;
  month.month = from;
  month.segment = RuleSegmentOf(payer.segment);
  month.risk_class = static_cast<contribution::RiskClass>(payer.jkk_class);
  month.programmes = ProgrammesOf(rules, payer, from);
  month.sponsored = payer.kind == PayerKind::kSponsor;
  month.age = contribution::Age::FromBirthDate(worker.birth_date);
  month.income = Rupiah(worker.wage_rupiah);
  return month;
}

// Adds what the rules give. A programme whose ceiling is not known for these months, or that a
// person is too old for, is left out.
void AddAmounts(const contribution::ShareTable& table, compliance::v1::ContributionLine& line) {
  for (const contribution::Programme programme : contribution::kProgrammes) {
    const contribution::Shares& shares = table.shares[contribution::IndexOf(programme)];
    if (shares == contribution::Shares{}) continue;
    compliance::v1::ProgrammeAmount& amount = *line.add_amounts();
    amount.set_programme(static_cast<cpb::Programme>(programme));
    amount.set_employer_rupiah(shares.employer.value());
    amount.set_employee_rupiah(shares.employee.value());
  }
}

// Ids must not repeat in a run, and a clerk should find the person again: the place in the payroll.
std::string LineId(const char* kind, std::size_t place) {
  return absl::StrCat(kind, "-", place + 1);
}

}  // namespace

registration::v1::Employer ToEmployer(const SynthPayer& payer) {
  registration::v1::Employer employer;
  employer.set_npp(payer.npp);
  employer.set_division(payer.division);
  employer.set_name(payer.name);
  employer.set_kind(EmployerKindOf(payer.kind));
  employer.set_size_class(static_cast<cpb::SizeClass>(payer.size_class));
  employer.set_jkk_class(static_cast<cpb::JkkClass>(payer.jkk_class));
  employer.set_registration_region(payer.registration_region.ToString());
  return employer;
}

registration::v1::Worker ToWorker(const SynthPayer& payer, const SynthWorker& worker) {
  registration::v1::Worker message;
  message.mutable_identity()->set_nik(worker.nik);
  message.set_name(worker.name);
  message.set_birth_date(absl::FormatCivilTime(worker.birth_date));
  message.set_sex(worker.female ? registration::v1::SEX_FEMALE : registration::v1::SEX_MALE);
  registration::v1::Employment& employment = *message.mutable_employment();
  employment.set_employer_ref(payer.ref());
  employment.set_segment(SegmentOf(payer.segment));
  employment.set_worker_kind(WorkerKindOf(payer.kind));
  if (payer.kind == PayerKind::kSponsor) {
    employment.set_sponsor_kind(cpb::SPONSOR_KIND_PROVINCE_BUDGET);
  }
  employment.set_start_date(absl::StrCat(worker.first_month.ToString(), "-01"));
  employment.set_workplace_region(worker.workplace.ToString());
  return message;
}

compliance::v1::ContributionLine ToLine(const Calibration& calibration, const SynthPayer& payer,
                                        const SynthWorker& worker, const std::string& line_id,
                                        Month from, Month to) {
  compliance::v1::ContributionLine line;
  line.set_line_id(line_id);
  line.mutable_worker()->set_nik(worker.nik);
  line.set_covered_from(from.ToString());
  line.set_covered_to(to.ToString());
  line.set_segment(SegmentOf(payer.segment));
  line.set_reported_wage_rupiah(worker.wage_rupiah);
  contribution::ShareTable table;
  ComputeRangeShares(*calibration.rules, CaseOf(*calibration.rules, payer, worker, from), to,
                     table);
  AddAmounts(table, line);
  return line;
}

std::vector<compliance::v1::ContributionLine> LinesOf(const Calibration& calibration,
                                                      const SynthPayer& payer, Month period) {
  const int cadence = static_cast<int>(payer.cadence);
  std::vector<compliance::v1::ContributionLine> lines;
  if (period.month() % cadence != 0) return lines;
  for (std::size_t i = 0; i < payer.workers.size(); ++i) {
    const SynthWorker& worker = payer.workers[i];
    const Month from = std::max(worker.first_month, period - (cadence - 1));
    if (from > period || worker.last_month < from) continue;
    if (worker.late && period == worker.last_month) continue;
    lines.push_back(ToLine(calibration, payer, worker, LineId("w", i), from,
                           std::min(period, worker.last_month)));
  }
  return lines;
}

std::vector<compliance::v1::ContributionLine> LateLinesOf(const Calibration& calibration,
                                                          const SynthPayer& payer, int year) {
  const Month december(year, 12);
  const int cadence = static_cast<int>(payer.cadence);
  std::vector<compliance::v1::ContributionLine> lines;
  for (std::size_t i = 0; i < payer.workers.size(); ++i) {
    const SynthWorker& worker = payer.workers[i];
    if (!worker.late || worker.last_month != december) continue;
    const Month from = std::max(worker.first_month, december - (cadence - 1));
    lines.push_back(ToLine(calibration, payer, worker, LineId("late", i), from, december));
  }
  return lines;
}

}  // namespace paritrana::synth
