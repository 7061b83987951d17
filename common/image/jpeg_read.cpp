// JPEG by libjpeg-turbo. It reports errors through a callback that must not return: this file leaves with longjmp, and every
// function that calls setjmp has only plain locals, so that no destructor is jumped over.
#include <array>
#include <csetjmp>
#include <cstdio>  // jpeglib.h needs FILE before it

#include <jerror.h>
#include <jpeglib.h>

#include "common/base/text.hpp"
#include "common/image/picture_formats.hpp"

namespace eb::image {
namespace {

// A progressive file repeats scans over the whole picture at a few bytes each. Cameras write about ten of them; 12 scans of
// the largest picture is the most work that is done for any.
constexpr std::int64_t max_scanned_pixels = 12 * max_image_pixels;
constexpr int max_scans = 100;
constexpr long max_memory = 512L << 20;  // coefficients of the largest progressive colour picture: 240 MB

struct Reader {
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { jpeg_destroy_decompress(&jpeg); }

  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf leave{};
  std::array<char, JMSG_LENGTH_MAX> fault{};
};

Reader& reader_of(j_common_ptr jpeg) {
  return *static_cast<Reader*>(jpeg->client_data);
}

[[noreturn]] void on_error(j_common_ptr jpeg) {
  auto& reader = reader_of(jpeg);
  jpeg->err->format_message(jpeg, reader.fault.data());
  std::longjmp(reader.leave, 1);  // NOLINT(cert-err52-cpp): libjpeg has no other way
}
// level -1 is damage that libjpeg would paint over with grey; only stray bytes between markers are harmless.
void on_message(j_common_ptr jpeg, int level) {
  if (level < 0 && jpeg->err->msg_code != JWRN_EXTRANEOUS_DATA) on_error(jpeg);
}
[[noreturn]] void leave_with(j_common_ptr jpeg, std::string_view why) {
  auto& reader = reader_of(jpeg);
  why.copy(reader.fault.data(), reader.fault.size() - 1);
  std::longjmp(reader.leave, 1);  // NOLINT(cert-err52-cpp)
}
void on_progress(j_common_ptr jpeg) {
  const auto& picture = reader_of(jpeg).jpeg;
  const auto pixels = std::int64_t{picture.image_width} * std::int64_t{picture.image_height};
  if (picture.input_scan_number > max_scans || picture.input_scan_number * pixels > max_scanned_pixels)
    leave_with(jpeg, "too many scans");
}

bool read_header(Reader& reader, BytesView file) {
  auto& jpeg = reader.jpeg;
  jpeg.err = jpeg_std_error(&reader.errors);
  reader.errors.error_exit = on_error;
  reader.errors.emit_message = on_message;
  jpeg.client_data = &reader;
  if (setjmp(reader.leave) != 0) return false;  // NOLINT(cert-err52-cpp)
  jpeg_create_decompress(&jpeg);
  reader.progress.progress_monitor = on_progress;
  jpeg.progress = &reader.progress;
  jpeg.mem->max_memory_to_use = max_memory;
  jpeg_mem_src(&jpeg, file.data(), static_cast<unsigned long>(file.size()));
  return jpeg_read_header(&jpeg, TRUE) == JPEG_HEADER_OK;
}

bool start(Reader& reader) {
  if (setjmp(reader.leave) != 0) return false;  // NOLINT(cert-err52-cpp)
  reader.jpeg.out_color_space = JCS_GRAYSCALE;
  return jpeg_start_decompress(&reader.jpeg) == TRUE;
}

bool read_rows(Reader& reader, std::uint8_t* pixels) {
  if (setjmp(reader.leave) != 0) return false;  // NOLINT(cert-err52-cpp)
  while (reader.jpeg.output_scanline < reader.jpeg.output_height) {
    JSAMPROW row = pixels + std::size_t{reader.jpeg.output_scanline} * reader.jpeg.output_width;
    jpeg_read_scanlines(&reader.jpeg, &row, 1);
  }
  return jpeg_finish_decompress(&reader.jpeg) == TRUE;
}

tl::unexpected<Error> broken(const Reader& reader) {
  return fail(ErrorCode::malformed, "the JPEG is damaged or of an unusual kind: " + printable(reader.fault.data()));
}

}  // namespace

Result<Luma> decode_jpeg(BytesView file) {
  Reader reader;
  if (!read_header(reader, file)) return broken(reader);
  EB_CHECK(check_size(reader.jpeg.image_width, reader.jpeg.image_height));
  if (!start(reader)) return broken(reader);
  const auto width = reader.jpeg.output_width;
  const auto height = reader.jpeg.output_height;
  if (width != reader.jpeg.image_width || height != reader.jpeg.image_height || reader.jpeg.output_components != 1)
    return fail(ErrorCode::unsupported, "this kind of JPEG is not read: save it as PNG");
  Luma image{static_cast<int>(width), static_cast<int>(height), Bytes(std::size_t{width} * height)};
  if (!read_rows(reader, image.pixels.data())) return broken(reader);
  return image;
}

}  // namespace eb::image
