/*
 * What somebody saved of a cluster: which objects and which part of the logs,
 * laid out how; and beside it the truth, as lines of tab-separated words.
 */
#ifndef TESTS_ACCURACY_BUNDLE_H
#define TESTS_ACCURACY_BUNDLE_H

#include "accuracy/cluster.h"
#include "accuracy/node.h"

enum layout {
	LAYOUT_YAML,
	LAYOUT_JSON,
	LAYOUT_EACH,
	LAYOUT_MUST_GATHER,
	LAYOUT_ONE_FILE,
	LAYOUT_CLUSTER_INFO,
	LAYOUT_TROUBLESHOOT,
};
#define NLAYOUTS 7

enum packing { PACKING_NONE, PACKING_TGZ, PACKING_ZIP, PACKING_NESTED };

enum kind {
	KIND_CERTIFICATE,
	KIND_REQUEST,
	KIND_ISSUER,
	KIND_CLUSTER_ISSUER,
	KIND_SECRET,
	KIND_POD,
	KIND_DEPLOYMENT,
	KIND_REPLICA_SET,
	KIND_STATEFUL_SET,
	KIND_DAEMON_SET,
	KIND_JOB,
	KIND_EVENT,
};
#define NKINDS 12

struct file {
	const char *path;
	const char *text;
	size_t len;
	int64_t time_us;
	bool is_gzip; /* to be packed */
};

struct bundle {
	struct arena *arena;
	struct cluster *cluster;
	struct mint *mint;
	struct dice dice;
	enum layout layout;
	enum packing packing;
	bool has[NKINDS]; /* which kinds were saved */
	bool has_log;
	bool has_timestamps; /* in front of the log's lines */
	bool has_managed_fields;
	int64_t log_from_us;
	bool *is_process_shown;
	int nparts; /* of the log, where somebody has rotated it */
	struct node *objects[NKINDS]; /* a list each */
	struct file *files;
	size_t nfiles;
	struct sheet truth;
	unsigned resource_version;
};

struct bundle *bundle_new(struct cluster *cluster, struct mint *mint);

const char *layout_name(enum layout layout);
const char *packing_name(enum packing packing);
const char *kind_name(enum kind kind);
const char *kind_plural(enum kind kind);
const char *kind_group(const struct bundle *bundle, enum kind kind);
const char *kind_api(const struct bundle *bundle, enum kind kind);

/* True if the logs show all that was logged in that time. */
bool bundle_shows_log(
    const struct bundle *bundle, int64_t from_us, int64_t to_us);

/* How long a time each part of a rotated log covers. */
int64_t bundle_part_us(const struct bundle *bundle);

/* True if one log goes on without an end from a time to another. */
bool bundle_log_goes_on(
    const struct bundle *bundle, int64_t from_us, int64_t to_us);

/* The generations whose requests are kept: from *first to the newest. */
bool bundle_keeps_request(
    const struct bundle *bundle, const struct generation *generation);

/* Where an X.509 certificate of that generation lies in the bundle. */
bool bundle_shows_x509(
    const struct bundle *bundle, const struct generation *generation);

/* What is known of a run, and how well. */
struct evidence {
	bool is_logged; /* each step, with the namespace */
	bool by_status;
	bool by_request;
	bool by_secret;
	bool by_event;
	bool has_reason;      /* the log gives it */
	bool has_end;         /* the end of the run follows from something */
	int64_t tolerance_us; /* of the moment of issuance */
};

struct evidence bundle_evidence(
    const struct bundle *bundle, const struct run *run);
bool evidence_is_there(const struct evidence *evidence);

/* PEM of a generation, and of the chain behind it. */
const char *generation_pem(struct bundle *bundle, struct generation *of);
const char *generation_chain(struct bundle *bundle, struct generation *of);

/* What cert-manager puts beside it as ca.crt; NULL: nothing. */
const char *generation_ca(struct bundle *bundle, struct generation *of);

/* An object with its metadata; the caller adds the rest. */
struct node *bundle_object(struct bundle *bundle, enum kind kind,
    const char *namespace, const char *name, int64_t created_us);
struct node *bundle_metadata(struct node *object);
struct node *bundle_condition(struct bundle *bundle, struct node *list,
    const char *type, const char *status, int64_t at_us, const char *reason,
    const char *message);

void bundle_put_certificates(struct bundle *bundle);
void bundle_put_issuers(struct bundle *bundle);
void bundle_put_secrets(struct bundle *bundle);
void bundle_put_events(struct bundle *bundle);
void bundle_put_workloads(struct bundle *bundle);

void truth_put_renewals(struct bundle *bundle);
void truth_put_cascades(struct bundle *bundle);

/* A container that takes a Secret. */
struct user {
	const char *pod; /* NULL: no Pod of the workload is there */
	const char *container;
	const char *workload_kind;
	const char *workload;
	const char *uses;
	int64_t created_us;
	int64_t started_us;
	bool is_over;    /* completed, evicted or scaled to zero */
	bool is_waiting; /* it does not run */
};

/* Adds what is true of it for each generation that the Secret has held. */
void truth_put_restarts(struct bundle *bundle,
    const struct certificate *certificate, const struct user *user);

/* Makes files of the objects and of the logs. */
void bundle_lay_out(struct bundle *bundle);
void bundle_put_logs(struct bundle *bundle);
void bundle_put_file(struct bundle *bundle, const char *path,
    const struct sheet *sheet, int64_t time_us);

/* Writes the files below a folder that is there. */
void bundle_write(struct bundle *bundle, const char *folder);

#endif
