// What a part of a mail is good for, by its type, its name and its text.
#pragma once

#include <string>
#include <string_view>

namespace eb::issuer::intake {

enum class PartUse {
  plain,
  html,
  list,
  workbook,
  mail,     // in base64, or attached as a file
  ignored,  // signatures, receipts, pictures that belong to the text
  unread,   // may hold registrations, but is not read: documents, old workbooks, attached pictures, what is encrypted
};
[[nodiscard]] PartUse part_use(std::string_view media_type, std::string_view file_name, bool attached);

// How an unread part is named to an officer.
[[nodiscard]] std::string unread_name(std::string_view file_name, std::string_view media_type);

// UTF-8 of a part of text. HTML without a label may name its charset itself.
[[nodiscard]] std::string part_text(std::string&& bytes, std::string label, PartUse use);

// A file of text that has a header as lists have: at least three columns are known.
[[nodiscard]] bool is_list_text(std::string_view text);

}  // namespace eb::issuer::intake
