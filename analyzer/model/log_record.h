/*
 * One record of a controller's log, as the parser hands it on.
 */
#ifndef MODEL_LOG_RECORD_H
#define MODEL_LOG_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum log_state {
	LOG_EVENT,   /* a pattern knows it */
	LOG_COUNTED, /* a pattern knows it and says that counting is enough */
	LOG_NOTED,   /* the same, but its reason is worth a row for each log */
	LOG_UNKNOWN, /* a record, but no pattern knows its message */
	LOG_FOREIGN  /* not a record: a stray or continued line */
};

/* What a pattern may take out of a record.  The names stand in log_record.c. */
enum log_field {
	LOG_NAMESPACE,   /* of the object; absent where the line has none */
	LOG_OBJECT_KIND, /* Certificate, CertificateRequest, Secret, Issuer... */
	LOG_OBJECT,      /* the object's name */
	LOG_RELATED_KIND, /* a second object, such as the Secret or the Order */
	LOG_RELATED_NAMESPACE,
	LOG_RELATED,
	LOG_CONDITION, /* the type: Ready, Issuing, Approved... */
	LOG_OLD_STATUS,
	LOG_STATUS,
	LOG_REASON,  /* cert-manager's code */
	LOG_DETAIL,  /* cert-manager's own sentence */
	LOG_ERROR,   /* error= or err= */
	LOG_VERSION, /* of the program that writes the log */
	LOG_NFIELDS
};

struct log_record {
	enum log_state state;
	uint64_t line; /* of its first physical line, from 1 */
	char severity; /* I, W, E, F, or 0 */

	/* The klog header: the process's local wall clock, without a year. */
	bool has_day;
	int month; /* 1 to 12 */
	int day;
	int64_t clock_us; /* since midnight */

	/* A full time: of the envelope (kubelet, CRI) or of a JSON record. */
	bool has_at;
	int64_t at_us; /* Unix, UTC */

	struct str message; /* unescaped, without the logger's name */
	struct str
	    shape;      /* LOG_UNKNOWN: the message, names and digits blanked */
	struct str raw; /* the physical lines, for the eye */

	const char *pattern; /* its id; NULL unless one of the first three */
	const char *kind;    /* as events.kind of the contract; likewise */

	/*
	 * What follows is set for LOG_EVENT and LOG_NOTED only: millions of
	 * records that are none go without.
	 */

	bool folds;      /* what comes again without change is one event */
	uint32_t varies; /* bits of the fields whose change is none */

	struct str field[LOG_NFIELDS]; /* ptr is NULL where absent */

	bool has_due_in;
	int64_t due_in_us; /* from the record's time to the next renewal */
	bool has_moment;
	int64_t
	    moment_us; /* full date of the record's own time, from its text */
	bool has_uptime;
	int64_t uptime_us; /* since the process began (Go's m=+) */
	bool has_planned;
	int64_t planned_us; /* a full date that the record speaks of */
};

/* The name of a field in pattern files, such as "object_kind". */
const char *log_field_name(enum log_field field);

#endif
