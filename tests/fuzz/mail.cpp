// Mails and mailboxes, to the people in them.
#include "issuer/intake/mail_people.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = [](std::string_view mail, std::size_t) -> eb::Status {
    const auto parsed = eb::issuer::intake::read_mail(mail);
    if (parsed) (void)eb::issuer::intake::people_in_mail(*parsed);
    return {};
  };
  (void)read(bytes, 1);
  (void)eb::issuer::intake::split_mbox(bytes, read);
  return 0;
}
