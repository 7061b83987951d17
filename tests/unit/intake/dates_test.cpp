#include <catch2/catch.hpp>

#include "issuer/intake/dates.hpp"

using namespace eb;
using namespace eb::issuer::intake;

namespace {
std::string shown(std::string_view text, DateUse use, const OrderContext& context = {}) {
  const auto result = resolve(read_date(text, use), use, context);
  if (result.ambiguous) return "ambiguous";
  if (result.impossible) return "impossible";
  return result.date ? format_date(*result.date) : "none";
}
std::string birth(std::string_view text) {
  return shown(text, DateUse::birth);
}
std::string expiry(std::string_view text) {
  return shown(text, DateUse::expiry);
}
}  // namespace

TEST_CASE("dates in the styles of six languages") {
  const std::pair<const char*, const char*> cases[] = {{"1974-08-07", "1974-08-07"},
                                                       {"1975.10.05.", "1975-10-05"},
                                                       {"1975. 10. 05.", "1975-10-05"},
                                                       {"04.09.1981", "1981-09-04"},
                                                       {"27. 3. 1963", "1963-03-27"},
                                                       {"22.2.1964", "1964-02-22"},
                                                       {"7 August 1974", "1974-08-07"},
                                                       {"22. January 1975", "1975-01-22"},
                                                       {"March 3, 1971", "1971-03-03"},
                                                       {"9th of November 1980", "1980-11-09"},
                                                       {"1er mars 1971", "1971-03-01"},
                                                       {"19. Jänner 1966", "1966-01-19"},
                                                       {"22. März 1982", "1982-03-22"},
                                                       {"17 agosto 1978", "1978-08-17"},
                                                       {"1° marzo 1960", "1960-03-01"},
                                                       {"3 de marzo de 1971", "1971-03-03"},
                                                       {"9 de abril de 1898", "1898-04-09"},
                                                       {"8 augustus 1984", "1984-08-08"},
                                                       {"3 mrt. 1960", "1960-03-03"},
                                                       {"23.XI.1953 г.", "1953-11-23"},
                                                       {"13-Jan-1971", "1971-01-13"},
                                                       {"den 30 juni 1965", "1965-06-30"},
                                                       {"12 févr. 1970", "1970-02-12"},
                                                       {"28/12/1975", "1975-12-28"},
                                                       {"12/28/1975", "1975-12-28"},
                                                       {"07.03.64", "1964-03-07"},
                                                       {"1978-08-17 00:00:00", "1978-08-17"},
                                                       {"19780817", "1978-08-17"},
                                                       {"17/08/1978 00:00", "1978-08-17"},
                                                       {"05/05/1970", "1970-05-05"},
                                                       {"12.05.2071.", "2071-05-12"},
                                                       {"Friday, 14. August 1962", "1962-08-14"},
                                                       {"12–08–1970", "1970-08-12"},
                                                       {"31.02.1970", "impossible"},
                                                       {"1975-13-05", "impossible"},
                                                       {"05.28.1970", "impossible"},
                                                       {"August 1974", "ambiguous"},
                                                       {"1974", "ambiguous"},
                                                       {"07/1974", "ambiguous"},
                                                       {"soon", "none"},
                                                       {"", "none"}};
  for (const auto& [written, meant] : cases) {
    INFO(written);
    CHECK(birth(written) == meant);
  }
}

TEST_CASE("expiry dates: unlimited, from-until and issue dates") {
  CHECK(expiry("illimitée") == "ambiguous");
  CHECK(expiry("unbefristet") == "ambiguous");
  CHECK(expiry("07/2019") == "ambiguous");
  CHECK(expiry("12/09/19") == "2019-09-12");
  CHECK(expiry("13.01.2011 - 12.01.2021") == "2021-01-12");
  CHECK(expiry("12.01.2021 (issued 13.01.2011)") == "2021-01-12");
  CHECK(expiry("issued 13.01.2011, valid until 12.01.2021") == "2021-01-12");
}

TEST_CASE("the order of a numeric date: stated, own, file, then day first unless the sender is American") {
  const auto reading = read_date("04/03/1978", DateUse::birth);
  REQUIRE(reading.kind == DateKind::numeric);
  const auto in = [&](const OrderContext& context) {
    const auto result = resolve(reading, DateUse::birth, context);
    return result.date ? format_date(*result.date) : result.ambiguous ? std::string("ambiguous") : "none";
  };
  CHECK(in({}) == "1978-03-04");
  CHECK(in({.sender_in_us = true}) == "ambiguous");
  CHECK(in({.file = Order::month_first, .sender_in_us = true}) == "1978-04-03");
  CHECK(in({.file = Order::conflicting}) == "ambiguous");
  CHECK(in({.own = Order::day_first, .file = Order::conflicting}) == "1978-03-04");
  CHECK(in({.stated = Order::month_first, .own = Order::day_first}) == "1978-04-03");
  CHECK(read_date("05/28/2020", DateUse::expiry).evidence == Order::month_first);
  CHECK(read_date("28/05/2020", DateUse::expiry).evidence == Order::day_first);
  CHECK(read_date("28.05.2020", DateUse::expiry).evidence == Order::unknown);
}

TEST_CASE("headers that state an order") {
  CHECK(stated_order("Date of birth (dd/mm/yyyy)") == Order::day_first);
  CHECK(stated_order("DOB MM/DD/YYYY") == Order::month_first);
  CHECK(stated_order("Geburtsdatum (TT.MM.JJJJ)") == Order::day_first);
  CHECK(stated_order("Date de naissance (jj/mm/aaaa)") == Order::day_first);
  CHECK(stated_order("Date of birth") == Order::unknown);
}
