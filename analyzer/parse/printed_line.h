/*
 * Single lines of what was printed for people.
 */
#ifndef PARSE_PRINTED_LINE_H
#define PARSE_PRINTED_LINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define PRINTED_MAX_NAME ((size_t)254)

/*
 * A copy of line without colours, with blanks for tabs (every eight columns)
 * and question marks for other control characters.
 */
struct str printed_line_clean(struct arena *arena, struct str line);

/* What a command line asks for; "" where it does not say. */
struct printed_command {
	char namespace[PRINTED_MAX_NAME];
	char kind[PRINTED_MAX_NAME]; /* "-": none that certtrail knows */
};

/*
 * True if line is "kubectl get ..." or "oc describe ..." and the like, maybe
 * behind a prompt.
 */
bool printed_line_command(struct str line, struct printed_command *command);

#endif
