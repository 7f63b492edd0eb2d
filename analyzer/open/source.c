#include "open/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/fatal.h"
#include "open/source_impl.h"

/* How much is read at once where nobody wants the bytes. */
#define DROP_BYTES ((size_t)256 * 1024)

struct file {
	int fd;
	bool close_fd;
	off_t start; /* where the first byte of the source lies */
};

struct bytes {
	const unsigned char *bytes;
	size_t len;
	size_t at;
};

struct source *
source_new(const struct source_ops *ops, void *state, const char *path,
    const struct diag *diag)
{
	struct source *source = calloc(1, sizeof(*source));

	if (source == NULL)
		fatal("out of memory");
	source->ops = ops;
	source->state = state;
	source->diag = diag;
	source->path = strdup(path);
	if (source->path == NULL)
		fatal("out of memory");
	return source;
}

void
source_close(struct source *source)
{
	if (source == NULL)
		return;
	source->ops->close(source);
	digest_free(source->digest);
	free(source->peeked);
	free(source->path);
	free(source->link);
	free(source);
}

static size_t
read_file(struct source *source, void *buffer, size_t size)
{
	const struct file *file = source->state;
	ssize_t n;

	do {
		n = read(file->fd, buffer, size);
	} while (n < 0 && errno == EINTR);
	if (n >= 0)
		return (size_t)n;
	source->damaged = true;
	diag_at(source->diag, source->path, 0,
	    "cannot be read on: %s; what came before is kept", strerror(errno));
	return 0;
}

static bool
seek_file(struct source *source, uint64_t offset)
{
	const struct file *file = source->state;

	return lseek(file->fd, file->start + (off_t)offset, SEEK_SET) >= 0;
}

static void
close_file(struct source *source)
{
	struct file *file = source->state;

	if (file->close_fd)
		(void)close(file->fd);
	free(file);
}

static const struct source_ops pipe_ops = { read_file, NULL, close_file };
static const struct source_ops file_ops = { read_file, seek_file, close_file };

static struct source *
new_file(int fd, bool close_fd, const char *path, const struct diag *diag)
{
	struct file *file = calloc(1, sizeof(*file));
	struct stat status;
	bool seekable = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);

	if (file == NULL)
		fatal("out of memory");
	file->fd = fd;
	file->close_fd = close_fd;
	file->start = seekable ? lseek(fd, 0, SEEK_CUR) : 0;
	if (!seekable || file->start < 0 || file->start > status.st_size)
		return source_new(&pipe_ops, file, path, diag);

	struct source *source = source_new(&file_ops, file, path, diag);

	source->size = (uint64_t)(status.st_size - file->start);
	return source;
}

static const char *
name_file_type(mode_t mode)
{
	if (S_ISREG(mode) || S_ISFIFO(mode))
		return NULL;
	if (S_ISDIR(mode))
		return "a directory";
	if (S_ISSOCK(mode))
		return "a socket";
	return "a device";
}

struct source *
source_open(const char *path, const struct diag *diag)
{
	struct stat status;
	int fd = -1;

	/* Asked first, because opening a device can do things to it. */
	if (stat(path, &status) == 0) {
		const char *type = name_file_type(status.st_mode);

		if (type != NULL) {
			diag_at(diag, path, 0, "is %s; not read", type);
			return NULL;
		}
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	}
	if (fd < 0) {
		diag_at(diag, path, 0, "cannot be opened: %s; not read",
		    strerror(errno));
		return NULL;
	}
	return new_file(fd, true, path, diag);
}

struct source *
source_open_fd(int fd, const char *path, const struct diag *diag)
{
	return new_file(fd, false, path, diag);
}

static size_t
read_bytes(struct source *source, void *buffer, size_t size)
{
	struct bytes *bytes = source->state;
	size_t left = bytes->len - bytes->at;
	size_t n = size < left ? size : left;

	if (n > 0)
		memcpy(buffer, bytes->bytes + bytes->at, n);
	bytes->at += n;
	return n;
}

static bool
seek_bytes(struct source *source, uint64_t offset)
{
	struct bytes *bytes = source->state;

	bytes->at = (size_t)offset;
	return true;
}

static void
close_bytes(struct source *source)
{
	free(source->state);
}

static const struct source_ops bytes_ops = { read_bytes, seek_bytes,
	close_bytes };

