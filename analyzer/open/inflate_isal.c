#include "open/inflate.h"

#ifdef WITH_ISAL

#include <isa-l/igzip_lib.h>
#include <limits.h>
#include <stdlib.h>

#include "base/fatal.h"

#define TRAILER_BYTES 8 /* the CRC and the length, RFC 1952, 2.3.1 */

static const char wrong_crc[] = "incorrect data check";

struct inflater {
	struct inflate_state state;
	const char *word;
};

struct inflater *
inflater_open(void)
{
	struct inflater *inflater = calloc(1, sizeof(*inflater));

	if (inflater == NULL)
		fatal("out of memory");
	isal_inflate_init(&inflater->state);
	inflater->state.crc_flag = ISAL_GZIP;
	return inflater;
}

void
inflater_close(struct inflater *inflater)
{
	free(inflater);
}

void
inflater_reset(struct inflater *inflater)
{
	isal_inflate_reset(&inflater->state);
	inflater->state.crc_flag = ISAL_GZIP;
}

/* The library says only that the trailer, which ends at end, is wrong. */
static const char *
name_mismatch(
    const struct inflater *inflater, const unsigned char *end, size_t used)
{
	uint32_t crc = 0;

	if (used >= TRAILER_BYTES) {
		for (int i = 0; i < 4; i++)
			crc = crc << 8 | end[-5 - i];
		if (crc == inflater->state.crc)
			return "incorrect length check";
	}
	return wrong_crc;
}

/* In the words of zlib, where it has the same. */
static const char *
name_fault(int status)
{
	switch (status) {
	case ISAL_INVALID_BLOCK:
		return "invalid block type";
	case ISAL_INVALID_SYMBOL:
		return "invalid code";
	case ISAL_INVALID_LOOKBACK:
		return "invalid distance too far back";
	case ISAL_UNSUPPORTED_METHOD:
		return "unknown compression method";
	default:
		return "incorrect header check";
	}
}

enum inflated
inflater_run(struct inflater *inflater, struct inflate_io *io)
{
	struct inflate_state *state = &inflater->state;
	uint32_t in_len =
	    io->in_len < UINT32_MAX ? (uint32_t)io->in_len : UINT32_MAX;
	uint32_t out_len =
	    io->out_len < UINT32_MAX ? (uint32_t)io->out_len : UINT32_MAX;
	size_t used;
	size_t made;

	state->next_in = (uint8_t *)(uintptr_t)io->in; /* only read */
	state->avail_in = in_len;
	state->next_out = io->out;
	state->avail_out = out_len;

	int status = isal_inflate(state);

	used = in_len - state->avail_in;
	made = out_len - state->avail_out;
	io->in += used;
	io->in_len -= used;
	io->out += made;
	io->out_len -= made;
	if (status == ISAL_INCORRECT_CHECKSUM) {
		inflater->word = name_mismatch(inflater, io->in, used);
		/* As zlib, which sees a wrong CRC before the length. */
		if (used >= TRAILER_BYTES && inflater->word == wrong_crc) {
			io->in -= 4;
			io->in_len += 4;
		}
		return INFLATED_BROKEN;
	}
	if (status < 0) {
		inflater->word = name_fault(status);
		return INFLATED_BROKEN;
	}
	if (state->block_state == ISAL_BLOCK_FINISH)
		return INFLATED_END;
	return used == 0 && made == 0 ? INFLATED_STARVED : INFLATED_SOME;
}

const char *
inflater_word(const struct inflater *inflater)
{
	return inflater->word;
}

#endif
