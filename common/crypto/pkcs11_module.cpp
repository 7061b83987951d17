#include "common/crypto/pkcs11_module.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <string_view>

#include "common/base/text.hpp"

namespace eb::crypto::pkcs11 {
namespace {

constexpr CK_ULONG max_slots = 1024;
constexpr std::size_t max_objects = 1000;
constexpr CK_ULONG max_attribute = 4096;

std::mutex modules_lock;
std::map<std::string, std::weak_ptr<Module>>& modules() {
  static std::map<std::string, std::weak_ptr<Module>> all;
  return all;
}

Result<CK_FUNCTION_LIST*> functions_of(const std::string& path) {
  // The library stays in memory: some of them leave exit handlers behind.
  void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library == nullptr)
    return fail(ErrorCode::not_found, "the PKCS#11 module " + printable(path) + " cannot be loaded: check module-path");
  const auto get_list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* calls = nullptr;
  if (get_list == nullptr || get_list(&calls) != CKR_OK || calls == nullptr)
    return fail(ErrorCode::not_found, printable(path) + " is not a PKCS#11 module: check module-path");
  if (calls->version.major != 2) return fail(ErrorCode::unsupported, printable(path) + " does not speak PKCS#11 2.x");
  return calls;
}

std::string_view unpadded(const CK_UTF8CHAR* text, std::size_t size) {
  std::string_view label(reinterpret_cast<const char*>(text), size);
  while (!label.empty() && (label.back() == ' ' || label.back() == '\0')) label.remove_suffix(1);
  return label;
}

}  // namespace

