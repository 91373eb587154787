// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/document.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"

namespace paritrana::scenarios {
namespace {

constexpr char kFence[] = "```";

// A fenced block as it stands in the document.
struct Block {
  int line = 0;  // of the opening fence
  std::vector<std::string> info;
  std::vector<std::string> lines;

  std::string Kind() const { return info.empty() ? "" : info[0]; }
};

std::vector<std::string> Words(const std::string& text) {
  return absl::StrSplit(text, absl::ByAnyChar(" \t"), absl::SkipEmpty());
}

// Splits at the first `separator`; the second part is empty if there is none.
std::pair<std::string, std::string> SplitOnce(const std::string& text, char separator) {
  return absl::StrSplit(text, absl::MaxSplits(separator, 1));
}

// Where each of several JSON objects written one after another ends. Braces in strings don't count.
std::vector<std::string> SplitObjects(const std::string& text) {
  std::vector<std::string> objects(1);
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    objects.back().push_back(c);
    if (in_string && c == '\\' && i + 1 < text.size()) objects.back().push_back(text[++i]);
    if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) objects.emplace_back();
  }
  if (absl::StripAsciiWhitespace(objects.back()).empty()) objects.pop_back();
  return objects;
}

class Parser {
 public:
  explicit Parser(std::string_view file) { scenario_.file = std::string(file); }

  absl::StatusOr<Scenario> Parse(std::string_view markdown);

 private:
  absl::Status Error(int line, std::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrCat(scenario_.file, ":", line, ": ", std::string(what)));
  }

  absl::Status TakeName();
  absl::Status TakeProse(const std::string& line, int number);
  absl::Status TakeBlock(const Block& block);
  absl::Status TakeGiven(const Block& block);
  absl::Status TakeHttp(const Block& block);
  absl::Status TakeGrpc(const Block& block);
  absl::Status TakeClock(const Block& block);
  absl::Status TakeAnswer(const Block& block);
  absl::StatusOr<std::vector<Json>> Objects(const Block& block, std::size_t first_line) const;

  Scenario scenario_;
  Answer* open_ = nullptr;  // the answer that the next block must give
  int open_line_ = 0;
};

absl::StatusOr<Scenario> Parser::Parse(std::string_view markdown) {
  PARITRANA_RETURN_IF_ERROR(TakeName());
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(markdown.data(), markdown.size()), '\n');
  Block block;
  bool in_block = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    const bool fence = lines[i].rfind(kFence, 0) == 0;
    if (!in_block && fence) {
      block = {number, Words(lines[i].substr(3)), {}};
    } else if (fence) {
      PARITRANA_RETURN_IF_ERROR(TakeBlock(block));
    } else if (in_block) {
      block.lines.push_back(lines[i]);
    } else {
      PARITRANA_RETURN_IF_ERROR(TakeProse(lines[i], number));
    }
    if (fence) in_block = !in_block;
  }
  if (in_block) return Error(block.line, "the block is never closed");
  if (open_ != nullptr) return Error(open_line_, "the call has no answer");
  if (scenario_.title.empty()) return Error(1, "there is no heading");
  if (scenario_.steps.empty()) return Error(1, "there is no step");
  return std::move(scenario_);
}

absl::Status Parser::TakeName() {
  const std::string name = std::filesystem::path(scenario_.file).filename();
  if (name.size() < 4 || name[2] != '-' ||
      !absl::SimpleAtoi(name.substr(0, 2), &scenario_.number)) {
    return Error(1, "the file's name begins with two digits and a hyphen");
  }
  return absl::OkStatus();
}

absl::Status Parser::TakeProse(const std::string& line, int number) {
  if (line.rfind("# ", 0) != 0) return absl::OkStatus();
  if (!scenario_.title.empty()) return Error(number, "there is a second title");
  scenario_.title = line.substr(2);
  return absl::OkStatus();
}

absl::Status Parser::TakeBlock(const Block& block) {
  const std::string kind = block.Kind();
  if ((kind == "json") != (open_ != nullptr)) {
    return open_ != nullptr ? Error(open_line_, "the call has no answer")
                            : Error(block.line, "this answer follows no call");
  }
  if (kind == "given") return TakeGiven(block);
  if (kind == "http") return TakeHttp(block);
  if (kind == "grpc") return TakeGrpc(block);
  if (kind == "clock") return TakeClock(block);
  if (kind == "json") return TakeAnswer(block);
  return Error(block.line, "a block is given, http, grpc, clock or json");
}

absl::Status Parser::TakeGiven(const Block& block) {
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const std::vector<std::string> words = Words(block.lines[i]);
    const int line = block.line + 1 + static_cast<int>(i);
    if (words.empty()) continue;
    if (words.size() < 2 || (words[0] != "employer" && words[0] != "worker")) {
      return Error(line, "a line begins with employer or worker and its number");
    }
    Given given{line, words[0], words[1], {}};
    for (std::size_t k = 2; k < words.size(); ++k) {
      const auto [name, value] = SplitOnce(words[k], '=');
      if (value.empty()) return Error(line, absl::StrCat("'", words[k], "' is not name=value"));
      given.attributes[name] = value;
    }
    scenario_.steps.emplace_back(std::move(given));
  }
  return absl::OkStatus();
}

