#include "open/inflate.h"

#ifndef WITH_ISAL

#define ZLIB_CONST /* it reads what comes in, and no more */

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/fatal.h"

#define WINDOW_BITS (15 + 16) /* the largest window, gzip only, CRC checked */

struct inflater {
	z_stream stream;
};

struct inflater *
inflater_open(void)
{
	struct inflater *inflater = calloc(1, sizeof(*inflater));

	if (inflater == NULL ||
	    inflateInit2(&inflater->stream, WINDOW_BITS) != Z_OK)
		fatal("out of memory");
	return inflater;
}

void
inflater_close(struct inflater *inflater)
{
	if (inflater == NULL)
		return;
	inflateEnd(&inflater->stream);
	free(inflater);
}

void
inflater_reset(struct inflater *inflater)
{
	inflateReset(&inflater->stream);
}

enum inflated
inflater_run(struct inflater *inflater, struct inflate_io *io)
{
	z_stream *stream = &inflater->stream;
	uInt in_len = io->in_len < UINT_MAX ? (uInt)io->in_len : UINT_MAX;
	uInt out_len = io->out_len < UINT_MAX ? (uInt)io->out_len : UINT_MAX;

	stream->next_in = io->in;
	stream->avail_in = in_len;
	stream->next_out = io->out;
	stream->avail_out = out_len;

	int status = inflate(stream, Z_NO_FLUSH);

	io->in += in_len - stream->avail_in;
	io->in_len -= in_len - stream->avail_in;
	io->out += out_len - stream->avail_out;
	io->out_len -= out_len - stream->avail_out;
	switch (status) {
	case Z_OK:
		return INFLATED_SOME;
	case Z_STREAM_END:
		return INFLATED_END;
	case Z_BUF_ERROR:
		return INFLATED_STARVED;
	case Z_MEM_ERROR:
		fatal("out of memory");
	default:
		return INFLATED_BROKEN;
	}
}

const char *
inflater_word(const struct inflater *inflater)
{
	const char *word = inflater->stream.msg;

	return word == NULL ? "a dictionary is missing" : word;
}

#endif
