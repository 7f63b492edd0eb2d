#include "store/put.h"

#include <stdio.h>
#include <string.h>

#include "store/put_words.h"

#define PARAM_MAX_BYTES 64

static tape_id
put_fact(struct tape *tape, tape_id object_id, const struct fact *fact)
{
	char name[PARAM_MAX_BYTES];

	tape_row(tape, fact->table);
	if (tape_has(tape, ":input_id"))
		tape_put_input(tape, ":input_id");
	if (object_id != 0 && tape_has(tape, ":object_id"))
		tape_put_id(tape, ":object_id", object_id);
	for (size_t i = 0; i < fact->nvalues; i++) {
		const struct fact_value *value = &fact->values[i];

		snprintf(name, sizeof(name), ":%s", value->column);
		switch (value->type) {
		case FACT_INTEGER:
			tape_int(tape, name, value->integer);
			break;
		case FACT_TEXT:
			put_words(tape, name,
			    (struct str){ value->bytes, value->len });
			break;
		case FACT_BLOB:
			tape_blob(tape, name, value->bytes, value->len);
			break;
		}
	}
	return tape_row_end(tape);
}

void
put_facts(struct tape *tape, const struct fact *facts)
{
	tape_id object_id = 0;

	for (const struct fact *fact = facts; fact != NULL; fact = fact->next) {
		tape_id id = put_fact(tape, object_id, fact);

		if (strcmp(fact->table, "object") == 0)
			object_id = id;
	}
}
