/*
 * The patterns of this program as bytes: what is left of schema/patterns when
 * YAML, regexes and samples have been checked, which costs more than to read a
 * small dump.  schema/pack_patterns.c writes it at build time.
 *
 * A pack is a row of texts, each behind a letter of enum log_pack and before a
 * NUL, and ends with a NUL.  What stands behind a LOG_PACK_ID belongs to that
 * pattern, up to the next.  Fields and targets are written as the letter that
 * is as far behind LOG_PACK_FIRST.
 */
#ifndef PARSE_LOG_PACK_H
#define PARSE_LOG_PACK_H

#define LOG_PACK_FIRST 'a'

enum log_pack {
	LOG_PACK_PATH = 'F',    /* below schema/, of the patterns that follow */
	LOG_PACK_PRODUCT = 'P', /* of the same */
	LOG_PACK_ID = 'I',
	LOG_PACK_KIND = 'K',
	LOG_PACK_SINCE = 'A',
	LOG_PACK_UNTIL = 'U',
	LOG_PACK_SOURCE = 'S',
	LOG_PACK_MEANS = 'D',
	LOG_PACK_COUNT_ONLY = 'C', /* no text */
	LOG_PACK_FOLDS = 'R',      /* no text */
	LOG_PACK_VARIES = 'V',     /* a field */
	LOG_PACK_SEVERITY = 'L',
	LOG_PACK_NAMED = 'M', /* no text */
	LOG_PACK_WHOLE = 'W', /* the literal, and the next */
	LOG_PACK_BEGINS = 'B',
	LOG_PACK_REGEX = 'X',
	LOG_PACK_BEGINNING = 'Z', /* a regex that is no more than the literal */
	LOG_PACK_OBJECT_KIND = 'N',
	LOG_PACK_REQUIRES = 'Q',
	LOG_PACK_WHEN = 'E',   /* a field */
	LOG_PACK_EQUALS = '=', /* the value of that field; without it absent */
	LOG_PACK_TAKE = 'T',   /* a target */
	LOG_PACK_KEY = 'Y',    /* of that target, and the next */
	LOG_PACK_GROUP = 'G'   /* the letter of a group and its name */
};

/* In the program: written by schema/pack_patterns.c. */
extern const char log_pack[];

#endif
