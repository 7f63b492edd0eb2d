#include "log_lines.h"

TestSuite(log_fields, .init = set_up, .fini = tear_down);

/* One message and its fields, as every grammar writes them. */
static const struct {
	const char *line;
	const char *namespace, *object, *reason, *detail, *error;
} bodies[] = {
	/* klogr, v0.8 to v1.11. */
	{ HEAD "cert-manager/x \"level\"=0 \"msg\"=\"Certificate must be "
	       "re-issued\"  \"key\"=\"a/b\" \"reason\"=\"R\"",
	    "a", "b", "R", NULL, NULL },
	{ HEAD "cert-manager/x \"msg\"=\"Certificate must be re-issued\" "
	       "\"error\"=\"bad\" \"key\"=\"a/b\" \"message\"=\"x "
	       "\\u003cnil\\u003e \\\"q\\\"\" \"reason\"=\"R\" ",
	    "a", "b", "R", "x <nil> \"q\"", "bad" },
	{ HEAD "cert-manager/x  \"msg\"=\"Certificate must be re-issued\" "
	       "\"error\"=null \"key\"=\"a/b\"",
	    "a", "b", NULL, NULL, NULL },
	{ HEAD "\"msg\"=\"Certificate must be re-issued\" \"error\"={} "
	       "\"key\"=\"b\" \"message\"=[\"x\",\"y z\"]",
	    NULL, "b", NULL, "[\"x\",\"y z\"]", NULL },
	{ HEAD "cert-manager/x \"msg\"=\"Certificate must be re-issued\" "
	       "\"key\"=\"a/b\" \"message\"=3599 \"error\"=\"late\"",
	    "a", "b", NULL, "3599", "late" },
	/* klog with the logger inside the message, v1.12 and v1.13. */
	{ HEAD "\"cert-manager/x/y: Certificate must be re-issued\" "
	       "err=\"bad\" key=\"a/b\" reason=\"R\" message=\"m\"",
	    "a", "b", "R", "m", "bad" },
	/* klog with the logger as a pair, from v1.14 on. */
	{ HEAD "\"Certificate must be re-issued\" err=\"bad: \\\"q\\\"\\n2\" "
	       "logger=\"cert-manager.x\" key=\"a/b\" reason=\"R\"",
	    "a", "b", "R", NULL, "bad: \"q\"\n2" },
	{ HEAD "\"Certificate must be re-issued\" logger=\"l\" key=\"a/b\" "
	       "n=7 f=1.5 t=true message=[\"p\"] reason=R",
	    "a", "b", "R", "[\"p\"]", NULL },
	{ HEAD "\"Certificate must be re-issued\" key=\"a/x\" key=\"a/b\"", "a",
	    "b", NULL, NULL, NULL },
	{ HEAD "\"Certificate must be re-issued\" stray words key=\"a/b\" =3",
	    "a", "b", NULL, NULL, NULL },
	/* JSON. */
	{ "{\"ts\":1.5,\"msg\":\"Certificate must be re-issued\",\"v\":2,"
	  "\"key\":{\"name\":\"b\",\"namespace\":\"a\"},\"reason\":\"R\"}",
	    "a", "b", "R", NULL, NULL },
	{ "{ \"msg\" : \"Certificate must be re-issued\" , \"key\" : "
	  "{\"Namespace\":\"a\",\"Name\":\"b\"}, \"err\": \"bad\"}",
	    "a", "b", NULL, NULL, "bad" },
	{ "{\"msg\":\"cert-manager/x: Certificate must be re-issued\","
	  "\"key\":\"x/y\",\"key\":\"a/b\",\"message\":\"\\ud83d\\ude00\"}",
	    "a", "b", NULL, "\xf0\x9f\x98\x80", NULL },
	/* Free text has no fields. */
	{ HEAD "Certificate must be re-issued", NULL, NULL, NULL, NULL, NULL },
	/* Broken: whatever is cut off is not used. */
	{ HEAD "\"Certificate must be re-issued\" reason=\"R\" key=\"a/bc",
	    NULL, NULL, "R", NULL, NULL },
	{ HEAD "c \"msg\"=\"Certificate must be re-issued\" \"key\"=\"a/b\" "
	       "\"reason\"=\"R\\",
	    "a", "b", NULL, NULL, NULL },
	{ HEAD "\"Certificate must be re-issued\" key=\"a/b\" message=[\"x\"",
	    "a", "b", NULL, NULL, NULL },
	{ HEAD "\"Certificate must be re-issued\" key=\"\" reason=\"\"", NULL,
	    NULL, NULL, NULL, NULL },
	{ "{\"msg\":\"Certificate must be re-issued\",\"key\":\"a/b\",\"rea",
	    "a", "b", NULL, NULL, NULL },
	{ HEAD "\"Certificate must be re-issued\" key=\"a/b\" "
	       "message=\"\\xff\\u0000\\ud800\\101\"",
	    "a", "b", NULL,
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	    "A",
	    NULL },
};

