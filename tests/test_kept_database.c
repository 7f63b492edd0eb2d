#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bundle.h"
#include "ran.h"
#include "schema/forged.h"
#include "scratch.h"
#include "store/db.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static void
enter(void)
{
	scratch_enter();
	bundle_write();
}

TestSuite(kept_database, .init = enter, .fini = scratch_leave);

static bool
is_there(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

/* The two lines print the same, and something. */
static void
check_same(const char *line, const char *other)
{
	struct ran one = ran_line(line);
	struct ran two = ran_line(other);

	cr_expect_eq(one.status, 0, "%s: %s", line, one.err);
	cr_expect_eq(two.status, 0, "%s: %s", other, two.err);
	cr_expect_gt(strlen(one.out), 2, "%s", line);
	cr_expect_str_eq(one.out, two.out, "%s\n%s", line, other);
	ran_free(&one);
	ran_free(&two);
}

Test(kept_database, answers_as_the_inputs_themselves)
{
	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	cr_expect_not(is_there("k.db.tmp"));
	check_same(
	    "certtrail audit dump -o json", "certtrail audit k.db -o json");
	check_same("certtrail timeline dump", "certtrail timeline k.db");
	check_same("certtrail audit dump --db new.db -o json",
	    "certtrail audit new.db -o json");
}

Test(kept_database, is_not_changed_by_the_same_input_again)
{
	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	cr_assert_eq(ran_status("cp k.db before.db"), 0);
	for (int i = 0; i < 2; i++) {
		cr_expect_eq(ran_status("certtrail ingest --db k.db dump"), 0);
		check_same("certtrail audit before.db -o json",
		    "certtrail audit k.db -o json");
	}
}

Test(kept_database, takes_inputs_one_after_the_other)
{
	cr_assert_eq(
	    ran_status("certtrail ingest --db k.db dump/objects.yaml"), 0);
	cr_assert_eq(ran_status("certtrail ingest --db k.db dump/cm.log"), 0);
	check_same(
	    "certtrail renewals dump -o csv", "certtrail renewals k.db -o csv");
	check_same(
	    "certtrail findings dump -o csv", "certtrail findings k.db -o csv");
	check_same(
	    "certtrail timeline dump -o csv", "certtrail timeline k.db -o csv");
}

Test(kept_database, tells_a_file_that_changed_under_its_name)
{
	struct ran ran;

	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	cr_assert_eq(ran_status("echo >>dump/cm.log"), 0);
	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	ran = ran_line("certtrail inputs k.db -o csv | grep -c cm.log");
	cr_expect_str_eq(ran.out, "2\n");
	ran_free(&ran);
	check_same(
	    "certtrail renewals dump -o csv", "certtrail renewals k.db -o csv");
}

Test(kept_database, is_read_without_a_change)
{
	static const char *const lines[] = {
		"certtrail audit k.db",
		"certtrail audit k.db --as-of 2022-05-01T00:00:00Z",
		"certtrail audit k.db --year 2020 --fail-on high",
		"certtrail timeline k.db -o json",
		"certtrail sql k.db 'SELECT count(*) FROM events'",
		"certtrail sql k.db 'DELETE FROM object'",
		"certtrail sql k.db 'PRAGMA user_version = 7'",
		"certtrail sql k.db \"ATTACH 'other.db' AS other\"",
		"certtrail sql k.db \"VACUUM INTO 'other.db'\"",
		"certtrail audit dump k.db",
		"certtrail audit k.db --db other.db",
		"certtrail audit k.db --db k.db",
	};

	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	cr_assert_eq(ran_status("cp k.db before.db"), 0);
	for (size_t i = 0; i < LEN(lines); i++) {
		(void)ran_status(lines[i]);
		cr_expect_eq(
		    ran_status("cmp k.db before.db"), 0, "%s", lines[i]);
		cr_expect_not(is_there("other.db"), "%s", lines[i]);
		cr_expect_not(is_there("k.db-journal"), "%s", lines[i]);
	}
}

Test(kept_database, is_looked_at_as_of_another_moment)
{
	struct ran ran;

	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	ran = ran_line("certtrail forecast k.db -o csv -n spa "
		       "--as-of 2022-05-01T00:00:00Z");
	cr_expect(strstr(ran.out, ",expired,") != NULL, "%s", ran.out);
	ran_free(&ran);
	ran = ran_line("certtrail forecast k.db -o csv -n spa");
	cr_expect(strstr(ran.out, ",ok,") != NULL, "%s", ran.out);
	ran_free(&ran);
}

static void
change(const char *path, const char *text)
{
	struct db *db = db_create(path);

	db_run(db, path, text);
	db_close(db);
}

Test(kept_database, of_another_release_is_refused_but_for_sql)
{
	static const char *const lines[] = { "certtrail renewals k.db",
		"certtrail audit k.db", "certtrail explain r-1 k.db",
		"certtrail ingest --db k.db dump" };

	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	change("k.db", "UPDATE settings SET tables = 1");
	cr_assert_eq(ran_status("cp k.db before.db"), 0);
	for (size_t i = 0; i < LEN(lines); i++) {
		struct ran ran = ran_line(lines[i]);

		cr_expect_eq(ran.status, 2, "%s: %d", lines[i], ran.status);
		cr_expect_str_empty(ran.out, "%s", lines[i]);
		cr_expect(strstr(ran.err, "another release") != NULL, "%s: %s",
		    lines[i], ran.err);
		ran_free(&ran);
	}
	cr_expect_not(is_there("k.db.tmp"));
	cr_expect_eq(ran_status("cmp k.db before.db"), 0);
	cr_expect_eq(
	    ran_status("certtrail sql k.db 'SELECT * FROM renewals'"), 0);
}

Test(kept_database, is_concluded_from_again_where_the_rules_are_newer)
{
	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	cr_assert_eq(ran_status("cp k.db old.db"), 0);
	change("old.db",
	    "UPDATE settings SET rules = 1; DROP VIEW renewals;"
	    "DELETE FROM renewal");
	check_same("certtrail renewals k.db", "certtrail renewals old.db");
	check_same(
	    "certtrail audit k.db -o json", "certtrail audit old.db -o json");
}

Test(kept_database, never_takes_the_place_of_another_file)
{
	static const char *const makes[] = {
		"echo words >k.db",
		"mkfifo k.db",
		"mkdir k.db",
		"ln -s dump/cm.log k.db",
		/* Of another contract. */
		"certtrail ingest -q --db k.db dump; printf '\\002' | dd "
		"of=k.db "
		"bs=1 seek=63 conv=notrunc 2>/dev/null",
		/* Of another program. */
		"certtrail ingest -q --db k.db dump; printf 'XYZ1' | dd "
		"of=k.db "
		"bs=1 seek=68 conv=notrunc 2>/dev/null",
	};

	for (size_t i = 0; i < LEN(makes); i++) {
		struct ran before;
		struct ran after;

		cr_assert_eq(ran_status(makes[i]), 0, "%s", makes[i]);
		before = ran_line("ls -l k.db; test -f k.db && cksum <k.db");
		cr_expect_eq(ran_status("certtrail ingest --db k.db dump"), 2,
		    "%s", makes[i]);
		cr_expect_eq(ran_status("certtrail audit --db=k.db dump"), 2,
		    "%s", makes[i]);
		after = ran_line("ls -l k.db; test -f k.db && cksum <k.db");
		cr_expect_str_eq(before.out, after.out, "%s", makes[i]);
		cr_expect_not(is_there("k.db.tmp"), "%s", makes[i]);
		ran_free(&before);
		ran_free(&after);
		cr_assert_eq(ran_status("rm -rf k.db"), 0);
	}
	cr_expect_eq(ran_status(": >k.db; certtrail ingest --db k.db dump"), 0,
	    "an empty file holds nothing to lose");
}

Test(kept_database, is_whole_or_not_there_when_the_disk_is_full)
{
	/* Files may not grow beyond 64 kB, as on a disk that is full. */
	static const char *const full = "trap '' XFSZ; ulimit -f 128; ";
	char line[256];
	struct ran ran;

	snprintf(line, sizeof(line), "%scerttrail ingest --db k.db dump", full);
	ran = ran_line(line);
	cr_expect_eq(ran.status, 5, "%d %s", ran.status, ran.err);
	cr_expect_gt(strlen(ran.err), 0);
	ran_free(&ran);
	cr_expect_not(is_there("k.db"));
	cr_expect_not(is_there("k.db.tmp"));

	cr_assert_eq(
	    ran_status("certtrail ingest --db k.db dump/objects.yaml"), 0);
	cr_assert_eq(ran_status("cp k.db before.db"), 0);
	cr_expect_eq(ran_status(line), 5);
	cr_expect_eq(ran_status("cmp k.db before.db"), 0);
	cr_expect_not(is_there("k.db.tmp"));

	snprintf(line, sizeof(line), "%scerttrail timeline dump -o json", full);
	cr_expect_eq(ran_status(line), 5, "the temporary one as well");
}

/* Waits until the program has begun to write, or has ended. */
static void
wait_for(const char *path, pid_t pid)
{
	const struct timespec pause = { 0, 1000000 };

	while (!is_there(path) && waitpid(pid, NULL, WNOHANG) == 0)
		nanosleep(&pause, NULL);
}

Test(kept_database, is_not_there_after_an_interruption)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

	for (size_t i = 0; i < LEN(signals); i++) {
		int ends[2];
		int status = 0;
		pid_t pid;

		cr_assert_eq(pipe(ends), 0);
		/* It reads what never comes. */
		pid = ran_start("exec certtrail ingest --db k.db -", ends[0]);
		wait_for("k.db.tmp", pid);
		cr_assert(is_there("k.db.tmp"));
		cr_assert_eq(kill(pid, signals[i]), 0);
		cr_assert_eq(waitpid(pid, &status, 0), pid);
		cr_expect(WIFEXITED(status) &&
			WEXITSTATUS(status) == 128 + signals[i],
		    "signal %d: %d", signals[i], status);
		cr_expect_not(is_there("k.db"), "signal %d", signals[i]);
		cr_expect_not(is_there("k.db.tmp"), "signal %d", signals[i]);
		close(ends[0]);
		close(ends[1]);
	}
}

