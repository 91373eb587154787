// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/contract.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <google/api/annotations.pb.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/util/type_resolver_util.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"

namespace paritrana::gateway {
namespace {

constexpr char kTypeUrlPrefix[] = "type.googleapis.com";

struct Verb {
  std::string http_method;
  std::string path;
};

std::optional<Verb> VerbOf(const google::api::HttpRule& rule) {
  switch (rule.pattern_case()) {
    case google::api::HttpRule::kGet:
      return Verb{"GET", rule.get()};
    case google::api::HttpRule::kPut:
      return Verb{"PUT", rule.put()};
    case google::api::HttpRule::kPost:
      return Verb{"POST", rule.post()};
    case google::api::HttpRule::kDelete:
      return Verb{"DELETE", rule.delete_()};
    case google::api::HttpRule::kPatch:
      return Verb{"PATCH", rule.patch()};
    default:
      return std::nullopt;
  }
}

// "paritrana.scoring.v1" → "scoring".
std::string ServiceOfPackage(const std::string& package) {
  const std::vector<std::string> parts = absl::StrSplit(package, '.');
  return parts.size() > 1 ? parts[1] : package;
}

absl::Status Unusable(const google::protobuf::MethodDescriptor& method, std::string_view why) {
  return absl::InternalError(
      absl::StrCat("annotation of ", method.full_name(), ": ", std::string(why)));
}

}  // namespace

std::string TypeUrl(const google::protobuf::Descriptor& message) {
  return absl::StrCat(kTypeUrlPrefix, "/", message.full_name());
}

absl::StatusOr<std::unique_ptr<Contract>> Contract::Load(std::string_view descriptor_set) {
  google::protobuf::FileDescriptorSet files;
  if (!files.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) {
    return absl::InternalError("the descriptor set is damaged");
  }
  std::unique_ptr<Contract> contract(new Contract);
  for (const auto& file : files.file()) {
    const auto* built = contract->pool_.BuildFile(file);
    if (built == nullptr) {
      return absl::InternalError(absl::StrCat("descriptors of ", file.name(), " are damaged"));
    }
    for (int i = 0; i < built->service_count(); ++i) {
      PARITRANA_RETURN_IF_ERROR(contract->AddService(*built->service(i)));
    }
  }
  std::sort(contract->operations_.begin(), contract->operations_.end(),
            [](const Operation& a, const Operation& b) {
              return std::pair(a.path.text(), a.http_method) <
                     std::pair(b.path.text(), b.http_method);
            });
  for (const Operation& op : contract->operations_) contract->by_specificity_.push_back(&op);
  std::stable_sort(
      contract->by_specificity_.begin(), contract->by_specificity_.end(),
      [](const Operation* a, const Operation* b) { return a->path.MoreSpecificThan(b->path); });
  contract->types_.reset(
      google::protobuf::util::NewTypeResolverForDescriptorPool(kTypeUrlPrefix, &contract->pool_));
  return contract;
}

absl::Status Contract::AddService(const google::protobuf::ServiceDescriptor& service) {
  for (int i = 0; i < service.method_count(); ++i) {
    PARITRANA_RETURN_IF_ERROR(AddMethod(*service.method(i)));
  }
  return absl::OkStatus();
}

absl::Status Contract::AddMethod(const google::protobuf::MethodDescriptor& method) {
  if (!method.options().HasExtension(google::api::http)) return absl::OkStatus();
  const google::api::HttpRule& rule = method.options().GetExtension(google::api::http);
  if (method.client_streaming() || method.server_streaming()) {
    return Unusable(method, "streams have no HTTP form");
  }
  const std::optional<Verb> verb = VerbOf(rule);
  if (!verb || rule.additional_bindings_size() > 0 || !rule.response_body().empty()) {
    return Unusable(method, "only one plain binding is understood");
  }
  if (!rule.body().empty() && rule.body() != "*") return Unusable(method, "body must be \"*\"");
  std::optional<PathTemplate> path = PathTemplate::Parse(verb->path);
  if (!path) return Unusable(method, "path is not understood");
  for (const std::string& field : path->Fields()) {
    if (method.input_type()->FindFieldByName(field) == nullptr) {
      return Unusable(method, absl::StrCat("no field ", field));
    }
  }
  operations_.push_back({&method, verb->http_method, *std::move(path), rule.body() == "*",
                         ServiceOfPackage(method.file()->package()),
                         absl::StrCat("/", method.service()->full_name(), "/", method.name())});
  return absl::OkStatus();
}

RouteMatch Contract::Find(std::string_view http_method, const RequestPath& path) const {
  if (http_method == "HEAD") http_method = "GET";
  RouteMatch match;
  std::set<std::string> allowed;
  for (const Operation* operation : by_specificity_) {
    auto captures = operation->path.Match(path);
    if (!captures) continue;
    allowed.insert(operation->http_method);
    if (operation->http_method == "GET") allowed.insert("HEAD");
    if (match.operation == nullptr && operation->http_method == http_method) {
      match.operation = operation;
      match.captures = *std::move(captures);
    }
  }
  match.allowed.assign(allowed.begin(), allowed.end());
  return match;
}

}  // namespace paritrana::gateway
