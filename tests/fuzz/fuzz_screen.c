/* Any bytes, on a screen of any width. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/screen.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = arena_new();
	size_t width = size == 0 ? 0 : bytes[0];
	char *text = screen_fit(arena, (const char *)bytes, size, width);

	if (screen_width(text, strlen(text)) > width)
		abort();
	for (const char *c = text; *c != '\0'; c++) {
		if ((*c >= 0 && *c < ' ') || *c == 0x7f)
			abort();
	}
	arena_free(arena);
	return 0;
}
