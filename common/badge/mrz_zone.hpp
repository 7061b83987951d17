// How the fields of a machine readable zone lie: inside mrz.cpp and mrz_zone.cpp only.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "common/badge/mrz.hpp"

namespace eb::badge::zone {

inline constexpr char filler = '<';
using Lines = std::vector<std::string>;

// A field by its place: line and column counted from 0. Size 0: there is none.
struct Field {
  std::size_t line, column, size;
};

struct Layout {
  std::size_t lines, width;
  Field number, nationality, birth_date, sex, expiry, optional, names;
  std::array<Field, 4> composite;  // what the composite digit covers
  Field composite_digit;           // none in a visa
  MrzFormat format;
  bool long_number;     // the rest of a long number may stand in the optional data (parts 5 and 6)
  bool optional_check;  // the optional data has a check digit of its own (TD3)
};

[[nodiscard]] std::span<const Layout> layouts();

// The lines have the layout's number and width, and only A-Z, 0-9 and '<'.
[[nodiscard]] Result<Mrz> read_zone(const Lines& lines, const Layout& layout);

// The French identity card of 1988 to 2021 has the size of TD2 and a layout of its own.
[[nodiscard]] bool is_french_card(const Lines& lines, const Layout& layout);
[[nodiscard]] Result<Mrz> read_french_card(const Lines& lines);

}  // namespace eb::badge::zone
