/*
 * What an archive says about a member.
 */
#ifndef OPEN_CONTAINER_ENTRY_H
#define OPEN_CONTAINER_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

struct archive_entry;

/*
 * The path to show, to be freed: outer, "!" and the name without a leading
 * "./"; "?" stands for a name that cannot be read.
 */
char *entry_path(const char *outer, struct archive_entry *entry);

/*
 * True if the entry is a symbolic or hard link without bytes.  A cpio keeps the
 * bytes of a file with the last of its names.
 */
bool entry_is_link(struct archive_entry *entry);

/*
 * What the link leads to, to be freed: a path as entry_path() gives it, or its
 * own words where it leads out of the archive.
 */
char *entry_leads(const char *outer, struct archive_entry *entry);

/* The time of the entry; false, leaving *us untouched, if it has none. */
bool entry_mtime(struct archive_entry *entry, int64_t *us);

#endif
