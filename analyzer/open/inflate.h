/*
 * For open/gzip.c: one gzip member after the other, from packed bytes to bytes,
 * by whichever library the program was built with.
 */
#ifndef OPEN_INFLATE_H
#define OPEN_INFLATE_H

#include <stddef.h>

struct inflater;

/* What comes in and where it goes; inflater_run() moves both on. */
struct inflate_io {
	const unsigned char *in;
	size_t in_len;
	unsigned char *out;
	size_t out_len;
};

enum inflated {
	INFLATED_SOME,    /* something moved on */
	INFLATED_STARVED, /* nothing did: it wants more input, or room */
	INFLATED_END,     /* of the member; its CRC and its length are right */
	INFLATED_BROKEN   /* inflater_word() says what is wrong */
};

/* Ready for the header of a member. */
struct inflater *inflater_open(void);

/* inflater_close(NULL) does nothing. */
void inflater_close(struct inflater *inflater);

/* Makes it ready for the header of the next member. */
void inflater_reset(struct inflater *inflater);

enum inflated inflater_run(struct inflater *inflater, struct inflate_io *io);

const char *inflater_word(const struct inflater *inflater);

#endif
