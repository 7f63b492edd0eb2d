#include "open/replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "open/note.h"
#include "open/source_impl.h"

#define FIRST_BYTES ((size_t)64 * 1024)

struct replay {
	struct source *rest; /* NULL if there is none */
	struct notes notes;
	bool damaged; /* at damaged_at of the bytes */
	size_t damaged_at;
	size_t at;
	size_t len;
	size_t size;
	unsigned char *bytes;
};

static void
take_note(void *context, const char *path, uint64_t line, const char *text)
{
	struct replay *replay = context;

	notes_add(&replay->notes, replay->len, false, path, line, text);
}

static void
grow(struct replay *replay, size_t max_bytes)
{
	size_t size = replay->size == 0 ? FIRST_BYTES : replay->size * 2;
	unsigned char *grown;

	if (size > max_bytes)
		size = max_bytes;
	grown = realloc(replay->bytes, size);
	if (grown == NULL)
		fatal("out of memory");
	replay->bytes = grown;
	replay->size = size;
}

/* Reads up to max_bytes; returns true at the end. */
static bool
fill(struct replay *replay, struct source *from, size_t max_bytes)
{
	while (replay->len < max_bytes) {
		size_t n;

		if (replay->len == replay->size)
			grow(replay, max_bytes);
		n = source_read(from, replay->bytes + replay->len,
		    replay->size - replay->len);
		if (!replay->damaged && source_damaged(from)) {
			replay->damaged = true;
			replay->damaged_at = replay->len;
		}
		if (n == 0)
			return true;
		replay->len += n;
	}
	return false;
}

static size_t
read_rest(
    struct source *source, struct replay *replay, void *buffer, size_t size)
{
	size_t n;

	if (replay->rest == NULL)
		return 0;
	n = source_read(replay->rest, buffer, size);
	source->damaged = source_damaged(replay->rest);
	return n;
}

static size_t
read_replay(struct source *source, void *buffer, size_t size)
{
	struct replay *replay = source->state;
	size_t end = replay->len;

	while (replay->notes.first != NULL &&
	    replay->notes.first->at <= replay->at)
		notes_tell(&replay->notes, source->diag);
	if (replay->damaged && replay->damaged_at <= replay->at)
		source->damaged = true;
	if (replay->at == replay->len)
		return read_rest(source, replay, buffer, size);
	if (replay->notes.first != NULL)
		end = (size_t)replay->notes.first->at;
	if (replay->damaged && replay->damaged_at > replay->at &&
	    replay->damaged_at < end)
		end = replay->damaged_at;

	size_t n = end - replay->at;

	if (n > size)
		n = size;
	memcpy(buffer, replay->bytes + replay->at, n);
	replay->at += n;
	return n;
}

static void
close_replay(struct source *source)
{
	struct replay *replay = source->state;

	while (replay->notes.first != NULL)
		notes_drop(&replay->notes);
	free(replay->bytes);
	free(replay);
}

static const struct source_ops replay_ops = { read_replay, NULL, close_replay };

struct source *
replay_open(struct source *from, size_t max_bytes, bool *whole)
{
	struct replay *replay = calloc(1, sizeof(*replay));
	const struct diag *told = from->diag;
	struct diag noting = { take_note, replay };

	if (replay == NULL)
		fatal("out of memory");
	notes_init(&replay->notes);
	source_undigested(from);
	notes_turn(from, &noting, &noting);
	*whole = fill(replay, from, max_bytes);
	notes_turn(from, told, told);

	struct source *source =
	    source_new(&replay_ops, replay, from->path, told);

	if (!*whole) {
		replay->rest = from;
		source->below = from;
	}
	source_inherit_mtime(source, from);
	return source;
}

void
replay_tell(struct source *replay, const struct diag *diag)
{
	replay->diag = diag;
}

size_t
replay_kept(const struct source *replay)
{
	const struct replay *state = replay->state;

	return state->size;
}
