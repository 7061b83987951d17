#include <fstream>
#include <iterator>

#include "common/base/text.hpp"
#include "issuer/intake/html.hpp"
#include "issuer/intake/mail.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {
namespace {

using issuer::intake::MailPart;

nlohmann::json mail_json(std::string_view bytes) {
  const auto mail = issuer::intake::read_mail(bytes);
  if (!mail) return nullptr;
  for (const auto& part : mail->parts)
    if (part.kind == MailPart::Kind::html) (void)issuer::intake::read_html(part.content);
  return {{"subject", trim(mail->subject)}, {"sender", mail->sender.address}, {"parts", mail->parts.size()}};
}

}  // namespace

// Accepted: it was read to the end. The reason is JSON: one object a mail, null for one that is none.
Outcome email_case(const nlohmann::json& test_case, const std::filesystem::path& folder) {
  std::ifstream file(folder / test_case.at("file").get<std::string>(), std::ios::binary);
  if (!file) return {"reject", "no such file"};
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  auto mails = nlohmann::json::array();
  if (test_case.at("kind") == "mbox") {
    const auto done = issuer::intake::split_mbox(bytes, [&](std::string_view mail, std::size_t) -> Status {
      mails.push_back(mail_json(mail));
      return {};
    });
    if (!done) return {"reject", done.error().message};
  } else {
    mails.push_back(mail_json(bytes));
  }
  return {"accept", mails.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

}  // namespace eb::conformance
