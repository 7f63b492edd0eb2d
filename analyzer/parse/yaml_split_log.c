/* Logs between documents: kubectl cluster-info dump writes all to one file. */
#include <string.h>

#include "parse/yaml_split_state.h"

bool
split_log_begin(struct yaml_split *split, struct str line)
{
	if (!place_begins(line, &split->place))
		return false;
	split_skip_line(split);
	split_begin_piece(split, YAML_PIECE_LOG, SPLIT_LOG);
	return true;
}

const struct place *
yaml_split_place(const struct yaml_split *split)
{
	return &split->place;
}

/* Whether the line that begins here is the log's; if not, it has ended. */
static bool
takes_line(struct yaml_split *split)
{
	struct split_head head = split_head(split);
	struct place next;

	if (head.column > 0 || !str_starts(head.text, "==== "))
		return true;
	if (place_ends(head.text))
		split_skip_line(split);
	else if (!place_begins(head.text, &next))
		return true;
	split_end_piece(split, YAML_PIECE_WHOLE, SPLIT_BETWEEN);
	return false;
}

size_t
split_log_read(struct yaml_split *split, unsigned char *bytes, size_t size)
{
	size_t filled = 0;

	while (filled < size) {
		if (split_ahead(split, 1) == 0) {
			split_end_piece(split, YAML_PIECE_CUT, SPLIT_BETWEEN);
			break;
		}
		if (split->line_start && !takes_line(split))
			break;

		const unsigned char *from = split->buffer + split->at;
		size_t n = split->len - split->at;

		if (n > size - filled)
			n = size - filled;

		const unsigned char *newline = memchr(from, '\n', n);

		if (newline != NULL)
			n = (size_t)(newline - from) + 1;
		memcpy(bytes + filled, from, n);
		filled += n;
		split->at += n;
		split->line_start = newline != NULL;
		split->line += newline != NULL;
	}
	return filled;
}
