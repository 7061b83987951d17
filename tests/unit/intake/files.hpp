// A folder for one test, with what the intake makes of the files in it.
#pragma once

#include <stdlib.h>  // mkdtemp

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "issuer/intake/intake.hpp"

namespace eb::issuer::test {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "intake-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::filesystem::path put(const std::string& name, std::string_view content) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct Reading {
  std::vector<Registration> people;
  IntakeSummary summary;
};

inline Reading read_all(Intake& intake, const std::filesystem::path& path) {
  Reading out;
  const auto done = intake.read(
      path,
      [&](Registration person) -> Status {
        out.people.push_back(std::move(person));
        return {};
      },
      out.summary);
  if (!done) out.summary.errors.push_back(done.error());
  return out;
}

inline Reading read_one(const std::string& name, std::string_view content) {
  const Folder folder;
  Intake intake(nullptr);
  return read_all(intake, folder.put(name, content));
}

inline std::string problems_of(const Registration& person) {
  std::string out;
  for (const auto& problem : person.problems) out += (out.empty() ? "" : " ") + problem;
  return out;
}

}  // namespace eb::issuer::test
