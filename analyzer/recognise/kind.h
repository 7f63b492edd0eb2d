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
	KIND_PRINTED,   /* what kubectl prints for people, and cmctl status */
	KIND_LOG, /* klog text or cert-manager's JSON, also behind a time */
	KIND_OTHER_LOG, /* lines that begin with some other kind of time */
	KIND_TEXT,
	KIND_BINARY
};

/*
 * bytes are the first len of the stream: SOURCE_PEEK_BYTES or all there is.
 *
 * Magic numbers decide first.  Objects may have other text before them, such as
 * a shell prompt or an error of kubectl; only what kubectl describe printed
 * hides what follows, as it may quote an object that is none of the cluster's.
 * What is printed for people may have warnings in the form of a log between it.
 * Where there are both objects and records of a log that are not indented (as
 * they would be inside an object), it is a log if these are half of the lines.
 * UTF-16 is binary here: see open/encoding.h.
 */
enum kind kind_recognise(const unsigned char *bytes, size_t len);

#endif
