// Three ways in. The bytes as a file: never opened, since no key signed them. As the body of a file that the list key did sign:
// SQLite sees them. As the payload of a trust list and of a manifest that were signed.
#include <cstdlib>

#include "common/codec/cose.hpp"
#include "common/codec/domains.hpp"
#include "common/door/list_file.hpp"

namespace {

using namespace eb;

struct Office {
  crypto::PrivateKey root = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  crypto::PrivateKey list_key = crypto::PrivateKey::generate(crypto::Algorithm::eddsa).value();
  Bytes trust_list =
      keys::sign_trust_list(
          root, {1, Seconds{}, {{list_key.public_key(), codec::KeyUse::list, Seconds{}, Seconds{std::chrono::hours(24 * 365 * 100)}, {}, "list key"}}})
          .value();
};

Bytes list_around(const Office& office, BytesView body) {
  badge::Manifest manifest;
  manifest.event = "EUIF-2015";
  manifest.sequence = 1;
  manifest.body_size = body.size();
  manifest.body_hash = crypto::sha256(body);
  manifest.entry_count = 1;
  manifest.policy.languages = {"en"};
  const Bytes cose = badge::sign_manifest(office.list_key, manifest, office.trust_list).value();
  Bytes file = to_bytes(as_bytes("EBDLIST1"));
  for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<std::uint8_t>(cose.size() >> shift));
  file.insert(file.end(), cose.begin(), cose.end());
  file.insert(file.end(), body.begin(), body.end());
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Office office;
  static const keys::RootAnchor anchor{office.root.public_key()};
  const BytesView input(data, size);
  if (door::open_list_file(to_bytes(input), anchor)) std::abort();
  if (auto opened = door::open_list_file(list_around(office, input), anchor)) (void)opened->body.find(badge::Lookup{});
  const auto trust = codec::make_sign1(office.root, input, as_bytes(domain::trust_list));
  if (trust) (void)keys::verify_trust_list(*trust, anchor);
  return 0;
}
