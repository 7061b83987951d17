// A passage of a letter, read: its words and all that was recognised in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/intake/facts.hpp"
#include "issuer/intake/mentions.hpp"
#include "issuer/intake/spans.hpp"
#include "issuer/intake/vocabulary.hpp"
#include "issuer/intake/words.hpp"

namespace eb::issuer::intake {

// What a sentence does.
struct Tone {
  bool changes = false;    // asks for a change of a registration
  bool completes = false;  // speaks of an earlier registration
  bool replaces = false;   // somebody comes for somebody
  bool leaves = false;     // somebody does not come
  bool stays = false;      // somebody stays registered
  bool registers = false;  // somebody is to be registered
};
[[nodiscard]] Tone tone_of(std::string_view folded, bool question);

// Words and facts: all that is asked of the value of a label.
struct Value {
  std::string_view text;
  std::vector<Word> words;
  std::vector<Span> spans;
  std::vector<Fact> facts;
  // `label` stands in front of it in the letter. `value` must outlive this.
  Value(std::string_view value, std::optional<Field> label);
};

struct Passage : Value {
  std::vector<PersonMention> people;
  std::vector<OrganisationMention> organisations;
  std::vector<std::string> sentences;  // folded
  std::vector<Tone> tones;             // of the sentences

  explicit Passage(std::string_view passage);  // `passage` must outlive this
  [[nodiscard]] std::string_view of(std::size_t from, std::size_t to) const { return written(text, words, from, to); }
  [[nodiscard]] const std::string& sentence_of(std::size_t word) const { return sentences[words[word].sentence]; }
  [[nodiscard]] const Tone& tone_at(std::size_t word) const { return tones[words[word].sentence]; }
  [[nodiscard]] bool has_fact_in(std::size_t sentence) const;
  // "Please register myself and my colleague Ana Gil": the word where the writer is named beside others.
  [[nodiscard]] std::optional<std::size_t> writer_in(std::size_t sentence) const;
  [[nodiscard]] bool is_question(std::size_t sentence) const;
  [[nodiscard]] bool has_person_in(std::size_t sentence) const;
  // "Abmelden: ende@angebote.example", "To unsubscribe, click here": the foot of an advertisement, which changes nothing.
  [[nodiscard]] bool is_foot_of_list(std::size_t sentence) const;
  // Folded: the part of its sentence between semicolons.
  [[nodiscard]] std::string clause_of(std::size_t word) const;
  // Whether words[from] follows one of the phrases, in its sentence; articles may stand in between.
  [[nodiscard]] bool follows(std::size_t from, const WordSet& phrases) const;
};

}  // namespace eb::issuer::intake
