#include "parse/kube_log.h"

#include "open/source_impl.h"

static size_t
read_piece(struct source *source, void *buffer, size_t size)
{
	return yaml_split_read(source->state, buffer, size);
}

static void
close_piece(struct source *source)
{
	(void)source;
}

static const struct source_ops piece_ops = { read_piece, NULL, close_piece };

struct source *
kube_log_open(struct yaml_split *split, const struct source *around)
{
	struct source *source = source_new(
	    &piece_ops, split, source_path(around), source_diag(around));

	source_undigested(source);
	return source;
}
