// SPDX-License-Identifier: Apache-2.0
#include "libs/config/config.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/config/toml_file.h"

extern char** environ;

namespace paritrana::config {
namespace {

constexpr char kHelpFlag[] = "help";
constexpr char kConfigFlag[] = "config";

// absl has a string_view of its own in Debian 12.
absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::Status Refusal(std::string_view what) { return absl::InvalidArgumentError(View(what)); }

absl::Status SetSecret(std::string_view text, std::string* bytes) {
  std::string stripped(text);
  absl::StripAsciiWhitespace(&stripped);
  if (!absl::Base64Unescape(stripped, bytes)) return Refusal("must be base64");
  return absl::OkStatus();
}

// Flags as written: "--key=value". Anything else is an error.
absl::StatusOr<std::map<std::string, std::string>> SplitFlags(int argc, const char* const* argv) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i < argc; ++i) {
    absl::string_view flag = argv[i];
    if (flag == "--help" || flag == "-h") {
      flags[kHelpFlag] = "true";
      continue;
    }
    const std::size_t equals = flag.find('=');
    if (!absl::ConsumePrefix(&flag, "--") || equals == absl::string_view::npos) {
      return MakeError(
          "CONFIG_INVALID", "",
          absl::StrCat("\"", argv[i], "\": flags are written --key=value; see --help"));
    }
    flags[std::string(flag.substr(0, equals - 2))] = std::string(flag.substr(equals - 1));
  }
  return flags;
}

}  // namespace

Loader::Loader(std::string service) : service_(std::move(service)) {}

void Loader::Add(Entry entry) {
  std::string key = entry.key;
  const bool added = entries_.emplace(std::move(key), std::move(entry)).second;
  PARITRANA_CHECK(added);
}

void Loader::String(std::string key, std::string* value, std::string help) {
  Add({Type::kText, std::move(key), std::move(help), "", absl::StrCat("\"", *value, "\""),
       [value](std::string_view text) {
         *value = std::string(text);
         return absl::OkStatus();
       }});
}

void Loader::Int(std::string key, std::int64_t* value, Range range, std::string help) {
  const std::string bounds = absl::StrCat(range.least, " to ", range.most);
  Add({Type::kInteger, std::move(key), std::move(help), bounds, absl::StrCat(*value),
       [value, range, bounds](std::string_view text) {
         std::int64_t number = 0;
         if (!absl::SimpleAtoi(View(text), &number) || number < range.least ||
             number > range.most) {
           return Refusal("must be an integer, " + bounds);
         }
         *value = number;
         return absl::OkStatus();
       }});
}

void Loader::Bool(std::string key, bool* value, std::string help) {
  Add({Type::kBoolean, std::move(key), std::move(help), "true or false", *value ? "true" : "false",
       [value](std::string_view text) {
         if (text != "true" && text != "false") return Refusal("must be true or false");
         *value = text == "true";
         return absl::OkStatus();
       }});
}

void Loader::Duration(std::string key, absl::Duration* value, absl::Duration least,
                      absl::Duration most, std::string help) {
  const std::string bounds =
      absl::StrCat(absl::FormatDuration(least), " to ", absl::FormatDuration(most));
  Add({Type::kText, std::move(key), std::move(help), bounds, absl::FormatDuration(*value),
       [value, least, most, bounds](std::string_view text) {
         absl::Duration duration;
         if (!absl::ParseDuration(View(text), &duration) || duration < least || duration > most) {
           return Refusal("must be a duration such as 250ms, 5s or 1h, " + bounds);
         }
         *value = duration;
         return absl::OkStatus();
       }});
}

void Loader::Secret(std::string key, std::string* bytes, std::string help) {
  auto& path = secret_files_[key] = std::make_unique<std::string>();
  String(key + "_file", path.get(), absl::StrCat("File that holds ", key, " as base64."));
  Add({Type::kSecret, std::move(key), std::move(help), "base64, from the environment only", "",
       [bytes](std::string_view text) { return SetSecret(text, bytes); }});
}

const Loader::Entry* Loader::Find(std::string_view key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second;
}

std::string Loader::EnvironmentName(std::string_view key) const {
  return absl::AsciiStrToUpper(
      absl::StrReplaceAll(absl::StrCat("PARITRANA_", service_, "_", View(key)), {{".", "_"}}));
}

