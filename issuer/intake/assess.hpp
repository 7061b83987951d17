// From what was read of one person to a registration with its problems.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/time.hpp"
#include "issuer/intake/dates.hpp"
#include "issuer/intake/labels.hpp"
#include "issuer/registration.hpp"

namespace eb::issuer::intake {

// One person as far as it was read. Dates wait, because the rest of the file may settle their order.
struct Draft {
  std::string part;  // after the '#' of the source
  std::string name, surname, given, particle;
  std::string email;
  std::string organisation, department;
  std::string id_number;
  std::string_view language;
  DateReading birth_date, id_expiry;
  Order own_order = Order::unknown;
  Order stated_order = Order::unknown;
  bool hostile = false;
  bool change_request = false;
  bool own = false;  // the writer registers himself

  // Cleans the text and stores it. False when it says nothing for this field (a placeholder, no address, no date ...).
  bool set(Field field, std::string_view raw);
  [[nodiscard]] bool has(Field field) const;
  // Whole name, from its parts if it was given in parts.
  [[nodiscard]] std::string full_name() const;
};

// When a mail arrived; nothing for lists.
using Arrival = std::optional<Seconds>;

// 64-bit hashes of what makes two registrations the same person; flat, so that a million of them stay small.
class SeenSet {
 public:
  // True when it was there already.
  bool insert(std::uint64_t hash);

 private:
  void grow();
  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(1024);
  std::size_t used_ = 0;
};

class Assessor {
 public:
  Assessor(Date event_day, Seconds deadline) : event_day_(event_day), deadline_(deadline) {}
  void remember(const Registration& earlier);
  // Whether one that is known is this person or has this document; makes it known too.
  [[nodiscard]] bool repeats(const Registration& person);
  // `dates` holds what the file says; the draft's own evidence is added. `source` without the part.
  [[nodiscard]] Registration finish(Draft&& draft, OrderContext dates, const Arrival& arrival, std::string_view source);
  // A source with nothing to register in it.
  [[nodiscard]] static Registration unreadable(std::string source);

 private:
  bool seen_before(const Registration& person);
  [[nodiscard]] bool is_implausible(Date birth) const;
  Date event_day_;
  Seconds deadline_;
  SeenSet documents_, people_;
  std::string scratch_;
};

}  // namespace eb::issuer::intake
