// Charts as SVG inside the page: drawn in ink of one kind, each value beside its mark or on an axis, with title and description
// for those who do not see them. Every chart stands beside a table that says the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/report/markup.hpp"

namespace eb::audit {

// Texts are HTML; id is of this program and once in the page.
struct ChartText {
  std::string id, title, description;
};

struct Column {
  std::string label;  // of where it begins; empty: no tick there
  std::uint64_t value = 0;
};
// Columns side by side over time.
[[nodiscard]] std::string column_chart(const Writer& writer, const ChartText& text, const std::vector<Column>& columns);
// The same as one line that goes up and down in steps, the ground below it filled.
[[nodiscard]] std::string level_chart(const Writer& writer, const ChartText& text, const std::vector<Column>& levels);

struct Bar {
  std::string label;
  std::uint64_t value = 0;
  std::string shown;  // beside the bar
};
// Bars below one another, the label in front.
[[nodiscard]] std::string bar_chart(const Writer& writer, const ChartText& text, const std::vector<Bar>& bars);

// The ticks of an axis that begins at zero and reaches at least the value: the step between two, and how many steps.
struct Scale {
  std::uint64_t step = 1, steps = 1;
};
[[nodiscard]] Scale scale_for(std::uint64_t largest);

}  // namespace eb::audit
