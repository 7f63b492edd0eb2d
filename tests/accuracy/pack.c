#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "accuracy/bundle.h"
#include "base/fatal.h"

/* What libarchive writes is copied into a sheet. */
static la_ssize_t catch (
    struct archive *archive, void *data, const void *bytes, size_t n)
{
	(void)archive;
	sheet_put(data, bytes, n);
	return (la_ssize_t)n;
}

static void
must(struct archive *archive, int status)
{
	if (status < ARCHIVE_WARN)
		fatal("libarchive: %s", archive_error_string(archive));
}

static struct archive *
open_archive(struct sheet *sheet, enum packing packing, bool is_raw)
{
	struct archive *archive = archive_write_new();

	if (is_raw)
		must(archive, archive_write_set_format_raw(archive));
	else if (packing == PACKING_ZIP)
		must(archive, archive_write_set_format_zip(archive));
	else
		must(archive, archive_write_set_format_pax_restricted(archive));
	if (packing != PACKING_ZIP) {
		must(archive, archive_write_add_filter_gzip(archive));
		must(archive,
		    archive_write_set_options(archive, "gzip:!timestamp"));
	}
	archive_write_set_bytes_in_last_block(archive, 1);
	must(archive, archive_write_open(archive, sheet, NULL, catch, NULL));
	return archive;
}

static void
add(struct archive *archive, const struct file *file)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, file->path);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)file->len);
	archive_entry_set_mtime(entry, (time_t)(file->time_us / SECOND), 0);
	must(archive, archive_write_header(archive, entry));
	if (archive_write_data(archive, file->text, file->len) !=
	    (la_ssize_t)file->len)
		fatal("libarchive: %s", archive_error_string(archive));
	archive_entry_free(entry);
}

static void
close_archive(struct archive *archive)
{
	must(archive, archive_write_close(archive));
	archive_write_free(archive);
}

/* Replaces the files from one of them on with an archive of them. */
static void
pack_from(
    struct bundle *bundle, size_t first, enum packing packing, const char *name)
{
	struct sheet sheet = { .arena = bundle->arena };
	struct archive *archive = open_archive(&sheet, packing, false);

	for (size_t i = first; i < bundle->nfiles; i++)
		add(archive, &bundle->files[i]);
	close_archive(archive);
	bundle->nfiles = first;
	bundle_put_file(bundle, name, &sheet, bundle->cluster->now_us);
	bundle->files[first].is_gzip = false;
}

static void
compress_files(struct bundle *bundle)
{
	for (size_t i = 0; i < bundle->nfiles; i++) {
		struct file *file = &bundle->files[i];
		struct sheet sheet = { .arena = bundle->arena };

		if (!file->is_gzip)
			continue;
		struct archive *archive =
		    open_archive(&sheet, PACKING_TGZ, true);

		add(archive, file);
		close_archive(archive);
		file->text = sheet.text;
		file->len = sheet.len;
	}
}

static void
make_folders(const char *path)
{
	char folder[4096];

	for (const char *at = strchr(path + 1, '/'); at != NULL;
	     at = strchr(at + 1, '/')) {
		size_t len = (size_t)(at - path);

		if (len >= sizeof(folder))
			fatal("%s is too long", path);
		memcpy(folder, path, len);
		folder[len] = '\0';
		if (mkdir(folder, 0777) != 0 && errno != EEXIST)
			fatal("cannot make %s", folder);
	}
}

static void
write_file(struct bundle *bundle, const char *folder, const struct file *file)
{
	const char *path =
	    arena_printf(bundle->arena, "%s/%s", folder, file->path);
	struct timespec times[2] = { { file->time_us / SECOND, 0 },
		{ file->time_us / SECOND, 0 } };

	make_folders(path);
	FILE *stream = fopen(path, "wb");

	if (stream == NULL ||
	    fwrite(file->text, 1, file->len, stream) != file->len ||
	    fclose(stream) != 0)
		fatal("cannot write %s", path);
	utimensat(AT_FDCWD, path, times, 0);
}

void
bundle_write(struct bundle *bundle, const char *folder)
{
	compress_files(bundle);
	if (bundle->packing == PACKING_TGZ)
		pack_from(bundle, 0, PACKING_TGZ, "bundle.tar.gz");
	else if (bundle->packing == PACKING_ZIP)
		pack_from(bundle, 0, PACKING_ZIP, "bundle.zip");
	else if (bundle->packing == PACKING_NESTED) {
		pack_from(bundle, bundle->nfiles / 2, PACKING_TGZ,
		    "attachments/rest.tgz");
		pack_from(bundle, 0, PACKING_ZIP, "bundle.zip");
	}
	for (size_t i = 0; i < bundle->nfiles; i++)
		write_file(bundle, folder, &bundle->files[i]);
}
