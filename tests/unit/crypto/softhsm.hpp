// A SoftHSM2 token of its own in a temporary directory, made with softhsm2-util. The library reads SOFTHSM2_CONF when it is
// initialised, that is when the first Token is opened and no other is open.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "common/crypto/token.hpp"

namespace eb::test {

class SoftHsm {
 public:
  static constexpr auto module = "/usr/lib/softhsm/libsofthsm2.so";
  static constexpr std::string_view pin = "4711-geheim";
  static constexpr std::string_view label = "office token";

  SoftHsm() {
    std::string pattern = (std::filesystem::temp_directory_path() / "softhsm-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    std::filesystem::create_directory(folder_ / "tokens");
    std::ofstream(folder_ / "conf") << "directories.tokendir = " << (folder_ / "tokens").string()
                                    << "\nobjectstore.backend = file\nlog.level = ERROR\n";
    ::setenv("SOFTHSM2_CONF", (folder_ / "conf").c_str(), 1);
    add_token(std::string(label));
  }
  ~SoftHsm() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    ::unsetenv("SOFTHSM2_CONF");
  }
  SoftHsm(const SoftHsm&) = delete;
  SoftHsm& operator=(const SoftHsm&) = delete;

  void add_token(const std::string& name) const {
    const std::string command = "softhsm2-util --init-token --free --label '" + name + "' --pin '" + std::string(pin) +
                                "' --so-pin 12345678 > '" + (folder_ / "log").string() + "' 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
  }
  [[nodiscard]] static crypto::TokenAddress address() { return {module, std::string(label)}; }

 private:
  std::filesystem::path folder_;
};

}  // namespace eb::test
