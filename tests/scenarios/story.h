/*
 * The dumps of fixtures/, as a customer would have sent them.
 */
#ifndef TESTS_SCENARIOS_STORY_H
#define TESTS_SCENARIOS_STORY_H

#include <stddef.h>

#include "../open/archives.h"

#define STORY_MAX_FILES 128

/* What "@private-key@" in a file stands for: a PEM block of no meaning. */
#define STORY_KEY \
	"LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCmJtOGdhMlY1SUc5bUlH" \
	"RnVlV0p2Wkhrc0lIZHlhWFIwWlc0Z1ptOXlJR0VnZEdWemRDQnZibXg1Ci0t" \
	"LS0tRU5EIEVDIFBSSVZBVEUgS0VZLS0tLS0K"

struct story {
	const char *name;
	struct member files[STORY_MAX_FILES]; /* in the order of their names */
	size_t nfiles;
};

/*
 * Loads fixtures/NAME/dump of the folder top.  A file kept as X.gz.plain is
 * packed into X.gz; one kept as X.gz.cut is packed so and then loses its last
 * quarter.  Links are kept, and "@private-key@" becomes STORY_KEY.  The names begin with "fixtures/".
 */
void story_load(struct story *story, const char *top, const char *name);

void story_free(struct story *story);

/* Writes the files below the current folder. */
void story_write(const struct story *story);

/* Writes them as the archive at path: tar.gz, or zip if it ends so. */
void story_pack(const struct story *story, const char *path);

/* The whole file, with a NUL behind it; NULL if there is none. */
char *story_read(const char *path, size_t *len);

#endif
