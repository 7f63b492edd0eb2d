#include "open/gzip.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/fatal.h"
#include "open/inflate.h"
#include "open/source_impl.h"

#define BUFFER_BYTES ((size_t)256 * 1024)
#define HEADER_BYTES 10
#define US_PER_S 1000000

enum gzip_state {
	GZIP_IN_MEMBER,
	GZIP_STARVED, /* in a member, with no packed bytes left */
	GZIP_BETWEEN, /* behind a member */
	GZIP_BROKEN,
	GZIP_ENDED
};

struct gzip {
	struct source *packed;
	struct inflater *inflater;
	struct inflate_io io;
	uint64_t npacked; /* read from packed so far */
	enum gzip_state state;
	unsigned char buffer[BUFFER_BYTES];
};

bool
gzip_recognise(const unsigned char *bytes, size_t len)
{
	/* 8, deflate, is the only method there is. */
	return len >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b &&
	    (len == 2 || bytes[2] == 8);
}

/* How many packed bytes were used up. */
static uint64_t
packed_offset(const struct gzip *gzip)
{
	return gzip->npacked - gzip->io.in_len;
}

/* Keeps at least want bytes of input ready, if there are as many. */
static size_t
fill(struct gzip *gzip, size_t want)
{
	struct inflate_io *io = &gzip->io;

	if (io->in_len >= want)
		return io->in_len;
	for (size_t i = 0; i < io->in_len; i++)
		gzip->buffer[i] = io->in[i];
	io->in = gzip->buffer;
	while (io->in_len < want) {
		size_t n = source_read(gzip->packed, gzip->buffer + io->in_len,
		    BUFFER_BYTES - io->in_len);

		if (n == 0)
			break;
		io->in_len += n;
		gzip->npacked += n;
	}
	return io->in_len;
}

static void
skip_zeros(struct gzip *gzip)
{
	while (fill(gzip, 1) > 0 && *gzip->io.in == 0) {
		gzip->io.in++;
		gzip->io.in_len--;
	}
}

/* Steps to the next member, or ends. */
static void
next_member(struct source *source, struct gzip *gzip)
{
	skip_zeros(gzip);

	size_t len = fill(gzip, HEADER_BYTES);

	if (len > 0 && gzip_recognise(gzip->io.in, len)) {
		inflater_reset(gzip->inflater);
		gzip->state = GZIP_IN_MEMBER;
		return;
	}
	if (len > 0) {
		diag_at(source->diag, source->path, 0,
		    "something other than gzip follows at byte %" PRIu64
		    " of the packed data; ignored",
		    packed_offset(gzip));
	}
	source->damaged = source_damaged(gzip->packed);
	gzip->state = GZIP_ENDED;
}

static void
tell_broken(struct source *source, struct gzip *gzip)
{
	gzip->state = GZIP_ENDED;
	source->damaged = true;
	diag_at(source->diag, source->path, 0,
	    "gzip data is broken at byte %" PRIu64
	    " of the packed data (%s); what came before is kept",
	    packed_offset(gzip), inflater_word(gzip->inflater));
}

static void
tell_cut(struct source *source, struct gzip *gzip)
{
	gzip->state = GZIP_ENDED;
	source->damaged = true;
	if (source_damaged(gzip->packed))
		return;
	diag_at(source->diag, source->path, 0,
	    "gzip data ends too early, at byte %" PRIu64
	    " of the packed data; what came before is kept",
	    packed_offset(gzip));
}

/* Unpacks what lies ready. */
static void
unpack(struct gzip *gzip)
{
	switch (inflater_run(gzip->inflater, &gzip->io)) {
	case INFLATED_SOME:
		break;
	case INFLATED_STARVED:
		gzip->state = GZIP_STARVED;
		break;
	case INFLATED_END:
		gzip->state = GZIP_BETWEEN;
		break;
	case INFLATED_BROKEN:
		gzip->state = GZIP_BROKEN;
		break;
	}
}

/* Does what may end the source, or make something below it complain. */
static void
step(struct source *source, struct gzip *gzip)
{
	switch (gzip->state) {
	case GZIP_IN_MEMBER:
	case GZIP_ENDED:
		break;
	case GZIP_STARVED:
		if (fill(gzip, 1) == 0)
			tell_cut(source, gzip);
		else
			gzip->state = GZIP_IN_MEMBER;
		break;
	case GZIP_BETWEEN:
		next_member(source, gzip);
		break;
	case GZIP_BROKEN:
		tell_broken(source, gzip);
		break;
	}
}

/*
 * What is unpacked is handed out before anything else happens: so a complaint
 * comes when all before it has been read, whatever the size of the reads.
 */
static size_t
read_gzip(struct source *source, void *buffer, size_t size)
{
	struct gzip *gzip = source->state;
	struct inflate_io *io = &gzip->io;

	io->out = buffer;
	io->out_len = size;
	while (gzip->state != GZIP_ENDED && io->out_len > 0) {
		if (gzip->state == GZIP_IN_MEMBER)
			unpack(gzip);
		else if (io->out_len == size)
			step(source, gzip);
		else
			break;
	}
	return size - io->out_len;
}

static void
close_gzip(struct source *source)
{
	struct gzip *gzip = source->state;

	inflater_close(gzip->inflater);
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
	gzip->inflater = inflater_open();
	gzip->io = (struct inflate_io){ 0 };
	gzip->npacked = 0;
	gzip->state = GZIP_IN_MEMBER;

	struct source *source = source_new(
	    &gzip_ops, gzip, source_path(packed), source_diag(packed));

	source->below = packed;
	set_mtime(source, packed);
	return source;
}
