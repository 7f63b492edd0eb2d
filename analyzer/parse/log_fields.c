#include <stddef.h>
#include <string.h>

#include "parse/duration.h"
#include "parse/log_match.h"
#include "parse/timestamp.h"

#define DURATION_MAX_BYTES 64
#define NS_PER_US 1000
#define NS_MAX_DIGITS 18

static const struct str absent = { NULL, 0 };

const char *
log_target_name(int target)
{
	static const char *const names[] = {
		"object_key",
		"related_key",
		"due_in",
		"moment",
		"planned",
		"conflict",
	};

	if (target < LOG_NFIELDS)
		return log_field_name((enum log_field)target);
	return names[target - LOG_NFIELDS];
}

const struct log_pairs *
log_text_pairs(struct log_text *text)
{
	if (!text->is_split) {
		log_pairs_split(&text->pairs, text->body, text->rest);
		text->is_split = true;
	}
	return &text->pairs;
}

static struct str
key_value(struct log_text *text, const char *key)
{
	const struct log_pair *pair = log_pairs_find(log_text_pairs(text), key);

	return pair == NULL ? absent : log_pair_text(pair, text->arena);
}

static struct str
take_value(const struct log_take *take, struct log_text *text)
{
	for (size_t i = 0; i < take->nkeys; i++) {
		struct str value = take->group[i] > 0
		    ? text->groups[take->group[i]]
		    : key_value(text, take->keys[i]);

		if (value.ptr != NULL && value.len > 0)
			return value;
	}
	return absent;
}

static bool
when_holds(const struct log_when *when, const struct log_pattern *pattern,
    struct log_text *text)
{
	struct str value = absent;

	for (const struct log_take *take = pattern->takes; take != NULL;
	     take = take->next) {
		if (take->target == (int)when->field)
			value = take_value(take, text);
	}
	return when->value == NULL ? value.ptr == NULL
				   : str_equals(value, when->value);
}

bool
log_fields_hold(const struct log_pattern *pattern, struct log_text *text)
{
	for (const struct log_require *require = pattern->requires;
	     require != NULL; require = require->next) {
		if (log_pairs_find(log_text_pairs(text), require->key) == NULL)
			return false;
	}
	for (const struct log_when *when = pattern->when; when != NULL;
	     when = when->next) {
		if (!when_holds(when, pattern, text))
			return false;
	}
	return true;
}

/* A member of a JSON object; the older cainjector wrote "Name". */
static struct str
member(const struct log_pairs *pairs, const char *small, const char *capital,
    struct arena *arena)
{
	const struct log_pair *pair = log_pairs_find(pairs, small);

	if (pair == NULL)
		pair = log_pairs_find(pairs, capital);
	return pair == NULL ? absent : log_pair_text(pair, arena);
}

/* "ns/name", "name", or {"name":...,"namespace":...}. */
static void
put_key(struct log_record *record, enum log_field namespace_field,
    enum log_field name_field, struct str value, struct arena *arena)
{
	struct str namespace = absent;
	struct str name = value;

	if (value.ptr[0] == '{') {
		struct log_pairs pairs;

		log_pairs_split(&pairs, LOG_BODY_JSON, value);
		namespace = member(&pairs, "namespace", "Namespace", arena);
		name = member(&pairs, "name", "Name", arena);
	} else {
		(void)str_cut(value, '/', &namespace, &name);
	}
	if (namespace.len > 0)
		record->field[namespace_field] = namespace;
	if (name.len > 0)
		record->field[name_field] = name;
}

/* Whole nanoseconds without a unit: how klogr writes a time.Duration. */
static bool
read_nanoseconds(struct str value, int64_t *us)
{
	bool negative = value.len > 0 && value.ptr[0] == '-';
	int64_t ns = 0;

	if (negative)
		value = str_skip(value, 1);
	if (value.len == 0 || value.len > NS_MAX_DIGITS)
		return false;
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] < '0' || value.ptr[i] > '9')
			return false;
		ns = ns * 10 + (value.ptr[i] - '0');
	}
	*us = (negative ? -ns : ns) / NS_PER_US;
	return true;
}

static void
put_due_in(struct log_record *record, struct str value)
{
	char text[DURATION_MAX_BYTES];

	if (read_nanoseconds(value, &record->due_in_us)) {
		record->has_due_in = true;
	} else if (value.len < sizeof(text)) {
		memcpy(text, value.ptr, value.len);
		text[value.len] = '\0';
		record->has_due_in = strlen(text) == value.len &&
		    duration_parse(text, &record->due_in_us);
	}
}

