#include <array>

#include "common/crypto/crypto.hpp"
#include "common/crypto/ossl.hpp"

namespace eb::crypto {
namespace {

constexpr std::size_t block_size = 64;

// One context a thread: making one costs as much as hashing a log entry.
EVP_MD_CTX* thread_context() {
  thread_local const MdContext context(EVP_MD_CTX_new());
  if (!context) broken_invariant("no memory for a hash context");
  return context.get();
}

void begin(EVP_MD_CTX* context) {
  if (EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr) != 1) broken_invariant("SHA-256 cannot start");
}
void add(EVP_MD_CTX* context, BytesView data) {
  if (EVP_DigestUpdate(context, data.data(), data.size()) != 1) broken_invariant("SHA-256 cannot continue");
}
Sha256 end(EVP_MD_CTX* context) {
  Sha256 out;
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context, out.value.data(), &size) != 1 || size != Sha256::size)
    broken_invariant("SHA-256 cannot finish");
  return out;
}

}  // namespace

const EVP_MD* sha256_algorithm() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr) broken_invariant("OpenSSL has no SHA-256");
  return algorithm;
}

std::string_view algorithm_name(Algorithm algorithm) {
  return algorithm == Algorithm::es256 ? "ES256" : "EdDSA";
}

Sha256 sha256(BytesView data) {
  auto* context = thread_context();
  begin(context);
  add(context, data);
  return end(context);
}

Sha256 sha256(BytesView a, BytesView b) {
  auto* context = thread_context();
  begin(context);
  add(context, a);
  add(context, b);
  return end(context);
}

Sha256 sha256(BytesView a, BytesView b, BytesView c) {
  auto* context = thread_context();
  begin(context);
  add(context, a);
  add(context, b);
  add(context, c);
  return end(context);
}

struct Sha256Stream::State {
  MdContext context{EVP_MD_CTX_new()};
};
Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  if (!state_->context) broken_invariant("no memory for a hash context");
  begin(state_->context.get());
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;
void Sha256Stream::update(BytesView data) {
  add(state_->context.get(), data);
}
Sha256 Sha256Stream::finish() {
  return end(state_->context.get());
}

// RFC 2104 over the thread's context: OpenSSL 3.0's own HMAC fetches its algorithm at each call.
Sha256 hmac_sha256(BytesView key, BytesView message) {
  std::array<std::uint8_t, block_size> pad{};
  if (key.size() > block_size) {
    const auto shortened = sha256(key);
    std::copy(shortened.value.begin(), shortened.value.end(), pad.begin());
  } else {
    std::copy(key.begin(), key.end(), pad.begin());
  }
  for (auto& byte : pad) byte ^= 0x36U;
  const auto inner = sha256(pad, message);
  for (auto& byte : pad) byte ^= 0x36U ^ 0x5CU;
  const auto outer = sha256(pad, inner.view());
  wipe(pad);
  return outer;
}

void hkdf_sha256(BytesView input_key, BytesView salt, BytesView info, std::span<std::uint8_t> out) {
  if (out.size() > 255 * Sha256::size) broken_invariant("HKDF output too long");
  constexpr std::array<std::uint8_t, Sha256::size> no_salt{};
  auto pseudo_random = hmac_sha256(salt.empty() ? BytesView(no_salt) : salt, input_key);
  Bytes message;
  message.reserve(Sha256::size + info.size() + 1);
  std::uint8_t counter = 1;
  Sha256 block;
  for (std::size_t done = 0; done < out.size(); ++counter) {
    if (done > 0) message.assign(block.value.begin(), block.value.end());
    message.insert(message.end(), info.begin(), info.end());
    message.push_back(counter);
    block = hmac_sha256(pseudo_random.view(), message);
    const auto take = std::min(Sha256::size, out.size() - done);
    std::copy_n(block.value.begin(), take, out.begin() + static_cast<std::ptrdiff_t>(done));
    done += take;
    wipe(message);
    message.clear();
  }
  wipe(block.value);
  wipe(pseudo_random.value);
}

}  // namespace eb::crypto
