// Errors are values. A function that can fail returns Result<T> and is [[nodiscard]]; exceptions stay inside the
// wrapper that met them, and a broken invariant aborts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace eb {

// Stable numbers: never reorder or reuse; append only. The sentence for people is in Error::message.
enum class ErrorCode : std::uint16_t {
  invalid_argument = 1,   // a value given by the caller is outside its documented range
  malformed = 2,          // input is not exactly in the documented format
  too_large = 3,          // input exceeds a documented bound; it was not parsed further
  signature_invalid = 4,  // a signature does not verify under the key it names
  key_unknown = 5,        // no trusted key has the named identifier
  key_unfit = 6,          // the key exists but may not do this (use, dates, revocation, algorithm, weak point)
  decrypt_failed = 7,     // authenticated decryption failed: wrong key, wrong passphrase or changed bytes
  not_found = 8,          // file, row, key or person does not exist
  already_exists = 9,     // would overwrite something that must not be overwritten
  io = 10,                // the operating system refused a read or write; message has path and reason
  storage = 11,           // SQLite refused; message has the database and reason
  integrity = 12,         // stored data contradicts its signatures or hashes: someone or something changed it
  rollback = 13,          // older than something already seen (list sequence, checkpoint, clock)
  not_allowed = 14,       // the officer, role, state or policy forbids it
  crypto = 15,            // OpenSSL or the PKCS#11 token failed for a reason that is not the input's fault
  unsupported = 16,       // well-formed, but a kind that this program does not handle
  expired = 17,           // its period of validity is over or has not begun
  usage = 18,             // the command line asks for something that does not make sense
  render = 19,            // text cannot be printed (missing glyph, does not fit)
  no_code = 20,           // an image holds no readable QR code
  not_now = 21,           // right in itself, but not in the present state of things; the message says what comes first
  try_later = 22,         // too often; the message says how long to wait
};

[[nodiscard]] std::string_view error_name(ErrorCode code);

// message: lower case, what is wrong, where (file, line, row), and what to do next. Never a secret, never a stack trace.
struct Error {
  ErrorCode code{};
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

// Puts "context: " before the sentence and keeps the code.
[[nodiscard]] tl::unexpected<Error> fail_in(std::string_view context, Error error);

// Says which invariant broke and aborts. For bugs only, never for input.
[[noreturn]] void broken_invariant(std::string_view what);

}  // namespace eb

// EB_TRY(name, expression): name is the value of the Result, or the enclosing function returns its error.
#define EB_TRY(name, ...)                                                                   \
  auto name##_result = (__VA_ARGS__);                                                       \
  if (!name##_result) return tl::unexpected<::eb::Error>(std::move(name##_result).error()); \
  auto name = std::move(*name##_result)

// EB_CHECK(expression): the enclosing function returns the error of a Result whose value is not needed. The name is counted
// so that a check may stand inside a lambda inside another check.
#define EB_CHECK(...) EB_CHECK_NAMED(__COUNTER__, __VA_ARGS__)
#define EB_CHECK_NAMED(number, ...) EB_CHECK_PASTED(number, __VA_ARGS__)
#define EB_CHECK_PASTED(number, ...) EB_CHECK_AS(eb_check_##number, __VA_ARGS__)
#define EB_CHECK_AS(name, ...)                                                                         \
  do {                                                                                                 \
    if (auto name = (__VA_ARGS__); !name) return tl::unexpected<::eb::Error>(std::move(name).error()); \
  } while (false)
