/*
 * The least that reading YAML or JSON with libyaml can take: its events, one
 * after the other, and nothing done with them.  Prints how many there are.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

#define BUFFER_BYTES 262144

struct input {
	int fd;
	size_t at;
	size_t len;
	unsigned char bytes[BUFFER_BYTES];
};

/* libyaml asks for less at a time than is read here. */
static int
read_some(void *data, unsigned char *buffer, size_t size, size_t *nread)
{
	struct input *input = data;

	if (input->at == input->len) {
		ssize_t n = read(input->fd, input->bytes, BUFFER_BYTES);

		if (n < 0)
			return 0;
		input->at = 0;
		input->len = (size_t)n;
	}
	*nread = input->len - input->at;
	if (*nread > size)
		*nread = size;
	memcpy(buffer, input->bytes + input->at, *nread);
	input->at += *nread;
	return 1;
}

/* Returns how many events there are, or 0 if the document is damaged. */
static unsigned long
count_events(struct input *input)
{
	yaml_parser_t parser;
	unsigned long n = 0;
	int is_end = 0;

	if (!yaml_parser_initialize(&parser))
		return 0;
	yaml_parser_set_input(&parser, read_some, input);
	while (!is_end) {
		yaml_event_t event;

		if (!yaml_parser_parse(&parser, &event)) {
			n = 0;
			break;
		}
		n++;
		is_end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return n;
}

int
main(int argc, char **argv)
{
	static struct input input;
	unsigned long n;

	input.fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	if (input.fd < 0)
		return 2;
	n = count_events(&input);
	printf("%lu\n", n);
	close(input.fd);
	return n == 0;
}