Test(kept_database, answers_sql_from_an_argument_or_standard_input)
{
	static const struct {
		const char *line;
		int status;
		const char *out;
	} cases[] = {
		{ "certtrail sql k.db 'SELECT name FROM certificate_now'"
		  " -o jsonl | wc -l",
		    0, "2\n" },
		{ "certtrail sql k.db 'SELECT certificate, state FROM forecast'"
		  " -o csv",
		    0, "certificate,state\r\napi,ok\r\nweb,ok\r\n" },
		{ "echo 'SELECT 1 AS one;' | certtrail sql k.db -o jsonl", 0,
		    "{\"one\":1}\n" },
		{ "certtrail sql k.db 'SELECT no_such FROM findings'", 2, "" },
		{ "certtrail sql k.db 'SELECT 1; SELECT 2'", 2, "" },
		{ "certtrail sql k.db 'DROP TABLE object'", 2, "" },
		{ "certtrail sql k.db 'SELECT 1' more", 2, "" },
		{ "certtrail sql k.db </dev/null", 2, "" },
		{ "head -c 2000000 /dev/zero | certtrail sql k.db", 2, "" },
	};

	cr_assert_eq(ran_status("certtrail ingest --db k.db dump"), 0);
	for (size_t i = 0; i < LEN(cases); i++) {
		struct ran ran = ran_line(cases[i].line);

		cr_expect_eq(ran.status, cases[i].status, "%s: %d %s",
		    cases[i].line, ran.status, ran.err);
		cr_expect_str_eq(
		    ran.out, cases[i].out, "%s: %s", cases[i].line, ran.out);
		ran_free(&ran);
	}
}

