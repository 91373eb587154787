// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/openapi.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "services/gateway/application/openapi_schema.h"

namespace paritrana::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Json = nlohmann::ordered_json;

constexpr char kDescription[] =
    "HTTP/JSON form of Paritrana's services, by protobuf's JSON mapping: lowerCamelCase names, "
    "64-bit integers as text, enums by name, default values written out. Errors are "
    "application/problem+json (RFC 9457) with a stable `reason`, the path of the `field`, a "
    "`detail` in Indonesian or English (Accept-Language) and `retryable`.";

// The first sentence of a comment.
std::string FirstSentence(const std::string& comment) {
  const std::size_t end = comment.find(". ");
  return end == std::string::npos ? comment : comment.substr(0, end + 1);
}

Json ProblemSchema() {
  Json names = Json::array();
  for (const Reason& reason : AllReasons()) names.push_back(reason.name);
  return {
      {"type", "object"},
      {"description", "What went wrong, whose fault it is and what to do."},
      {"required", {"type", "title", "status", "reason", "field", "detail", "retryable"}},
      {"properties",
       {{"type", {{"type", "string"}, {"format", "uri"}}},
        {"title", {{"type", "string"}}},
        {"status", {{"type", "integer"}}},
        {"reason", {{"type", "string"}, {"enum", std::move(names)}}},
        {"field", {{"type", "string"}, {"description", "Path in the request; may be empty."}}},
        {"detail", {{"type", "string"}}},
        {"retryable",
         {{"type", "boolean"}, {"description", "The same request may succeed later."}}}}},
  };
}

Json Content(const std::string& type, Json schema) {
  return {{type, {{"schema", std::move(schema)}}}};
}

Json ProblemResponse() {
  return {
      {"description", "A problem."},
      {"content", Content("application/problem+json", {{"$ref", "#/components/schemas/Problem"}})}};
}

Json HeaderParameter(const char* name, const char* description, Json schema) {
  return {{"name", name},
          {"in", "header"},
          {"required", false},
          {"description", description},
          {"schema", std::move(schema)}};
}

Json PathParameter(const FieldDescriptor& field, SchemaCollector& schemas) {
  Json schema = schemas.FieldSchema(field);
  schema.erase("description");
  return {{"name", field.name()},
          {"in", "path"},
          {"required", true},
          {"description", CommentOf(field)},
          {"schema", std::move(schema)}};
}

// A plain field stands in the query as text, a message as JSON.
Json QueryParameter(const FieldDescriptor& field, SchemaCollector& schemas) {
  Json parameter = {{"name", field.json_name()}, {"in", "query"}, {"required", false}};
  Json schema = schemas.FieldSchema(field);
  schema.erase("description");
  parameter["description"] = CommentOf(field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    parameter["content"] = Content("application/json", std::move(schema));
  } else {
    parameter["schema"] = std::move(schema);
  }
  return parameter;
}

Json Parameters(const Operation& operation, SchemaCollector& schemas) {
  const Descriptor& input = *operation.method->input_type();
  const std::vector<std::string> in_path = operation.path.Fields();
  Json parameters = Json::array();
  for (const std::string& name : in_path) {
    parameters.push_back(PathParameter(*input.FindFieldByName(name), schemas));
  }
  for (int i = 0; !operation.takes_body && i < input.field_count(); ++i) {
    const bool taken =
        std::find(in_path.begin(), in_path.end(), input.field(i)->name()) != in_path.end();
    if (!taken && !input.field(i)->is_repeated()) {
      parameters.push_back(QueryParameter(*input.field(i), schemas));
    }
  }
  parameters.push_back({{"$ref", "#/components/parameters/RequestTimeout"}});
  if (input.FindFieldByName("idempotency_key") != nullptr) {
    parameters.push_back({{"$ref", "#/components/parameters/IdempotencyKey"}});
  }
  return parameters;
}

