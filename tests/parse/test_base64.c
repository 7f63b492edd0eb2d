#include <criterion/criterion.h>
#include <string.h>

#include "parse/base64.h"

#define UNTOUCHED ((size_t)4242)

static const struct {
	const char *text;
	const char *bytes;
} accepted[] = {
	{ "", "" },
	{ "Zg==", "f" },
	{ "Zm8=", "fo" },
	{ "Zm9v", "foo" },
	{ "Zm9vYg==", "foob" },
	{ "Zm9vYmE=", "fooba" },
	{ "Zm9vYmFy", "foobar" },
	{ "+/+/", "\xfb\xff\xbf" },
	/* Without the padding, as JSON tokens and careless hands write it. */
	{ "Zg", "f" },
	{ "Zm8", "fo" },
	/* Folded, as block scalars and PEM have it. */
	{ "Zm9v\nYmFy\n", "foobar" },
	{ " Zm9v\r\n\tYg=\n= ", "foob" },
};

static const char *const rejected[] = {
	"Z",
	"Zm9vY", /* one digit too many */
	"Zg=",
	"Zm8==",
	"Zm9v=",
	"====",
	"=", /* wrong padding */
	"Zg==Zg==",
	"Zg=a", /* something after the padding */
	"Zh==",
	"Zm9=", /* bits that nobody reads */
	"Zm9-",
	"Zm9_", /* the alphabet for file names */
	"Zm9v!",
	"***HIDDEN***",
	"-----BEGIN CERTIFICATE-----",
};

Test(base64, decodes_what_rfc_4648_encodes)
{
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		struct str text = str_from(accepted[i].text);
		unsigned char bytes[64];
		size_t len = UNTOUCHED;

		cr_assert(BASE64_MAX_BYTES(text.len) <= sizeof(bytes));
		cr_expect(base64_decode(text, bytes, &len),
		    "\"%s\" was rejected", accepted[i].text);
		cr_expect(len == strlen(accepted[i].bytes) &&
			memcmp(bytes, accepted[i].bytes, len) == 0,
		    "\"%s\" gave %zu other bytes", accepted[i].text, len);
	}
}

Test(base64, rejects_everything_else_and_keeps_the_length)
{
	for (size_t i = 0; i < sizeof(rejected) / sizeof(rejected[0]); i++) {
		unsigned char bytes[64];
		size_t len = UNTOUCHED;

		cr_expect_not(base64_decode(str_from(rejected[i]), bytes, &len),
		    "\"%s\" was accepted", rejected[i]);
		cr_expect_eq(
		    len, UNTOUCHED, "\"%s\" wrote a length", rejected[i]);
	}
}
