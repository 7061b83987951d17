#include "common/store/wal_check.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <optional>
#include <span>
#include <system_error>

#include "common/base/bytes.hpp"
#include "common/base/text.hpp"

namespace eb::store {
namespace {

using WalSalt = std::array<std::uint8_t, 8>;

constexpr std::size_t wal_header_size = 32;
constexpr std::size_t frame_header_size = 24;
constexpr std::size_t index_header_size = 48;
constexpr std::uint32_t wal_magic = 0x377f0682;  // the last bit says that checksums are big endian
constexpr std::uint32_t wal_version = 3007000;
constexpr std::uint32_t largest_page = 65536;
constexpr off_t connection_lock = 128;  // byte of the -shm file that every open connection holds a read lock on
constexpr int longest_wait_ms = 30000;

class File {
 public:
  File(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  // Bytes read: less than asked for only at the end of the file; nothing on an error.
  [[nodiscard]] std::optional<std::size_t> read(std::span<std::uint8_t> out) const {
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t got = ::read(fd_, out.data() + done, out.size() - done);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return std::nullopt;
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

  // Keeps SQLite from opening the database, unless a connection is open: then false. A read-only file is only asked.
  [[nodiscard]] Result<bool> lock_out_sqlite() const {
    for (int waited_ms = 0; waited_ms < longest_wait_ms; ++waited_ms) {
      struct flock lock {};
      lock.l_type = F_WRLCK;
      lock.l_whence = SEEK_SET;
      lock.l_start = connection_lock;
      lock.l_len = 1;
      const bool locked = ::fcntl(fd_, F_SETLK, &lock) == 0;
      if (locked) return true;
      const bool only_readable = errno == EBADF;
      if (::fcntl(fd_, F_GETLK, &lock) != 0 || lock.l_type == F_RDLCK) return false;
      if (lock.l_type == F_UNLCK && only_readable) return true;
      ::usleep(1000);  // somebody else is looking, or SQLite is opening: both take moments
    }
    return fail(ErrorCode::storage, "another program keeps the database from being opened: let it end and try again");
  }
  // Last changed since this machine started. The -shm file is never synced: after a power cut it can be older than the log.
  [[nodiscard]] bool of_this_boot() const {
    struct stat info {};
    timespec now{}, up{};
    if (::fstat(fd_, &info) != 0 || ::clock_gettime(CLOCK_REALTIME, &now) != 0 || ::clock_gettime(CLOCK_BOOTTIME, &up) != 0)
      return false;
    return info.st_mtim.tv_sec >= now.tv_sec - up.tv_sec;
  }

 private:
  int fd_;
};

std::uint32_t big32(const std::uint8_t* at) {
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | std::uint32_t{at[3]};
}
std::uint32_t native32(const std::uint8_t* at) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// The checksum of the WAL format over pairs of 32-bit words; data.size() is a multiple of 8.
struct Checksum {
  std::uint32_t s0 = 0, s1 = 0;
  void add(BytesView data, bool swap) {
    for (std::size_t i = 0; i + 8 <= data.size(); i += 8) {
      const std::uint32_t a = native32(data.data() + i), b = native32(data.data() + i + 4);
      s0 += (swap ? __builtin_bswap32(a) : a) + s1;
      s1 += (swap ? __builtin_bswap32(b) : b) + s0;
    }
  }
};

struct WalHeader {
  std::uint32_t page_size = 0;
  WalSalt salt{};
  bool swap = false;  // checksums are in the other byte order than this machine's
  Checksum checksum;
};

std::optional<WalHeader> parse_wal_header(BytesView bytes) {
  const std::uint32_t magic = big32(bytes.data());
  if ((magic & ~1U) != wal_magic || big32(bytes.data() + 4) != wal_version) return std::nullopt;
  WalHeader header;
  header.page_size = big32(bytes.data() + 8);
  if (header.page_size < 512 || header.page_size > largest_page || !std::has_single_bit(header.page_size))
    return std::nullopt;
  std::copy_n(bytes.data() + 16, header.salt.size(), header.salt.begin());
  header.swap = ((magic & 1U) != 0) != (std::endian::native == std::endian::big);
  header.checksum.add(bytes.first(24), header.swap);
  if (header.checksum.s0 != big32(bytes.data() + 24) || header.checksum.s1 != big32(bytes.data() + 28)) return std::nullopt;
  return header;
}

struct Walk {
  std::uint32_t valid = 0;          // frames up to the last valid commit
  std::uint32_t later_commits = 0;  // commit frames of this generation behind them
};

// Frames are a chain: the first wrong checksum ends what SQLite believes.
std::optional<Walk> walk_frames(const File& file, const WalHeader& header) {
  Walk walk;
  Checksum chain = header.checksum;
  bool unbroken = true;
  Bytes frame(frame_header_size + header.page_size);
  for (std::uint32_t number = 1;; ++number) {
    const auto got = file.read(frame);
    if (!got) return std::nullopt;
    if (*got < frame.size()) return walk;
    const bool same_generation = std::equal(header.salt.begin(), header.salt.end(), frame.data() + 8);
    const bool commit = big32(frame.data() + 4) != 0;
    if (unbroken) {
      chain.add(BytesView(frame).first(8), header.swap);
      chain.add(BytesView(frame).subspan(frame_header_size), header.swap);
      unbroken = same_generation && big32(frame.data()) != 0 && chain.s0 == big32(frame.data() + 16) &&
                 chain.s1 == big32(frame.data() + 20);
      if (unbroken && commit) walk.valid = number;
    }
    if (!unbroken && same_generation && commit) ++walk.later_commits;
  }
}

// What the last writer noted in the -shm file: so many frames were committed to the log with this salt, so many of them had
// been copied into the database. Written after the log was synced, so it is never ahead of what the disk held.
struct WalNote {
  std::uint32_t committed = 0;
  std::uint32_t copied = 0;
  WalSalt salt{};
};

std::optional<WalNote> read_note(const File& file) {
  if (!file.of_this_boot()) return std::nullopt;
  std::array<std::uint8_t, 2 * index_header_size + 4> bytes{};
  if (file.read(bytes) != bytes.size()) return std::nullopt;
  const BytesView header = BytesView(bytes).first(index_header_size);
  if (!std::equal(header.begin(), header.end(), bytes.begin() + index_header_size)) return std::nullopt;
  Checksum sum;
  sum.add(header.first(40), false);
  if (header[12] == 0 || sum.s0 != native32(&header[40]) || sum.s1 != native32(&header[44])) return std::nullopt;
  WalNote note;
  note.committed = native32(&header[16]);
  note.copied = native32(&bytes[2 * index_header_size]);
  std::copy_n(&header[32], note.salt.size(), note.salt.begin());
  return note;
}

tl::unexpected<Error> unreadable(const std::filesystem::path& path, int number) {
  return fail(ErrorCode::storage, printable(path.string()) + " cannot be read: " + std::generic_category().message(number));
}

Result<WalFinding> compare(const std::filesystem::path& path, const std::optional<WalNote>& note) {
  const bool must_exist = note && note->committed > note->copied;
  const WalFinding missing{must_exist ? "is missing or empty, and committed transactions with it" : "", false};
  const File file(path, O_RDONLY);
  if (!file.is_open()) return errno == ENOENT ? Result<WalFinding>(missing) : unreadable(path, errno);
  std::array<std::uint8_t, wal_header_size> bytes{};
  const auto got = file.read(bytes);
  if (!got) return unreadable(path, errno);
  // The header is synced before any frame: without one, nothing of this log was ever committed.
  if (*got < bytes.size() || std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; }))
    return missing;
  const auto header = parse_wal_header(bytes);
  if (!header) return WalFinding{"has a damaged header", false};
  const auto walk = walk_frames(file, *header);
  if (!walk) return unreadable(path, errno);
  WalFinding finding{"", walk->later_commits > 0};
  // A commit is synced before the next one begins, so a power cut can tear one commit, never two.
  if (walk->later_commits > 1 || (must_exist && note->salt == header->salt && walk->valid < note->committed)) {
    finding.damage = "is damaged behind frame " + std::to_string(walk->valid) + ", and committed transactions are lost";
  }
  return finding;
}

}  // namespace

Result<WalFinding> check_wal(const std::filesystem::path& database) {
  const std::filesystem::path wal = database.string() + "-wal", shm = database.string() + "-shm";
  const File writable(shm, O_RDWR);
  if (writable.is_open()) {
    EB_TRY(alone, writable.lock_out_sqlite());
    if (!alone) return WalFinding{};
    return compare(wal, read_note(writable));
  }
  if (errno == ENOENT) return compare(wal, std::nullopt);  // after a power cut, or a copy without it
  const File readable(shm, O_RDONLY);
  if (!readable.is_open()) return unreadable(shm, errno);
  EB_TRY(alone, readable.lock_out_sqlite());
  if (!alone) return WalFinding{};
  return compare(wal, read_note(readable));
}

}  // namespace eb::store