static void
put_planned(struct log_record *record, struct str value)
{
	/* Other dates in such a sentence are not planned. */
	static const char *const marks[] = { "scheduled at ", "attempted at " };
	bool has_uptime;
	int64_t uptime_us;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		const char *at = str_find(value, marks[i]);

		if (at == NULL)
			continue;
		value = str_skip(
		    value, (size_t)(at - value.ptr) + strlen(marks[i]));
		break;
	}
	record->has_planned = timestamp_parse_go(value, &record->planned_us,
				  &has_uptime, &uptime_us) ||
	    timestamp_parse(value, &record->planned_us);
}

/* What the API server calls the objects of a kind, and the kind. */
static const struct {
	const char *plural;
	const char *kind;
} plurals[] = {
	{ "certificates.", "Certificate" },
	{ "certificaterequests.", "CertificateRequest" },
	{ "orders.", "Order" },
	{ "challenges.", "Challenge" },
	{ "issuers.", "Issuer" },
	{ "clusterissuers.", "ClusterIssuer" },
	{ "secrets ", "Secret" },
};

/*
 * "Operation cannot be fulfilled on certificates.cert-manager.io \"web\": the
 * object has been modified; ...": from v1.16 on the only place that names the
 * object.  The namespace is nowhere.
 */
static void
put_conflict(struct log_record *record, struct str error)
{
	static const char lead[] = "Operation cannot be fulfilled on ";
	const char *at = str_find(error, lead);
	struct str resource, rest, name, tail;

	if (at == NULL)
		return;
	rest = str_skip(error, (size_t)(at - error.ptr) + sizeof(lead) - 1);
	if (!str_cut(rest, '"', &resource, &rest) ||
	    !str_cut(rest, '"', &name, &tail) || name.len == 0)
		return;
	/* A key, where there is one, may name another object. */
	if (record->field[LOG_OBJECT].ptr != NULL &&
	    (record->field[LOG_OBJECT].len != name.len ||
		memcmp(record->field[LOG_OBJECT].ptr, name.ptr, name.len) != 0))
		return;
	record->field[LOG_OBJECT] = name;
	for (size_t i = 0; i < sizeof(plurals) / sizeof(plurals[0]); i++) {
		if (str_starts(resource, plurals[i].plural))
			record->field[LOG_OBJECT_KIND] =
			    str_from(plurals[i].kind);
	}
}

static void
put(struct log_record *record, int target, struct str value,
    struct arena *arena)
{
	switch (target) {
	case LOG_TARGET_OBJECT_KEY:
		put_key(record, LOG_NAMESPACE, LOG_OBJECT, value, arena);
		break;
	case LOG_TARGET_RELATED_KEY:
		put_key(
		    record, LOG_RELATED_NAMESPACE, LOG_RELATED, value, arena);
		break;
	case LOG_TARGET_DUE_IN:
		put_due_in(record, value);
		break;
	case LOG_TARGET_MOMENT:
		record->has_moment =
		    timestamp_parse_go(value, &record->moment_us,
			&record->has_uptime, &record->uptime_us);
		break;
	case LOG_TARGET_PLANNED:
		put_planned(record, value);
		break;
	case LOG_TARGET_CONFLICT:
		put_conflict(record, value);
		break;
	default:
		record->field[target] = value;
		break;
	}
}

void
log_fields_fill(const struct log_pattern *pattern, struct log_text *text,
    struct log_record *record)
{
	const size_t first = offsetof(struct log_record, folds);

	memset((char *)record + first, 0, sizeof(*record) - first);
	record->folds = pattern->about.folds;
	record->varies = pattern->about.varies;
	record->field[LOG_OBJECT_KIND] = str_from(pattern->object_kind);
	for (const struct log_take *take = pattern->takes; take != NULL;
	     take = take->next) {
		struct str value = take_value(take, text);

		if (value.ptr != NULL)
			put(record, take->target, value, text->arena);
	}
	/* Every line may carry an error; both names have been in use. */
	if (record->field[LOG_ERROR].ptr == NULL)
		record->field[LOG_ERROR] = key_value(text, "error");
	if (record->field[LOG_ERROR].ptr == NULL)
		record->field[LOG_ERROR] = key_value(text, "err");
}
