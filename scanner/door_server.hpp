// The door page over HTTP: which path asks the desk what, and how its answers are told. The interface is docs/door-page.md.
#pragma once

#include "common/web/web.hpp"
#include "scanner/desk.hpp"

namespace eb::scanner {

// The desk must outlive the server that these are given to.
[[nodiscard]] web::Options door_page(Desk& desk, std::uint16_t port);

}  // namespace eb::scanner
