#include "store/insert.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/fatal.h"

#define FOLDER "insert/"
#define SUFFIX ".sql"

static void
prepare(struct insert *insert, struct db *db, const char *path)
{
	int nparams;

	insert->name = path + strlen(FOLDER);
	insert->name_len = strlen(insert->name) - strlen(SUFFIX);
	insert->stmt = db_stmt(db, path);
	nparams = stmt_params(insert->stmt);
	if (nparams > INSERT_MAX_PARAMS)
		fatal("%s: more parameters than are kept", path);
	insert->nparams = (uint8_t)nparams;
	/* SQLite may prepare a statement anew, and its names with it. */
	for (int i = 0; i < nparams; i++) {
		insert->params[i] = strdup(stmt_param(insert->stmt, i + 1));
		if (insert->params[i] == NULL)
			fatal("out of memory");
	}
}

struct inserts *
inserts_open(struct db *db)
{
	struct inserts *inserts = calloc(1, sizeof(*inserts));

	if (inserts == NULL)
		fatal("out of memory");
	for (const struct embedded *file = embedded_data; file->path != NULL;
	     file++) {
		if (strncmp(file->path, FOLDER, strlen(FOLDER)) != 0)
			continue;
		if (inserts->n == INSERT_MAX)
			fatal("%s: more statements than are kept", file->path);
		inserts->all[inserts->n].number = (uint8_t)inserts->n;
		prepare(&inserts->all[inserts->n++], db, file->path);
	}
	return inserts;
}

void
inserts_close(struct inserts *inserts)
{
	for (size_t i = 0; i < inserts->n; i++) {
		for (size_t k = 0; k < inserts->all[i].nparams; k++)
			free(inserts->all[i].params[k]);
	}
	free(inserts);
}

const struct insert *
insert_find(const struct inserts *inserts, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < inserts->n; i++) {
		const struct insert *insert = &inserts->all[i];

		if (insert->name_len == len &&
		    memcmp(insert->name, name, len) == 0)
			return insert;
	}
	fatal("schema/insert/%s.sql is not part of this program", name);
}

int
insert_param(const struct insert *insert, const char *param, int *last)
{
	int n = insert->nparams;

	for (int i = 0; i < n; i++) {
		int nth = (*last + i) % n;

		if (strcmp(insert->params[nth], param) == 0)
			return *last = nth + 1;
	}
	return 0;
}
