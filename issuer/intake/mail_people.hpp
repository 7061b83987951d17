// From a mail to its registrations: who is meant, whose address it is, what kind of mail it is.
#pragma once

#include <string>
#include <vector>

#include "issuer/intake/mail.hpp"

namespace eb::issuer::intake {

struct MailPeople {
  std::vector<Draft> people;  // in order of appearance; empty: nothing to register was found
  OrderContext dates;         // what the whole mail says of the order of day and month
  std::string complaint;      // of attachments; empty when there is none
};
[[nodiscard]] MailPeople people_in_mail(const Mail& mail);

}  // namespace eb::issuer::intake
