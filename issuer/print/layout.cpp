#include "issuer/print/layout.hpp"

#include <cstdio>

#include "common/base/text.hpp"

namespace eb::issuer::print {
namespace {

constexpr double step = 0.5;

double points(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE;
}

void set_size(PangoLayout* layout, const TextStyle& style, double size) {
  const Font font(pango_font_description_new());
  pango_font_description_set_family(font.get(), style.family);
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font.get());
}

bool fits(PangoLayout* layout, const TextStyle& style, const Box& box) {
  PangoRectangle logical;
  pango_layout_get_extents(layout, nullptr, &logical);
  return pango_layout_get_line_count(layout) <= style.lines && points(logical.width) <= box.width &&
         points(logical.height) <= box.height;
}

// The first character that no installed font can draw.
std::string missing_character(PangoLayout* layout, const std::string& text) {
  for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
    pango_layout_set_text(layout, at, static_cast<int>(g_utf8_next_char(at) - at));
    if (pango_layout_get_unknown_glyphs_count(layout) == 0) continue;
    char name[16];
    std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(g_utf8_get_char(at)));
    return name;
  }
  return "a combination of characters";
}

// A name is broken where it must be, but never written with a hyphen that it does not have.
void forbid_hyphens(PangoLayout* layout) {
  const Attributes list(pango_attr_list_new());
  pango_attr_list_insert(list.get(), pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout, list.get());
}

// Largest size at which whole words fit; at the smallest size a long word may be broken.
bool shrink_to_fit(PangoLayout* layout, const TextStyle& style, const Box& box) {
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  for (double size = style.size; size >= style.smallest; size -= step) {
    set_size(layout, style, size);
    if (fits(layout, style, box)) return true;
  }
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  set_size(layout, style, style.smallest);
  return fits(layout, style, box);
}

}  // namespace

Status draw_text(cairo_t* context, const std::string& text, const TextStyle& style, const Box& box) {
  if (text.empty()) return {};
  if (!is_utf8(text)) return fail(ErrorCode::render, "'" + printable(text, 80) + "' is not UTF-8");
  const Layout layout(pango_cairo_create_layout(context));
  pango_layout_set_width(layout.get(), static_cast<int>(box.width * PANGO_SCALE));
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  forbid_hyphens(layout.get());
  pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
  set_size(layout.get(), style, style.size);
  if (pango_layout_get_unknown_glyphs_count(layout.get()) > 0)
    return fail(
        ErrorCode::render,
        "no installed font has the character " + missing_character(layout.get(), text) + " of '" + printable(text, 80) +
            "': install fonts for its script (Debian: fonts-noto), or have the registration written in Latin letters");
  if (!shrink_to_fit(layout.get(), style, box))
    return fail(ErrorCode::render,
                "'" + printable(text, 80) +
                    "' does not fit on the badge at a legible size: shorten it with 'badge-issuer registrations edit'");
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  cairo_move_to(context, box.x, box.y + (box.height - points(logical.height)) / 2);
  pango_cairo_show_layout(context, layout.get());
  return {};
}

}  // namespace eb::issuer::print
