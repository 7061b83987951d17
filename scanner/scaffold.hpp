// A directory that is built beside its place and renamed there: whole or not at all.
#pragma once

#include <filesystem>

#include "common/base/error.hpp"

namespace eb::scanner {

class Scaffold {
 public:
  // already_exists when the target is there and not an empty directory; `why` says what is at stake.
  [[nodiscard]] static Result<Scaffold> beside(const std::filesystem::path& target, std::string_view why);
  ~Scaffold();  // removes what was not kept
  Scaffold(Scaffold&& other) noexcept;
  Scaffold& operator=(Scaffold&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] Status keep();

 private:
  Scaffold(std::filesystem::path path, std::filesystem::path target) : path_(std::move(path)), target_(std::move(target)) {}
  std::filesystem::path path_, target_;
};

}  // namespace eb::scanner
