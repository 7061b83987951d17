// What reading mails is measured against: GMime alone, every text part decoded to UTF-8.
//   gmime_reader DIR     reads every file below it; prints how many bytes of text it saw
#include <gmime/gmime.h>

#include <cstdio>
#include <filesystem>

namespace {

std::size_t text_bytes = 0;

void take_part(GMimeObject* /*parent*/, GMimeObject* part, gpointer /*user*/) {
  if (!GMIME_IS_TEXT_PART(part)) return;
  char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
  if (text != nullptr) text_bytes += std::char_traits<char>::length(text);
  g_free(text);
}

void read_mail(const std::filesystem::path& path) {
  GMimeStream* stream = g_mime_stream_file_open(path.c_str(), "rb", nullptr);
  if (stream == nullptr) return;
  GMimeParser* parser = g_mime_parser_new_with_stream(stream);
  if (GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr); message != nullptr) {
    text_bytes += std::char_traits<char>::length(
        g_mime_message_get_subject(message) != nullptr ? g_mime_message_get_subject(message) : "");
    g_mime_message_foreach(message, take_part, nullptr);
    g_object_unref(message);
  }
  g_object_unref(parser);
  g_object_unref(stream);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  g_mime_init();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1]))
    if (entry.path().extension() == ".eml") read_mail(entry.path());
  std::printf("%zu\n", text_bytes);
  g_mime_shutdown();
}
