// A loaded PKCS#11 library and its calls with errors as values. Private to common/crypto.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <p11-kit/pkcs11.h>

#include "common/base/bytes.hpp"
#include "common/base/error.hpp"

namespace eb::crypto::pkcs11 {

// "CKR_PIN_INCORRECT", or the number when the name is not known here.
[[nodiscard]] std::string result_name(CK_RV result);
[[nodiscard]] tl::unexpected<Error> failure(ErrorCode code, const std::string& what, CK_RV result);

// Initialised on load, finalised when the last user lets go. One per library in a process.
class Module {
 public:
  [[nodiscard]] static Result<std::shared_ptr<Module>> load(const std::string& path);
  ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  [[nodiscard]] const CK_FUNCTION_LIST& calls() const { return *calls_; }
  // The slot whose initialised token has this label; not_found when there is none or more than one.
  [[nodiscard]] Result<CK_SLOT_ID> slot_of(const std::string& token_label) const;

 private:
  Module(CK_FUNCTION_LIST* calls, bool ours) : calls_(calls), ours_(ours) {}
  CK_FUNCTION_LIST* calls_;
  bool ours_;  // we initialised it, so we finalise it
};

// A logged-out session; its objects and attributes.
class Session {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Session>> open(std::shared_ptr<Module> module, CK_SLOT_ID slot);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  [[nodiscard]] const CK_FUNCTION_LIST& calls() const { return module_->calls(); }
  [[nodiscard]] CK_SESSION_HANDLE handle() const { return handle_; }
  [[nodiscard]] CK_RV login(BytesView pin) const;
  // At most max_objects; more is an error.
  [[nodiscard]] Result<std::vector<CK_OBJECT_HANDLE>> find(std::vector<CK_ATTRIBUTE> wanted) const;
  [[nodiscard]] Result<Bytes> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  [[nodiscard]] Result<bool> flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

 private:
  Session(std::shared_ptr<Module> module, CK_SESSION_HANDLE handle) : module_(std::move(module)), handle_(handle) {}
  std::shared_ptr<Module> module_;
  CK_SESSION_HANDLE handle_;
};

// Attributes point at their values, which must outlive the call.
[[nodiscard]] CK_ATTRIBUTE attribute_of(CK_ATTRIBUTE_TYPE type, BytesView value);
template <class T>
[[nodiscard]] CK_ATTRIBUTE attribute_of(CK_ATTRIBUTE_TYPE type, const T& value) {
  return attribute_of(type, BytesView(reinterpret_cast<const std::uint8_t*>(&value), sizeof value));
}

}  // namespace eb::crypto::pkcs11
