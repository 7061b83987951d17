// intake_probe [--quiet] PATH...: registrations as JSON lines on standard output, errors and counts on standard error.
#include <chrono>
#include <cstdio>
#include <iostream>

#include <nlohmann/json.hpp>

#include "issuer/intake/intake.hpp"

namespace {

using nlohmann::json;

json text_or_null(const std::string& text) {
  return text.empty() ? json(nullptr) : json(text);
}
json date_or_null(const std::optional<eb::Date>& date) {
  return date ? json(eb::format_date(*date)) : json(nullptr);
}

void print(const eb::issuer::Registration& person) {
  const json line{{"id", nullptr},
                  {"source", person.source},
                  {"name", text_or_null(person.name)},
                  {"email", text_or_null(person.email)},
                  {"organisation", text_or_null(person.organisation)},
                  {"birth_date", date_or_null(person.birth_date)},
                  {"id_number", text_or_null(person.id_number)},
                  {"id_expiry", date_or_null(person.id_expiry)},
                  {"language", text_or_null(person.language)},
                  {"problems", person.problems}};
  std::cout << line.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  bool quiet = false;
  eb::issuer::Intake intake(nullptr);
  eb::issuer::IntakeSummary summary;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--quiet") {
      quiet = true;
      continue;
    }
    const auto done = intake.read(
        argv[i],
        [&](const eb::issuer::Registration& person) -> eb::Status {
          if (!quiet) print(person);
          return {};
        },
        summary);
    if (!done) std::cerr << done.error().message << '\n';
  }
  const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - start;
  for (const auto& error : summary.errors) std::cerr << error.message << '\n';
  std::fprintf(
      stderr,
      "%llu files, %llu registrations, %llu with problems, %llu blank rows, %llu unreadable, %zu errors, %.2f us each\n",
      static_cast<unsigned long long>(summary.files), static_cast<unsigned long long>(summary.registrations),
      static_cast<unsigned long long>(summary.with_problems), static_cast<unsigned long long>(summary.blank_rows),
      static_cast<unsigned long long>(summary.unreadable), summary.errors.size(),
      summary.registrations == 0 ? 0.0 : spent.count() / static_cast<double>(summary.registrations));
  return summary.errors.empty() ? 0 : 1;
}
