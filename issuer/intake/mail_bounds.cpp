#include "issuer/intake/mail_bounds.hpp"

#include <algorithm>
#include <cstddef>

#include "common/base/text.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::size_t max_boundaries = 400;        // "boundary=": parts inside each other, or attached mails
constexpr std::size_t max_dashed = 20'000;         // lines "--...", each compared with all boundaries that are open
constexpr std::size_t max_header_lines = 400'000;  // lines "Name: ...", those of labelled text included
constexpr std::size_t max_header_bytes = std::size_t{16} * 1024 * 1024;
constexpr std::size_t max_name = 80;  // of a header

bool names_header(std::string_view line) {
  line = line.substr(0, max_name);
  const auto* const end = std::find_if(line.begin(), line.end(), [](char c) { return c == ':' || c == ' ' || c == '\t'; });
  return end != line.end() && end != line.begin() && *end == ':';
}

std::size_t count_boundaries(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < line.size(); ++at)
    if ((line[at] == 'b' || line[at] == 'B') && ascii_lower(line.substr(at, 8)) == "boundary") ++count;
  return count;
}

}  // namespace

Status check_mail_bounds(std::string_view bytes) {
  std::size_t boundaries = 0, dashed = 0, header_lines = 0, header_bytes = 0;
  bool in_header = false;
  while (!bytes.empty()) {
    const auto line = bytes.substr(0, std::min(bytes.find('\n'), bytes.size() - 1) + 1);
    bytes.remove_prefix(line.size());
    const bool continues = in_header && (line.front() == ' ' || line.front() == '\t');
    in_header = continues || names_header(line);
    if (in_header) {
      header_bytes += line.size();
      header_lines += continues ? 0U : 1U;
      boundaries += count_boundaries(line);
    }
    if (line.starts_with("--")) ++dashed;
    if (boundaries > max_boundaries || dashed > max_dashed || header_lines > max_header_lines ||
        header_bytes > max_header_bytes)
      return fail(ErrorCode::too_large, "more parts or headers than a mail has: have it sent again in plain text");
  }
  return {};
}

}  // namespace eb::issuer::intake
