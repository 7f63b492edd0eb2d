#include <criterion/criterion.h>
#include <stdlib.h>

#include "report/json.h"

#define TEXT(literal) literal, sizeof(literal) - 1

static const struct {
	const char *text;
	size_t len;
	const char *json;
} strings[] = {
	{ TEXT(""), "\"\"" },
	{ NULL, 0, "\"\"" },
	{ TEXT("apic/gateway"), "\"apic/gateway\"" },
	{ TEXT("\"\\"), "\"\\\"\\\\\"" },
	{ TEXT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"" },
	{ TEXT("\0\x01\x1f"), "\"\\u0000\\u0001\\u001f\"" },
	{ TEXT("\x7f\xc2\x80\xc2\x9f"), "\"\\u007f\\u0080\\u009f\"" },
	{ TEXT("\xe2\x80\xa8\xe2\x80\xa9"), "\"\\u2028\\u2029\"" },
	{ TEXT("\xe2\x80\xae"), "\"\\u202e\"" },
	{ TEXT("\xf3\xa0\x81\x81"), "\"\\udb40\\udc41\"" },
	{ TEXT("caf\xc3\xa9 \xe8\xa8\xbc \xf0\x9f\x94\x92"),
	    "\"caf\xc3\xa9 \xe8\xa8\xbc \xf0\x9f\x94\x92\"" },
	{ TEXT("a\xffz"), "\"a\xef\xbf\xbdz\"" },
	{ TEXT("\xc3\""), "\"\xef\xbf\xbd\\\"\"" },
	{ TEXT("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
};

Test(json, prints_any_bytes_as_a_string)
{
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
		char *got = NULL;
		size_t len = 0;
		FILE *out = open_memstream(&got, &len);

		json_string(out, strings[i].text, strings[i].len);
		fclose(out);
		cr_expect_str_eq(
		    got, strings[i].json, "case %zu gave %s", i, got);
		free(got);
	}
}
