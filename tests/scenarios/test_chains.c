/*
 * What certtrail says of a chain, held against OpenSSL: a leaf is stale by its
 * key or by its key identifier exactly if X509_verify_cert() refuses it to whom
 * only the CA's present certificate is trusted.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../accuracy/mint.h"
#include "../accuracy/sheet.h"
#include "../ran.h"
#include "../scratch.h"

#define OLD_KEY 1
#define NEW_KEY 2
#define LEAF_KEY 3

static const struct {
	const char *what;
	uint64_t new_key; /* of the CA, which had OLD_KEY */
	enum key_id old_id;
	enum key_id new_id;
	const char *state;
} changes[] = {
	{ "the same key", OLD_KEY, KEY_ID_SHA1, KEY_ID_SHA1, "stale-copy" },
	{ "the same key, no identifiers", OLD_KEY, KEY_ID_NONE, KEY_ID_NONE,
	    "stale-copy" },
	{ "the same key by another name", OLD_KEY, KEY_ID_SHA1, KEY_ID_SHA256,
	    "stale-ski" },
	{ "a new key", NEW_KEY, KEY_ID_SHA1, KEY_ID_SHA1, "stale-key" },
	{ "a new key, no identifiers", NEW_KEY, KEY_ID_NONE, KEY_ID_NONE,
	    "stale-key" },
	{ "a new key and a new name", NEW_KEY, KEY_ID_SHA1, KEY_ID_SHA256,
	    "stale-key" },
};
#define NCHANGES (sizeof(changes) / sizeof(changes[0]))

static const char *const types[] = { "ECDSA P-256", "ECDSA P-384", "RSA",
	"Ed25519" };
#define NTYPES (sizeof(types) / sizeof(types[0]))

TestSuite(chains, .init = scratch_enter, .fini = scratch_leave);

static const char *
mint_ca(struct mint *mint, enum key_type type, uint64_t key, enum key_id id,
    const char *not_before)
{
	struct minted minted = { .subject = "ca",
		.issuer = "ca",
		.key = { type, key },
		.by = { type, key },
		.ski = id,
		.serial = 1000 + key,
		.is_ca = true,
		.not_before_us = date_us(not_before),
		.not_after_us = date_us("2025-01-01") };

	return mint_certificate(mint, &minted);
}

static const char *
mint_leaf(struct mint *mint, enum key_type type, enum key_id id)
{
	struct minted minted = { .subject = "web",
		.issuer = "ca",
		.key = { type, LEAF_KEY },
		.by = { type, OLD_KEY },
		.aki = id,
		.serial = 2000,
		.not_before_us = date_us("2024-01-02"),
		.not_after_us = date_us("2024-12-01") };

	return mint_certificate(mint, &minted);
}

static void
put_certificate(struct sheet *sheet, const char *name, const char *issuer,
    const char *not_before, int revision, const char *pem, const char *ca)
{
	struct arena *arena = sheet->arena;

	sheet_printf(sheet,
	    "---\napiVersion: cert-manager.io/v1\nkind: Certificate\n"
	    "metadata: {name: %s, namespace: zoo, creationTimestamp: "
	    "\"2024-01-01T00:00:00Z\"}\nspec: {secretName: %s, isCA: %s, "
	    "issuerRef: {name: %s}}\nstatus: {notBefore: \"%sT00:00:00Z\", "
	    "notAfter: \"%s\", revision: %d}\n",
	    name, name, strcmp(name, "ca") == 0 ? "true" : "false", issuer,
	    not_before,
	    strcmp(name, "ca") == 0 ? "2025-01-01T00:00:00Z"
				    : "2024-12-01T00:00:00Z",
	    revision);
	sheet_printf(sheet,
	    "---\napiVersion: v1\nkind: Secret\nmetadata: {name: %s, "
	    "namespace: zoo}\ntype: kubernetes.io/tls\ndata: {tls.crt: ",
	    name);
	sheet_puts(sheet, base64(arena, pem));
	sheet_puts(sheet, ", ca.crt: ");
	sheet_puts(sheet, base64(arena, ca));
	sheet_puts(sheet, "}\n");
}

/* The state of the leaf, by certtrail. */
static void
ask(struct arena *arena, const char *leaf, const char *old_ca,
    const char *new_ca, char state[32])
{
	struct sheet sheet = { .arena = arena };
	struct ran ran;

	sheet_puts(&sheet,
	    "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: "
	    "{name: ca, namespace: zoo}\nspec: {ca: {secretName: ca}}\n---\n"
	    "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: "
	    "{name: self, namespace: zoo}\nspec: {selfSigned: {}}\n");
	put_certificate(&sheet, "ca", "self", "2024-06-01", 2, new_ca, new_ca);
	put_certificate(&sheet, "web", "ca", "2024-01-02", 1, leaf, old_ca);
	scratch_write("zoo.yaml", sheet.text, sheet.len);
	cr_assert_eq(ran_status("rm -f zoo.db; certtrail ingest -q --db "
				"zoo.db zoo.yaml"),
	    0);
	ran = ran_line("certtrail sql -o csv zoo.db "
		       "\"SELECT state FROM cascades WHERE certificate = "
		       "'web' AND state <> 'superseded'\" | sed 1d");
	snprintf(state, 32, "%.*s", (int)strcspn(ran.out, "\r\n"), ran.out);
	ran_free(&ran);
}

Test(chains, are_stale_as_openssl_refuses_them)
{
	for (size_t i = 0; i < NTYPES * NCHANGES; i++) {
		size_t change = i % NCHANGES;
		enum key_type type = (enum key_type)(i / NCHANGES);
		struct arena *arena = arena_new();
		struct mint *mint = mint_open(arena);
		const char *old_ca = mint_ca(
		    mint, type, OLD_KEY, changes[change].old_id, "2024-01-01");
		const char *new_ca =
		    mint_ca(mint, type, changes[change].new_key,
			changes[change].new_id, "2024-06-01");
		const char *leaf =
		    mint_leaf(mint, type, changes[change].old_id);
		bool is_refused = !mint_verifies(mint, leaf, new_ca);
		char state[32];

		ask(arena, leaf, old_ca, new_ca, state);
		cr_expect_str_eq(state, changes[change].state, "%s, %s: %s",
		    types[type], changes[change].what, state);
		cr_expect_eq(is_refused,
		    strcmp(state, "stale-key") == 0 ||
			strcmp(state, "stale-ski") == 0,
		    "%s, %s: %s, but OpenSSL %s it", types[type],
		    changes[change].what, state,
		    is_refused ? "refuses" : "takes");
		cr_expect(mint_verifies(mint, leaf, old_ca), "%s, %s",
		    types[type], changes[change].what);
		mint_close(mint);
		arena_free(arena);
	}
}
