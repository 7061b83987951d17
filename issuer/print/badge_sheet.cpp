#include "issuer/print/badge_sheet.hpp"

#include <array>

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "common/base/text.hpp"
#include "common/image/qr_image.hpp"
#include "issuer/print/layout.hpp"

namespace eb::issuer {
namespace {

using print::Box;
using print::Context;
using print::millimetre;
using print::Surface;
using print::TextStyle;

constexpr double a6_width = 105 * millimetre, a6_height = 148 * millimetre;
constexpr double a4_width = 210 * millimetre, a4_height = 297 * millimetre;
constexpr double margin = 7 * millimetre;
constexpr double module = 0.95 * millimetre;  // a phone camera reads it at arm's length; a door camera at half a metre
constexpr int quiet = 4;                      // modules, ISO/IEC 18004 §6.3.8

constexpr TextStyle event_style{"Noto Sans, DejaVu Sans", true, 11, 7, 2};
constexpr TextStyle name_style{"Noto Sans, DejaVu Sans", true, 27, 12, 3};
constexpr TextStyle organisation_style{"Noto Sans, DejaVu Sans", false, 14, 7.5, 3};
constexpr TextStyle role_style{"Noto Sans, DejaVu Sans", true, 10, 7, 1};
constexpr TextStyle number_style{"DejaVu Sans Mono", false, 11, 9, 1};
constexpr TextStyle place_style{"Noto Sans, DejaVu Sans", false, 8.5, 6, 3};
constexpr TextStyle contact_style{"Noto Sans, DejaVu Sans", false, 7.5, 6, 1};

cairo_status_t append(void* target, const unsigned char* data, unsigned size) {
  auto& out = *static_cast<Bytes*>(target);
  out.insert(out.end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

// One bit a module, drawn as one mask: nine times faster than rectangles, and no seams between modules.
Status draw_code(cairo_t* context, const std::string& text, double x, double y, double scale) {
  EB_TRY(symbol, image::make_symbol(text));
  const Surface mask(cairo_image_surface_create(CAIRO_FORMAT_A8, symbol.size, symbol.size));
  cairo_surface_flush(mask.get());
  auto* const rows = cairo_image_surface_get_data(mask.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(mask.get()));
  const auto side = static_cast<std::size_t>(symbol.size);
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t column = 0; column < side; ++column)
      rows[row * stride + column] = symbol.dark[row * side + column] ? 0xFF : 0x00;
  cairo_surface_mark_dirty(mask.get());
  cairo_save(context);
  cairo_translate(context, x + quiet * scale, y + quiet * scale);
  cairo_scale(context, scale, scale);
  cairo_pattern_t* pattern = cairo_pattern_create_for_surface(mask.get());
  cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
  cairo_set_source_rgb(context, 0, 0, 0);
  cairo_mask(context, pattern);
  cairo_pattern_destroy(pattern);
  cairo_restore(context);
  return {};
}

Status draw_texts(cairo_t* context, const PrintableBadge& badge, double code_top, double code_bottom) {
  const double width = a6_width - 2 * margin;
  const double role_height = badge.role.empty() ? 0 : 6 * millimetre;
  const double rule = margin + 11 * millimetre;
  const double organisation_top = code_top - role_height - 17 * millimetre;
  EB_CHECK(draw_text(context, badge.event_name, event_style, Box{margin, margin, width, 9 * millimetre}));
  cairo_set_line_width(context, 0.8);
  cairo_move_to(context, margin, rule);
  cairo_line_to(context, a6_width - margin, rule);
  cairo_stroke(context);
  EB_CHECK(draw_text(context, badge.name, name_style,
                     Box{margin, rule + millimetre, width, organisation_top - rule - 2 * millimetre}));
  EB_CHECK(
      draw_text(context, badge.organisation, organisation_style, Box{margin, organisation_top, width, 16 * millimetre}));
  EB_CHECK(draw_text(context, badge.role, role_style, Box{margin, code_top - role_height, width, role_height}));
  EB_CHECK(draw_text(context, badge.number, number_style, Box{margin, code_bottom - 2 * millimetre, width, 6 * millimetre}));
  const double place_top = code_bottom + 5 * millimetre;
  EB_CHECK(draw_text(context, badge.when_and_where, place_style,
                     Box{margin, place_top, width, a6_height - 9 * millimetre - place_top}));
  return draw_text(context, badge.contact, contact_style, Box{margin, a6_height - 9 * millimetre, width, 4 * millimetre});
}

constexpr double code_top = 65 * millimetre;

// Everything but the code, which takes a square of this side.
Result<double> draw_around_code(cairo_t* context, const PrintableBadge& badge) {
  EB_TRY(symbol, image::make_symbol(badge.text));
  const double side = (symbol.size + 2 * quiet) * module;
  cairo_set_source_rgb(context, 0, 0, 0);
  auto drawn = draw_texts(context, badge, code_top, code_top + side);
  if (!drawn) return fail_in("badge " + printable(badge.number), std::move(drawn).error());
  return side;
}

// The badge with its upper left corner at the origin.
Status draw_badge(cairo_t* context, const PrintableBadge& badge) {
  EB_TRY(side, draw_around_code(context, badge));
  return draw_code(context, badge.text, (a6_width - side) / 2, code_top, module);
}

void paint_white(cairo_t* context) {
  cairo_set_source_rgb(context, 1, 1, 1);
  cairo_paint(context);
}

// Short lines outside the badges, where the knife goes.
void draw_cutting_marks(cairo_t* context) {
  constexpr double length = 5 * millimetre;
  constexpr std::array<double, 3> columns{0, a6_width, 2 * a6_width};
  constexpr std::array<double, 3> rows{0, a6_height, 2 * a6_height};
  cairo_set_source_rgb(context, 0, 0, 0);
  cairo_set_line_width(context, 0.3);
  for (const double x : columns)
    for (const double y : rows) {
      cairo_move_to(context, x - length, y);
      cairo_line_to(context, x + length, y);
      cairo_move_to(context, x, y - length);
      cairo_line_to(context, x, y + length);
    }
  cairo_stroke(context);
}

Status draw_pages(cairo_t* context, const std::vector<PrintableBadge>& badges, SheetFormat format) {
  const std::size_t per_page = format == SheetFormat::a6 ? 1 : 4;
  for (std::size_t i = 0; i < badges.size(); ++i) {
    const auto slot = i % per_page;
    if (slot == 0 && format == SheetFormat::a4) draw_cutting_marks(context);
    cairo_save(context);
    cairo_translate(context, slot % 2 == 0 ? 0 : a6_width, slot / 2 == 0 ? 0 : a6_height);
    const auto drawn = draw_badge(context, badges[i]);
    cairo_restore(context);
    EB_CHECK(drawn);
    if (slot + 1 == per_page || i + 1 == badges.size()) cairo_show_page(context);
  }
  return {};
}

Status finish(cairo_surface_t* surface) {
  cairo_surface_finish(surface);
  const auto status = cairo_surface_status(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return fail(ErrorCode::render, std::string("cannot draw: ") + cairo_status_to_string(status));
  return {};
}

Result<Bytes> png_of(cairo_surface_t* surface) {
  Bytes out;
  if (cairo_surface_write_to_png_stream(surface, append, &out) != CAIRO_STATUS_SUCCESS)
    return fail(ErrorCode::render, "cannot write a PNG picture");
  return out;
}

}  // namespace

Status check_drawable(const std::vector<PrintableBadge>& badges) {
  const Surface nowhere(cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, nullptr));
  const Context context(cairo_create(nowhere.get()));
  std::string reasons;
  std::size_t bad = 0;
  for (const auto& badge : badges) {
    const auto drawn = draw_around_code(context.get(), badge);
    if (drawn) continue;
    ++bad;
    reasons += (reasons.empty() ? "" : "\n  ") + drawn.error().message;
  }
  if (bad == 0) return {};
  return fail(ErrorCode::render, std::to_string(bad) + " of " + std::to_string(badges.size()) +
                                     " badges cannot be drawn, nothing was printed:\n  " + reasons);
}

Result<Bytes> badges_pdf(const std::vector<PrintableBadge>& badges, SheetFormat format) {
  Bytes out;
  const bool a6 = format == SheetFormat::a6;
  const Surface surface(
      cairo_pdf_surface_create_for_stream(append, &out, a6 ? a6_width : a4_width, a6 ? a6_height : a4_height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE,
                                 badges.empty() ? "Badges" : ("Badges: " + badges.front().event_name).c_str());
  {
    const Context context(cairo_create(surface.get()));
    EB_CHECK(draw_pages(context.get(), badges, format));
  }
  EB_CHECK(finish(surface.get()));
  return out;
}

Result<Bytes> badge_svg(const PrintableBadge& badge) {
  Bytes out;
  const Surface surface(cairo_svg_surface_create_for_stream(append, &out, a6_width, a6_height));
  {
    const Context context(cairo_create(surface.get()));
    paint_white(context.get());
    EB_CHECK(draw_badge(context.get(), badge));
  }
  EB_CHECK(finish(surface.get()));
  return out;
}

Result<Bytes> badge_png(const PrintableBadge& badge, int dots_per_inch) {
  if (dots_per_inch < 72 || dots_per_inch > 1200)
    return fail(ErrorCode::invalid_argument, "a picture has 72 to 1200 dots per inch");
  const double scale = dots_per_inch / 72.0;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(a6_width * scale),
                                                   static_cast<int>(a6_height * scale)));
  const Context context(cairo_create(surface.get()));
  paint_white(context.get());
  cairo_scale(context.get(), scale, scale);
  EB_CHECK(draw_badge(context.get(), badge));
  return png_of(surface.get());
}

Result<Bytes> code_png(const std::string& text, int pixels_per_module) {
  if (pixels_per_module < 1 || pixels_per_module > 64)
    return fail(ErrorCode::invalid_argument, "a module has 1 to 64 pixels");
  EB_TRY(symbol, image::make_symbol(text));
  const int side = (symbol.size + 2 * quiet) * pixels_per_module;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side));
  const Context context(cairo_create(surface.get()));
  paint_white(context.get());
  EB_CHECK(draw_code(context.get(), text, 0, 0, pixels_per_module));
  return png_of(surface.get());
}

}  // namespace eb::issuer