/* A Secret with its key, in data, and the other places that keys get to. */
static void
write_secret(struct forge *forge, const char *key, const char *path)
{
	const struct forged forged = {
		.subject = "web",
		.issuer = "web",
		.key = 'K',
		.by = 'K',
		.serial = 7,
		.not_before_us = INT64_C(1638781204000000),
		.not_after_us = INT64_C(1646557204000000),
	};
	char *crt = forge_certificate(forge, &forged);
	char *crt64 = forge_base64(crt, strlen(crt));
	char *key64 = forge_base64(key, strlen(key));
	FILE *file = fopen(path, "w");

	cr_assert_not_null(file);
	fprintf(file,
	    "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\n"
	    "metadata:\n  name: web-tls\n  namespace: zoo\n  annotations:\n"
	    "    cert-manager.io/certificate-name: web\n"
	    "    kubectl.kubernetes.io/last-applied-configuration: '"
	    "{\"data\":{\"tls.key\":\"%s\"}}'\n"
	    "data:\n  tls.crt: %s\n  tls.key: %s\n  key.pem: %s\n"
	    "  password: %s\nstringData:\n  extra.key: \"",
	    key64, crt64, key64, key64, key64);
	for (const char *at = key; *at != '\0'; at++)
		*at == '\n' ? fputs("\\n", file) : fputc(*at, file);
	fputs("\"\n", file);
	cr_assert_eq(fclose(file), 0);
	free(crt);
	free(crt64);
	free(key64);
}

