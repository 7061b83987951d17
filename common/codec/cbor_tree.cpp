#include "common/base/text.hpp"
#include "common/codec/cbor.hpp"

namespace eb::codec {
namespace {

using Type = CborValue::Type;

// The whole input has passed CborReader::item(), which bounds depth and checks map keys.
Result<CborValue> build(CborReader& reader) {
  CborValue value;
  std::size_t children = 0;
  switch (reader.peek_major()) {
    case 0: {
      EB_TRY(number, reader.uint());
      value.type = Type::uint;
      value.number = number;
      break;
    }
    case 1: {
      EB_TRY(number, reader.negative());
      value.type = Type::negative;
      value.number = number;
      break;
    }
    case 2: {
      EB_TRY(bytes, reader.bytes());
      value.type = Type::bytes;
      value.string = as_text(bytes);
      break;
    }
    case 3: {
      EB_TRY(text, reader.text());
      value.type = Type::text;
      value.string = text;
      break;
    }
    case 4: {
      EB_TRY(count, reader.array());
      value.type = Type::array;
      children = count;
      break;
    }
    case 5: {
      EB_TRY(pairs, reader.map());
      value.type = Type::map;
      children = 2 * pairs;
      break;
    }
    default: {
      EB_TRY(number, reader.tag());
      value.type = Type::tag;
      value.number = number;
      children = 1;
    }
  }
  for (std::size_t i = 0; i < children; ++i) {
    EB_TRY(child, build(reader));
    value.items.push_back(std::move(child));
  }
  return value;
}

void encode_into(CborWriter& out, const CborValue& value) {
  switch (value.type) {
    case Type::uint: out.uint(value.number); break;
    case Type::negative: out.negative(value.number); break;
    case Type::bytes: out.bytes(as_bytes(value.string)); break;
    case Type::text: out.text(value.string); break;
    case Type::array: out.array(value.items.size()); break;
    case Type::map: out.map(value.items.size() / 2); break;
    case Type::tag: out.tag(value.number); break;
  }
  for (const auto& item : value.items) encode_into(out, item);
}

std::string joined(const CborValue& value, bool as_map) {
  std::string out;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) out += as_map && i % 2 == 1 ? ": " : ", ";
    out += cbor_diagnostic(value.items[i]);
  }
  return out;
}

// -1 - number, which needs 65 bits for the last number of all.
std::string negative_text(std::uint64_t number) {
  return number == UINT64_MAX ? "-18446744073709551616" : "-" + std::to_string(number + 1);
}

}  // namespace

Result<CborValue> cbor_decode(BytesView input) {
  if (input.size() > cbor_max_tree) return fail(ErrorCode::too_large, "cbor: too long to be shown as a tree");
  CborReader check(input);
  EB_CHECK(check.item());
  EB_CHECK(check.end());
  CborReader reader(input);
  return build(reader);
}

Bytes cbor_encode(const CborValue& value) {
  CborWriter out;
  encode_into(out, value);
  return out.take();
}

std::string cbor_diagnostic(const CborValue& value) {
  switch (value.type) {
    case Type::uint: return std::to_string(value.number);
    case Type::negative: return negative_text(value.number);
    case Type::bytes: return "h'" + to_hex(as_bytes(value.string)) + "'";
    case Type::text: return json_quote(value.string);
    case Type::array: return "[" + joined(value, false) + "]";
    case Type::map: return "{" + joined(value, true) + "}";
    case Type::tag: return std::to_string(value.number) + "(" + joined(value, false) + ")";
  }
  broken_invariant("a CBOR value of no type");
}

}  // namespace eb::codec
