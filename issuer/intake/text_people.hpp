// People in the text of a mail: given by labels, in tables, in lists, in sentences.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/events.hpp"
#include "issuer/intake/gather.hpp"
#include "issuer/intake/html.hpp"
#include "issuer/intake/mail.hpp"
#include "issuer/intake/text_tables.hpp"
#include "issuer/intake/thread.hpp"

namespace eb::issuer::intake {

// A language that somebody wishes who was not known where it was said: their row may come later.
struct NamedWish {
  std::string name;  // or part of it
  std::string_view code;
};

struct LetterPeople {
  std::vector<Draft> people;  // in order of appearance
  bool cut = false;           // there were more than can be
  bool change = false;        // the letter changes an earlier registration
  bool guessed_only = false;  // it asks for a change and names nobody in full: its writer or a surname stands for them
  std::vector<NamedWish> wishes;
  std::string organisation;  // whom the letter says that people come from; for those of a list beside it
};

// A house that people can come from: neither the organisers nor "the secretariat", which any house has.
[[nodiscard]] bool can_be_represented(std::string_view text);

// Who registers himself need not repeat what the From line says; nobody else gets the sender's name or address.
void complete_own(Draft& draft, const Sender& sender);

struct LabelledLine;
struct OrganisationMention;
struct Passage;

// Reads one letter piece by piece, in its order.
class LetterReader {
 public:
  LetterReader(const Sender& sender, std::string_view subject);
  void text(std::string_view text);
  void table(const HtmlBlock& block);
  // `for_list`: also whom the letter says that people come from, for those of a list beside it.
  [[nodiscard]] LetterPeople finish(bool for_list = false);

 private:
  struct Voice {
    Sender sender;
    std::string organisation;   // who is represented, as far as it is said
    int weight = 0;             // how sure that is
    std::string signature;      // the organisation in the signature
    bool own = false;           // registers the writer
    bool first_person = false;  // speaks of the writer
    bool of_others = false;     // or of somebody else
  };
  bool rows(const TextRows& rows);
  struct Found {
    Draft draft;
    std::size_t voice = 0;
  };

  // Whom the last sentence with a name in it named, without anything about them.
  struct Named {
    std::string name;
    bool stays = false;  // registered already, as it says
  };

  std::size_t line_at(const Thread& thread, const std::vector<std::string_view>& texts, std::size_t at);
  std::size_t table_from(const std::vector<std::string_view>& texts, std::size_t at);
  bool unknown_label(const Thread& thread, std::size_t at, std::string_view line);
  std::size_t prose_end(const Thread& thread, std::size_t at) const;
  void form_line(std::string_view line, const LabelledLine& form);
  void form_value(Field field, std::string_view value);
  void house_beside(std::string_view text);
  void waiting_value(std::string_view line);
  void prose(std::string_view passage, bool one_line);
  void said_of_known(const Passage& passage, EventKind kind, std::size_t word);
  bool heading_of_person(std::string_view line);
  bool whole_line_name(const Passage& passage);
  bool below_own_name(const Passage& passage);
  void name_in(const Passage& passage, std::size_t person);
  [[nodiscard]] bool may_be_place(const Passage& passage, const OrganisationMention& house) const;
  void organisation_in(const Passage& passage, std::size_t organisation);
  void fact_in(const Passage& passage, std::size_t fact);
  void language_wish(const Passage& passage, const LanguageWish& wish);
  void sentences(const Passage& passage);
  void remember(const Passage& passage, std::size_t person, bool stays);
  void list_name(const Passage& passage, std::size_t person);
  void about_listed(std::size_t rank);
  void about_its_turn(const Passage& passage, std::size_t fact);
  void refers_back(const Passage& passage, std::size_t sentence);
  void represented(const Passage& passage);
  [[nodiscard]] bool is_house_of_sender(std::string_view text) const;
  void signature_line(std::string_view line);
  void listen_to(std::size_t voice);
  void take_people();
  void drop_advertised();
  [[nodiscard]] const std::string* house_of(std::size_t voice);
  void settle_organisations();
  [[nodiscard]] bool is_of_writer(const Found& found) const;
  [[nodiscard]] std::string somebody_named();
  void settle_change(LetterPeople& out);

  struct InSubject {
    std::string name, organisation;
  };
  [[nodiscard]] const InSubject& named_in_subject();

  Gatherer gather_;
  std::vector<Found> found_;
  std::vector<Voice> voices_;
  std::size_t voice_ = 0, voice_offset_ = 0;
  std::size_t no_table_before_ = 0;  // line
  std::string subject_;
  std::optional<InSubject> in_subject_;
  bool subject_changes_ = false, asks_change_ = false, completes_ = false, announced_ = false, name_leaves_ = false,
       writer_leaves_ = false;
  std::vector<Named> named_;
  std::vector<NamedWish> wishes_;
  std::string surname_only_;         // "Frau Lindner", whose whole name is not said
  std::vector<std::string> listed_;  // all whom the last sentence with a whole name names
  std::size_t passages_ = 0, named_in_passage_ = 0, named_in_sentence_ = 0, listed_in_passage_ = 0, listed_in_sentence_ = 0;
  std::optional<Field> label_waits_;
  bool changes_own_ = false;  // asks for a change of the writer's own registration
  bool after_form_ = false;   // the last line with words was a labelled one
  bool advertises_ = false;   // asks its readers to leave a list of addresses
};

}  // namespace eb::issuer::intake
