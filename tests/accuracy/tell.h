/*
 * What cert-manager writes to its log, and which Events it makes, when
 * something happens; each release in its own words.
 */
#ifndef TESTS_ACCURACY_TELL_H
#define TESTS_ACCURACY_TELL_H

#include "accuracy/cluster.h"

/* A try begins; may set run->planned_us. */
void tell_begin(struct cluster *cluster, struct run *run, int64_t at_us);

/* It failed; the next one may begin at next_us. */
void tell_failure(
    struct cluster *cluster, struct run *run, int64_t at_us, int64_t next_us);

/* The Secret was written; before is the generation that it held, or NULL. */
void tell_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us);

void tell_deleted(struct cluster *cluster,
    const struct certificate *certificate, int64_t at_us);
void tell_resync(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us);
void tell_start(struct cluster *cluster, size_t process);
/* A process that has to wait until it may lead. */
void tell_standby(struct cluster *cluster, size_t process, int64_t at_us);
void tell_stop(struct cluster *cluster, int64_t at_us);

/* Something that says nothing about an issuance. */
void tell_noise(struct cluster *cluster, struct dice *dice, int64_t at_us);

/* Those of v0.8 to v0.10, v0.11 to v0.15, and since. */
void tell_sync_begin(struct cluster *cluster, struct run *run, int64_t at_us);
void tell_sync_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us);
void tell_sync_resync(struct cluster *cluster,
    const struct certificate *certificate, int64_t at_us);
void tell_request_begin(
    struct cluster *cluster, struct run *run, int64_t at_us);
void tell_request_failure(
    struct cluster *cluster, struct run *run, int64_t at_us);
void tell_request_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us);
void tell_trigger_begin(
    struct cluster *cluster, struct run *run, int64_t at_us);
void tell_trigger_failure(
    struct cluster *cluster, struct run *run, int64_t at_us, int64_t next_us);
void tell_trigger_success(struct cluster *cluster, struct run *run,
    const struct generation *before, int64_t at_us);

/* What they share. */
const char *tell_key(
    struct cluster *cluster, const struct certificate *certificate);
bool tell_is_remade(const struct run *run, const struct generation *before);
const char *tell_signer(const struct certificate *certificate);
void tell_work(struct cluster *cluster, const char *logger,
    const struct certificate *certificate, bool is_end, int64_t at_us);
void tell_event(struct cluster *cluster, const struct certificate *certificate,
    int64_t at_us, const char *type, const char *reason, const char *message,
    const char *component);
const char *tell_trigger_message(
    struct cluster *cluster, const struct run *run, bool has_nil);

#endif
