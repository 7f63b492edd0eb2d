#include "log_lines.h"

TestSuite(log_reader, .init = set_up, .fini = tear_down);

/* Lines, and what each call gives: '-' nothing, or the record's first byte. */
struct story {
	const char *lines[10];
	const char *calls;  /* v vault, n noise, u unknown, f foreign */
	const char *at_end; /* the same for log_reader_end() */
};

static const struct story stories[] = {
	{ { OPEN, "\tno", " > resource_name=\"web\"", NOISE }, "--vn", "" },
	{ { OPEN, "        no", ">", NOISE }, "--vn", "" },
	{ { OPEN, "", " >" }, "--v", "" },
	{ { OPEN, " >" }, "-v", "" },
	{ { "\x1b[31m" OPEN "\x1b[0m", "\tno", " >" }, "--v", "" },
	{ { OPEN "  ", "\tno", " >" }, "--v", "" },
	/* What looks like the end or a header, but is inside. */
	{ { OPEN, "\t> quoted", "\t" NOISE, " >" }, "---v", "" },
	{ { OPEN, "no header", "{\"msg\":\"x\"}", " >" }, "---v", "" },
	/* One block after another in one record. */
	{ { OPEN, "\tno", " > b=<", "\tyes", " > c=\"1\"" }, "----v", "" },
	/* Never closed: the next header ends it, and comes one call later. */
	{ { OPEN, "\tno", NOISE, NOISE, "foreign" }, "--vnn", "f" },
	{ { OPEN, OPEN, OPEN, NOISE }, "-vvv", "n" },
	{ { OPEN, NOISE, OPEN, "\tx", " >" }, "-vn-v", "" },
	{ { OPEN, NOISE, OPEN }, "-vn", "v" },
	{ { OPEN, NOISE, NOISE, OPEN, NOISE, NOISE }, "-vnnvn", "n" },
	{ { OPEN, NOISE, "", "" }, "-vnf", "f" },
	{ { CRI "P ", CRI "F " }, "-f", "" },
	{ { OPEN, "\tno" }, "--", "v" },
	{ { OPEN }, "-", "v" },
	/* Not a block. */
	{ { HEAD "free text =<", "x" }, "uf", "" },
	{ { "foreign =<", "x" }, "ff", "" },
	{ { HEAD "\"syncing item\" a=\"=<\"", NOISE }, "nn", "" },
	{ { HEAD "\"syncing item\" a=<\r", NOISE }, "nn", "" },
	/* CRI parts, of both streams. */
	{ { CRI "P " HEAD "\"syncing", CRI "F  item\"", NOISE }, "-nn", "" },
	{ { CRI "P " HEAD "\"sync", CRI "P ing", CRI "F  item\"" }, "--n", "" },
	{ { CRI "P " HEAD "\"syncing", "2021-03-30T12:42:47Z stdout F " NOISE,
	      CRI "F  item\"" },
	    "-nn", "" },
	{ { CRI "P " HEAD "\"syncing item\"", NOISE }, "-n", "n" },
	{ { CRI "F", CRI "F " NOISE, CRI "P", CRI "F " NOISE }, "fn-n", "" },
	/* A block inside CRI lines. */
	{ { CRI "F " OPEN, CRI "F \tno", CRI "F  > a=\"1\"" }, "--v", "" },
	{ { CRI "F " OPEN, CRI "P \tno", CRI "F pe", CRI "F  >" }, "---v", "" },
	/* A part and a block are both open at the end. */
	{ { OPEN, CRI "P " NOISE }, "--", "vn" },
	{ { OPEN, NOISE, CRI "P " NOISE }, "-vn", "n" },
};

static char
letter(const struct log_record *record)
{
	if (record->state == LOG_UNKNOWN)
		return 'u';
	if (record->state == LOG_FOREIGN)
		return 'f';
	return strcmp(record->pattern, "noise") == 0 ? 'n' : 'v';
}

Test(log_reader, joins_what_was_spread_over_lines)
{
	for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
		char calls[16] = "";
		char at_end[16] = "";
		struct log_record record;
		size_t n = 0;

		for (; stories[i].lines[n] != NULL; n++)
			calls[n] = log_reader_line(reader, n + 1,
				       str_from(stories[i].lines[n]), &record)
			    ? letter(&record)
			    : '-';
		for (n = 0; n < 15 && log_reader_end(reader, &record); n++)
			at_end[n] = letter(&record);
		cr_expect_str_eq(
		    calls, stories[i].calls, "story %zu: %s", i, calls);
		cr_expect_str_eq(at_end, stories[i].at_end,
		    "end of story %zu: %s", i, at_end);
	}
}

