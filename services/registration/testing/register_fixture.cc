// SPDX-License-Identifier: Apache-2.0
#include "services/registration/testing/register_fixture.h"

#include "libs/base/check.h"
#include "services/registration/application/import_regions.h"
#include "services/registration/application/request_key.h"

namespace paritrana::registration::testing {
namespace {

constexpr absl::Time kNever = absl::InfiniteFuture();

Region At(const char* code) { return {*RegionCode::Parse(code), code, {}, {}, {}}; }

}  // namespace

const identity::Vault& TestVault() {
  static const identity::Vault vault =
      *identity::Vault::Create(std::string(32, 't'), std::string(32, 'e'));
  return vault;
}

RequestKey Key(std::string_view operation, std::string_view key, std::string_view content) {
  return *MakeRequestKey(TestVault(), operation, key, content);
}

WorkerDraft SomeWorker(std::string_view nik) {
  WorkerDraft worker;
  worker.identity = {identity::Kind::kNik, std::string(nik)};
  worker.name = "Tenaga Contoh";
  worker.birth_date = kBirthDate;
  worker.employment.employer_ref = kEmployer;
  worker.employment.segment = static_cast<int>(Segment::kPu);
  worker.employment.start_date = "2024-01-15";
  worker.employment.workplace_region = kVillage;
  return worker;
}

EmployerDraft SomeEmployer(std::string_view ref) {
  EmployerDraft employer;
  employer.npp = ref.substr(0, ref.find('-'));
  employer.division = ref.substr(ref.find('-') + 1);
  employer.name = "PT Contoh";
  employer.kind = static_cast<int>(EmployerKind::kPrivate);
  employer.size_class = static_cast<int>(SizeClass::kMicro);
  employer.registration_region = "64.74";
  return employer;
}

RegionTree SomeTree() {
  RegionTree tree;
  tree.header = {"test-1", "made for tests", "CC0-1.0", absl::CivilDay(2022, 12, 8)};
  for (const char* code : {"64", kOtherRegency, "64.74", "64.74.01", kVillage}) {
    tree.regions.push_back(At(code));
  }
  return tree;
}

void Furnish(const Surroundings& surroundings) {
  const RegionTree tree = SomeTree();
  RegionImport import = *RegionImport::Open(surroundings, tree.header);
  PARITRANA_CHECK(import.Add(tree.regions).ok());
  PARITRANA_CHECK(import.Finish(kNever).ok());
  const RegisterEmployerHandler handler(surroundings);
  for (const char* ref : {kEmployer, kOtherEmployer}) {
    const RegisterEmployer command{Key("RegisterEmployer", ref, ref), SomeEmployer(ref)};
    PARITRANA_CHECK(handler.Handle(command, kNever).ok());
  }
}

}  // namespace paritrana::registration::testing
