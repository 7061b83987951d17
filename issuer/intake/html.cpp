#include "issuer/intake/html.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "common/base/text.hpp"
#include "issuer/intake/html_flow.hpp"
#include "issuer/intake/html_markup.hpp"
#include "issuer/intake/unicode.hpp"

namespace eb::issuer::intake {
namespace {

struct FreeParser {
  void operator()(htmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// Attributes come as name, value, name, value ... and a null.
std::string_view attribute(const xmlChar** attributes, std::string_view name) {
  for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2)
    if (view(attributes[0]) == name) return view(attributes[1]);
  return {};
}

std::size_t span_of(const xmlChar** attributes, std::string_view name) {
  std::size_t span = 0;
  for (const char c : trim(attribute(attributes, name)).substr(0, 6)) {
    if (c < '0' || c > '9') break;
    span = span * 10 + static_cast<std::size_t>(c - '0');
  }
  return span == 0 && name == "rowspan" && !attribute(attributes, name).empty() ? 65534 : std::max<std::size_t>(span, 1);
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 23> lines{"address", "article", "aside",    "body",       "center", "dd",
                                                 "div",     "dt",      "fieldset", "figure",     "footer", "form",
                                                 "header",  "html",    "hr",       "legend",     "main",   "nav",
                                                 "option",  "section", "caption",  "figcaption", "li"};
constexpr std::array<std::string_view, 11> paragraphs{"h1", "h2", "h3", "h4",         "h5", "h6",
                                                      "ul", "ol", "dl", "blockquote", "pre"};

// Outlook ends every line with a paragraph that has no space around it.
int breaks_around(std::string_view name, const xmlChar** attributes) {
  if (is_one_of(name, paragraphs)) return 2;
  if (name != "p") return is_one_of(name, lines) ? 1 : 0;
  const auto style = attribute(attributes, "style");
  const bool tight = attribute(attributes, "class").starts_with("Mso") || style.find("margin:0") != std::string_view::npos ||
                     style.find("margin: 0") != std::string_view::npos;
  return tight ? 1 : 2;
}

// The address of a link "mailto:a%40b.example?subject=...", or nothing.
std::string linked_address(std::string_view href) {
  if (ascii_lower(href.substr(0, 7)) != "mailto:") return {};
  href = href.substr(7, href.find('?') == std::string_view::npos ? std::string_view::npos : href.find('?') - 7);
  std::string out;
  for (std::size_t i = 0; i < href.size() && out.size() < 254; ++i) {
    const auto byte = href[i] == '%' && i + 2 < href.size() ? from_hex(href.substr(i + 1, 2)) : std::nullopt;
    if (byte) i += 2;
    out += byte ? static_cast<char>(byte->front()) : href[i];
  }
  const bool plausible = is_ascii(out) && std::count(out.begin(), out.end(), '@') == 1 &&
                         std::all_of(out.begin(), out.end(), [](char c) { return c > ' ' && c != 0x7F; });
  return plausible ? out : std::string();
}

class Reader {
 public:
  HtmlContent read(std::string_view utf8) {
    HtmlContent out;
    if (utf8.size() > max_html) {
      utf8 = utf8.substr(0, max_html);
      cut_ = true;
    }
    // With a body around it the parser invents no paragraphs.
    parse("<body>" + plain_markup(utf8));
    while (!tables_.empty()) end_table();
    out.blocks = root_.take();
    out.cut = cut_;
    return out;
  }

 private:
  // What the end of an element has to undo.
  struct Opened {
    enum class Role { none, block, table, cell, link, preformatted } role = Role::none;
    int breaks = 0;
  };
  using Role = Opened::Role;

  static Reader& self(void* context) { return *static_cast<Reader*>(context); }

  void parse(const std::string& markup) {
    static std::once_flag once;
    std::call_once(once, [] { xmlInitParser(); });
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
        htmlCreateMemoryParserCtxt(markup.data(), static_cast<int>(markup.size())));
    if (!parser) return;  // of nothing at all
    htmlSAXHandler sax{};
    sax.startElement = [](void* context, const xmlChar* name, const xmlChar** attributes) {
      self(context).start(ascii_lower(view(name)), attributes);
    };
    sax.endElement = [](void* context, const xmlChar*) { self(context).end(); };
    sax.characters = sax.ignorableWhitespace = [](void* context, const xmlChar* text, int length) {
      self(context).text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    };
    *parser->sax = sax;
    parser->userData = this;
    parser_ = parser.get();
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER | HTML_PARSE_NONET |
                                         HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
    if (auto* utf8 = xmlFindCharEncodingHandler("UTF-8")) xmlSwitchToEncoding(parser.get(), utf8);
    htmlParseDocument(parser.get());
    parser_ = nullptr;
  }

  void stop() {
    cut_ = stopped_ = true;
    if (parser_ != nullptr) xmlStopParser(parser_);
  }

  HtmlFlow& flow() {
    for (auto table = tables_.rbegin(); table != tables_.rend(); ++table)
      if (table->in_cell) return table->rows.back().back().flow;
    return root_;
  }

  void start(std::string_view name, const xmlChar** attributes) {
    if (stopped_) return;
    if (open_.size() >= max_html_depth) return stop();
    auto& opened = open_.emplace_back();
    if (name == "table") {
      start_table(attributes, opened);
    } else if (name == "tr") {
      start_row(opened);
    } else if (name == "td" || name == "th") {
      start_cell(name == "th", attributes, opened);
    } else if (name == "a") {
      opened.role = Role::link;
      address_ = linked_address(attribute(attributes, "href"));
      seen_at_ = false;
    } else if (name == "br") {
      flow().line_break();
    } else {
      start_block(name, attributes, opened);
    }
  }

  void start_block(std::string_view name, const xmlChar** attributes, Opened& opened) {
    opened.breaks = breaks_around(name, attributes);
    opened.role = opened.breaks > 0 ? Role::block : Role::none;
    if (opened.breaks > 0) flow().at_least(opened.breaks);
    if (name == "li") flow().list_item();
    if (name != "pre") return;
    opened.role = Role::preformatted;
    ++preformatted_;
  }

  void end() {
    if (stopped_ || open_.empty()) return;
    const auto opened = open_.back();
    open_.pop_back();
    switch (opened.role) {
      case Role::table: end_table(); break;
      case Role::cell: tables_.back().in_cell = false; break;
      case Role::link: end_link(); break;
      case Role::preformatted: --preformatted_; [[fallthrough]];
      case Role::block: flow().end_block(opened.breaks); break;
      case Role::none: break;
    }
  }

  void as_line(Opened& opened) {
    opened = {Role::block, 1};
    flow().at_least(1);
  }

  // Tables that are too deep, and rows and cells outside a table, are lines.
  void start_table(const xmlChar** attributes, Opened& opened) {
    as_line(opened);
    if (tables_.size() >= max_html_tables) return;
    opened.role = Role::table;
    tables_.emplace_back().for_looks = ascii_lower(attribute(attributes, "role")) == "presentation";
  }

  void start_row(Opened& opened) {
    if (tables_.empty() || tables_.back().in_cell) return as_line(opened);
    tables_.back().rows.emplace_back();
  }

  void start_cell(bool header, const xmlChar** attributes, Opened& opened) {
    if (tables_.empty() || tables_.back().in_cell) return as_line(opened);
    if (++cells_ > max_html_cells) return stop();
    auto& table = tables_.back();
    if (table.rows.empty()) table.rows.emplace_back();
    auto& cell = table.rows.back().emplace_back();
    cell.row_span = span_of(attributes, "rowspan");
    cell.column_span = span_of(attributes, "colspan");
    table.has_header = table.has_header || header;
    table.in_cell = true;
    opened.role = Role::cell;
  }

  void end_table() {
    if (tables_.empty()) return;
    auto table = std::move(tables_.back());
    tables_.pop_back();
    if (!close_table(std::move(table), flow(), cells_left_, bytes_left_)) stop();
    flow().at_least(1);
  }

  void end_link() {
    if (!address_.empty() && !seen_at_) flow().add(" (" + address_ + ')', false);
    address_.clear();
  }

  void text(std::string_view text) {
    if (stopped_) return;
    seen_at_ = seen_at_ || text.find('@') != std::string_view::npos;
    flow().add(text, preformatted_ > 0);
  }

  htmlParserCtxtPtr parser_ = nullptr;
  HtmlFlow root_;
  std::vector<HtmlTable> tables_;
  std::vector<Opened> open_;
  std::string address_;   // of the link that is open
  bool seen_at_ = false;  // its text holds an @
  int preformatted_ = 0;
  std::size_t cells_ = 0;
  std::size_t cells_left_ = max_html_cells;
  std::size_t bytes_left_ = max_html_text;
  bool cut_ = false, stopped_ = false;
};

}  // namespace

HtmlContent read_html(std::string_view utf8) {
  return Reader().read(utf8);
}

std::string html_text(const HtmlContent& content) {
  std::string out;
  for (const auto& block : content.blocks) {
    if (!out.empty()) out += "\n\n";
    out += block.text;
  }
  return out;
}

}  // namespace eb::issuer::intake
