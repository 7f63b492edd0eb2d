#include "parse/kube_seal.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"
#include "parse/base64.h"
#include "parse/kube_hidden.h"
#include "parse/wipe.h"

static bool
is_digits_then(struct str text, const char *rest)
{
	size_t n = 0;

	while (n < text.len && text.ptr[n] >= '0' && text.ptr[n] <= '9')
		n++;
	return n > 0 && str_equals(str_skip(text, n), rest);
}

/* What collectors write in the place of a value. */
static bool
is_sentinel(struct str text)
{
	return kube_is_hidden(text) || str_equals_folded(text, "redacted") ||
	    str_equals_folded(text, "hidden") ||
	    str_equals_folded(text, "null") ||
	    str_equals_folded(text, "<nil>") ||
	    str_find(text, ":****@") != NULL ||
	    is_digits_then(text, " bytes long");
}

/* Where the next five dashes end, or NULL. */
static const char *
after_dashes(struct str text)
{
	const char *dashes = str_find(text, "-----");

	return dashes == NULL ? NULL : dashes + strlen("-----");
}

static struct str
from_here(struct str text, const char *here)
{
	return str_skip(text, (size_t)(here - text.ptr));
}

/*
 * The length of the PEM block that text begins with, its END line included:
 * up to the next dashes if those are not its END, or to the end of the text.
 */
static size_t
block_length(struct str text)
{
	const char *label = after_dashes(str_skip(text, strlen("-----BEGIN ")));
	const char *body =
	    label == NULL ? NULL : after_dashes(from_here(text, label));
	const char *end;

	if (body == NULL)
		return text.len;
	if (!str_starts(from_here(text, body), "END "))
		return (size_t)(body - text.ptr) - strlen("-----");
	end = after_dashes(from_here(text, body));
	return end == NULL ? text.len : (size_t)(end - text.ptr);
}

/* Copies the certificates among the PEM blocks of text; sets node's mark. */
static void
keep_certificates(struct arena *arena, struct yaml_node *node, struct str text)
{
	char *kept = NULL;
	size_t nkept = 0;
	const char *begin;

	while ((begin = str_find(text, "-----BEGIN ")) != NULL) {
		text = str_skip(text, (size_t)(begin - text.ptr));

		size_t len = block_length(text);

		if (str_starts(text, "-----BEGIN CERTIFICATE-----") ||
		    str_starts(text, "-----BEGIN X509 CERTIFICATE-----")) {
			if (kept == NULL)
				kept = arena_alloc(arena, 2 * text.len + 1);
			memcpy(kept + nkept, text.ptr, len);
			nkept += len;
			kept[nkept++] = '\n';
			node->mark |= SEALED_CERTIFICATE;
		}
		text = str_skip(text, len);
	}
	if (kept == NULL)
		return;
	node->type = TREE_TEXT;
	node->text = kept;
	node->len = nkept;
}

static void
look_at(struct arena *arena, struct yaml_node *node, struct str text)
{
	if (is_sentinel(str_trim(text)))
		node->mark |= SEALED_HIDDEN;
	if (str_find(text, "PRIVATE KEY-----") != NULL)
		node->mark |= SEALED_KEY;
	keep_certificates(arena, node, text);
}

void
kube_seal(struct arena *arena, struct yaml_node *node, struct str value)
{
	struct str text = str_trim(value);
	size_t room = BASE64_MAX_BYTES(text.len);
	unsigned char *bytes;
	size_t len;

	if (text.len == 0)
		return;
	node->mark |= SEALED_VALUE;
	if (is_sentinel(text)) {
		node->mark |= SEALED_HIDDEN;
		return;
	}
	bytes = malloc(room);
	if (bytes == NULL)
		fatal("out of memory");
	if (base64_decode(text, bytes, &len))
		look_at(arena, node, (struct str){ (char *)bytes, len });
	else if (str_find(text, "-----BEGIN ") != NULL)
		look_at(arena, node, text);
	else
		node->mark |= SEALED_BAD;
	wipe(bytes, room);
	free(bytes);
}

struct str
kube_sealed_pem(const struct yaml_node *node)
{
	return (struct str){ node->text, node->len };
}