Json DescribeOperation(const Operation& operation, SchemaCollector& schemas) {
  const std::string comment = CommentOf(*operation.method);
  Json document = {
      {"operationId",
       absl::StrCat(operation.method->service()->name(), "_", operation.method->name())},
      {"tags", {operation.method->service()->name()}},
      {"summary", FirstSentence(comment)},
      {"description", comment},
      {"parameters", Parameters(operation, schemas)},
  };
  if (operation.takes_body) {
    document["requestBody"] = {
        {"required", false},
        {"content",
         Content("application/json", schemas.Reference(*operation.method->input_type()))}};
  }
  document["responses"] = {
      {"200",
       {{"description", "Done."},
        {"content",
         Content("application/json", schemas.Reference(*operation.method->output_type()))}}},
      {"default", ProblemResponse()}};
  return document;
}

// The one route that is no unary RPC: WatchRanking as server-sent events.
Json DescribeWatch(const Contract& contract, SchemaCollector& schemas) {
  const auto* watch =
      contract.pool().FindMethodByName("paritrana.scoring.v1.RankingService.WatchRanking");
  Json parameters = Json::array();
  for (const char* name : {"members", "scope", "month"}) {
    parameters.push_back(PathParameter(*watch->input_type()->FindFieldByName(name), schemas));
  }
  Json last = QueryParameter(*watch->input_type()->FindFieldByName("last_version"), schemas);
  parameters.push_back(std::move(last));
  parameters.push_back(HeaderParameter("Last-Event-ID",
                                       "Newest version seen; the answer is never older.",
                                       {{"type", "string"}, {"pattern", "^[0-9]*$"}}));
  schemas.Reference(*watch->output_type());
  return {{"operationId", "RankingService_WatchRanking"},
          {"tags", {"RankingService"}},
          {"summary", "Watches one ranking table as server-sent events."},
          {"description",
           "`id` is the version. `event: snapshot` carries a Ranking, `event: delta` a "
           "RankingDelta, `event: heartbeat` a Heartbeat (no id), each as one line of JSON."},
          {"parameters", std::move(parameters)},
          {"responses",
           {{"200",
             {{"description", "A stream of events, without end."},
              {"content", Content("text/event-stream", {{"type", "string"}})}}},
            {"default", ProblemResponse()}}}};
}

Json CommonParameters() {
  return {{"RequestTimeout",
           HeaderParameter("Request-Timeout",
                           "Seconds to wait for the answer, 0.01 to 300; 30 if not "
                           "given.",
                           {{"type", "number"}, {"minimum", 0.01}, {"maximum", 300}})},
          {"IdempotencyKey",
           HeaderParameter("Idempotency-Key", "Used as idempotencyKey when the body has none.",
                           {{"type", "string"}, {"minLength", 1}, {"maxLength", 100}})}};
}

Json Tags(const Contract& contract) {
  Json tags = Json::array();
  std::set<std::string> named;
  for (const Operation& operation : contract.operations()) {
    const auto& service = *operation.method->service();
    if (named.insert(service.name()).second) {
      tags.push_back({{"name", service.name()}, {"description", CommentOf(service)}});
    }
  }
  return tags;
}

}  // namespace

std::string DescribeAsOpenApi(const Contract& contract) {
  SchemaCollector schemas;
  Json paths = Json::object();
  for (const Operation& operation : contract.operations()) {
    paths[operation.path.text()][absl::AsciiStrToLower(operation.http_method)] =
        DescribeOperation(operation, schemas);
  }
  paths["/v1/rankings/{members}/{scope}/{month}/events"]["get"] = DescribeWatch(contract, schemas);
  Json collected = std::move(schemas).Take();
  collected["Problem"] = ProblemSchema();
  const Json document = {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Paritrana"},
        {"version", "1"},
        {"description", kDescription},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"servers", {{{"url", "/"}}}},
      {"tags", Tags(contract)},
      {"paths", std::move(paths)},
      {"components", {{"schemas", std::move(collected)}, {"parameters", CommonParameters()}}},
  };
  return document.dump();
}

}  // namespace paritrana::gateway