Test(log_fields, reads_the_fields_in_every_grammar)
{
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct log_record got = read_one(bodies[i].line);
		const char *line = bodies[i].line;

		cr_expect_eq(got.state, LOG_EVENT, "%s", line);
		if (got.state != LOG_EVENT)
			continue;
		cr_expect_str_eq(got.pattern, "reissue", "%s", line);
		cr_expect_str_eq(got.kind, "trigger", "%s", line);
		cr_expect(is_text(got.message, "Certificate must be re-issued"),
		    "%s", line);
		cr_expect(is_text(got.field[LOG_OBJECT_KIND], "Certificate"));
		cr_expect(
		    is_text(got.field[LOG_NAMESPACE], bodies[i].namespace),
		    "namespace of %s", line);
		cr_expect(is_text(got.field[LOG_OBJECT], bodies[i].object),
		    "object of %s", line);
		cr_expect(is_text(got.field[LOG_REASON], bodies[i].reason),
		    "reason of %s", line);
		cr_expect(is_text(got.field[LOG_DETAIL], bodies[i].detail),
		    "detail of %s", line);
		cr_expect(is_text(got.field[LOG_ERROR], bodies[i].error),
		    "error of %s", line);
	}
}

#define PLAN(text) HEAD "\"Certificate must be re-issued\" message=\"" text "\""

static const struct {
	const char *line;
	bool has_planned;
} plans[] = {
	{ PLAN("Renewing, as renewal was scheduled at "
	       "2023-09-09 13:39:16 +0000 UTC"),
	    true },
	{ PLAN("will next be attempted at 2023-09-09 13:39:16 +0000 UTC m=+1"),
	    true },
	{ PLAN("2023-09-09 13:39:16 +0000 UTC"), true },
	{ PLAN("2023-09-09T13:39:16Z"), true },
	{ PLAN("was scheduled at <nil>"), false },
	{ PLAN("certificate has expired: current time 2023-09-09 13:39:16 "
	       "+0000 UTC"),
	    false },
	{ PLAN("scheduled at "), false },
};

Test(log_fields, finds_the_time_that_a_record_speaks_of)
{
	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		struct log_record got = read_one(plans[i].line);

		cr_expect_eq(
		    got.has_planned, plans[i].has_planned, "%s", plans[i].line);
		if (got.has_planned)
			cr_expect_eq(got.planned_us, INT64_C(1694266756000000),
			    "%s", plans[i].line);
		cr_expect_not(got.has_uptime, "%s", plans[i].line);
	}
}

#define DUE(text) HEAD "\"Certificate must be re-issued\" due=" text

static const struct {
	const char *line;
	bool has_due_in;
	int64_t due_in_us;
} dues[] = {
	{ DUE("\"1h0m0.5s\""), true, INT64_C(3600500000) },
	{ DUE("\"-922.79ms\""), true, -922790 },
	{ DUE("3599046521646"), true, INT64_C(3599046521) },
	{ DUE("-1500"), true, -1 },
	{ DUE("0"), true, 0 },
	{ DUE("soon"), false, 0 },
	{ DUE("1234567890123456789"), false, 0 },
	{ DUE("\"1h\\x00\""), false, 0 },
	{ DUE("\"0000000000000000000000000000000000000000000000000000000000"
	      "0000000000000000000000000000000000000000000001h\""),
	    false, 0 },
};

Test(log_fields, reads_how_long_it_is_until_a_renewal)
{
	for (size_t i = 0; i < sizeof(dues) / sizeof(dues[0]); i++) {
		struct log_record got = read_one(dues[i].line);

		cr_expect_eq(
		    got.has_due_in, dues[i].has_due_in, "%s", dues[i].line);
		if (got.has_due_in)
			cr_expect_eq(got.due_in_us, dues[i].due_in_us,
			    "%s gave %lld", dues[i].line,
			    (long long)got.due_in_us);
	}
}

Test(log_fields, reads_the_full_time_of_a_condition)
{
	struct log_record got = read_one(
	    HEAD "Setting lastTransitionTime for "
		 "2021-04-13 13:10:24.618770271 +0000 UTC m=+704.056904302");

	cr_expect(got.has_moment && got.has_uptime);
	cr_expect_eq(got.moment_us, INT64_C(1618319424618770));
	cr_expect_eq(got.uptime_us, 704056904);
	got = read_one(HEAD "Setting lastTransitionTime for <nil>");
	cr_expect_not(got.has_moment || got.has_uptime);
}
