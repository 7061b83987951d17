// What kind of source a file is, by its content and its name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace eb::issuer::intake {

inline constexpr std::size_t max_source = std::size_t{100} * 1024 * 1024;  // bytes of a file that is read

enum class FileKind : std::uint8_t { list, workbook, mail, mbox, unknown };
[[nodiscard]] FileKind file_kind(const std::filesystem::path& path, std::string_view content, bool in_maildir);
// One message of a Maildir, whoever names it.
[[nodiscard]] bool is_in_maildir(const std::filesystem::path& path);

}  // namespace eb::issuer::intake
