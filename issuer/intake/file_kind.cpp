#include "issuer/intake/file_kind.hpp"

#include <algorithm>

#include "common/base/text.hpp"

namespace eb::issuer::intake {
namespace {

// Lines such as "Received: ..." at the start.
bool begins_with_headers(std::string_view text) {
  std::size_t known = 0;
  for (int lines = 0; lines < 40 && !text.empty(); ++lines) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trim(line).empty()) break;
    if (line.front() == ' ' || line.front() == '\t') continue;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line.find(' ') < colon) return false;
    const auto name = ascii_lower(line.substr(0, colon));
    for (const auto* header :
         {"from", "to", "date", "subject", "received", "message-id", "mime-version", "return-path", "delivered-to"})
      known += name == header ? 1U : 0U;
  }
  return known >= 2;
}

}  // namespace

FileKind file_kind(const std::filesystem::path& path, std::string_view content, bool in_maildir) {
  const auto extension = ascii_lower(path.extension().string());
  if (content.starts_with("PK\x03\x04"))
    return extension == ".xlsx" || extension == ".xlsm" ? FileKind::workbook : FileKind::unknown;
  if (extension == ".xlsx") return FileKind::workbook;  // one with a password, or a damaged one: its reader says so
  if (content.starts_with("%PDF") || content.starts_with("\xD0\xCF\x11\xE0") || content.starts_with("\x89PNG"))
    return FileKind::unknown;
  const bool is_list = extension == ".csv" || extension == ".tsv" || extension == ".tab";
  if ((in_maildir && !is_list) || extension == ".eml") return FileKind::mail;
  if (content.starts_with("From ") || extension == ".mbox") return FileKind::mbox;
  if (is_list) return FileKind::list;
  if (begins_with_headers(content)) return FileKind::mail;
  return extension == ".txt" ? FileKind::list : FileKind::unknown;
}

bool is_in_maildir(const std::filesystem::path& path) {
  const auto folder = path.parent_path().filename();
  return folder == "cur" || folder == "new";
}

}  // namespace eb::issuer::intake
