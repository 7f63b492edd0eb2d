/*
 * A small dump, for tests of the whole program.
 */
#ifndef TESTS_BUNDLE_H
#define TESTS_BUNDLE_H

/*
 * Writes dump/objects.yaml and dump/cm.log into the current folder: a renewed
 * certificate zoo/web whose Secret the Pod zoo/front has not taken, and an old
 * one, spa/api, whose Issuer and Secret are not there.  Captured at
 * 2021-12-07T00:00:00Z; one finding, of severity high.
 */
void bundle_write(void);

#endif
