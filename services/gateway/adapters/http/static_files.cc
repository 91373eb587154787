// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/adapters/http/static_files.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <system_error>

#include <xxhash.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "services/gateway/domain/path_template.h"

namespace paritrana::gateway {
namespace {

namespace fs = std::filesystem;

// Scripts, styles and data from this origin only, nothing inline, no frames.
constexpr char kPagePolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

std::string ContentTypeOf(const fs::path& path) {
  static const auto& types = *new std::map<std::string, std::string>{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".txt", "text/plain; charset=utf-8"},
      {".csv", "text/csv; charset=utf-8"},
  };
  const auto found = types.find(path.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

bool HasHashedName(const std::string& path) {
  static const std::regex& pattern = *new std::regex(R"(/assets/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+)");
  return std::regex_match(path, pattern);
}

std::string EtagOf(const std::string& bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return absl::StrCat("\"", absl::Hex(hash.high64, absl::kZeroPad16),
                      absl::Hex(hash.low64, absl::kZeroPad16), "\"");
}

absl::StatusOr<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return MakeError("FILE_UNREADABLE", "web_root", path.filename().string());
  return std::move(text).str();
}

// A page of the dashboard: no dot in its last part, and not below the API or the assets.
bool IsPagePath(std::string_view path) {
  if (absl::StartsWith(absl::string_view(path.data(), path.size()), "/v1") ||
      absl::StartsWith(absl::string_view(path.data(), path.size()), "/assets/")) {
    return false;
  }
  return path.find('.', path.rfind('/')) == std::string_view::npos;
}

bool MatchesEtag(const std::string& if_none_match, const std::string& etag) {
  return if_none_match == "*" || absl::StrContains(if_none_match, etag);
}

}  // namespace

absl::StatusOr<StaticFiles> StaticFiles::Load(const std::string& root) {
  StaticFiles files;
  std::error_code error;
  std::size_t total = 0;
  std::map<std::string, std::string> found;
  for (fs::recursive_directory_iterator it(root, error), end; !error && it != end;
       it.increment(error)) {
    if (it->is_symlink() || !it->is_regular_file()) continue;
    absl::StatusOr<std::string> bytes = ReadFile(it->path());
    if (!bytes.ok()) return bytes.status();
    total += bytes->size();
    if (total > limits::kFileBytesMax) return MakeError("FILE_TOO_LARGE", "web_root");
    found.emplace("/" + fs::relative(it->path(), root).generic_string(), *std::move(bytes));
  }
  for (auto& [path, bytes] : found) {
    if (absl::EndsWith(path, ".gz") && found.contains(path.substr(0, path.size() - 3))) continue;
    File file;
    file.etag = EtagOf(bytes);
    file.content_type = ContentTypeOf(path);
    file.hashed_name = HasHashedName(path);
    file.bytes = std::make_shared<const std::string>(bytes);
    const auto gzip = found.find(path + ".gz");
    if (gzip != found.end()) file.gzip = std::make_shared<const std::string>(gzip->second);
    files.files_.emplace(path, std::move(file));
  }
  return files;
}

const StaticFiles::File* StaticFiles::Find(const HttpRequest& request) const {
  const auto path = RequestPath::Parse(request.path());
  if (!path) return nullptr;
  std::string name;
  for (const std::string& segment : path->decoded()) name += "/" + segment;
  if (name == "/") name = "/index.html";
  auto found = files_.find(name);
  if (found == files_.end() && IsPagePath(name) && Accepts(request.Header("Accept"), "text/html")) {
    found = files_.find("/index.html");
  }
  return found == files_.end() ? nullptr : &found->second;
}

HttpResponse StaticFiles::Serve(const HttpRequest& request) const {
  const Language language = PreferredLanguage(request.Header("Accept-Language"));
  const File* file = Find(request);
  if (file == nullptr) return ProblemResponse(MakeError("ENDPOINT_UNKNOWN"), language);
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse refused = ProblemResponse(MakeError("METHOD_NOT_ALLOWED"), language);
    refused.headers.emplace_back("Allow", "GET, HEAD");
    return refused;
  }
  HttpResponse response;
  response.route = "page";
  const bool gzip = file->gzip != nullptr && AcceptsGzip(request.Header("Accept-Encoding"));
  // Two encodings of one file are two representations: each has a tag of its own.
  const std::string etag =
      gzip ? file->etag.substr(0, file->etag.size() - 1) + "-gz\"" : file->etag;
  response.headers = {
      {"ETag", etag},
      {"Cache-Control", file->hashed_name ? "public, max-age=31536000, immutable" : "no-cache"},
      {"Content-Security-Policy", kPagePolicy},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"X-Frame-Options", "DENY"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
  };
  if (file->gzip != nullptr) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (MatchesEtag(request.Header("If-None-Match"), etag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", file->content_type);
  if (gzip) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = gzip ? file->gzip : file->bytes;
  return response;
}

}  // namespace paritrana::gateway
