// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/check_worker.h"

#include <cstddef>
#include <utility>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::registration {
namespace {

constexpr std::size_t kPayrollNumberMax = 40;

// Collects faults under one path and hands out values where there are any.
class Faults {
 public:
  explicit Faults(std::vector<absl::Status>& all) : all_(all) {}

  bool Take(absl::Status status, std::string_view path) {
    if (status.ok()) return true;
    all_.push_back(WithFieldPrefix(std::move(status), path));
    return false;
  }

  template <typename T, typename Target>
  void Take(absl::StatusOr<T> value, Target& target, std::string_view path) {
    if (value.ok()) {
      target = *std::move(value);
    } else {
      Take(value.status(), path);
    }
  }

 private:
  std::vector<absl::Status>& all_;
};

template <typename Enum>
absl::StatusOr<Enum> Choice(int number, int most) {
  if (number < 0 || number > most) return MakeError("ENUM_UNKNOWN");
  return static_cast<Enum>(number);
}

absl::StatusOr<std::optional<absl::CivilDay>> OptionalDate(const std::string& text) {
  if (text.empty()) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDate(text));
  return day;
}

absl::StatusOr<std::optional<RegionCode>> OptionalRegion(const std::string& text) {
  if (text.empty()) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(const RegionCode code, RegionCode::Parse(text));
  return code;
}

absl::StatusOr<ProgrammeSet> Programmes(const std::vector<int>& numbers) {
  ProgrammeSet set;
  for (const int number : numbers) {
    if (number <= 0 || number > kProgrammeMax) return MakeError("PROGRAMME_UNKNOWN");
    if (set.Has(static_cast<Programme>(number))) return MakeError("PROGRAMME_REPEATED");
    set.Add(static_cast<Programme>(number));
  }
  return set;
}

absl::Status CheckNumber(identity::Kind kind, const std::string& number) {
  switch (kind) {
    case identity::Kind::kNik:
      return identity::ParseNik(number).status();
    case identity::Kind::kKpj:
      return identity::CheckKpj(number);
    case identity::Kind::kPassport:
      return identity::CheckPassport(number);
  }
  return MakeError("IDENTITY_REQUIRED");
}

std::string_view FieldOfKind(identity::Kind kind) {
  switch (kind) {
    case identity::Kind::kNik:
      return "nik";
    case identity::Kind::kKpj:
      return "kpj";
    case identity::Kind::kPassport:
      return "passport";
  }
  return "";
}

void CheckAgainstNik(const CheckedWorker& worker, Faults& faults) {
  const auto facts = identity::ParseNik(worker.identity.number);
  if (!facts.ok()) return;  // reported already
  faults.Take(identity::CheckBirthDate(*facts, worker.birth_date), "worker.birth_date");
  const bool differs =
      worker.sex != Sex::kUnspecified && (worker.sex == Sex::kFemale) != facts->female;
  if (differs) faults.Take(MakeError("NIK_SEX_DIFFERS"), "worker.sex");
}

void CheckPerson(const WorkerDraft& draft, const identity::Vault& vault, CheckedWorker& worker,
                 Faults& faults) {
  faults.Take(CheckIdentity(draft.identity, vault), worker.identity, "worker");
  if (!draft.kpj.empty() && draft.identity.kind != identity::Kind::kKpj) {
    const IdentityDraft kpj{identity::Kind::kKpj, draft.kpj};
    auto checked = CheckIdentity(kpj, vault);
    if (checked.ok()) {
      worker.kpj = *std::move(checked);
    } else {
      faults.Take(MakeError("KPJ_INVALID"), "worker.kpj");
    }
  }
  faults.Take(CheckName(draft.name, "name"), "worker");
  worker.name = draft.name;
  faults.Take(Choice<Sex>(draft.sex, kSexMax), worker.sex, "worker.sex");
  const auto birth_date = ParseDate(draft.birth_date);
  faults.Take(birth_date, worker.birth_date, "worker.birth_date");
  if (birth_date.ok() && draft.identity.kind == identity::Kind::kNik) {
    CheckAgainstNik(worker, faults);
  }
}

void CheckEmployment(const EmploymentDraft& draft, CheckedWorker& worker, Faults& faults) {
  const std::string path = "worker.employment.";
  Membership& membership = worker.membership;
  faults.Take(EmployerRef::Parse(draft.employer_ref), worker.employer, path + "employer_ref");
  faults.Take(CheckSegment(draft.segment), membership.segment, path + "segment");
  faults.Take(Choice<WorkerKind>(draft.worker_kind, kWorkerKindMax), membership.worker_kind,
              path + "worker_kind");
  faults.Take(Choice<SponsorKind>(draft.sponsor_kind, kSponsorKindMax), membership.sponsor_kind,
              path + "sponsor_kind");
  faults.Take(ParseDate(draft.start_date), membership.start, path + "start_date");
  faults.Take(OptionalDate(draft.end_date), membership.end, path + "end_date");
  faults.Take(OptionalRegion(draft.workplace_region), membership.workplace_region,
              path + "workplace_region");
  faults.Take(OptionalRegion(draft.domicile_region), membership.domicile_region,
              path + "domicile_region");
  faults.Take(Programmes(draft.programmes), membership.programmes, path + "programmes");
  if (draft.payroll_number.size() > kPayrollNumberMax) {
    faults.Take(MakeError("FIELD_TOO_LONG"), path + "payroll_number");
  }
  membership.payroll_number = draft.payroll_number;
}

}  // namespace

absl::StatusOr<Segment> CheckSegment(int number) {
  if (number <= 0 || number > kSegmentMax) return MakeError("SEGMENT_INVALID");
  return static_cast<Segment>(number);
}

absl::StatusOr<CheckedIdentity> CheckIdentity(const IdentityDraft& draft,
                                              const identity::Vault& vault,
                                              const std::string& path) {
  if (!draft.kind || draft.number.empty()) return MakeError("IDENTITY_REQUIRED", path);
  const std::string field = path + "." + std::string(FieldOfKind(*draft.kind));
  PARITRANA_RETURN_IF_ERROR(WithFieldPrefix(CheckNumber(*draft.kind, draft.number), field));
  return CheckedIdentity{*draft.kind, draft.number, vault.MakeToken(*draft.kind, draft.number)};
}

WorkerCheck CheckWorker(const WorkerDraft& draft, const identity::Vault& vault) {
  WorkerCheck check;
  CheckedWorker worker;
  Faults faults(check.faults);
  CheckPerson(draft, vault, worker, faults);
  CheckEmployment(draft.employment, worker, faults);
  if (check.faults.empty()) {
    faults.Take(CheckMembership(worker.membership), "worker.employment");
    ApplyDefaults(worker.membership);
  }
  if (check.faults.empty()) check.worker = std::move(worker);
  return check;
}

}  // namespace paritrana::registration
