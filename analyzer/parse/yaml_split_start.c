/* The search for the next piece: documents, and text that is none. */
#include <string.h>

#include "parse/wipe.h"
#include "parse/yaml_split_state.h"

#define DRAIN_BYTES ((size_t)4096)

/* What commands print where an object should be; harmless to show. */
static const char *const answers[] = { "Error from server",
	"error: ", "No resources found", "Unable to connect",
	"Warning: ", "Now using project" };

static void
note_stray(struct yaml_split *split, struct str text)
{
	if (split->nstray++ > 0)
		return;
	split->stray_line = split->line;
	split->stray_text[0] = '\0';
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (!str_starts(text, answers[i]))
			continue;
		if (text.len >= sizeof(split->stray_text))
			text.len = sizeof(split->stray_text) - 1;
		memcpy(split->stray_text, text.ptr, text.len);
		split->stray_text[text.len] = '\0';
		return;
	}
}

static void
tell_stray(struct yaml_split *split)
{
	if (split->nstray == 0)
		return;
	split->errors++;
	diag_at(split->diag, source_path(split->source), split->stray_line,
	    "not YAML%s%s; %llu line%s skipped",
	    split->stray_text[0] == '\0' ? "" : ": ", split->stray_text,
	    (unsigned long long)split->nstray, split->nstray == 1 ? "" : "s");
	split->nstray = 0;
}

static void
begin_block(struct yaml_split *split, const struct split_head *head)
{
	split->base = head->column;
	split->bare = head->text.ptr[0] == '-';
	split->has_api_version = false;
	split->first_key[0] = '\0';
	split->item_column = head->column;
	split_begin_piece(split,
	    split->bare ? YAML_PIECE_BARE : YAML_PIECE_ROOT,
	    split->bare ? SPLIT_BLOCK_ITEM : SPLIT_BLOCK_ROOT);
	split->line_start = !split->bare;
}

/* Looks at what comes next for the start of a document. */
static void
find_document(struct yaml_split *split)
{
	struct split_head head = split_head(split);
	struct str text = str_trim(head.text);
	struct str key;

	if (split_is_mark(&head) && split->line_start) {
		/* A document may begin on the line of its mark. */
		split_skip(split, 3);
	} else if (text.len == 0 || text.ptr[0] == '#' || text.ptr[0] == '%') {
		split_skip_line(split);
	} else if (split_is_flow(text)) {
		tell_stray(split);
		split_skip(
		    split, (size_t)(text.ptr - head.text.ptr) + head.column);
		split_flow_begin(split);
	} else if (split->line_start &&
	    (sieve_is_entry(head.text) || split_root_key(head.text, &key))) {
		tell_stray(split);
		begin_block(split, &head);
	} else if (strchr(",]}", text.ptr[0]) != NULL && text.len <= 2) {
		/* What a list leaves behind whose beginning was damaged. */
		split_skip_line(split);
	} else if (split->line_start && split_log_begin(split, head.text)) {
		tell_stray(split);
	} else {
		note_stray(split, text);
		split_skip_line(split);
	}
}

/* Between "items:" and the first item. */
static void
find_first_item(struct yaml_split *split)
{
	struct split_head head = split_head(split);

	if (str_trim(head.text).len == 0 || head.text.ptr[0] == '#') {
		split_skip_line(split);
	} else if (sieve_is_entry(head.text) && head.column >= split->base) {
		split->item_column = head.column;
		split_begin_piece(split, YAML_PIECE_ITEM, SPLIT_BLOCK_ITEM);
		split->line_start = false;
	} else if (head.column == split->base && !split_is_mark(&head)) {
		split_begin_piece(split, YAML_PIECE_TAIL, SPLIT_BLOCK_ROOT);
	} else {
		split->state = SPLIT_BETWEEN;
	}
}

void
yaml_split_skip(struct yaml_split *split)
{
	unsigned char bytes[DRAIN_BYTES];

	while (yaml_split_read(split, bytes, sizeof(bytes)) > 0)
		;
	wipe(bytes, sizeof(bytes));
}

static void
tell_open_list(struct yaml_split *split)
{
	if (split->state != SPLIT_FLOW_LIST)
		return;
	split->state = SPLIT_BETWEEN;
	split->errors++;
	diag_at(split->diag, source_path(split->source), split->line,
	    "a list ends early; the items before are complete");
}

/* Moves towards the next piece; false if nothing is left. */
static bool
advance(struct yaml_split *split)
{
	if (split_ahead(split, 1) == 0)
		return false;
	switch (split->state) {
	case SPLIT_BETWEEN:
	case SPLIT_LOG:
		find_document(split);
		break;
	case SPLIT_BLOCK_LIST:
		find_first_item(split);
		break;
	case SPLIT_BLOCK_ITEM:
		split_begin_piece(split,
		    split->bare ? YAML_PIECE_BARE : YAML_PIECE_ITEM,
		    SPLIT_BLOCK_ITEM);
		split->line_start = false;
		break;
	case SPLIT_BLOCK_ROOT:
		split_begin_piece(split, YAML_PIECE_TAIL, SPLIT_BLOCK_ROOT);
		break;
	case SPLIT_FLOW_ROOT:
	case SPLIT_FLOW_LIST:
	case SPLIT_FLOW_ITEM:
		split_flow_list(split);
		break;
	}
	return true;
}

bool
yaml_split_next(
    struct yaml_split *split, uint64_t *line, enum yaml_piece_kind *kind)
{
	yaml_split_skip(split);
	while (!split->in_piece) {
		if (!advance(split)) {
			tell_stray(split);
			tell_open_list(split);
			return false;
		}
	}
	*line = split->line;
	*kind = split->kind;
	return true;
}

enum yaml_piece_end
yaml_split_end(const struct yaml_split *split)
{
	return split->piece_end;
}

bool
yaml_split_at_end(const struct yaml_split *split)
{
	return split->end && split->at == split->len;
}

uint64_t
yaml_split_lines(const struct yaml_split *split)
{
	return split->line_start ? split->line - 1 : split->line;
}

uint64_t
yaml_split_errors(const struct yaml_split *split)
{
	return split->errors;
}
