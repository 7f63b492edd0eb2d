#include <criterion/criterion.h>
#include <string.h>

#include "open/digest.h"

static const struct {
	const char *text;
	const char *hex;
} known[] = {
	/* FIPS 180-4 and the examples that go with it. */
	{ "",
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855" },
	{ "abc",
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1" },
};

Test(digest, is_sha_256_however_the_bytes_come)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t len = strlen(known[i].text);

		for (size_t step = 1; step <= len + 1; step++) {
			struct digest *digest = digest_new();
			char hex[DIGEST_HEX_BYTES];

			for (size_t at = 0; at < len; at += step) {
				size_t n = len - at < step ? len - at : step;

				digest_add(digest, known[i].text + at, n);
			}
			digest_end(digest, hex);
			cr_expect_str_eq(hex, known[i].hex, "\"%s\" by %zu",
			    known[i].text, step);
			digest_free(digest);
		}
	}
}

Test(digest, frees_nothing_without_complaint)
{
	digest_free(NULL);
}
