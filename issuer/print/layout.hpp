// Text that fits its box: shrunk, then wrapped, never cut. Private to issuer/print.
#pragma once

#include <memory>
#include <string>

#include <cairo.h>
#include <pango/pangocairo.h>

#include "common/base/error.hpp"

namespace eb::issuer::print {

struct CairoFree {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, CairoFree>;
using Context = std::unique_ptr<cairo_t, CairoFree>;
using Layout = std::unique_ptr<PangoLayout, CairoFree>;
using Attributes = std::unique_ptr<PangoAttrList, CairoFree>;
using Font = std::unique_ptr<PangoFontDescription, CairoFree>;

// Lengths in points (1/72 inch), as everywhere in this folder.
constexpr double millimetre = 72.0 / 25.4;

struct TextStyle {
  const char* family;
  bool bold = false;
  double size = 10;     // wanted
  double smallest = 7;  // legible; below this nothing is printed
  int lines = 1;        // at most
};
struct Box {
  double x = 0, y = 0, width = 0, height = 0;
};

// Draws the text centred in the box. render: a character without a glyph, or a text too long for the box at the smallest size.
[[nodiscard]] Status draw_text(cairo_t* context, const std::string& text, const TextStyle& style, const Box& box);

}  // namespace eb::issuer::print
