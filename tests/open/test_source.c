#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "../scratch.h"
#include "../told.h"
#include "open/source.h"
#include "open/source_impl.h"

#define SHA_ABC \
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA_NOTHING \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

#define BIG_BYTES (SOURCE_PEEK_BYTES * 5 + 17)

static unsigned char big[BIG_BYTES];

static void
fill_big(void)
{
	for (size_t i = 0; i < BIG_BYTES; i++)
		big[i] = (unsigned char)(i * 31 + i / 251);
}

/* How a source is read: never, peeked at, in part, to its end. */
static const struct {
	const char *name;
	size_t peeks;
	size_t reads;
	size_t size;
} ways[] = {
	{ "untouched", 0, 0, 1 },
	{ "peeked at", 1, 0, 1 },
	{ "peeked at twice", 2, 0, 1 },
	{ "read by one", 0, 100, 1 },
	{ "peeked at, read by 1000", 1, 3, 1000 },
	{ "peeked at, read beyond what was peeked at", 1, 4, 50000 },
	{ "read to the end", 1, 1000, 4096 },
};

Test(source, has_the_digest_of_all_its_bytes_however_it_was_read)
{
	struct told told;
	char expected[DIGEST_HEX_BYTES];
	struct digest *digest = digest_new();

	fill_big();
	digest_add(digest, big, BIG_BYTES);
	digest_end(digest, expected);
	digest_free(digest);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct source *source =
		    source_from_bytes("big", big, BIG_BYTES, told_begin(&told));
		const unsigned char *bytes;
		unsigned char buffer[50000];
		char hex[DIGEST_HEX_BYTES];

		for (size_t n = 0; n < ways[i].peeks; n++)
			cr_expect_eq(source_peek(source, &bytes),
			    SOURCE_PEEK_BYTES, "%s", ways[i].name);
		for (size_t n = 0; n < ways[i].reads; n++)
			(void)source_read(source, buffer, ways[i].size);
		source_digest(source, hex);
		cr_expect_str_eq(hex, expected, "%s", ways[i].name);
		cr_expect_eq(
		    source_bytes(source), BIG_BYTES, "%s", ways[i].name);
		source_digest(source, hex);
		cr_expect_str_eq(hex, expected, "%s, again", ways[i].name);
		cr_expect_eq(told.n, 0, "%s", ways[i].name);
		source_close(source);
	}
}

Test(source, hands_out_what_was_peeked_at_and_then_the_rest)
{
	struct told told;
	static unsigned char copy[BIG_BYTES];
	struct source *source;
	const unsigned char *bytes;
	size_t at = 0;

	fill_big();
	source = source_from_bytes("big", big, BIG_BYTES, told_begin(&told));
	while (at < BIG_BYTES) {
		size_t ahead = source_peek(source, &bytes);
		size_t left = BIG_BYTES - at;

		cr_assert_eq(
		    ahead, left < SOURCE_PEEK_BYTES ? left : SOURCE_PEEK_BYTES);
		cr_assert_eq(memcmp(bytes, big + at, ahead), 0, "at %zu", at);

		size_t n = source_read(source, copy + at, at % 7000 + 1);

		cr_assert_gt(n, 0);
		at += n;
		cr_assert_eq(source_bytes(source), at);
	}
	cr_expect_eq(memcmp(copy, big, BIG_BYTES), 0);
	cr_expect_eq(source_peek(source, &bytes), 0);
	cr_expect_eq(source_read(source, copy, 1), 0);
	cr_expect_not(source_damaged(source));
	source_close(source);
}

Test(source, reads_a_file_and_a_pipe)
{
	struct told told;
	char hex[DIGEST_HEX_BYTES];
	struct source *source;
	int ends[2];
	int64_t mtime_us = -42;

	scratch_enter();
	scratch_write("f", "abc", 3);
	source = source_open("f", told_begin(&told));
	cr_assert_not_null(source);
	cr_expect_str_eq(source_path(source), "f");
	cr_expect_not(source_mtime(source, &mtime_us));
	cr_expect_eq(mtime_us, -42);
	source_digest(source, hex);
	cr_expect_str_eq(hex, SHA_ABC);
	source_close(source);

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(write(ends[1], "abc", 3), 3);
	close(ends[1]);
	source = source_open_fd(ends[0], "-", &told.diag);
	source_digest(source, hex);
	cr_expect_str_eq(hex, SHA_ABC);
	source_close(source);
	cr_expect_eq(close(ends[0]), 0, "the fd was closed");
	cr_expect_eq(told.n, 0);
	scratch_leave();
}

