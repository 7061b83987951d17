// PNG (ISO/IEC 15948) by libpng. libpng reports errors with longjmp: every function that calls setjmp here has only plain
// locals, so that no destructor is jumped over, and libpng's handles live in Reader, outside of the jump.
#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>

#include "common/base/text.hpp"
#include "common/image/picture_formats.hpp"

namespace eb::image {
namespace {

constexpr png_alloc_size_t max_chunk = png_alloc_size_t{8} << 20;  // any one chunk that libpng would keep in memory

struct Reader {
  explicit Reader(BytesView file) : left(file) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }

  BytesView left;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::array<char, 160> fault{};
};

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
  auto* reader = static_cast<Reader*>(png_get_error_ptr(png));
  std::strncpy(reader->fault.data(), message, reader->fault.size() - 1);
  png_longjmp(png, 1);
}
void on_warning(png_structp /*png*/, png_const_charp /*message*/) {}

void on_read(png_structp png, png_bytep target, std::size_t size) {
  auto* reader = static_cast<Reader*>(png_get_io_ptr(png));
  if (reader->left.size() < size) png_error(png, "the file ends early");
  std::copy_n(reader->left.begin(), size, target);
  reader->left = reader->left.subspan(size);
}

bool open(Reader& reader) {
  reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, on_error, on_warning);
  if (reader.png == nullptr) return false;
  reader.info = png_create_info_struct(reader.png);
  if (reader.info == nullptr) return false;
  png_set_read_fn(reader.png, &reader, on_read);
  png_set_user_limits(reader.png, static_cast<png_uint_32>(max_image_side), static_cast<png_uint_32>(max_image_side));
  png_set_chunk_malloc_max(reader.png, max_chunk);
  // Texts, colour profiles and the like can be compressed bombs and say nothing about a code: they are stepped over.
  png_set_keep_unknown_chunks(reader.png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
  return true;
}

bool read_header(Reader& reader) {
  if (setjmp(png_jmpbuf(reader.png)) != 0) return false;  // NOLINT(cert-err52-cpp): libpng has no other way
  png_read_info(reader.png, reader.info);
  return true;
}

// Any depth and colour to one byte of luminance, transparent parts over white paper.
bool set_output(Reader& reader) {
  if (setjmp(png_jmpbuf(reader.png)) != 0) return false;  // NOLINT(cert-err52-cpp)
  png_color_16 white{};
  white.red = white.green = white.blue = white.gray = 0xFF;
  const int colour = png_get_color_type(reader.png, reader.info);
  const bool transparent =
      (colour & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(reader.png, reader.info, PNG_INFO_tRNS) != 0;
  png_set_expand(reader.png);
  png_set_scale_16(reader.png);
  if (transparent) png_set_background_fixed(reader.png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, PNG_FP_1);
  if ((colour & PNG_COLOR_MASK_COLOR) != 0) png_set_rgb_to_gray_fixed(reader.png, PNG_ERROR_ACTION_NONE, -1, -1);
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
  return true;
}

// The end is read too: a picture cut off in the middle is refused, not half read.
bool read_rows(Reader& reader, std::uint8_t* pixels, int width, int height, int passes) {
  if (setjmp(png_jmpbuf(reader.png)) != 0) return false;  // NOLINT(cert-err52-cpp)
  for (int pass = 0; pass < passes; ++pass)
    for (int y = 0; y < height; ++y)
      png_read_row(reader.png, pixels + static_cast<std::size_t>(y) * static_cast<std::size_t>(width), nullptr);
  png_read_end(reader.png, nullptr);
  return true;
}

tl::unexpected<Error> broken(const Reader& reader) {
  return fail(ErrorCode::malformed, "the PNG is damaged: " + printable(reader.fault.data()));
}

}  // namespace

Result<Luma> decode_png(BytesView file) {
  // The size comes first, straight from IHDR (ISO/IEC 15948 §11.2.2), so that the refusal names it.
  constexpr std::size_t ihdr_end = 33;
  if (file.size() < ihdr_end) return fail(ErrorCode::malformed, "the PNG is damaged: the file ends early");
  const auto number_at = [&](std::size_t i) {
    return (std::uint64_t{file[i]} << 24) | (std::uint64_t{file[i + 1]} << 16) | (std::uint64_t{file[i + 2]} << 8) |
           std::uint64_t{file[i + 3]};
  };
  EB_CHECK(check_size(number_at(16), number_at(20)));

  Reader reader(file);
  if (!open(reader)) return fail(ErrorCode::io, "libpng could not start: not enough memory");
  if (!read_header(reader)) return broken(reader);
  const auto width = png_get_image_width(reader.png, reader.info);
  const auto height = png_get_image_height(reader.png, reader.info);
  EB_CHECK(check_size(width, height));
  if (!set_output(reader)) return broken(reader);
  if (png_get_rowbytes(reader.png, reader.info) != width)
    return fail(ErrorCode::unsupported, "this kind of PNG is not read: save it as 8-bit grey or colour");
  const int passes = png_get_interlace_type(reader.png, reader.info) == PNG_INTERLACE_NONE ? 1 : PNG_INTERLACE_ADAM7_PASSES;
  Luma image{static_cast<int>(width), static_cast<int>(height), Bytes(std::size_t{width} * height)};
  if (!read_rows(reader, image.pixels.data(), image.width, image.height, passes)) return broken(reader);
  return image;
}

}  // namespace eb::image
