#include "open/container.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "open/container_entry.h"
#include "open/container_magic.h"
#include "open/source_impl.h"

#define BUFFER_BYTES ((size_t)256 * 1024)

/*
 * A sparse member gives its holes as lengths.  A few bytes can state a hole
 * that would take days to fill, so there is a limit to all holes of a member.
 */
#define HOLES_MAX_BYTES (UINT64_C(64) * 1024 * 1024)

struct container {
	struct source *packed;
	struct archive *archive;
	struct archive_entry *entry; /* the archive's */
	int status;                  /* of the last step to an entry */
	bool fresh;                  /* entry was not handed out yet */
	bool is_single;              /* one packed file, not an archive */
	bool damaged;
	bool broken; /* libarchive cannot go on */
	locale_t names;
	int64_t offset; /* of packed, that will be read next */
	size_t npassed;

	struct source *member; /* the current one, or NULL */
	bool member_ended;
	const unsigned char *block; /* what libarchive read of it last */
	size_t nblock;
	uint64_t nhole;  /* NUL bytes before the block */
	uint64_t nholes; /* of the member so far, with these */
	uint64_t nread;  /* of the member, with the block */

	unsigned char buffer[BUFFER_BYTES];
};

static la_ssize_t
read_packed(struct archive *archive, void *context, const void **bytes)
{
	struct container *container = context;
	size_t n =
	    source_read(container->packed, container->buffer, BUFFER_BYTES);

	(void)archive;
	container->offset += (int64_t)n;
	*bytes = container->buffer;
	return (la_ssize_t)n;
}

static la_int64_t
seek_packed(
    struct archive *archive, void *context, la_int64_t offset, int whence)
{
	struct container *container = context;
	uint64_t size = 0;
	int64_t from = 0;

	(void)archive;
	if (!source_size(container->packed, &size))
		return ARCHIVE_FATAL;
	if (whence == SEEK_END)
		from = (int64_t)size;
	else if (whence == SEEK_CUR)
		from = container->offset;
	if (__builtin_add_overflow(from, offset, &from) || from < 0 ||
	    !source_seek(container->packed, (uint64_t)from))
		return ARCHIVE_FATAL;
	container->offset = from;
	return from;
}

static const char *
error_text(const struct container *container)
{
	const char *text = archive_error_string(container->archive);

	return text == NULL ? "reason unknown" : text;
}

/* Steps to the next entry, over damaged headers, which diag is told once. */
static void
step(struct container *container)
{
	/*
	 * libarchive turns names that are marked as UTF-8 or UTF-16 into the
	 * encoding of the locale, and gives no name where that has no such
	 * letter.  So the names must not depend on where certtrail runs.
	 */
	locale_t before = uselocale(container->names);
	bool told = false;

	for (;;) {
		container->status = archive_read_next_header(
		    container->archive, &container->entry);
		if (container->status != ARCHIVE_RETRY)
			break;
		if (!told) {
			diag_at(source_diag(container->packed),
			    source_path(container->packed), 0,
			    "a member's header is broken (%s); looking for the "
			    "next one",
			    error_text(container));
		}
		told = true;
		container->damaged = true;
	}
	uselocale(before);
	container->fresh = true;
}

static void
set_up(struct container *container)
{
	struct archive *archive = container->archive;
	const unsigned char *bytes;
	size_t len = source_peek(container->packed, &bytes);
	uint64_t size;

	archive_read_support_format_tar(archive);
	archive_read_support_format_zip(archive);
	archive_read_support_format_7zip(archive);
	archive_read_support_format_cpio(archive);
	archive_read_support_filter_bzip2(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	if (container_is_filter(bytes, len)) {
		archive_read_support_format_raw(archive);
		archive_read_support_format_empty(archive);
	}
	/* Elsewhere libarchive would use it to jump over members. */
	if ((container_is_zip(bytes, len) || container_is_7z(bytes, len)) &&
	    source_size(container->packed, &size))
		archive_read_set_seek_callback(archive, seek_packed);
	archive_read_set_read_callback(archive, read_packed);
	archive_read_set_callback_data(archive, container);
}

/* A locale in which libarchive can give any name; see step(). */
static locale_t
new_names(void)
{
	locale_t names = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);

	if (names == (locale_t)0)
		names = newlocale(LC_CTYPE_MASK, "C", (locale_t)0);
	if (names == (locale_t)0)
		fatal("out of memory");
	return names;
}

/* Opens it and reads the first header, without which nothing is known. */
static bool
begin(struct container *container)
{
	container->archive = archive_read_new();
	if (container->archive == NULL)
		fatal("out of memory");
	container->names = new_names();
	set_up(container);
	container->status = archive_read_open1(container->archive);
	if (container->status >= ARCHIVE_WARN)
		step(container);
	container->is_single =
	    archive_format(container->archive) == ARCHIVE_FORMAT_RAW;
	return container->status >= ARCHIVE_WARN;
}

struct container *
container_open(struct source *packed)
{
	const unsigned char *bytes;
	size_t len = source_peek(packed, &bytes);
	uint64_t size;

	if (container_is_7z(bytes, len) && !source_size(packed, &size)) {
		diag_at(source_diag(packed), source_path(packed), 0,
		    "a 7z can be read only where it is a file of its own; not "
		    "read");
		return NULL;
	}

	struct container *container = calloc(1, sizeof(*container));

	if (container == NULL)
		fatal("out of memory");
	container->packed = packed;
	if (begin(container))
		return container;
	diag_at(source_diag(packed), source_path(packed), 0,
	    "cannot be unpacked (%s); not read", error_text(container));
	container_close(container);
	return NULL;
}

