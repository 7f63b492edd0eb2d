#include "tar.h"

#include <stdio.h>
#include <string.h>

#include "moment.h"

#define BLOCK 512
/* Where the fields of a header begin; what is not set is zero. */
#define MODE_AT 100
#define SIZE_AT 124
#define CHECKSUM_AT 148
#define TYPE_AT 156
#define MAGIC_AT 257

static void
print_member(const char *name, const char *text)
{
	static const char zeros[BLOCK];
	char block[BLOCK] = { 0 };
	size_t size = strlen(text);
	unsigned sum = 0;

	snprintf(block, MODE_AT, "%s", name);
	snprintf(block + MODE_AT, 8, "0000644");
	snprintf(block + SIZE_AT, 12, "%011o", (unsigned)size & 07777777);
	memset(block + CHECKSUM_AT, ' ', 8);
	block[TYPE_AT] = '0';
	memcpy(block + MAGIC_AT, "ustar\00000", 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)block[i];
	snprintf(block + CHECKSUM_AT, 8, "%06o", sum);
	fwrite(block, 1, BLOCK, stdout);
	fputs(text, stdout);
	fwrite(zeros, 1, (BLOCK - size % BLOCK) % BLOCK, stdout);
}

void
tar_note(unsigned i)
{
	char name[64], text[64];

	snprintf(
	    name, sizeof(name), "bundle/notes/%03u/%07u.txt", i / 10000, i);
	snprintf(text, sizeof(text), "note %u of the collector\n", i);
	print_member(name, text);
}

void
tar_certificate(unsigned i)
{
	char name[64], text[512], moment[32];

	moment_print(moment, MOMENT_KUBE, START_S + i);
	snprintf(name, sizeof(name), "bundle/certificates/%07u.yaml", i);
	snprintf(text, sizeof(text),
	    "apiVersion: cert-manager.io/v1\n"
	    "kind: Certificate\n"
	    "metadata:\n"
	    "  creationTimestamp: \"%s\"\n"
	    "  name: cert-%07u\n"
	    "  namespace: " TEAM_FORMAT "\n"
	    "spec:\n"
	    "  secretName: cert-%07u-tls\n",
	    moment, i, i % NTEAMS, i);
	print_member(name, text);
}

void
tar_end(void)
{
	static const char zeros[2 * BLOCK];

	fwrite(zeros, 1, sizeof(zeros), stdout);
}
