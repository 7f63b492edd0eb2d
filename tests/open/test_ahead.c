#include <criterion/criterion.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "../told.h"
#include "open/ahead.h"
#include "open/gzip.h"
#include "open/lines.h"
#include "open/source_impl.h"

#define TEXT_BYTES ((size_t)3 * 1024 * 1024 + 77)

static unsigned char text[TEXT_BYTES];

static void
make_text(void)
{
	uint32_t x = 1;

	for (size_t i = 0; i < sizeof(text); i++) {
		x = x * 1664525 + 1013904223;
		text[i] = (unsigned char)(x >> 24);
	}
}

TestSuite(ahead, .init = make_text);

/*
 * A source that gives the text in pieces of step bytes, tells something at each
 * place of tells, and ends damaged.
 */
struct faulty {
	size_t at;
	size_t step;
	const size_t *tells;
	size_t ntells;
	_Atomic size_t told; /* the reader of a test may wait for it */
};

static size_t
read_faulty(struct source *source, void *buffer, size_t size)
{
	struct faulty *faulty = source->state;
	size_t end = TEXT_BYTES;

	if (faulty->told < faulty->ntells &&
	    faulty->tells[faulty->told] == faulty->at) {
		diag_at(source->diag, source->path, faulty->told + 1,
		    "fault at %zu", faulty->at);
		faulty->told++;
	}
	if (faulty->told < faulty->ntells)
		end = faulty->tells[faulty->told];

	size_t n = end - faulty->at;

	n = n < size ? n : size;
	n = n < faulty->step ? n : faulty->step;
	memcpy(buffer, text + faulty->at, n);
	faulty->at += n;
	source->damaged = n == 0;
	return n;
}

static void
close_faulty(struct source *source)
{
	(void)source;
}

static const struct source_ops faulty_ops = { read_faulty, NULL, close_faulty };

/* Where the reader stood when the last word came, and how many came. */
static size_t stood;

struct listener {
	size_t ntold;
	size_t stood[8];
	char text[8][64];
};

static void
listen(void *context, const char *path, uint64_t line, const char *word)
{
	struct listener *listener = context;

	cr_expect_str_eq(path, "f");
	cr_assert_lt(listener->ntold, 8);
	cr_expect_eq(line, listener->ntold + 1);
	listener->stood[listener->ntold] = stood;
	snprintf(listener->text[listener->ntold], 64, "%s", word);
	listener->ntold++;
}

Test(ahead, gives_the_same_bytes_and_complaints_at_the_same_places)
{
	static const size_t sizes[] = { 1000, 65536, 300000, TEXT_BYTES };
	static const size_t steps[] = { 999, 262144, TEXT_BYTES };
	static const size_t tells[] = { 0, 65536, 1000000, TEXT_BYTES };
	static unsigned char buffer[TEXT_BYTES];

	for (size_t i = 0; i < 12; i++) {
		size_t size = sizes[i % 4];
		struct listener listener = { 0 };
		struct diag diag = { listen, &listener };
		struct faulty faulty = { 0, steps[i / 4], tells, 4, 0 };
		struct source *inner =
		    source_new(&faulty_ops, &faulty, "f", &diag);
		struct source *source;
		size_t n;

		source_undigested(inner);
		source = ahead_open(inner);
		cr_assert_not_null(source);
		cr_expect_str_eq(source_path(source), "f");
		stood = 0;
		while ((n = source_read(source, buffer, size)) > 0) {
			cr_expect_eq(memcmp(buffer, text + stood, n), 0);
			stood += n;
			cr_expect_not(source_damaged(source));
		}
		cr_expect_eq(stood, TEXT_BYTES);
		cr_expect(source_damaged(source));
		cr_assert_eq(listener.ntold, 4);
		for (size_t k = 0; k < 4; k++)
			cr_expect_eq(listener.stood[k], tells[k], "%zu", k);
		source_close(source);
		cr_expect_eq(source_diag(inner), &diag);
		source_close(inner);
	}
}

/* A complaint of what is read to its end anyway comes all the same. */
Test(ahead, forgets_what_lies_behind_the_place_where_the_reader_stops)
{
	static const size_t tells[] = { 0, 300000 };

	for (int lasts = 0; lasts < 2; lasts++) {
		struct listener listener = { 0 };
		struct diag diag = { listen, &listener };
		struct faulty faulty = { 0, 100000, tells, 2, 0 };
		struct source *inner =
		    source_new(&faulty_ops, &faulty, "f", &diag);
		struct source *source;
		char byte;

		if (!lasts)
			source_undigested(inner);
		source = ahead_open(inner);
		cr_assert_eq(source_read(source, &byte, 1), 1);
		while (faulty.told < 2)
			sched_yield();
		cr_expect_not(source_damaged(source));
		cr_expect_eq(listener.ntold, 1);
		source_close(source);
		cr_expect_eq(listener.ntold, lasts ? 2 : 1);
		source_close(inner);
	}
}

Test(ahead, ends_when_the_reader_closes_it_unread)
{
	struct told told;
	struct source *inner =
	    source_from_bytes("f", text, sizeof(text), told_begin(&told));
	struct source *source;
	char hex[65], plain[65];
	struct source *again =
	    source_from_bytes("f", text, sizeof(text), &told.diag);

	source = ahead_open(inner);
	source_close(source);
	source_digest(inner, hex);
	source_digest(again, plain);
	cr_expect_str_eq(hex, plain);
	cr_expect_eq(source_bytes(inner), TEXT_BYTES);
	cr_expect_eq(told.n, 0);
	source_close(inner);
	source_close(again);
}

Test(ahead, can_be_read_ahead_itself)
{
	static unsigned char buffer[TEXT_BYTES];
	struct told told;
	struct source *layers[4];
	size_t n = 0;
	size_t got;

	layers[0] =
	    source_from_bytes("f", text, sizeof(text), told_begin(&told));
	for (size_t i = 1; i < 4; i++)
		layers[i] = ahead_open(layers[i - 1]);
	while ((got = source_read(layers[3], buffer + n, 70001)) > 0)
		n += got;
	cr_expect_eq(n, TEXT_BYTES);
	cr_expect_arr_eq(buffer, text, TEXT_BYTES);
	for (size_t i = 4; i-- > 0;)
		source_close(layers[i]);
}