Test(source, begins_where_the_fd_stands)
{
	struct told told;
	char hex[DIGEST_HEX_BYTES];
	char buffer[3];
	int fd;

	scratch_enter();
	scratch_write("f", "leftabc", 7);
	fd = open("f", O_RDONLY);
	cr_assert_eq(lseek(fd, 4, SEEK_SET), 4);

	struct source *source = source_open_fd(fd, "-", told_begin(&told));
	uint64_t size = 0;

	cr_expect(source_size(source, &size));
	cr_expect_eq(size, 3);
	cr_expect(source_seek(source, 1));
	cr_expect_eq(source_read(source, buffer, 3), 2);
	cr_expect_eq(buffer[0], 'b');
	source_digest(source, hex);
	cr_expect_str_eq(hex, SHA_ABC);
	source_close(source);
	close(fd);
	scratch_leave();
}

Test(source, has_the_whole_digest_after_jumping_about)
{
	struct told told;
	struct source *source =
	    source_from_bytes("f", "abc", 3, told_begin(&told));
	const unsigned char *bytes;
	char hex[DIGEST_HEX_BYTES];
	char buffer[3];

	(void)source_peek(source, &bytes);
	(void)source_read(source, buffer, 1);
	cr_expect(source_seek(source, 2));
	cr_expect_eq(source_peek(source, &bytes), 1);
	cr_expect_eq(source_read(source, buffer, 3), 1);
	cr_expect_eq(buffer[0], 'c');
	cr_expect_eq(source_read(source, buffer, 3), 0);
	cr_expect(source_seek(source, 3), "to the end");
	cr_expect(source_seek(source, 0));
	cr_expect_eq(source_read(source, buffer, 2), 2);
	cr_expect_not(source_seek(source, 4), "behind the end");
	source_digest(source, hex);
	cr_expect_str_eq(hex, SHA_ABC);
	cr_expect_eq(source_bytes(source), 3);
	source_close(source);
}

static void
make_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	memcpy(address.sun_path, path, strlen(path) + 1);
	cr_assert_eq(
	    bind(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	close(fd);
}

Test(source, says_why_it_does_not_open)
{
	static const struct {
		const char *path;
		const char *text;
	} cases[] = {
		{ "missing",
		    "cannot be opened: No such file or directory; not read" },
		{ "", "cannot be opened: No such file or directory; not read" },
		{ "f/x", "cannot be opened: Not a directory; not read" },
		{ "loop",
		    "cannot be opened: Too many levels of symbolic links; "
		    "not read" },
		{ "folder", "is a directory; not read" },
		{ "socket", "is a socket; not read" },
		{ "/dev/null", "is a device; not read" },
	};
	struct told told;

	scratch_enter();
	scratch_write("f", "abc", 3);
	cr_assert_eq(symlink("loop", "loop"), 0);
	cr_assert_eq(mkdir("folder", 0700), 0);
	make_socket("socket");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cr_expect_null(source_open(cases[i].path, told_begin(&told)),
		    "%s", cases[i].path);
		cr_expect_eq(told.n, 1, "%s", cases[i].path);
		cr_expect_str_eq(told.text, cases[i].text);
		cr_expect_str_eq(told.path, cases[i].path);
	}
	scratch_leave();
}

Test(source, ends_at_a_read_error_and_tells_once)
{
	struct told told;
	char buffer[8];
	char hex[DIGEST_HEX_BYTES];
	int fd = open("/", O_RDONLY);
	struct source *source = source_open_fd(fd, "-", told_begin(&told));

	cr_expect_eq(source_read(source, buffer, 8), 0);
	cr_expect_eq(source_read(source, buffer, 8), 0);
	source_digest(source, hex);
	cr_expect_str_eq(hex, SHA_NOTHING);
	cr_expect(source_damaged(source));
	cr_expect_eq(told.n, 1);
	cr_expect_str_eq(told.text,
	    "cannot be read on: Is a directory; what came before is kept");
	source_close(source);
	close(fd);
}

Test(source, cannot_jump_in_a_pipe)
{
	struct told told;
	int ends[2];
	uint64_t size = 42;

	cr_assert_eq(pipe(ends), 0);
	close(ends[1]);

	struct source *source = source_open_fd(ends[0], "-", told_begin(&told));

	cr_expect_not(source_size(source, &size));
	cr_expect_eq(size, 42);
	cr_expect_not(source_seek(source, 0));
	source_close(source);
	close(ends[0]);
	source_close(NULL);
}
