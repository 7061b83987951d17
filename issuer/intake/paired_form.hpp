// Forms of HTML in which labels and values take turns in a row: "Name | Ana Gil | Organisation | Web Trust".
#pragma once

#include "issuer/intake/text_tables.hpp"

namespace eb::issuer::intake {

// The same with one label and its value in a row. Empty when it is another kind of table.
[[nodiscard]] TextRows paired_form(const TextRows& rows);

}  // namespace eb::issuer::intake