absl::Status Parser::TakeHttp(const Block& block) {
  Call call;
  call.line = block.line;
  if (block.info.size() > 1 && (block.info.size() != 3 || block.info[2] != "times" ||
                                !absl::SimpleAtoi(block.info[1], &call.times))) {
    return Error(block.line, "a call is 'http' or 'http N times'");
  }
  std::size_t next = 0;
  while (next < block.lines.size() && !absl::StripAsciiWhitespace(block.lines[next]).empty()) {
    const std::string& text = block.lines[next];
    if (next++ == 0) {
      std::tie(call.http_method, call.target) = SplitOnce(text, ' ');
      continue;
    }
    const auto [name, value] = SplitOnce(text, ':');
    if (value.empty()) {
      return Error(block.line + static_cast<int>(next), "a header is 'Name: value'");
    }
    call.headers[absl::AsciiStrToLower(name)] = std::string(absl::StripAsciiWhitespace(value));
  }
  if (call.target.empty() || call.target[0] != '/') {
    return Error(block.line, "a call begins with its method and path");
  }
  PARITRANA_ASSIGN_OR_RETURN(std::vector<Json> bodies, Objects(block, next));
  if (bodies.size() > 1) return Error(block.line, "a call has one body");
  if (!bodies.empty()) call.body = std::move(bodies[0]);
  scenario_.steps.emplace_back(std::move(call));
  open_ = &std::get<Call>(scenario_.steps.back()).answer;
  open_line_ = block.line;
  return absl::OkStatus();
}

absl::Status Parser::TakeGrpc(const Block& block) {
  Stream stream;
  stream.line = block.line;
  if (block.info.size() < 2) return Error(block.line, "a stream is 'grpc service/method [cut]'");
  stream.method = block.info[1];
  stream.cut = block.info.size() > 2 && block.info[2] == "cut";
  PARITRANA_ASSIGN_OR_RETURN(stream.messages, Objects(block, 0));
  if (stream.messages.empty()) return Error(block.line, "a stream has a message");
  scenario_.steps.emplace_back(std::move(stream));
  open_ = &std::get<Stream>(scenario_.steps.back()).answer;
  open_line_ = block.line;
  return absl::OkStatus();
}

absl::Status Parser::TakeClock(const Block& block) {
  Wait wait{block.line, {}};
  const std::string text = block.lines.empty() ? "" : block.lines[0];
  if (block.lines.size() != 1 || !absl::ParseDuration(text, &wait.time) ||
      wait.time <= absl::ZeroDuration()) {
    return Error(block.line, "time passes in one line, for example 169h");
  }
  scenario_.steps.emplace_back(wait);
  return absl::OkStatus();
}

absl::Status Parser::TakeAnswer(const Block& block) {
  open_->line = block.line;
  for (std::size_t i = 1; i < block.info.size(); ++i) {
    const std::string& word = block.info[i];
    if (word == "eventually") {
      open_->eventually = true;
    } else if (word == "retry-after") {
      open_->retry_after = true;
    } else if (!absl::SimpleAtoi(word, &open_->http_status)) {
      return Error(block.line,
                   absl::StrCat("'", word, "' is not a status, eventually or retry-after"));
    }
  }
  PARITRANA_ASSIGN_OR_RETURN(open_->messages, Objects(block, 0));
  const bool plain = std::holds_alternative<Call>(scenario_.steps.back());
  if (open_->messages.empty() || (plain && open_->messages.size() > 1)) {
    return Error(block.line, "a call has one answer, a stream at least one");
  }
  open_ = nullptr;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Json>> Parser::Objects(const Block& block,
                                                  std::size_t first_line) const {
  std::string text;
  for (std::size_t i = first_line; i < block.lines.size(); ++i) {
    absl::StrAppend(&text, block.lines[i], "\n");
  }
  int line = block.line + 1 + static_cast<int>(first_line);
  std::vector<Json> objects;
  for (const std::string& object : SplitObjects(text)) {
    Json json;
    try {
      json = Json::parse(object);
    } catch (const Json::parse_error& error) {
      const auto end =
          object.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, object.size()));
      line += static_cast<int>(std::count(object.begin(), end, '\n'));
      return Error(line, error.what());
    }
    line += static_cast<int>(std::count(object.begin(), object.end(), '\n'));
    objects.push_back(std::move(json));
  }
  return objects;
}

}  // namespace

absl::StatusOr<Scenario> ParseScenario(std::string_view file, std::string_view markdown) {
  return Parser(file).Parse(markdown);
}

absl::StatusOr<Scenario> ReadScenario(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return absl::NotFoundError(absl::StrCat(file.string(), ":1: cannot be read"));
  return ParseScenario(file.string(), text.str());
}

bool NeedsGrpc(const Scenario& scenario) {
  return std::any_of(scenario.steps.begin(), scenario.steps.end(),
                     [](const Step& step) { return std::holds_alternative<Stream>(step); });
}

}  // namespace paritrana::scenarios
