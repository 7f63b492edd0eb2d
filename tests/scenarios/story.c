#include "story.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "../scratch.h"

#define BLOCK_BYTES 65535
#define KEY_MARK "@private-key@"

char *
story_read(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	struct stat status;
	char *bytes;

	if (file == NULL)
		return NULL;
	cr_assert_eq(fstat(fileno(file), &status), 0);
	*len = (size_t)status.st_size;
	bytes = malloc(*len + 1);
	cr_assert_not_null(bytes);
	cr_assert_eq(fread(bytes, 1, *len, file), *len, "%s", path);
	bytes[*len] = '\0';
	fclose(file);
	return bytes;
}

static unsigned char *
put_le(unsigned char *out, uint32_t value, size_t nbytes)
{
	for (size_t i = 0; i < nbytes; i++)
		*out++ = (unsigned char)(value >> 8 * i);
	return out;
}

/*
 * Stored, not deflated: the bytes, and with them the sizes and digests that the
 * reports show, must not depend on the release of a library.
 */
static unsigned char *
gzip(const unsigned char *bytes, size_t len, size_t *packed_len)
{
	static const unsigned char header[10] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0,
		0, 3 };
	unsigned char *packed = malloc(len + len / BLOCK_BYTES * 5 + 64);
	unsigned char *out = packed;
	size_t at = 0;

	cr_assert_not_null(packed);
	memcpy(out, header, sizeof(header));
	out += sizeof(header);
	do {
		size_t n = len - at < BLOCK_BYTES ? len - at : BLOCK_BYTES;

		*out++ = at + n == len;
		out = put_le(out, (uint32_t)n, 2);
		out = put_le(out, ~(uint32_t)n, 2);
		memcpy(out, bytes + at, n);
		out += n;
		at += n;
	} while (at < len);
	out = put_le(
	    out, (uint32_t)crc32(crc32(0, NULL, 0), bytes, (uInt)len), 4);
	out = put_le(out, (uint32_t)len, 4);
	*packed_len = (size_t)(out - packed);
	return packed;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t len = strlen(text);

	return len >= strlen(end) && strcmp(text + len - strlen(end), end) == 0;
}

/* "folder/name", to be freed. */
static char *
join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = malloc(size);

	cr_assert_not_null(path);
	snprintf(path, size, "%s/%s", folder, name);
	return path;
}

/*
 * Puts a private key, in base64, wherever KEY_MARK stands: so none is ever
 * committed, not even one that opens nothing.  Takes bytes over.
 */
static unsigned char *
put_keys(unsigned char *bytes, size_t *len)
{
	static const char key[] = STORY_KEY;
	size_t nmark = strlen(KEY_MARK);
	const char *rest = (const char *)bytes;
	const char *mark = strstr(rest, KEY_MARK);
	char *text = NULL;
	size_t size = 0;

	if (mark == NULL)
		return bytes;

	FILE *out = open_memstream(&text, &size);

	cr_assert_not_null(out);
	for (; mark != NULL; mark = strstr(rest, KEY_MARK)) {
		fwrite(rest, 1, (size_t)(mark - rest), out);
		fputs(key, out);
		rest = mark + nmark;
	}
	fputs(rest, out);
	fclose(out);
	free(bytes);
	*len = size;
	return (unsigned char *)text;
}

/* Takes name over. */
static void
add_file(struct story *story, const char *path, char *name)
{
	struct member *file = &story->files[story->nfiles];
	unsigned char *bytes = (unsigned char *)story_read(path, &file->len);

	cr_assert_lt(story->nfiles++, STORY_MAX_FILES);
	cr_assert_not_null(bytes, "%s", path);
	if (ends_with(name, ".gz.plain") || ends_with(name, ".gz.cut")) {
		unsigned char *packed = gzip(bytes, file->len, &file->len);

		if (ends_with(name, ".cut"))
			file->len -= file->len / 4;
		free(bytes);
		bytes = packed;
		*strrchr(name, '.') = '\0';
	}
	*file = (struct member){ .name = name,
		.bytes = put_keys(bytes, &file->len),
		.len = file->len,
		.type = MEMBER_FILE };
}

/* Takes name over. */
static void
add_link(struct story *story, const char *path, char *name)
{
	struct member *file = &story->files[story->nfiles];
	char target[512];
	ssize_t len = readlink(path, target, sizeof(target) - 1);

	cr_assert_lt(story->nfiles++, STORY_MAX_FILES);
	cr_assert_geq(len, 0, "%s", path);
	target[len] = '\0';
	*file = (struct member){
		.name = name, .type = MEMBER_SYMLINK, .bytes = strdup(target)
	};
}

static void
add_folder(struct story *story, const char *top, const char *name)
{
	struct dirent **entries;
	char *folder = join(top, name);
	int n = scandir(folder, &entries, NULL, alphasort);

	cr_assert_geq(n, 0, "%s", folder);
	for (int i = 0; i < n; i++) {
		char *below = join(name, entries[i]->d_name);
		char *path = join(top, below);
		struct stat status;

		cr_assert_eq(lstat(path, &status), 0, "%s", path);
		if (S_ISREG(status.st_mode)) {
			add_file(story, path, below);
		} else if (S_ISLNK(status.st_mode)) {
			add_link(story, path, below);
		} else {
			if (entries[i]->d_name[0] != '.')
				add_folder(story, top, below);
			free(below);
		}
		free(path);
		free(entries[i]);
	}
	free(entries);
	free(folder);
}

void
story_load(struct story *story, const char *top, const char *name)
{
	char folder[256];

	story->name = name;
	story->nfiles = 0;
	snprintf(folder, sizeof(folder), "fixtures/%s/dump", name);
	add_folder(story, top, folder);
	cr_assert_gt(story->nfiles, 0, "%s is empty", folder);
}

void
story_free(struct story *story)
{
	for (size_t i = 0; i < story->nfiles; i++) {
		free((char *)(uintptr_t)story->files[i].name);
		free((void *)(uintptr_t)story->files[i].bytes);
	}
	story->nfiles = 0;
}

void
story_write(const struct story *story)
{
	for (size_t i = 0; i < story->nfiles; i++) {
		const struct member *file = &story->files[i];
		char folder[1024];

		snprintf(folder, sizeof(folder), "%s", file->name);
		for (char *at = strchr(folder, '/'); at != NULL;
		     at = strchr(at + 1, '/')) {
			*at = '\0';
			(void)mkdir(folder, 0700);
			*at = '/';
		}
		if (file->type == MEMBER_SYMLINK)
			cr_assert_eq(symlink(file->bytes, file->name), 0);
		else
			scratch_write(file->name, file->bytes, file->len);
	}
}

void
story_pack(const struct story *story, const char *path)
{
	static unsigned char archive[ARCHIVE_MAX_BYTES];
	bool is_zip = ends_with(path, ".zip");
	size_t len = archive_make(
	    archive, is_zip ? PACK_ZIP : PACK_TAR, story->files, story->nfiles);

	if (is_zip) {
		scratch_write(path, archive, len);
		return;
	}

	unsigned char *packed = gzip(archive, len, &len);

	scratch_write(path, packed, len);
	free(packed);
}
