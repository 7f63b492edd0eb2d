#include "report/json.h"

#include <stdint.h>
#include <string.h>

#include "report/rune.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

static void
escape(FILE *out, uint32_t rune)
{
	static const char letters[] = "b\bf\fn\nr\rt\t\"\"\\\\";

	if ((rune & RUNE_BAD) != 0) {
		fputs(REPLACEMENT, out);
		return;
	}
	for (size_t i = 0; letters[i] != '\0'; i += 2) {
		if (rune == (unsigned char)letters[i + 1]) {
			fprintf(out, "\\%c", letters[i]);
			return;
		}
	}
	if (rune > 0xffff) {
		fprintf(out, "\\u%04x",
		    (unsigned)(0xd800 + ((rune - 0x10000) >> 10)));
		rune = 0xdc00 + (rune & 0x3ff);
	}
	fprintf(out, "\\u%04x", (unsigned)rune);
}

void
json_string(FILE *out, const char *text, size_t len)
{
	putc('"', out);
	for (size_t i = 0; i < len;) {
		uint32_t rune;
		size_t n = rune_read(text + i, len - i, &rune);

		if (rune == '"' || rune == '\\' || !rune_is_shown(rune))
			escape(out, rune);
		else
			fwrite(text + i, 1, n, out);
		i += n;
	}
	putc('"', out);
}
