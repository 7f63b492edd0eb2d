#include "archives.h"

#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <stdbool.h>

static void
set_packing(struct archive *archive, enum packing packing)
{
	int status = ARCHIVE_OK;

	switch (packing) {
	case PACK_TAR:
	case PACK_TAR_BZ2:
	case PACK_TAR_XZ:
	case PACK_TAR_ZSTD:
		status = archive_write_set_format_pax_restricted(archive);
		break;
	case PACK_GNU_TAR:
		status = archive_write_set_format_gnutar(archive);
		break;
	case PACK_ZIP:
	case PACK_ZIP_STORED:
		status = archive_write_set_format_zip(archive);
		archive_write_set_format_option(archive, "zip", "compression",
		    packing == PACK_ZIP ? "deflate" : "store");
		break;
	case PACK_7Z:
		status = archive_write_set_format_7zip(archive);
		break;
	case PACK_CPIO:
		status = archive_write_set_format_cpio_newc(archive);
		break;
	case PACK_BZ2:
	case PACK_XZ:
	case PACK_ZSTD:
		status = archive_write_set_format_raw(archive);
		break;
	}
	cr_assert_eq(status, ARCHIVE_OK);
	if (packing == PACK_TAR_BZ2 || packing == PACK_BZ2)
		status = archive_write_add_filter_bzip2(archive);
	else if (packing == PACK_TAR_XZ || packing == PACK_XZ)
		status = archive_write_add_filter_xz(archive);
	else if (packing == PACK_TAR_ZSTD || packing == PACK_ZSTD)
		status = archive_write_add_filter_zstd(archive);
	cr_assert_eq(status, ARCHIVE_OK);
}

static void
add_member(struct archive *archive, const struct member *member)
{
	static const __LA_MODE_T types[] = { AE_IFREG, AE_IFDIR, AE_IFLNK,
		AE_IFREG, AE_IFIFO };
	struct archive_entry *entry = archive_entry_new();
	bool is_file = member->type == MEMBER_FILE;

	archive_entry_set_pathname(entry, member->name);
	archive_entry_set_filetype(entry, types[member->type]);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, is_file ? (la_int64_t)member->len : 0);
	if (member->type == MEMBER_SYMLINK)
		archive_entry_set_symlink(entry, member->bytes);
	if (member->type == MEMBER_HARDLINK)
		archive_entry_set_hardlink(entry, member->bytes);
	if (member->mtime_s != 0)
		archive_entry_set_mtime(entry, member->mtime_s, 0);
	cr_assert_geq(archive_write_header(archive, entry), ARCHIVE_WARN, "%s",
	    archive_error_string(archive));
	if (is_file)
		cr_assert_eq(
		    archive_write_data(archive, member->bytes, member->len),
		    (la_ssize_t)member->len);
	archive_entry_free(entry);
}

static size_t
make(unsigned char *out, enum packing packing, bool encrypted,
    const struct member *members, size_t nmembers)
{
	struct archive *archive = archive_write_new();
	size_t len = 0;

	set_packing(archive, packing);
	if (encrypted) {
		archive_write_set_passphrase(archive, "secret");
		cr_assert_eq(archive_write_set_options(
				 archive, "zip:encryption=traditional"),
		    ARCHIVE_OK);
	}
	archive_write_set_bytes_per_block(archive, 0);
	cr_assert_eq(
	    archive_write_open_memory(archive, out, ARCHIVE_MAX_BYTES, &len),
	    ARCHIVE_OK);
	for (size_t i = 0; i < nmembers; i++)
		add_member(archive, &members[i]);
	cr_assert_eq(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return len;
}

size_t
archive_make(unsigned char *out, enum packing packing,
    const struct member *members, size_t nmembers)
{
	return make(out, packing, false, members, nmembers);
}

size_t
archive_make_encrypted(
    unsigned char *out, const struct member *members, size_t nmembers)
{
	return make(out, PACK_ZIP, true, members, nmembers);
}

size_t
archive_gzip(unsigned char *out, const void *bytes, size_t len)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t nout = 0;

	archive_write_set_format_raw(archive);
	archive_write_add_filter_gzip(archive);
	archive_write_set_bytes_per_block(archive, 0);
	archive_write_open_memory(archive, out, ARCHIVE_MAX_BYTES, &nout);
	archive_entry_set_filetype(entry, AE_IFREG);
	cr_assert_eq(archive_write_header(archive, entry), ARCHIVE_OK);
	cr_assert_eq(archive_write_data(archive, bytes, len), (la_ssize_t)len);
	archive_entry_free(entry);
	cr_assert_eq(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return nout;
}
