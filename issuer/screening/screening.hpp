// Who on a stop list, or among the registrations themselves, somebody may be. Nothing is decided here: hits are for an officer, each with
// its reason and measure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "issuer/registration.hpp"
#include "issuer/screening/likeness.hpp"

namespace eb::issuer::screening {

// Of names with the same birth date; with a birth date that differs by one digit, or by day and month exchanged.
constexpr unsigned like_same_birth = 80;
constexpr unsigned like_near_birth = 90;

enum class Reason { document, name_and_birth, name_and_near_birth, name_alone };
[[nodiscard]] std::string_view reason_name(Reason reason);  // document name_and_birth name_and_near_birth name_alone

struct Hit {
  std::string who;    // registration, "R-0007"
  std::string whom;   // source of the row on the list, or the earlier registration
  std::string name;   // as it stands there
  std::string birth;  // as it stands there, 1978-03-04; empty without one
  Reason reason = Reason::document;
  unsigned percent = 100;  // likeness of the names; of documents 100
};

// People to compare with: a look-up costs the same whatever their number.
class People {
 public:
  // Nothing to compare by: false, and it is not kept. A name alone is compared only where no birth date is known on one side.
  bool add(const std::string& label, const Registration& person);
  // Of each person at most one hit: by the document, else by the name.
  [[nodiscard]] std::vector<Hit> like(const Registration& person) const;
  [[nodiscard]] std::size_t size() const { return people_.size(); }

 private:
  struct Known {
    std::string label, name;
    std::optional<Date> birth;
    NameForms forms;
  };
  void add_hit(std::map<std::size_t, Hit>& hits, std::size_t known, const Registration& person, Reason reason,
               unsigned percent) const;
  void look_near(std::map<std::size_t, Hit>& hits, const Registration& person, const NameForms& forms) const;

  std::vector<Known> people_;
  std::unordered_multimap<std::string, std::size_t> by_document_, by_birth_, by_name_;
};

}  // namespace eb::issuer::screening
