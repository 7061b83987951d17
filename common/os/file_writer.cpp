#include "common/os/file_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>

namespace eb::os {

Status write_all(int fd, BytesView content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return os_failure(path, "cannot be written");
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<FileWriter> FileWriter::create(const std::filesystem::path& target, Access access) {
  if (!target.has_filename())
    return fail(ErrorCode::invalid_argument, printable(target.string()) + " names no file: give a file name");
  std::string name = (folder_of(target) / ("." + target.filename().string() + std::string(temporary_end))).string();
  Fd fd(::mkostemp(name.data(), O_CLOEXEC));
  if (!fd.open()) return os_failure(target, "cannot be created");
  FileWriter writer(std::move(fd), std::move(name), target);
  if (::fchmod(writer.fd_.get(), access == Access::owner_only ? 0600 : 0644) != 0)
    return os_failure(target, "cannot get its permissions");
  return writer;
}

FileWriter::~FileWriter() {
  if (!name_.empty()) ::unlink(name_.c_str());
}

Status FileWriter::append(BytesView content) {
  return write_all(fd_.get(), content, target_);
}

Status FileWriter::replace_target() {
  if (::fsync(fd_.get()) != 0) return os_failure(target_, "cannot be made durable");
  if (::rename(name_.c_str(), target_.c_str()) != 0) return os_failure(target_, "cannot be replaced");
  name_.clear();
  return sync_directory(folder_of(target_));
}

Status FileWriter::become_target() {
  if (::fsync(fd_.get()) != 0) return os_failure(target_, "cannot be made durable");
  if (::link(name_.c_str(), target_.c_str()) != 0) return os_failure(target_, "cannot be created");
  return sync_directory(folder_of(target_));
}

Status write_file(const std::filesystem::path& path, BytesView content, Access access) {
  EB_TRY(writer, FileWriter::create(path, access));
  EB_CHECK(writer.append(content));
  return writer.replace_target();
}

Status write_new_file(const std::filesystem::path& path, BytesView content, Access access) {
  EB_TRY(writer, FileWriter::create(path, access));
  EB_CHECK(writer.append(content));
  return writer.become_target();
}

}  // namespace eb::os
