// Badges on paper: one A6 page each, four on an A4 sheet with cutting marks, or a picture (Cairo + Pango).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::issuer {

struct PrintableBadge {
  std::string text;             // QR text EB1:...
  std::string number;           // XXXX-XXXX-XXXX-XXXX
  std::string registration;     // R-0001; not drawn
  std::string name;
  std::string organisation;
  std::string role;             // may be empty
  std::string event_name;
  std::string when_and_where;   // one or two lines
  std::string contact;
};

// Whether every badge can be drawn; render, naming each that cannot and why. Call it before printing several, so that one bad name
// does not hide the next.
[[nodiscard]] Status check_drawable(const std::vector<PrintableBadge>& badges);

enum class SheetFormat { a6, a4 };
// render: a character that no installed font has (named, with the badge number), or text that does not fit at the smallest
// legible size. Nothing is ever cut off or drawn as a box.
[[nodiscard]] Result<Bytes> badges_pdf(const std::vector<PrintableBadge>& badges, SheetFormat format);
[[nodiscard]] Result<Bytes> badge_svg(const PrintableBadge& badge);
[[nodiscard]] Result<Bytes> badge_png(const PrintableBadge& badge, int dots_per_inch);   // the whole A6 badge
[[nodiscard]] Result<Bytes> code_png(const std::string& text, int pixels_per_module);    // the QR alone, 4 modules quiet zone

}  // namespace eb::issuer