void
container_close(struct container *container)
{
	if (container == NULL)
		return;
	source_close(container->member);
	archive_read_free(container->archive);
	freelocale(container->names);
	free(container);
}

/* Ends the member early. */
static void
tell_damage(struct source *member, struct container *container, int status)
{
	container->member_ended = true;
	container->broken = status == ARCHIVE_FATAL;
	member->damaged = true;
	if (!source_damaged(container->packed) || !container->is_single) {
		diag_at(member->diag, member->path, 0,
		    "cannot be unpacked to its end (%s); what came before is "
		    "kept",
		    error_text(container));
	}
}

/* True if only the padding behind the member can be missing. */
static bool
is_complete(const struct container *container)
{
	int format =
	    archive_format(container->archive) & ARCHIVE_FORMAT_BASE_MASK;

	return (format == ARCHIVE_FORMAT_TAR ||
		   format == ARCHIVE_FORMAT_CPIO) &&
	    archive_entry_size_is_set(container->entry) &&
	    (la_int64_t)container->nread ==
	    archive_entry_size(container->entry);
}

static void
read_block(struct source *member, struct container *container)
{
	const void *block = NULL;
	size_t nblock = 0;
	la_int64_t offset = (la_int64_t)container->nread;
	int status = archive_read_data_block(
	    container->archive, &block, &nblock, &offset);

	if (status == ARCHIVE_EOF) {
		container->member_ended = true;
		return;
	}
	/* A warning is about data that is here, such as a wrong CRC. */
	if (status == ARCHIVE_OK || status == ARCHIVE_WARN) {
		if (offset > (la_int64_t)container->nread)
			container->nhole = (uint64_t)offset - container->nread;
		container->nholes += container->nhole;
		container->block = block;
		container->nblock = nblock;
		container->nread += container->nhole + nblock;
	}
	if (status == ARCHIVE_FATAL && is_complete(container)) {
		container->member_ended = true;
		container->broken = true;
	} else if (status != ARCHIVE_OK) {
		tell_damage(member, container, status);
	}
	if (container->nholes > HOLES_MAX_BYTES) {
		container->nhole = 0;
		container->nblock = 0;
		container->member_ended = true;
		member->damaged = true;
		diag_at(member->diag, member->path, 0,
		    "has holes of more than %d MiB; what came before is kept",
		    (int)(HOLES_MAX_BYTES / 1024 / 1024));
	}
}

static size_t
read_member(struct source *member, void *buffer, size_t size)
{
	struct container *container = member->state;

	while (container->nhole == 0 && container->nblock == 0) {
		if (container->member_ended)
			return 0;
		read_block(member, container);
	}
	if (container->nhole > 0) {
		size_t n =
		    container->nhole < size ? (size_t)container->nhole : size;

		memset(buffer, 0, n);
		container->nhole -= n;
		return n;
	}

	size_t n = container->nblock < size ? container->nblock : size;

	memcpy(buffer, container->block, n);
	container->block += n;
	container->nblock -= n;
	return n;
}

static void
close_member(struct source *member)
{
	(void)member;
}

static const struct source_ops member_ops = { read_member, NULL, close_member };

static void
open_member(struct container *container)
{
	const char *outer = source_path(container->packed);
	char *inner = entry_path(outer, container->entry);
	struct source *member = source_new(&member_ops, container,
	    container->is_single ? outer : inner,
	    source_diag(container->packed));

	free(inner);
	member->below = container->packed;
	container->member = member;
	container->member_ended = false;
	container->block = NULL;
	container->nblock = 0;
	container->nhole = 0;
	container->nholes = 0;
	container->nread = 0;
	if (container->is_single)
		source_inherit_mtime(member, container->packed);
	else
		member->has_mtime =
		    entry_mtime(container->entry, &member->mtime_us);
	if (entry_is_link(container->entry)) {
		container->member_ended = true;
		member->link = entry_leads(outer, container->entry);
	} else if (archive_entry_is_data_encrypted(container->entry)) {
		container->member_ended = true;
		member->damaged = true;
		diag_at(
		    member->diag, member->path, 0, "is encrypted; not read");
	}
}

/* True if the entry is one to hand out. */
static bool
is_wanted(struct container *container)
{
	__LA_MODE_T type = archive_entry_filetype(container->entry);

	if (type == AE_IFREG || type == 0 || entry_is_link(container->entry))
		return true;
	if (type != AE_IFDIR)
		container->npassed++;
	return false;
}

static void
tell_end(struct container *container, const char *what)
{
	container->damaged = true;
	container->status = ARCHIVE_EOF;
	if (container->is_single || source_damaged(container->packed))
		return;
	diag_at(source_diag(container->packed), source_path(container->packed),
	    0, "the archive is broken (%s); members behind this are lost",
	    what);
}

struct source *
container_next(struct container *container)
{
	source_close(container->member);
	container->member = NULL;
	while (container->status != ARCHIVE_EOF) {
		if (container->broken) {
			tell_end(container, "it ends inside a member");
			break;
		}
		if (!container->fresh)
			step(container);
		if (container->status == ARCHIVE_EOF)
			break;
		if (container->status < ARCHIVE_WARN) {
			tell_end(container, error_text(container));
			break;
		}
		container->fresh = false;
		if (is_wanted(container)) {
			open_member(container);
			return container->member;
		}
	}
	return NULL;
}

size_t
container_passed(const struct container *container)
{
	return container->npassed;
}

bool
container_damaged(const struct container *container)
{
	return container->damaged;
}