std::string result_name(CK_RV result) {
  struct Name {
    CK_RV number;
    std::string_view name;
  };
  static constexpr std::array names{
      Name{CKR_HOST_MEMORY, "CKR_HOST_MEMORY"},
      Name{CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR"},
      Name{CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED"},
      Name{CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD"},
      Name{CKR_ATTRIBUTE_SENSITIVE, "CKR_ATTRIBUTE_SENSITIVE"},
      Name{CKR_ATTRIBUTE_TYPE_INVALID, "CKR_ATTRIBUTE_TYPE_INVALID"},
      Name{CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID"},
      Name{CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR"},
      Name{CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY"},
      Name{CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED"},
      Name{CKR_FUNCTION_NOT_SUPPORTED, "CKR_FUNCTION_NOT_SUPPORTED"},
      Name{CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED"},
      Name{CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID"},
      Name{CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID"},
      Name{CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT"},
      Name{CKR_PIN_INVALID, "CKR_PIN_INVALID"},
      Name{CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE"},
      Name{CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED"},
      Name{CKR_PIN_LOCKED, "CKR_PIN_LOCKED"},
      Name{CKR_SESSION_COUNT, "CKR_SESSION_COUNT"},
      Name{CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID"},
      Name{CKR_TEMPLATE_INCOMPLETE, "CKR_TEMPLATE_INCOMPLETE"},
      Name{CKR_TEMPLATE_INCONSISTENT, "CKR_TEMPLATE_INCONSISTENT"},
      Name{CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT"},
      Name{CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED"},
      Name{CKR_TOKEN_WRITE_PROTECTED, "CKR_TOKEN_WRITE_PROTECTED"},
      Name{CKR_USER_ALREADY_LOGGED_IN, "CKR_USER_ALREADY_LOGGED_IN"},
      Name{CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN"},
      Name{CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED"},
      Name{CKR_CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED"},
  };
  const auto* const found = std::find_if(names.begin(), names.end(), [&](const Name& n) { return n.number == result; });
  return found != names.end() ? std::string(found->name) : "CKR number " + std::to_string(result);
}

tl::unexpected<Error> failure(ErrorCode code, const std::string& what, CK_RV result) {
  return fail(code, what + " (" + result_name(result) + ")");
}

Result<std::shared_ptr<Module>> Module::load(const std::string& path) {
  if (!path.starts_with('/'))
    return fail(ErrorCode::invalid_argument, "module-path must be a full path, not \"" + printable(path) + "\"");
  const std::scoped_lock guard(modules_lock);
  if (auto loaded = modules()[path].lock()) return loaded;
  EB_TRY(calls, functions_of(path));
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  const CK_RV result = calls->C_Initialize(&arguments);
  if (result != CKR_OK && result != CKR_CRYPTOKI_ALREADY_INITIALIZED)
    return failure(ErrorCode::crypto, "the PKCS#11 module " + printable(path) + " does not start", result);
  std::shared_ptr<Module> module(new Module(calls, result == CKR_OK));
  modules()[path] = module;
  return module;
}

Module::~Module() {
  const std::scoped_lock guard(modules_lock);  // nobody loads it while it ends
  if (ours_) calls_->C_Finalize(nullptr);
}

Result<CK_SLOT_ID> Module::slot_of(const std::string& token_label) const {
  CK_ULONG count = 0;
  CK_RV result = calls_->C_GetSlotList(CK_TRUE, nullptr, &count);
  if (result == CKR_OK && count > max_slots) return fail(ErrorCode::unsupported, "the PKCS#11 module has too many slots");
  std::vector<CK_SLOT_ID> slots(count);
  if (result == CKR_OK && count > 0) result = calls_->C_GetSlotList(CK_TRUE, slots.data(), &count);
  if (result != CKR_OK) return failure(ErrorCode::crypto, "the PKCS#11 module does not list its tokens", result);
  slots.resize(std::min<std::size_t>(count, slots.size()));
  std::vector<CK_SLOT_ID> found;
  for (const auto slot : slots) {
    CK_TOKEN_INFO info{};
    if (calls_->C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
    if (unpadded(info.label, sizeof info.label) == token_label) found.push_back(slot);
  }
  const std::string name = "\"" + printable(token_label) + "\"";
  if (found.empty()) return fail(ErrorCode::not_found, "no token " + name + " is there: plug it in, or check its label");
  if (found.size() > 1)
    return fail(ErrorCode::not_found, "more than one token is called " + name + ": leave only one plugged in");
  return found.front();
}

Result<std::unique_ptr<Session>> Session::open(std::shared_ptr<Module> module, CK_SLOT_ID slot) {
  CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
  const CK_RV result = module->calls().C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &handle);
  if (result != CKR_OK) return failure(ErrorCode::crypto, "the token opens no session", result);
  return std::unique_ptr<Session>(new Session(std::move(module), handle));
}

Session::~Session() {
  calls().C_CloseSession(handle_);
}

CK_RV Session::login(BytesView pin) const {
  SecretBytes copy(to_bytes(pin));  // the interface takes a pointer to changeable memory
  return calls().C_Login(handle_, CKU_USER, copy.writable().data(), copy.size());
}

Result<std::vector<CK_OBJECT_HANDLE>> Session::find(std::vector<CK_ATTRIBUTE> wanted) const {
  CK_RV result = calls().C_FindObjectsInit(handle_, wanted.data(), wanted.size());
  if (result != CKR_OK) return failure(ErrorCode::crypto, "the token does not search", result);
  std::vector<CK_OBJECT_HANDLE> found(max_objects + 1);
  CK_ULONG total = 0;
  while (total < found.size()) {
    CK_ULONG got = 0;
    result = calls().C_FindObjects(handle_, found.data() + total, found.size() - total, &got);
    if (result != CKR_OK || got == 0) break;
    total += std::min<CK_ULONG>(got, found.size() - total);
  }
  calls().C_FindObjectsFinal(handle_);
  if (result != CKR_OK) return failure(ErrorCode::crypto, "the token does not search", result);
  if (total > max_objects) return fail(ErrorCode::too_large, "the token holds more than 1,000 such objects");
  found.resize(total);
  return found;
}

Result<Bytes> Session::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  CK_ATTRIBUTE wanted{type, nullptr, 0};
  CK_RV result = calls().C_GetAttributeValue(handle_, object, &wanted, 1);
  if (result == CKR_OK && wanted.ulValueLen > max_attribute)
    return fail(ErrorCode::crypto, "the token gives an attribute of no plausible length");
  if (result != CKR_OK) return failure(ErrorCode::crypto, "the token does not tell an attribute", result);
  Bytes value(wanted.ulValueLen);
  wanted.pValue = value.data();
  result = calls().C_GetAttributeValue(handle_, object, &wanted, 1);
  if (result != CKR_OK || wanted.ulValueLen > value.size())
    return failure(ErrorCode::crypto, "the token does not tell an attribute", result);
  value.resize(wanted.ulValueLen);
  return value;
}

Result<bool> Session::flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  EB_TRY(value, attribute(object, type));
  if (value.size() != sizeof(CK_BBOOL))
    return fail(ErrorCode::crypto, "the token gives an attribute of no plausible length");
  return value.front() == CK_TRUE;
}

CK_ATTRIBUTE attribute_of(CK_ATTRIBUTE_TYPE type, BytesView value) {
  return {type, const_cast<std::uint8_t*>(value.data()), value.size()};  // PKCS#11 templates are not const; nobody writes
}

}  // namespace eb::crypto::pkcs11
