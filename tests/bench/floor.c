/*
 * The least that reading a .gz can take: zlib's inflate() with its CRC, and
 * nothing done with what comes out.  Prints how many bytes that is.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define BUFFER_BYTES 262144
#define GZIP_WINDOW 31 /* zlib's number for gzip with a window of 32 KiB */

static unsigned char in[BUFFER_BYTES], out[BUFFER_BYTES];

/* Inflates what is in z; returns false if it is damaged. */
static int
inflate_block(z_stream *z, unsigned long *total)
{
	do {
		z->next_out = out;
		z->avail_out = BUFFER_BYTES;

		int status = inflate(z, Z_NO_FLUSH);

		*total += BUFFER_BYTES - z->avail_out;
		if (status == Z_STREAM_END)
			inflateReset(z);
		else if (status != Z_OK && status != Z_BUF_ERROR)
			return 0;
	} while (z->avail_out == 0 || z->avail_in > 0);
	return 1;
}

int
main(int argc, char **argv)
{
	z_stream z;
	unsigned long total = 0;
	ssize_t n;
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;

	memset(&z, 0, sizeof(z));
	if (fd < 0 || inflateInit2(&z, GZIP_WINDOW) != Z_OK)
		return 2;
	while ((n = read(fd, in, sizeof(in))) > 0) {
		z.next_in = in;
		z.avail_in = (unsigned)n;
		if (!inflate_block(&z, &total))
			return 1;
	}
	printf("%lu\n", total);
	inflateEnd(&z);
	close(fd);
	return 0;
}
