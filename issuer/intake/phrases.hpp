// What people say around the data of a registration: the phrases of six languages, folded (lower case, no accents, no
// punctuation), as lists "a|b c|d".
#pragma once

#include <string_view>

namespace eb::issuer::intake {

// A sentence of these is about the writer.
extern const std::string_view about_myself;
// In front of the name of the writer: "my name is".
extern const std::string_view before_own_name;
// In front of the name of somebody to be registered: "represented by".
extern const std::string_view before_delegate;
// In front of an organisation that is represented: "on behalf of".
extern const std::string_view before_represented;
// Behind it: "will be represented", "nominates".
extern const std::string_view after_represented;
// Directly behind a person's name and in front of the organisation: "from".
extern const std::string_view between_person_and_organisation;
// No part of an organisation's name, in any language: verbs and adverbs where its name has ended.
extern const std::string_view ends_organisation;
// Small words inside the names of organisations.
extern const std::string_view organisation_connectors;
// First words of organisations whose names go on in small letters: "Office central de lutte contre ...".
extern const std::string_view flowing_organisations;

// A sentence of these asks to change, complete, cancel or replace an earlier registration.
extern const std::string_view asks_change;
// Asks the reader, not the organisers, to leave a list: the foot of advertisements.
extern const std::string_view of_newsletters;
// What is missing comes with another letter, so this one changes nothing yet.
extern const std::string_view comes_later;
// A sentence of these offers to leave a list of addresses; it withdraws nobody: stems.
extern const std::string_view of_mailings;
// A sentence of these holds facts about the writer.
extern const std::string_view facts_of_mine;
// The writer and somebody else: "me and my colleague". Where it stands, the writer is named.
extern const std::string_view writer_with_others;
// In front of "data", "details": the heading of what belongs to the writer.
extern const std::string_view data_of_mine;
// Ends or begins such a heading: "Ana's details:", "Dati di Ana:".
extern const std::string_view data_words;
// A sentence of these registers somebody: stems.
extern const std::string_view registers;
// The same, but only in a subject line or beside a name: single words.
extern const std::string_view subject_change;
// Somebody else comes in somebody's place.
extern const std::string_view asks_replacement;
// A named person who does not come.
extern const std::string_view does_not_come;
// Somebody who is named but does not change: "already registered", "as planned".
extern const std::string_view stays_as_is;
// In front of a value that is not, or no longer, right.
extern const std::string_view wrong_value;
// The same where the kind of the value stands in between: "instead of passport X".
extern const std::string_view instead_of;
// Behind a value that is not right any more: "has been cancelled".
extern const std::string_view called_wrong;
// In front of the one that is right after all.
extern const std::string_view right_value;
// Somebody comes in place of the writer.
extern const std::string_view replaces_writer;
// Points back at somebody who was named: "her registration".
extern const std::string_view of_somebody_named;
// The same words in front of somebody else: "her assistant".
extern const std::string_view of_companion;
// Points at the writer: "my registration".
extern const std::string_view of_the_writer;
// First words of a sentence about what may be, and those that only make a request polite.
extern const std::string_view begins_condition;
extern const std::string_view as_far_as_possible;
// In front of what may be, and is not yet: "any correction". Single words.
extern const std::string_view of_whatever;
// One of two who were named, and words that may stand behind these.
extern const std::string_view first_of_two;
extern const std::string_view second_of_two;
extern const std::string_view behind_ordinal;
// The values of a sentence are of those who were named, in their order: "respectively".
extern const std::string_view one_by_one;
// In front of somebody who is named as a source, not as a participant.
extern const std::string_view told_by;
// Of an earlier registration: what comes alone beside these words completes or corrects it: stems.
extern const std::string_view of_earlier_letter;
// The same, but said of first registrations, too: only of very little that comes alone.
extern const std::string_view as_promised;

// Interpretation, or the use of a language.
extern const std::string_view about_language;
// Interpretation alone: stems.
extern const std::string_view interpretation_words;
extern const std::string_view language_is_fine;
extern const std::string_view no_interpretation;
extern const std::string_view all_of_them;
// The same where the sentence names somebody, too: "all three".
extern const std::string_view all_by_number;
// One person, whatever else stands there: "for her".
extern const std::string_view for_one;
// A wish of the writer's own.
extern const std::string_view wish_of_mine;
// A sentence that gives an address for questions.
extern const std::string_view address_for_questions;
// The same sentence says whose address it is.
extern const std::string_view address_of_person;
// Words of who speaks of himself, and of who speaks of somebody to be registered.
extern const std::string_view first_person;
extern const std::string_view somebody_else;
// Asks whether a letter has come: whom it names was registered before.
extern const std::string_view asks_receipt;
// A sentence at the foot of letters for who gets them by mistake.
extern const std::string_view of_disclaimers;
// A question about documents, which gives none.
extern const std::string_view asks_what_is_enough;
// Of the same as the person above: "as above", "idem".
extern const std::string_view same_as_above;
// Sentences of the invitation, quoted or not.
extern const std::string_view of_the_invitation;

// Words that begin with a capital and are no names.
extern const std::string_view not_names;
// Small words inside names.
extern const std::string_view name_particles;

// Starts of the line with which a letter ends, as whole words, and as stems.
extern const std::string_view sign_offs;
extern const std::string_view sign_off_stems;

}  // namespace eb::issuer::intake
