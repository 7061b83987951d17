#include "audit/report/markup.hpp"

#include "common/base/text.hpp"

namespace eb::audit {
namespace {

constexpr std::size_t max_text = 300;
constexpr std::size_t short_table = 16;  // rows: stays on one page

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string untrusted(std::string_view text) {
  return "<bdi>" + untrusted_plain(text, max_text) + "</bdi>";
}

std::string untrusted_plain(std::string_view text, std::size_t bytes) {
  return html_text(printable(text, bytes));
}

std::string Writer::t(std::string_view key, const Values& values) const {
  return filled(html_text(words_.text(key)), values);
}

std::string Writer::time(Millis t) const {
  return "<time datetime=\"" + html_text(format_utc(t)) + "\">" + html_text(words_.date_time(t, clock_)) + "</time>";
}

std::string Writer::moment(Millis t) const {
  return "<time datetime=\"" + html_text(format_utc(t)) + "\">" +
         html_text(words_.date(t, clock_) + ", " + Words::minute(t, clock_)) + "</time>";
}

std::string Writer::minute(Millis t, bool with_day) const {
  return html_text(with_day ? words_.day_and_minute(t, clock_) : Words::minute(t, clock_));
}

std::string Writer::heading(std::string_view key) const {
  return "<h2 id=\"" + html_text(key) + "\">" + t(key) + "</h2>\n";
}

std::string Writer::paragraph(std::string_view key, const Values& values) const {
  return "<p>" + t(key, values) + "</p>\n";
}

std::string Table::line(const std::vector<std::string>& cells) const {
  std::string out = "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string align = columns_[i].align == Align::number ? " class=\"n\"" : "";
    out += i == 0 ? "<th scope=\"row\"" + align + ">" + cells[i] + "</th>" : "<td" + align + ">" + cells[i] + "</td>";
  }
  return out + "</tr>\n";
}

// In a frame that scrolls by itself where the page is narrow; it can be reached by keyboard.
std::string Table::html() const {
  std::string out = std::string("<div class=\"") + (rows_.size() <= short_table ? "wide short" : "wide") +
                    "\" tabindex=\"0\" role=\"group\" aria-label=\"" + caption_ + "\"><table><caption>" + caption_ +
                    "</caption>\n<thead><tr>";
  for (const auto& column : columns_)
    out += std::string("<th scope=\"col\"") + (column.align == Align::number ? " class=\"n\"" : "") + ">" + column.heading +
           "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& cells : rows_) out += line(cells);
  out += "</tbody>";
  if (!total_.empty()) out += "<tfoot>" + line(total_) + "</tfoot>";
  return out + "</table></div>\n";
}

}  // namespace eb::audit
