#include <criterion/criterion.h>
#include <string.h>

#include "../answer.h"
#include "derive/derive.h"
#include "store/put.h"
#include "taped.h"

static struct db *
new_database(void)
{
	struct db *db = db_create(":memory:");

	derive_create(db);
	return db;
}

static int64_t
begin_input(struct db *db, const char *path)
{
	return put_input_begin(db, path, false, 0);
}

static void
put_all(struct db *db, const char *path, const struct fact *facts)
{
	struct taped taped;

	taped_begin(&taped, db, put_input_begin(db, path, false, 0));
	put_facts(taped.tape, facts);
	taped_end(&taped);
}

Test(put_facts, makes_each_row_point_to_the_object_before_it)
{
	struct arena *arena = arena_new();
	struct db *db = new_database();
	struct fact_list list = { 0 };

	for (int i = 0; i < 2; i++) {
		struct fact *object = fact_add(&list, arena, "object");
		struct fact *pod;

		fact_integer(object, "line", 7 + i);
		fact_text(object, "api_group", "");
		fact_text(object, "api_version", "v1");
		fact_text(object, "kind", "Pod");
		fact_text(object, "namespace", i == 0 ? "zoo" : NULL);
		fact_text(object, "name", "front");
		pod = fact_add(&list, arena, "pod");
		fact_text(pod, "phase", i == 0 ? "Running" : "Failed");
		fact_integer(pod, "started_us", 1638781204000000 + i);
	}
	put_all(db, "dump.yaml", list.first);
	cr_expect_str_eq(
	    answer_of(arena, db,
		"SELECT object.id, input_id, line, namespace, phase, started_us"
		" FROM object JOIN pod ON object_id = object.id ORDER BY 1"),
	    "1|1|7|zoo|Running|1638781204000000\n"
	    "2|1|8|NULL|Failed|1638781204000001\n");
	db_close(db);
	arena_free(arena);
}

Test(put_facts, keeps_blobs_and_text_byte_for_byte)
{
	struct arena *arena = arena_new();
	struct db *db = new_database();
	struct fact_list list = { 0 };
	struct fact *object = fact_add(&list, arena, "object");
	struct fact *x509;

	fact_integer(object, "line", 1);
	fact_text(object, "api_group", "");
	fact_text(object, "api_version", "v1");
	fact_text(object, "kind", "Secret");
	fact_text(
	    object, "name", "'); DROP TABLE object; --\n\033[2J\xe2\x82\xac");
	x509 = fact_add(&list, arena, "x509");
	fact_integer(x509, "line", 2);
	fact_text(x509, "role", "tls.crt");
	fact_integer(x509, "position", 0);
	fact_text(x509, "serial", "1");
	fact_text(x509, "subject", "");
	fact_text(x509, "issuer", "");
	fact_integer(x509, "not_before_us", -1);
	fact_integer(x509, "not_after_us", INT64_MAX);
	fact_integer(x509, "is_ca", 0);
	fact_text(x509, "key_sha256", "k");
	fact_text(x509, "sha256", "s");
	fact_blob(x509, "der", "\0\377\0", 3);
	put_all(db, "dump.yaml", list.first);
	cr_expect_str_eq(answer_of(arena, db, "SELECT name FROM object"),
	    "'); DROP TABLE object; --\n\033[2J\xe2\x82\xac\n");
	cr_expect_str_eq(
	    answer_of(arena, db,
		"SELECT hex(der), typeof(der), not_before_us, not_after_us, ski"
		" FROM x509"),
	    "00FF00|blob|-1|9223372036854775807|NULL\n");
	db_close(db);
	arena_free(arena);
}

Test(put_facts, keeps_no_words_with_a_private_key_among_them)
{
	struct arena *arena = arena_new();
	struct db *db = new_database();
	struct fact_list list = { 0 };
	struct fact *object = fact_add(&list, arena, "object");
	struct fact *condition = fact_add(&list, arena, "condition");

	fact_integer(object, "line", 1);
	fact_text(object, "api_group", "");
	fact_text(object, "api_version", "v1");
	fact_text(object, "kind", "Certificate");
	fact_text(object, "name", "web");
	fact_integer(condition, "line", 2);
	fact_text(condition, "type", "Ready");
	fact_text(condition, "status", "False");
	fact_text(condition, "reason", "PrivateKeyMismatch");
	fact_text(condition, "message",
	    "not one: -----BEGIN RSA PRIVATE KEY-----\nMIIC");
	put_all(db, "dump.yaml", list.first);
	cr_expect_str_eq(
	    answer_of(arena, db, "SELECT reason, message FROM condition"),
	    "PrivateKeyMismatch|(held a private key; left out)\n");
	db_close(db);
	arena_free(arena);
}

