#include "base/embedded.h"

#include <string.h>

#include "base/fatal.h"

const char *
embedded_text(const char *path)
{
	for (size_t i = 0; embedded_data[i].path != NULL; i++) {
		if (strcmp(embedded_data[i].path, path) == 0)
			return embedded_data[i].text;
	}
	fatal("schema/%s is not part of this program", path);
}