struct source *
source_from_bytes(
    const char *path, const void *bytes, size_t len, const struct diag *diag)
{
	struct bytes *state = calloc(1, sizeof(*state));

	if (state == NULL)
		fatal("out of memory");
	state->bytes = bytes;
	state->len = len;

	struct source *source = source_new(&bytes_ops, state, path, diag);

	source->size = len;
	return source;
}

const char *
source_path(const struct source *source)
{
	return source->path;
}

const struct diag *
source_diag(const struct source *source)
{
	return source->diag;
}

const char *
source_link(const struct source *source)
{
	return source->link;
}

bool
source_damaged(const struct source *source)
{
	return source->damaged;
}

uint64_t
source_bytes(const struct source *source)
{
	return source->nbytes;
}

bool
source_mtime(const struct source *source, int64_t *mtime_us)
{
	if (source->has_mtime)
		*mtime_us = source->mtime_us;
	return source->has_mtime;
}

void
source_inherit_mtime(struct source *source, const struct source *inner)
{
	source->has_mtime = inner->has_mtime;
	source->mtime_us = inner->mtime_us;
}

static size_t
pull(struct source *source, void *buffer, size_t size)
{
	if (source->ended)
		return 0;

	size_t n = source->ops->read(source, buffer, size);

	source->ended = n == 0;
	return n;
}

size_t
source_peek(struct source *source, const unsigned char **bytes)
{
	size_t have = source->peek_end - source->peek_at;

	if (source->peeked == NULL) {
		source->peeked = malloc(SOURCE_PEEK_BYTES);
		if (source->peeked == NULL)
			fatal("out of memory");
	}
	if (have < SOURCE_PEEK_BYTES) {
		memmove(source->peeked, source->peeked + source->peek_at, have);
		source->peek_at = 0;
		source->peek_end = have;
	}
	while (source->peek_end < SOURCE_PEEK_BYTES) {
		size_t n = pull(source, source->peeked + source->peek_end,
		    SOURCE_PEEK_BYTES - source->peek_end);

		if (n == 0)
			break;
		source->peek_end += n;
	}
	*bytes = source->peeked + source->peek_at;
	return source->peek_end - source->peek_at;
}

/* Reads from what was peeked at first, without hashing. */
static size_t
take(struct source *source, void *buffer, size_t size)
{
	size_t peeked = source->peek_end - source->peek_at;
	size_t n = peeked < size ? peeked : size;

	if (size == 0)
		return 0;
	if (n == 0)
		return pull(source, buffer, size);
	memcpy(buffer, source->peeked + source->peek_at, n);
	source->peek_at += n;
	return n;
}

size_t
source_read(struct source *source, void *buffer, size_t size)
{
	size_t n = take(source, buffer, size);

	source->nbytes += n;
	if (n > 0 && !source->undigested && !source->moved &&
	    !source->digested) {
		if (source->digest == NULL)
			source->digest = digest_new();
		digest_add(source->digest, buffer, n);
	}
	return n;
}

bool
source_size(const struct source *source, uint64_t *size)
{
	if (source->ops->seek == NULL)
		return false;
	*size = source->size;
	return true;
}

bool
source_seek(struct source *source, uint64_t offset)
{
	if (source->ops->seek == NULL || offset > source->size ||
	    !source->ops->seek(source, offset))
		return false;
	source->peek_at = source->peek_end = 0;
	source->ended = false;
	source->moved = true;
	return true;
}

void
source_undigested(struct source *source)
{
	source->undigested = true;
}

void
source_drain(struct source *source)
{
	unsigned char *dropped = malloc(DROP_BYTES);

	if (dropped == NULL)
		fatal("out of memory");
	while (source_read(source, dropped, DROP_BYTES) > 0)
		continue;
	free(dropped);
}

void
source_digest(struct source *source, char hex[DIGEST_HEX_BYTES])
{
	assert(!source->undigested);
	if (!source->digested && source->moved && source_seek(source, 0)) {
		digest_free(source->digest);
		source->digest = NULL;
		source->nbytes = 0;
		source->moved = false;
	}
	if (!source->digested) {
		source_drain(source);
		if (source->digest == NULL)
			source->digest = digest_new();
		digest_end(source->digest, source->hex);
		source->digested = true;
	}
	memcpy(hex, source->hex, sizeof(source->hex));
}
