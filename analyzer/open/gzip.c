#include "open/gzip.h"

#include <inttypes.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/fatal.h"
#include "open/source_impl.h"

#define BUFFER_BYTES ((size_t)256 * 1024)
#define HEADER_BYTES 10
#define WINDOW_BITS (15 + 16) /* the largest window, gzip only, CRC checked */
#define US_PER_S 1000000

struct gzip {
	struct source *packed;
	z_stream stream;
	uint64_t npacked; /* read from packed so far */
	bool in_member;
	bool ended;
	unsigned char buffer[BUFFER_BYTES];
};

bool
gzip_recognise(const unsigned char *bytes, size_t len)
{
	/* 8, deflate, is the only method there is. */
	return len >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b &&
	    (len == 2 || bytes[2] == 8);
}

/* How many packed bytes zlib has used up. */
static uint64_t
packed_offset(const struct gzip *gzip)
{
	return gzip->npacked - gzip->stream.avail_in;
}

/* Keeps at least want bytes of input ready, if there are as many. */
static size_t
fill(struct gzip *gzip, size_t want)
{
	z_stream *stream = &gzip->stream;

	if (stream->avail_in >= want)
		return stream->avail_in;
	for (uInt i = 0; i < stream->avail_in; i++)
		gzip->buffer[i] = stream->next_in[i];
	stream->next_in = gzip->buffer;
	while (stream->avail_in < want) {
		size_t n =
		    source_read(gzip->packed, gzip->buffer + stream->avail_in,
			BUFFER_BYTES - stream->avail_in);

		if (n == 0)
			break;
		stream->avail_in += (uInt)n;
		gzip->npacked += n;
	}
	return stream->avail_in;
}

static void
skip_zeros(struct gzip *gzip)
{
	z_stream *stream = &gzip->stream;

	while (fill(gzip, 1) > 0 && *stream->next_in == 0) {
		stream->next_in++;
		stream->avail_in--;
	}
}

/* Steps to the next member; returns false if there is none. */
static bool
next_member(struct source *source, struct gzip *gzip)
{
	skip_zeros(gzip);

	size_t len = fill(gzip, HEADER_BYTES);

	if (len > 0 && gzip_recognise(gzip->stream.next_in, len)) {
		inflateReset(&gzip->stream);
		gzip->in_member = true;
		return true;
	}
	if (len > 0) {
		diag_at(source->diag, source->path, 0,
		    "something other than gzip follows at byte %" PRIu64
		    " of the packed data; ignored",
		    packed_offset(gzip));
	}
	source->damaged = source_damaged(gzip->packed);
	return false;
}

static void
tell_damage(struct source *source, const struct gzip *gzip, int status)
{
	source->damaged = true;
	if (status != Z_BUF_ERROR) {
		diag_at(source->diag, source->path, 0,
		    "gzip data is broken at byte %" PRIu64
		    " of the packed data (%s); what came before is kept",
		    packed_offset(gzip),
		    gzip->stream.msg == NULL ? "a dictionary is missing"
					     : gzip->stream.msg);
	} else if (!source_damaged(gzip->packed)) {
		diag_at(source->diag, source->path, 0,
		    "gzip data ends too early, at byte %" PRIu64
		    " of the packed data; what came before is kept",
		    packed_offset(gzip));
	}
}

static size_t
read_gzip(struct source *source, void *buffer, size_t size)
{
	struct gzip *gzip = source->state;
	z_stream *stream = &gzip->stream;
	uInt room = size < UINT32_MAX ? (uInt)size : UINT32_MAX;

	stream->next_out = buffer;
	stream->avail_out = room;
	while (!gzip->ended && stream->avail_out > 0) {
		if (!gzip->in_member) {
			gzip->ended = !next_member(source, gzip);
			continue;
		}
		fill(gzip, 1);

		int status = inflate(stream, Z_NO_FLUSH);

		if (status == Z_MEM_ERROR)
			fatal("out of memory");
		if (status == Z_STREAM_END) {
			gzip->in_member = false;
		} else if (status != Z_OK) {
			tell_damage(source, gzip, status);
			gzip->ended = true;
		}
	}
	return room - stream->avail_out;
}

static void
close_gzip(struct source *source)
{
	struct gzip *gzip = source->state;

	inflateEnd(&gzip->stream);
	free(gzip);
}

static const struct source_ops gzip_ops = { read_gzip, NULL, close_gzip };

/* The time in the first header, as RFC 1952, 2.3.1 has it. */
static void
set_mtime(struct source *source, struct source *packed)
{
	const unsigned char *bytes;
	size_t len = source_peek(packed, &bytes);
	uint32_t mtime_s = 0;

	source_inherit_mtime(source, packed);
	if (len < HEADER_BYTES || !gzip_recognise(bytes, len))
		return;
	for (int i = 3; i >= 0; i--)
		mtime_s = mtime_s << 8 | bytes[4 + i];
	if (mtime_s != 0) {
		source->has_mtime = true;
		source->mtime_us = (int64_t)mtime_s * US_PER_S;
	}
}

struct source *
gzip_open(struct source *packed)
{
	struct gzip *gzip = malloc(sizeof(*gzip));

	if (gzip == NULL)
		fatal("out of memory");
	gzip->packed = packed;
	gzip->stream = (z_stream){ 0 };
	gzip->npacked = 0;
	gzip->in_member = true;
	gzip->ended = false;
	if (inflateInit2(&gzip->stream, WINDOW_BITS) != Z_OK)
		fatal("out of memory");

	struct source *source = source_new(
	    &gzip_ops, gzip, source_path(packed), source_diag(packed));

	set_mtime(source, packed);
	return source;
}
