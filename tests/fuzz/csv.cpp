// Lists of text in any charset, to the people in them.
#include "issuer/intake/charset.hpp"
#include "issuer/intake/delimited.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eb::issuer::intake;
  std::string storage;
  auto text = decode_text({reinterpret_cast<const char*>(data), size}, "", storage);
  const char delimiter = detect_delimiter(text);
  DelimitedRows rows(text, delimiter);
  TableReport report;
  (void)read_table(
      rows, [](const Draft&) -> eb::Status { return {}; }, report);
  return 0;
}
