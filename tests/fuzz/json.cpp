// A line of a log has one spelling; the quick view of it says the same as the full reading.
#include <cstdlib>

#include "common/log/act.hpp"
#include "common/log/entry_view.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace eb::log;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto entry = parse_entry(line);
  if (entry.has_value() != view_entry(line).has_value()) std::abort();
  if (entry && entry_line(*entry) != line) std::abort();
  const auto act = parse_act(line);
  if (act && act_line(*act) != line) std::abort();
  return 0;
}