static bool
holds(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "rb");
	struct stat status;
	char *all;
	bool found;

	cr_assert_not_null(file, "%s", path);
	cr_assert_eq(fstat(fileno(file), &status), 0);
	all = malloc((size_t)status.st_size + 1);
	cr_assert_not_null(all);

	size_t size = fread(all, 1, (size_t)status.st_size, file);

	found = false;
	for (size_t i = 0; !found && i + len <= size; i++)
		found = memcmp(all + i, bytes, len) == 0;
	fclose(file);
	free(all);
	return found;
}

Test(kept_database, holds_nothing_of_a_private_key)
{
	struct forge *forge = forge_open();
	char *key = forge_key(forge, 'K');
	char *key64 = forge_base64(key, strlen(key));
	const char *body = strchr(key, '\n') + 1;
	unsigned char secret[32];
	struct ran ran;

	forge_secret(forge, 'K', secret);
	write_secret(forge, key, "dump/secret.yaml");
	scratch_write("dump/key.pem", key, strlen(key));
	scratch_write("dump/der.txt", body, strlen(body));
	/* In an archive, cut short, and in the midst of a log. */
	cr_assert_eq(
	    ran_status("tar -czf dump/a.tgz dump/secret.yaml;"
		       "head -c 700 dump/secret.yaml >dump/cut.yaml;"
		       "cat dump/key.pem dump/secret.yaml >>dump/cm.log;"
		       "{ printf 'E1206 09:00:01.000000 1 a.go:1] "
		       "\"msg\"=\"re-queuing item  due to error processing\" "
		       "\"key\"=\"zoo/web\" \"error\"=\"';"
		       "tr '\\n' ' ' <dump/key.pem; echo '\"'; } "
		       ">>dump/cm.log"),
	    0);
	cr_assert(holds("dump/secret.yaml", key64 + 44, 40));
	ran = ran_line(
	    "certtrail audit --db k.db dump -o json >all.txt 2>&1;"
	    "certtrail audit k.db >>all.txt;"
	    "certtrail inputs k.db -o csv >>all.txt;"
	    "certtrail sql k.db 'SELECT DISTINCT serial FROM x509' -o csv");
	cr_expect_str_eq(ran.out, "serial\r\n7\r\n", "%s", ran.out);
	ran_free(&ran);
	for (int i = 0; i < 2; i++) {
		const char *path = i == 0 ? "k.db" : "all.txt";

		cr_expect_not(holds(path, secret, sizeof(secret)), "%s", path);
		/* Beyond the header of the PEM text, which is no secret. */
		cr_expect_not(holds(path, key64 + 84, 24), "%s", path);
		cr_expect_not(holds(path, body + 24, 24), "%s", path);
		cr_expect_not(holds(path, "PRIVATE KEY", 11), "%s", path);
	}
	cr_expect(holds("all.txt", "private-key-in-bundle", 21));
	free(key);
	free(key64);
	forge_close(forge);
}
