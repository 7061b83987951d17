#include <algorithm>
#include <array>

#include "common/image/picture_formats.hpp"

namespace eb::image {
namespace {

constexpr std::array<std::uint8_t, 8> png_magic{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::array<std::uint8_t, 3> jpeg_magic{0xFF, 0xD8, 0xFF};

bool begins_with(BytesView file, BytesView magic) {
  return file.size() >= magic.size() && std::equal(magic.begin(), magic.end(), file.begin());
}

}  // namespace

Status check_size(std::uint64_t width, std::uint64_t height) {
  if (width == 0 || height == 0) return fail(ErrorCode::malformed, "the picture has no area");
  const auto side = static_cast<std::uint64_t>(max_image_side);
  if (width > side || height > side || width * height > static_cast<std::uint64_t>(max_image_pixels))
    return fail(ErrorCode::too_large, "the picture claims " + std::to_string(width) + " x " + std::to_string(height) +
                                          " pixels; at most " + std::to_string(max_image_side) + " a side and " +
                                          std::to_string(max_image_pixels / 1'000'000) +
                                          " million in all are read: make it smaller");
  return {};
}

bool looks_like_image(BytesView file) {
  return begins_with(file, png_magic) || begins_with(file, jpeg_magic);
}

Result<Luma> decode_image(BytesView file) {
  if (file.size() > max_image_file)
    return fail(ErrorCode::too_large, "the picture's file is larger than 32 MB: make it smaller");
  if (begins_with(file, png_magic)) return decode_png(file);
  if (begins_with(file, jpeg_magic)) return decode_jpeg(file);
  return fail(ErrorCode::malformed, "not a PNG or JPEG picture: convert it to one of them");
}

}  // namespace eb::image
