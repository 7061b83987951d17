// Whose house an address belongs to. A domain is no organisation, but it tells which line of a signature names one.
#pragma once

#include <string_view>

namespace eb::issuer::intake {

// The domain of the address is made of the words of the name, or of their first letters: "fiona@youngvoices.example" and
// "Young Voices Online", "ncebrian@ucdt.example" and "Unidad Central de Delitos Telemáticos".
[[nodiscard]] bool domain_names(std::string_view address, std::string_view house);

}  // namespace eb::issuer::intake
