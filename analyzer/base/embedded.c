#include "base/embedded.h"

#include <string.h>

#include "base/fatal.h"

const struct embedded *
embedded_find(const char *path)
{
	for (size_t i = 0; embedded_data[i].path != NULL; i++) {
		if (strcmp(embedded_data[i].path, path) == 0)
			return &embedded_data[i];
	}
	fatal("schema/%s is not part of this program", path);
}
