#!/bin/sh
# Checks who includes whom: each folder of analyzer/ may use only the folders
# listed here, and each library's header has one home.
set -eu
bad=0

allow() {
	folder=$1; shift
	ok=$(printf '%s|' "$folder" "$@"); ok=${ok%|}
	if grep -nE '^#include "' analyzer/"$folder"/*.[ch] 2>/dev/null |
	    grep -vE "#include \"($ok)/"; then
		echo "layering: $folder/ may include only: $folder $*" >&2
		bad=1
	fi
}

# home HEADER FILE...: the files that may include it, of analyzer/ and of the
# folder that home_in names.
home_in=analyzer
home() {
	header=$1; shift
	if grep -rl "^#include <$header>" $home_in |
	    grep -vxF "$(printf '%s\n' "$@")"; then
		echo "layering: <$header> belongs to $*" >&2
		bad=1
	fi
}

allow base
allow model base
allow discover base model
allow open base
allow recognise base model open
allow parse base model open
allow store base model
allow derive base store
allow report base store

home pthread.h analyzer/open/ahead.c analyzer/crew.c
home sqlite3.h analyzer/store/db.c analyzer/store/stmt.c \
    analyzer/store/db_function.c
home yaml.h analyzer/parse/yaml_tree.c analyzer/parse/yaml_doc.c
home pcre2.h analyzer/parse/log_pattern.c
home isa-l/igzip_lib.h analyzer/open/inflate_isal.c
home zlib.h analyzer/open/inflate_zlib.c
home archive.h analyzer/open/container.c
home archive_entry.h analyzer/open/container.c analyzer/open/container_entry.c
home openssl/evp.h analyzer/open/digest.c analyzer/parse/x509.c
home openssl/x509.h analyzer/parse/x509.c

home_in=tests/accuracy
home 'openssl/.*' tests/accuracy/mint.c
home 'archive.*' tests/accuracy/pack.c

if grep -rnE '"(SELECT|INSERT|CREATE|UPDATE|DELETE|WITH) ' analyzer; then
	echo "layering: SQL belongs in schema/" >&2
	bad=1
fi
exit $bad
