#include <fstream>
#include <iterator>

#include "common/image/qr_image.hpp"
#include "tests/conformance/suite.hpp"

namespace eb::conformance {

Outcome image_text(const std::filesystem::path& image) {
  std::ifstream stream(image, std::ios::binary);
  if (!stream) return {"reject", "unreadable_file"};
  const Bytes file{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  const auto picture = image::decode_image(file);
  if (!picture) return {"reject", std::string(error_name(picture.error().code))};
  const auto texts = image::read_codes(*picture);
  if (texts.empty()) return {"reject", "no_code"};
  if (texts.size() > 1 || image::shows_aztec(*picture)) return {"reject", "several_codes"};
  return {"accept", texts.front()};
}

Outcome qr_images_case(const nlohmann::json& test_case, const std::filesystem::path& folder) {
  return image_text(folder / test_case.at("image").get<std::string>());
}

}  // namespace eb::conformance
