// What a column header or a label means, in English, French, German, Italian, Dutch and Spanish.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace eb::issuer::intake {

enum class Field : std::uint8_t {
  name,  // whole name
  surname,
  given,
  particle,  // "van", where a form asks for it apart from the surname
  email,
  organisation,
  department,  // stands for the organisation where nothing else does
  birth_date,
  id_number,
  id_expiry,
  id_and_expiry,  // both in one cell
  issue_date,     // a decoy, but it can show the order of day and month
  language,
  ignored,  // known, and no part of a registration (telephone, position, nationality ...)
};

// How a header reads: "N° du document", "Date of birth (dd/mm/yyyy)", "Naam / Nom". Nothing when it is not one.
[[nodiscard]] std::optional<Field> header_field(std::string_view text);

// A label in a mail: as a header, but short, so that a sentence before a colon is not taken for one.
[[nodiscard]] std::optional<Field> label_field(std::string_view text);

// The same where a colon or the like stands behind it: "Werkzaam bij:". Without one the words may be a house's name.
[[nodiscard]] std::optional<Field> marked_label_field(std::string_view text);

// A field of a registration, not `issue_date` or `ignored`.
[[nodiscard]] bool is_wanted(Field field);

}  // namespace eb::issuer::intake
