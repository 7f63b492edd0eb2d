#include "told.h"

#include <stdio.h>

static void
remember(void *context, const char *path, uint64_t line, const char *text)
{
	struct told *told = context;

	told->n++;
	told->line = line;
	snprintf(told->path, sizeof(told->path), "%s", path);
	snprintf(told->text, sizeof(told->text), "%s", text);
}

const struct diag *
told_begin(struct told *told)
{
	*told = (struct told){ 0 };
	told->diag = (struct diag){ remember, told };
	return &told->diag;
}
