#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>

#define TEXT_MAX_BYTES 1024

void
diag_at(const struct diag *diag, const char *path, uint64_t line,
    const char *format, ...)
{
	char text[TEXT_MAX_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	diag->sink(diag->context, path, line, text);
}
