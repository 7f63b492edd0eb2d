#include "open/note.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "open/source_impl.h"

void
notes_init(struct notes *notes)
{
	notes->first = NULL;
	notes->end = &notes->first;
}

void
notes_add(struct notes *notes, uint64_t at, bool lasts, const char *path,
    uint64_t line, const char *text)
{
	struct note *note = calloc(1, sizeof(*note));

	if (note == NULL)
		fatal("out of memory");
	note->at = at;
	note->lasts = lasts;
	note->line = line;
	note->path = strdup(path);
	note->text = strdup(text);
	if (note->path == NULL || note->text == NULL)
		fatal("out of memory");
	*notes->end = note;
	notes->end = &note->next;
}

void
notes_tell(struct notes *notes, const struct diag *diag)
{
	const struct note *note = notes->first;

	diag_at(diag, note->path, note->line, "%s", note->text);
	notes_drop(notes);
}

void
notes_drop(struct notes *notes)
{
	struct note *note = notes->first;

	notes->first = note->next;
	if (notes->first == NULL)
		notes->end = &notes->first;
	free(note->path);
	free(note->text);
	free(note);
}

void
notes_turn(struct source *source, const struct diag *passing,
    const struct diag *lasting)
{
	bool lasts = false;

	for (struct source *at = source; at != NULL; at = at->below) {
		lasts = lasts || !at->undigested;
		at->diag = lasts ? lasting : passing;
	}
}
