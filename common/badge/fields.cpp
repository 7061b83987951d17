#include "common/badge/fields.hpp"

#include <algorithm>

namespace eb::badge::fields {
namespace {

constexpr std::uint64_t end_of_9999 = 253402300799;

bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

}  // namespace

Result<std::string> read_text(codec::CborReader& reader, std::size_t most) {
  EB_TRY(text, reader.text());
  if (text.size() > most) return fail(ErrorCode::too_large, "a text of more than " + std::to_string(most) + " bytes");
  return std::string(text);
}

Result<std::size_t> read_array(codec::CborReader& reader, std::size_t most) {
  EB_TRY(count, reader.array());
  if (count > most) return fail(ErrorCode::too_large, "a list of more than " + std::to_string(most));
  return count;
}

Result<std::vector<std::string>> read_texts(codec::CborReader& reader) {
  EB_TRY(count, read_array(reader, max_items));
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    EB_TRY(text, read_text(reader));
    if (text.empty()) return fail(ErrorCode::malformed, "an empty text in a list");
    texts.push_back(std::move(text));
  }
  return texts;
}

void write_texts(codec::CborWriter& writer, const std::vector<std::string>& texts) {
  writer.array(texts.size());
  for (const auto& text : texts) writer.text(text);
}

Result<std::uint64_t> read_number(codec::CborReader& reader, std::uint64_t most) {
  EB_TRY(number, reader.uint());
  if (number > most) return fail(ErrorCode::malformed, "a number above " + std::to_string(most));
  return number;
}

Result<Seconds> read_time(codec::CborReader& reader) {
  EB_TRY(number, read_number(reader, end_of_9999));
  return Seconds(std::chrono::seconds(static_cast<std::int64_t>(number)));
}

std::uint64_t time_number(Seconds t) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, t.time_since_epoch().count()));
}

bool is_language(std::string_view code) {
  return code.size() == 2 && is_small(code[0]) && is_small(code[1]);
}

}  // namespace eb::badge::fields
