// The zip file and the XML in an Office Open XML document, read as streams within bounds (the only user of libzip).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/base/error.hpp"

namespace eb::issuer::intake {

inline constexpr std::uint64_t max_unpacked = 1024ULL * 1024 * 1024;  // bytes of one entry
inline constexpr std::uint64_t max_ratio = 250;                       // unpacked to packed, above the first 16 MB
inline constexpr std::size_t max_entries = 2000;

// Elements and text of one entry, in order. Without document types, so without entities; without anything from outside.
class XmlStream {
 public:
  enum class Event { start, end, text, done };
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  // `done` at the end and after an error, which status() tells.
  Event next();
  [[nodiscard]] std::string_view name() const { return name_; }  // without a prefix, of a start or end
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string attribute(std::string_view name) const;  // of a start, without its prefix; empty when absent
  [[nodiscard]] const Status& status() const { return status_; }

 private:
  friend class Package;
  struct Impl;
  explicit XmlStream(std::unique_ptr<Impl> impl);
  Event stop(Status status);
  std::unique_ptr<Impl> impl_;
  std::string_view name_, text_;
  bool ends_empty_ = false;  // the end of <a/> is still to be told
  Status status_;
};

class Package {
 public:
  // `bytes` must outlive it.
  [[nodiscard]] static Result<Package> open(std::string_view bytes);
  Package(Package&&) noexcept;
  Package& operator=(Package&&) noexcept;
  ~Package();
  [[nodiscard]] bool has(const std::string& entry) const;
  [[nodiscard]] Result<std::unique_ptr<XmlStream>> xml(const std::string& entry) const;

 private:
  struct Impl;
  explicit Package(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace eb::issuer::intake
