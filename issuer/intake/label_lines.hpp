// Lines of a form: "Label: value", several to a line, "Label ..... value", "Label   value".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "issuer/intake/labels.hpp"

namespace eb::issuer::intake {

struct LabelledPart {
  Field field;
  std::string_view value;  // up to the next label of the line; empty: it stands on the next line
};
struct LabelledLine {
  std::string_view head;  // what stands before the first label
  std::vector<LabelledPart> parts;
};
// Beside other lines of a form, marks that prose has as well ("Force - X") stand behind labels, too, so rarer words are understood.
enum class Around : std::uint8_t { anything, form };
[[nodiscard]] LabelledLine labelled_line(std::string_view line, Around around = Around::anything);

// A line that is nothing but a label.
[[nodiscard]] std::optional<Field> lone_label(std::string_view line);

// "1) ", "2.- ", "a) ", "- ", "* " and the like in front of a line; its length.
[[nodiscard]] std::size_t bullet_length(std::string_view line);

}  // namespace eb::issuer::intake
