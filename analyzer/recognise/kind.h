/*
 * What a stream of bytes is, by its content, never by its name.
 */
#ifndef RECOGNISE_KIND_H
#define RECOGNISE_KIND_H

#include <stddef.h>

enum kind {
	KIND_EMPTY,
	KIND_GZIP,
	KIND_CONTAINER, /* see open/container.h */
	KIND_DATABASE,  /* SQLite 3 */
	KIND_OBJECTS,   /* Kubernetes objects in YAML or JSON */
	KIND_LOG, /* klog text or cert-manager's JSON lines, maybe behind a
	                   kubelet or CRI time */
	KIND_OTHER_LOG, /* lines that begin with some other kind of time */
	KIND_TEXT,
	KIND_BINARY
};

/* bytes are the first len of the stream: SOURCE_PEEK_BYTES or all there is. */
enum kind kind_recognise(const unsigned char *bytes, size_t len);

#endif
