#include "issuer/intake/package.hpp"

#include <algorithm>
#include <utility>

#include <libxml/xmlreader.h>
#include <zip.h>

#include "common/base/text.hpp"

namespace eb::issuer::intake {
namespace {

constexpr std::uint64_t always_allowed = 16ULL * 1024 * 1024;
constexpr std::string_view advice = ": save it again from the spreadsheet program, or as .csv";

struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeReader {
  void operator()(xmlTextReaderPtr reader) const { xmlFreeTextReader(reader); }
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// libzip keeps something for every entry, so they are counted before: each has a header with this mark.
std::size_t count_entries(std::string_view bytes) {
  constexpr std::string_view mark = "PK\x01\x02";
  std::size_t count = 0;
  for (auto at = bytes.find(mark); at != std::string_view::npos && count <= max_entries; at = bytes.find(mark, at + 4))
    ++count;
  return count;
}

}  // namespace

struct XmlStream::Impl {
  std::unique_ptr<zip_file_t, CloseEntry> file;
  std::uint64_t limit = 0, unpacked = 0;
  bool too_large = false;
  std::unique_ptr<xmlTextReader, FreeReader> reader;

  static int read(void* context, char* buffer, int length) {
    auto& self = *static_cast<Impl*>(context);
    const auto got = zip_fread(self.file.get(), buffer, static_cast<zip_uint64_t>(length));
    if (got < 0) return -1;
    self.unpacked += static_cast<std::uint64_t>(got);
    if (self.unpacked <= self.limit) return static_cast<int>(got);
    self.too_large = true;
    return -1;
  }
};

XmlStream::XmlStream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XmlStream::~XmlStream() = default;

XmlStream::Event XmlStream::stop(Status status) {
  status_ = std::move(status);
  impl_->reader.reset();
  name_ = text_ = {};
  return Event::done;
}

XmlStream::Event XmlStream::next() {
  auto* reader = impl_->reader.get();
  if (reader == nullptr) return Event::done;
  if (std::exchange(ends_empty_, false)) return Event::end;
  while (true) {
    const int got = xmlTextReaderRead(reader);
    if (impl_->too_large)
      return stop(fail(ErrorCode::too_large, "more is packed into the workbook than it may hold" + std::string(advice)));
    if (got < 0) return stop(fail(ErrorCode::malformed, "the workbook is damaged" + std::string(advice)));
    if (got == 0) return stop({});
    switch (xmlTextReaderNodeType(reader)) {
      case XML_READER_TYPE_ELEMENT:
        name_ = view(xmlTextReaderConstLocalName(reader));
        ends_empty_ = xmlTextReaderIsEmptyElement(reader) == 1;
        return Event::start;
      case XML_READER_TYPE_END_ELEMENT: name_ = view(xmlTextReaderConstLocalName(reader)); return Event::end;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: text_ = view(xmlTextReaderConstValue(reader)); return Event::text;
      case XML_READER_TYPE_DOCUMENT_TYPE:
        return stop(
            fail(ErrorCode::malformed, "the workbook declares a document type, which none does" + std::string(advice)));
      default: break;
    }
  }
}

std::string XmlStream::attribute(std::string_view name) const {
  auto* reader = impl_->reader.get();
  std::string value;
  if (reader == nullptr) return value;
  for (int found = xmlTextReaderMoveToFirstAttribute(reader); found == 1; found = xmlTextReaderMoveToNextAttribute(reader))
    if (view(xmlTextReaderConstLocalName(reader)) == name) {
      value = view(xmlTextReaderConstValue(reader));
      break;
    }
  xmlTextReaderMoveToElement(reader);
  return value;
}

struct Package::Impl {
  std::unique_ptr<zip_t, CloseArchive> archive;
};

Package::Package(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Package::Package(Package&&) noexcept = default;
Package& Package::operator=(Package&&) noexcept = default;
Package::~Package() = default;

Result<Package> Package::open(std::string_view bytes) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    return fail(ErrorCode::unsupported, "a workbook with a password or of a kind before 2007: save it without, as .xlsx");
  if (count_entries(bytes) > max_entries)
    return fail(ErrorCode::too_large, "more files are packed into the workbook than one has" + std::string(advice));
  auto impl = std::make_unique<Impl>();
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) impl->archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (source != nullptr && !impl->archive) zip_source_free(source);
  zip_error_fini(&error);
  if (!impl->archive) return fail(ErrorCode::malformed, "not a workbook, or a damaged one" + std::string(advice));
  return Package(std::move(impl));
}

bool Package::has(const std::string& entry) const {
  return zip_name_locate(impl_->archive.get(), entry.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::unique_ptr<XmlStream>> Package::xml(const std::string& entry) const {
  const auto missing = [&] {
    return fail(ErrorCode::malformed, printable(entry, 80) + " is missing in the workbook" + std::string(advice));
  };
  const auto index = zip_name_locate(impl_->archive.get(), entry.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return missing();
  zip_stat_t stat;
  zip_stat_init(&stat);
  auto impl = std::make_unique<XmlStream::Impl>();
  impl->limit = always_allowed;
  if (zip_stat_index(impl_->archive.get(), static_cast<zip_uint64_t>(index), 0, &stat) == 0 &&
      (stat.valid & ZIP_STAT_COMP_SIZE))
    impl->limit =
        std::clamp<std::uint64_t>(std::min(stat.comp_size, max_unpacked) * max_ratio, always_allowed, max_unpacked);
  impl->file.reset(zip_fopen_index(impl_->archive.get(), static_cast<zip_uint64_t>(index), 0));
  if (!impl->file) return missing();
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
  impl->reader.reset(xmlReaderForIO(XmlStream::Impl::read, nullptr, impl.get(), nullptr, nullptr, options));
  if (!impl->reader) return missing();
  // Without one libxml2 writes to standard error.
  xmlTextReaderSetStructuredErrorHandler(
      impl->reader.get(), [](void*, xmlErrorPtr) {}, nullptr);
  return std::unique_ptr<XmlStream>(new XmlStream(std::move(impl)));
}

}  // namespace eb::issuer::intake