Test(log_reader, gives_a_joined_record_its_first_line_and_all_bytes)
{
	static const char *const lines[] = {
		"2021-03-30T12:42:47Z " OPEN,
		"2021-03-30T12:42:48Z \tfailed:",
		"2021-03-30T12:42:48Z \t",
		"2021-03-30T12:42:48Z \t* \"because\"",
		("2021-03-30T12:42:48Z  > logger=\"l\" resource_name=\"web\" "
		 "resource_namespace=\"shop\""),
	};
	struct log_record record;

	for (size_t i = 0; i < 4; i++)
		cr_expect_not(log_reader_line(
		    reader, 11 + i, str_from(lines[i]), &record));
	cr_assert(log_reader_line(reader, 15, str_from(lines[4]), &record));
	cr_expect_eq(record.line, 11);
	cr_expect_eq(record.severity, 'E');
	cr_expect_eq(record.at_us, INT64_C(1617108167000000));
	cr_expect(is_text(record.field[LOG_OBJECT], "web"));
	cr_expect(is_text(record.field[LOG_NAMESPACE], "shop"));
	cr_expect(is_text(record.field[LOG_ERROR], "failed:\n\n* \"because\""));
	cr_expect(str_starts(record.raw, lines[0]));
	cr_expect_not_null(str_find(record.raw, lines[3]));
}

/* Lines that are long or hold any byte must neither crash nor be lost. */
Test(log_reader, survives_what_no_program_would_print)
{
	static const char *const starts[] = { "", HEAD, HEAD "\"",
		HEAD "\"Certificate must be re-issued\" key=\"",
		HEAD "\"Certificate must be re-issued\" key=[",
		HEAD "\"Certificate must be re-issued\" ", HEAD "c \"msg\"=\"",
		HEAD "c \"msg\"=\"x\" ", HEAD "Setting lastTransitionTime for ",
		"{", "{\"msg\":\"",
		"{\"msg\":\"x\",\"key\":", "2021-03-30T12:42:47Z ", CRI "F ",
		CRI "P ", "[pod/", "\x1b[", "{\"log\":\"" };
	static const char fills[] = "a \"\\{[=<>\0\n\t\xff\x1b:/0,}]";
	size_t len = (size_t)1024 * 1024;
	char *line = malloc(len);
	struct log_record record;

	cr_assert_not_null(line);
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		for (size_t j = 0; j < sizeof(fills) - 1; j++) {
			memset(line, fills[j], len);
			memcpy(line, starts[i], strlen(starts[i]));
			(void)log_reader_line(
			    reader, 1, (struct str){ line, len }, &record);
			while (log_reader_end(reader, &record))
				;
		}
	}
	free(line);
	cr_expect_eq(read_one(NOISE).state, LOG_COUNTED);
}

/* Every cut of a line, in a buffer of just that size. */
Test(log_reader, reads_no_byte_behind_its_line)
{
	static const char *const lines[] = { CRI "F " NOISE,
		HEAD "cert-manager/x \"level\"=0 \"msg\"=\"Certificate must "
		     "be re-issued\"  \"key\"=\"a/b\" \"message\"=\"\\u003c\"",
		HEAD "\"Certificate must be re-issued\" err=\"\\x41\" "
		     "message=[\"p\",{\"q\":1}] key=\"a/b\" due=\"1h\"",
		"{\"ts\":1708340302881.5,\"caller\":\"a/b.go:61\",\"msg\":"
		"\"Certificate must be re-issued\",\"v\":0,\"key\":{\"name\":"
		"\"b\",\"namespace\":\"a\"}}",
		"[pod/a/b] {\"log\":\"x\\n\",\"stream\":\"stderr\",\"time\":"
		"\"2021-03-30T12:42:47.687921043Z\"}",
		HEAD "2021-3-9.0412 x", OPEN };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		for (size_t len = 0; len <= strlen(lines[i]); len++) {
			char *line = malloc(len + (len == 0));
			struct log_record record;

			cr_assert_not_null(line);
			memcpy(line, lines[i], len);
			if (log_reader_line(
				reader, 1, (struct str){ line, len }, &record))
				cr_expect_eq(record.line, 1);
			while (log_reader_end(reader, &record))
				;
			free(line);
		}
	}
}
