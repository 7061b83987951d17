#include "audit/report/charts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace eb::audit {
namespace {

constexpr double width = 720, height = 250;  // of a chart over time
constexpr double left = 56, right = 16, top = 14, bottom = 34;
constexpr double plot_width = width - left - right, plot_height = height - top - bottom;

std::string open_svg(const ChartText& text, double chart_height) {
  return fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-t {}-d\" xmlns=\"http://www.w3.org/2000/svg\">\n"
      "<title id=\"{}-t\">{}</title><desc id=\"{}-d\">{}</desc>\n",
      width, chart_height, text.id, text.id, text.id, text.title, text.id, text.description);
}

std::uint64_t largest_of(const std::vector<Column>& columns) {
  std::uint64_t largest = 0;
  for (const auto& column : columns) largest = std::max(largest, column.value);
  return largest;
}

double y_of(std::uint64_t value, const Scale& scale) {
  const auto whole = static_cast<double>(scale.step * scale.steps);
  return top + plot_height * (1 - static_cast<double>(value) / whole);
}

std::string horizontal_lines(const Writer& writer, const Scale& scale) {
  std::string out;
  for (std::uint64_t i = 0; i <= scale.steps; ++i) {
    const auto y = y_of(i * scale.step, scale);
    out += fmt::format("<path class=\"{}\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>", i == 0 ? "axis" : "grid", left, y, width - right);
    out +=
        fmt::format("<text class=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", left - 7, y + 4, writer.n(i * scale.step));
  }
  return out;
}

std::string time_labels(const std::vector<Column>& columns) {
  const auto step = plot_width / static_cast<double>(columns.size());
  const auto y = top + plot_height;
  std::string out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].label.empty()) continue;
    const auto x = left + step * static_cast<double>(i);
    out +=
        fmt::format("<path class=\"axis\" d=\"M{:.1f} {:.1f}v5\"/><text class=\"mid\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
                    x, y, x, y + 19, columns[i].label);
  }
  return out;
}

}  // namespace

Scale scale_for(std::uint64_t largest) {
  std::uint64_t step = 1;
  while (true) {
    for (const std::uint64_t times : {1, 2, 5})
      if (largest <= step * times * 5) {
        const auto used = step * times;
        return {used, std::max<std::uint64_t>(1, (largest + used - 1) / used)};
      }
    step *= 10;
  }
}

std::string column_chart(const Writer& writer, const ChartText& text, const std::vector<Column>& columns) {
  const auto scale = scale_for(largest_of(columns));
  const auto step = plot_width / static_cast<double>(columns.size());
  const auto gap = std::min(6.0, step * 0.2);
  std::string out = open_svg(text, height) + horizontal_lines(writer, scale);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].value == 0) continue;
    const auto y = y_of(columns[i].value, scale);
    out += fmt::format("<rect class=\"ink\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n",
                       left + step * static_cast<double>(i) + gap / 2, y, step - gap, top + plot_height - y);
  }
  return out + time_labels(columns) + "</svg>\n";
}

std::string level_chart(const Writer& writer, const ChartText& text, const std::vector<Column>& levels) {
  const auto scale = scale_for(largest_of(levels));
  const auto step = plot_width / static_cast<double>(levels.size());
  std::string line;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    line += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", left + step * static_cast<double>(i),
                        y_of(levels[i].value, scale));
    line += fmt::format("H{:.1f}", left + step * static_cast<double>(i + 1));
  }
  const auto ground = fmt::format("V{:.1f}H{:.1f}Z", top + plot_height, left);
  return open_svg(text, height) + horizontal_lines(writer, scale) + "<path class=\"ground\" d=\"" + line + ground +
         "\"/>\n<path class=\"line\" d=\"" + line + "\"/>\n" + time_labels(levels) + "</svg>\n";
}

std::string bar_chart(const Writer&, const ChartText& text, const std::vector<Bar>& bars) {
  constexpr double row = 24, label_width = 270, value_room = 90;
  std::uint64_t largest = 1;
  for (const auto& bar : bars) largest = std::max(largest, bar.value);
  std::string out = open_svg(text, row * static_cast<double>(bars.size()) + 8);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto y = 4 + row * static_cast<double>(i);
    const auto length =
        (width - label_width - value_room) * static_cast<double>(bars[i].value) / static_cast<double>(largest);
    out += fmt::format("<text class=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", label_width - 8, y + 16, bars[i].label);
    out += fmt::format("<rect class=\"ink\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", label_width,
                       y + 3, std::max(length, bars[i].value > 0 ? 1.5 : 0.0), row - 7);
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", label_width + length + 7, y + 16, bars[i].shown);
  }
  return out + fmt::format("<path class=\"axis\" d=\"M{:.1f} 0v{:.1f}\"/></svg>\n", label_width,
                           row * static_cast<double>(bars.size()) + 8);
}

}  // namespace eb::audit
