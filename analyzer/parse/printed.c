#include "parse/printed.h"

#include <string.h>

#include "base/table.h"
#include "parse/timestamp.h"

#define RFC1123_LENGTH 31 /* "Thu, 23 Nov 2023 23:44:59 -0500" */

void
printed_object(struct printed *printed, const struct twig *root,
    const struct kube_kind *kind, const char *version, kube_reader *read,
    const struct printed_age *ages, size_t nages)
{
	struct kube_item item = { .arena = printed->arena,
		.x509 = printed->x509,
		.root = root->node,
		.group = kind->group,
		.version = version,
		.kind = kind->kind,
		.path = printed->path,
		.diag = printed->diag };

	kube_put_object(&item);
	fact_text(item.facts.first, "form", printed->form);
	if (read == NULL)
		read = kind->read;
	read(&item);
	for (size_t i = 0; i < nages; i++) {
		struct fact *fact = kube_fact(&item, "object_age");

		fact_integer(fact, "line", (int64_t)ages[i].line);
		fact_text(fact, "what", ages[i].what);
		fact_integer(fact, "age_us", ages[i].age.us);
		fact_integer(fact, "unit_us", ages[i].age.unit_us);
	}
	printed->nobjects++;
	printed->sink(printed->context, item.facts.first);
}

/* Reads "(x3 over 20m)" or "(x3)". */
static bool
take_repeats(struct str text, int64_t *count, struct str *over)
{
	static const char between[] = " over ";
	int64_t n = 0;

	if (!str_starts(text, "(x") || text.ptr[text.len - 1] != ')')
		return false;
	text = str_skip(text, 2);
	text.len--;
	for (; text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9';
	     text = str_skip(text, 1)) {
		if (n > INT32_MAX)
			return false;
		n = n * 10 + (text.ptr[0] - '0');
	}
	if (str_starts(text, between))
		*over = str_skip(text, sizeof(between) - 1);
	else if (text.len != 0)
		return false;
	*count = n;
	return true;
}

bool
printed_event_age(struct printed_event *event, struct str text)
{
	struct str last = text;
	struct str rest = { NULL, 0 };
	struct str over = { NULL, 0 };
	int64_t count = event->count;
	struct age age;

	if (str_cut(text, ' ', &last, &rest) &&
	    !take_repeats(str_trim(rest), &count, &over))
		return false;
	if (age_parse(last, &age)) {
		event->last = age;
		event->has_last = true;
	} else if (!str_equals(last, "<unknown>") &&
	    !str_equals(last, "<invalid>") && !str_equals(last, "<none>")) {
		return false;
	}
	event->count = count;
	if (over.ptr != NULL)
		event->has_first = age_parse(over, &event->first);
	return true;
}

static const char *
name_event(struct arena *arena, const struct printed_event *event)
{
	const char *const parts[] = { event->kind, event->name, event->type,
		event->reason, event->message };
	uint64_t hash = TABLE_HASH_START;

	if (event->own_name != NULL)
		return event->own_name;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		hash = table_hash(hash, str_from(parts[i]));
	return arena_printf(
	    arena, "printed-%016llx-%u", (unsigned long long)hash, event->nth);
}

void
printed_event(struct printed *printed, const struct printed_event *event)
{
	struct arena *arena = printed->arena;
	uint64_t line = event->line;
	struct twig root = twig_root(arena, line);
	struct twig metadata = twig_map(&root, "metadata", line);
	struct twig subject = twig_map(&root, "involvedObject", line);
	struct twig source = twig_map(&root, "source", line);
	struct printed_age ages[2];
	size_t nages = 0;

	twig_text(&metadata, "name", name_event(arena, event), line);
	twig_text(&metadata, "namespace", event->namespace, line);
	twig_text(&subject, "kind", event->kind, line);
	twig_text(&subject, "namespace", event->namespace, line);
	twig_text(&subject, "name", event->name, line);
	twig_text(&root, "type", event->type, line);
	twig_text(&root, "reason", event->reason, line);
	twig_text(&root, "message", event->message, line);
	twig_text(&source, "component", event->component, line);
	if (event->count > 0)
		twig_text(&root, "count",
		    arena_printf(arena, "%lld", (long long)event->count), line);
	if (event->has_last)
		ages[nages++] =
		    (struct printed_age){ "last", line, event->last };
	if (event->has_first || (event->has_last && event->count <= 1))
		ages[nages++] = (struct printed_age){ "first", line,
			event->has_first ? event->first : event->last };
	printed_object(printed, &root, kube_kind_find(str_from(""), "Event"),
	    "", NULL, ages, nages);
}

const char *
printed_time(struct arena *arena, const char *text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	if (text == NULL || strlen(text) != RFC1123_LENGTH || text[3] != ',')
		return text;
	for (int i = 0; i < 12; i++) {
		if (strncmp(text + 8, months + (size_t)i * 3, 3) == 0)
			return arena_printf(arena, "%.4s-%02d-%.2sT%.8s%.5s",
			    text + 12, i + 1, text + 5, text + 17, text + 26);
	}
	return text;
}