Test(put_facts, writes_rows_that_belong_to_no_object)
{
	struct arena *arena = arena_new();
	struct db *db = new_database();
	struct fact_list list = { 0 };
	struct fact *fact = fact_add(&list, arena, "unknown_kind");

	fact_integer(fact, "line", 3);
	fact_text(fact, "api_group", "apps");
	fact_text(fact, "kind", "ControllerRevision");
	fact_integer(fact, "n", 12);
	put_all(db, "dump.yaml", list.first);
	cr_expect_str_eq(
	    answer_of(arena, db, "SELECT input_id, kind, n FROM unknown_kind"),
	    "1|ControllerRevision|12\n");
	db_close(db);
	arena_free(arena);
}

static bool
put(struct db *db, const char *path, const char *sha256, uint64_t bytes)
{
	struct put_input input = {
		.kind = "objects",
		.status = "read",
		.was_read = sha256 != NULL,
		.bytes = bytes,
		.sha256 = sha256,
	};

	return put_input_end(db, begin_input(db, path), &input);
}

Test(put_input, knows_what_it_has_read_before)
{
	static const struct {
		const char *path;
		const char *sha256;
		uint64_t bytes;
		bool is_new;
	} cases[] = {
		{ "a.yaml", "aa", 10, true },
		{ "a.yaml", "bb", 10, true },  /* other bytes, same name */
		{ "b.yaml", "aa", 10, true },  /* same bytes, other name */
		{ "a.yaml", "aa", 10, false }, /* a twin */
		{ "c.yaml", NULL, 0, true },   /* could not be read */
		{ "c.yaml", NULL, 0, false },  /* still cannot */
		{ "c.yaml", "aa", 10, true },  /* now it can */
	};
	struct arena *arena = arena_new();
	struct db *db = new_database();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool is_new;

		db_begin(db);
		db_mark(db);
		is_new =
		    put(db, cases[i].path, cases[i].sha256, cases[i].bytes);
		cr_expect_eq(is_new, cases[i].is_new, "case %zu", i);
		if (is_new)
			db_keep(db);
		else
			db_undo(db);
		db_commit(db);
	}
	cr_expect_str_eq(
	    answer_of(arena, db, "SELECT count(*) FROM input"), "5\n");
	db_close(db);
	arena_free(arena);
}

Test(put_input, keeps_what_was_counted_and_leaves_the_rest_unknown)
{
	struct arena *arena = arena_new();
	struct db *db = new_database();
	struct put_input full = {
		.kind = "cert-manager-log",
		.status = "partial",
		.was_read = true,
		.bytes = 123,
		.sha256 = "aa",
		.has_lines = true,
		.lines = 9,
		.events = 5,
		.unknown = 2,
		.note = "cut",
		.link = "y.log",
	};
	struct put_input bare = { .kind = "other", .status = "failed" };

	cr_expect(put_input_end(
	    db, put_input_begin(db, "x.gz!x.log", true, 77), &full));
	cr_expect(put_input_end(db, begin_input(db, "gone"), &bare));
	cr_expect_str_eq(
	    answer_of(arena, db,
		"SELECT path, kind, status, bytes, sha256, lines, objects, "
		"events, unknown, mtime_us, note, link FROM input"),
	    "x.gz!x.log|cert-manager-log|partial|123|aa|9|0|5|2|77|cut|y.log\n"
	    "gone|other|failed|NULL|NULL|NULL|0|0|0|NULL|NULL|NULL\n");
	db_close(db);
	arena_free(arena);
}

Test(put_diag, keeps_the_line_where_there_is_one)
{
	struct arena *arena = arena_new();
	struct db *db = new_database();
	int64_t input_id = begin_input(db, "dump.yaml");

	put_diag(db, input_id, 0, "cut short");
	put_diag(db, input_id, 7, "not a date");
	cr_expect_str_eq(
	    answer_of(arena, db, "SELECT input_id, line, text FROM diag"),
	    "1|NULL|cut short\n1|7|not a date\n");
	db_close(db);
	arena_free(arena);
}

Test(put_place, keeps_what_a_path_says_and_leaves_the_rest_unknown)
{
	struct arena *arena = arena_new();
	struct db *db = new_database();
	struct place all = { .layout = "x",
		.namespace = "shop",
		.pod = "web-0",
		.container = "nginx",
		.log = "rotated",
		.has_restarts = true,
		.restarts = 3,
		.stamp = "20310507-061208",
		.group = "",
		.kind = "Pod" };
	struct place none = { .layout = "y" };
	struct taped taped;

	taped_begin(&taped, db, begin_input(db, "a"));
	put_place(taped.tape, 0, &all);
	taped_end(&taped);
	taped_begin(&taped, db, begin_input(db, "b"));
	put_place(taped.tape, 7, &none);
	taped_end(&taped);
	cr_expect_str_eq(
	    answer_of(arena, db,
		"SELECT input_id, line, layout, namespace, pod, container, "
		"log, restarts, stamp, api_group, kind FROM input_place"),
	    "1|NULL|x|shop|web-0|nginx|rotated|3|20310507-061208||Pod\n"
	    "2|7|y|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
	db_close(db);
	arena_free(arena);
}
