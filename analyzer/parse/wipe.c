#include "parse/wipe.h"

#include <string.h>

void
wipe(void *memory, size_t len)
{
	/* Through a volatile pointer, so that the call cannot be known. */
	static void *(*const volatile set)(void *, int, size_t) = memset;

	if (len > 0)
		set(memory, 0, len);
}
