#include "store/put.h"

static void
put_unless_empty(struct tape *tape, const char *name, const char *text)
{
	if (*text != '\0')
		tape_text(tape, name, text);
}

void
put_place(struct tape *tape, uint64_t line, const struct place *place)
{
	tape_row(tape, "input_place");
	tape_put_input(tape, ":input_id");
	if (line != 0)
		tape_int(tape, ":line", (int64_t)line);
	tape_text(tape, ":layout", place->layout);
	put_unless_empty(tape, ":namespace", place->namespace);
	put_unless_empty(tape, ":pod", place->pod);
	put_unless_empty(tape, ":container", place->container);
	if (place->log != NULL)
		tape_text(tape, ":log", place->log);
	if (place->has_restarts)
		tape_int(tape, ":restarts", place->restarts);
	put_unless_empty(tape, ":stamp", place->stamp);
	if (place->kind != NULL) {
		tape_text(tape, ":api_group", place->group);
		tape_text(tape, ":kind", place->kind);
	}
	(void)tape_row_end(tape);
}