absl::Status Loader::Set(std::string_view key, const Found& found) {
  const Entry* entry = Find(key);
  if (entry == nullptr) {
    return MakeError("CONFIG_INVALID", key,
                     absl::StrCat(found.origin, ": there is no key \"", View(key), "\""));
  }
  const bool secret = entry->type == Type::kSecret;
  if (secret && !found.secret_allowed) {
    return MakeError(
        "CONFIG_INVALID", key,
        absl::StrCat(found.origin, ": \"", View(key), "\" is a secret: give it in ",
                     EnvironmentName(key), " or in the file that \"", View(key), "_file\" names"));
  }
  const absl::Status set = entry->set(found.value);
  if (!set.ok()) {
    const std::string shown = secret ? "" : absl::StrCat(" = \"", found.value, "\"");
    return MakeError(
        "CONFIG_INVALID", key,
        absl::StrCat(found.origin, ": \"", View(key), "\"", shown, " ", set.message()));
  }
  if (secret) set_secrets_.insert(entry->key);
  return absl::OkStatus();
}

absl::Status Loader::LoadFile(const std::string& path) {
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<TomlValue> values, ReadTomlFile(path));
  for (const TomlValue& value : values) {
    const std::string origin = absl::StrCat(path, ":", value.line);
    const Entry* entry = Find(value.key);
    const bool integer = value.type == TomlValue::Type::kInteger;
    const bool boolean = value.type == TomlValue::Type::kBoolean;
    // "8" is not 8: a file says of which type it means a value.
    if (entry != nullptr && ((entry->type == Type::kInteger) != integer ||
                             (entry->type == Type::kBoolean) != boolean)) {
      return MakeError("CONFIG_INVALID", value.key,
                       absl::StrCat(origin, ": \"", value.key, "\" has a value of another type"));
    }
    PARITRANA_RETURN_IF_ERROR(Set(value.key, {value.text, origin}));
  }
  return absl::OkStatus();
}

absl::Status Loader::LoadEnvironment() {
  std::map<std::string, std::string> keys;
  for (const auto& [key, entry] : entries_) keys[EnvironmentName(key)] = key;
  const std::string prefix = EnvironmentName("");
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    const std::string name(text.substr(0, text.find('=')));
    if (name.rfind(prefix, 0) != 0 || name == EnvironmentName(kConfigFlag)) continue;
    const auto key = keys.find(name);
    if (key == keys.end()) {
      return MakeError("CONFIG_INVALID", "",
                       absl::StrCat("environment: ", name, " stands for no key; see --help"));
    }
    const std::string value(text.substr(name.size() + 1));
    PARITRANA_RETURN_IF_ERROR(Set(key->second, {value, "environment: " + name, true}));
  }
  return absl::OkStatus();
}

absl::Status Loader::LoadFlags(const std::map<std::string, std::string>& flags) {
  for (const auto& [key, value] : flags) {
    if (key == kHelpFlag || key == kConfigFlag) continue;
    PARITRANA_RETURN_IF_ERROR(Set(key, {value, "flag --" + key}));
  }
  return absl::OkStatus();
}

absl::Status Loader::LoadSecretFiles() {
  for (const auto& [key, path] : secret_files_) {
    if (path->empty() || set_secrets_.count(key) > 0) continue;
    std::ifstream file(*path, std::ios::binary);
    if (!file) {
      return MakeError("CONFIG_INVALID", key + "_file", absl::StrCat("cannot open ", *path));
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    PARITRANA_RETURN_IF_ERROR(Set(key, {text, *path, true}));
  }
  return absl::OkStatus();
}

std::string Loader::HelpText() const {
  std::string text =
      absl::StrCat("paritrana-", service_,
                   ": settings, from weakest to strongest: default, TOML file (--config=FILE), "
                   "environment, flag (--key=value)\n\n");
  for (const auto& [key, entry] : entries_) {
    absl::StrAppend(&text, "  ", key, "\n      ", entry.help, "\n");
    if (!entry.bounds.empty()) absl::StrAppend(&text, "      ", entry.bounds, "\n");
    if (!entry.default_text.empty()) {
      absl::StrAppend(&text, "      default: ", entry.default_text, "\n");
    }
    absl::StrAppend(&text, "      environment: ", EnvironmentName(key), "\n");
  }
  return text;
}

absl::Status Loader::Load(int argc, const char* const* argv) {
  PARITRANA_ASSIGN_OR_RETURN(const auto flags, SplitFlags(argc, argv));
  if (flags.count(kHelpFlag) > 0) {
    std::fputs(HelpText().c_str(), stdout);
    help_shown_ = true;
    return absl::OkStatus();
  }
  const char* path = std::getenv(EnvironmentName(kConfigFlag).c_str());
  const auto flag = flags.find(kConfigFlag);
  if (flag != flags.end()) path = flag->second.c_str();
  if (path != nullptr) PARITRANA_RETURN_IF_ERROR(LoadFile(path));
  PARITRANA_RETURN_IF_ERROR(LoadEnvironment());
  PARITRANA_RETURN_IF_ERROR(LoadFlags(flags));
  return LoadSecretFiles();
}

}  // namespace paritrana::config
