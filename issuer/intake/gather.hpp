// From facts in their order to people: whose fact it is.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/assess.hpp"

namespace eb::issuer::intake {

class Gatherer {
 public:
  // A person is named. `wanted`: words say that they are to be registered or changed, so they are a record without any fact.
  void name(std::string_view text, bool wanted);
  // "Ms Price": the person known by that surname, if there is one, is meant from here on.
  void back_to(std::string_view surname);
  // Somebody is known of whose name this is a part; facts that follow are theirs.
  [[nodiscard]] bool knows(std::string_view part_of_name);
  void about(std::string_view part_of_name);
  // A fact of a sentence or line; without `cued` only its looks tell what it is.
  void fact(Field field, std::string_view value, bool cued);
  // A field of a form; an empty value still shows that the person has begun.
  void label(Field field, std::string_view value);
  // The organisation that stands beside the person's name.
  void organisation_beside(std::string_view text);
  // "as above": that of the person before.
  void same_organisation();
  void language(std::string_view code, bool for_all);
  // Of somebody who is named; false where nobody of that name is known.
  [[nodiscard]] bool language_of(std::string_view name, std::string_view code);
  [[nodiscard]] bool knows_several() const { return people_.size() + (has_person() ? 1U : 0U) > 1; }
  [[nodiscard]] bool knows_nobody() const { return people_.empty() && !has_person() && waiting_.empty(); }
  void myself(std::string_view name);  // the name may be empty
  // Somebody's registration is changed; without facts of their own they still are a record.
  void changed(std::string_view name);
  // One fact alone is a record where the letter changes something.
  void expect_change() { change_ = true; }
  void blank_line() {
    gap_ = true;
    just_said_ = false;
  }
  // Of the line right above: empty when it said something else.
  [[nodiscard]] std::string_view name_just_said() const {
    return just_said_ && waiting_organisation_.empty() ? std::string_view(waiting_) : std::string_view();
  }
  void passage_ends() {
    if (!focus_stays_) focus_.reset();
  }
  // The letter ends: what follows completes the last person, and names nobody without a label.
  void sign_off();
  void next_letter();
  // There are people below the end of the letter.
  void reopen() { signed_off_ = false; }
  // More people than a letter has: the rest was left out.
  [[nodiscard]] bool cut() const { return cut_; }
  // A person whom a table gave complete.
  void complete(Draft draft);

  [[nodiscard]] bool has_person() const;  // one is open
  [[nodiscard]] bool signed_off() const { return signed_off_; }
  [[nodiscard]] std::vector<Draft> finish();

 private:
  using Fields = std::bitset<32>;
  void take(Field field, std::string_view value);
  void adopt();
  void flush();
  [[nodiscard]] bool labelled_again(Field field) const;
  Draft* known(std::string_view name);

  std::vector<Draft> people_;
  Draft draft_;
  Fields seen_;  // also with an empty value
  std::optional<Field> first_label_;
  std::string waiting_, waiting_organisation_;
  std::optional<std::size_t> focus_;  // of people_: who is meant by "Ms Price"
  bool focus_stays_ = false;          // their name was given in full, as at the head of a list of facts
  bool cut_ = false;
  bool change_ = false;
  bool waiting_wanted_ = false;
  bool waiting_changes_ = false;  // of whom the letter says that they change
  bool wanted_ = false;           // the open person is a record even without facts
  bool second_document_ = false, signed_off_ = false, gap_ = false, named_by_label_ = false, own_ = false;
  bool house_beside_ = false;         // not from a label: a label is surer
  std::string_view language_of_all_;  // said before anybody was named
  bool just_said_ = false;            // no blank line since the waiting name
};

}  // namespace eb::issuer::intake
