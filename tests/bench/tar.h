/*
 * A tar of many small members, as ustar has it, to stdout.
 */
#ifndef TESTS_BENCH_TAR_H
#define TESTS_BENCH_TAR_H

/* A member with a line of text that means nothing. */
void tar_note(unsigned i);

/* A member with a Certificate in YAML. */
void tar_certificate(unsigned i);

void tar_end(void);

#endif
