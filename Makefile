# Everything that is built lands in build/$(MODE); nothing is written beside
# the sources.  MODE is one of: release (default), debug, asan, cover.

MODE    ?= release
B       := build/$(MODE)
PROGRAM := $(B)/certtrail
PREFIX  ?= /usr/local

CC         ?= cc
PKG_CONFIG ?= pkg-config
PKGS       := sqlite3 yaml-0.1 libpcre2-8 zlib libarchive libcrypto

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wcast-qual -Wcast-align -Wpointer-arith -Wwrite-strings -Wundef \
	-Wvla -Wformat=2 -Wdouble-promotion -Wswitch-enum \
	-Wimplicit-fallthrough -Wnull-dereference
SAN  := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
HARD := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
	-fPIE

MODE_CFLAGS_release := -O2 -g $(HARD)
MODE_CFLAGS_debug   := -O0 -g3
MODE_CFLAGS_asan    := -O1 -g $(SAN) -DARENA_ONE_BY_ONE
MODE_CFLAGS_cover   := -O0 -g --coverage
MODE_LDFLAGS_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
MODE_LDFLAGS_asan    := $(SAN)
MODE_LDFLAGS_cover   := --coverage

ALL_CPPFLAGS := -Ianalyzer -D_POSIX_C_SOURCE=200809L -MMD -MP $(CPPFLAGS)
ALL_CFLAGS    = -std=c17 $(WARN) $(if $(WERROR),-Werror) \
	$(MODE_CFLAGS_$(MODE)) $(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CFLAGS)
ALL_LDFLAGS   = $(MODE_LDFLAGS_$(MODE)) $(LDFLAGS)
LIBS          = $(shell $(PKG_CONFIG) --libs $(PKGS)) $(LDLIBS)

# main.c is left out of LIB_SRC so that the tests can link all the rest.
LIB_SRC  := $(filter-out analyzer/main.c,$(sort $(wildcard analyzer/*.c analyzer/*/*.c)))
TEST_SRC := $(sort $(wildcard tests/*.c tests/*/*.c))
TEST_SRC := $(filter-out tests/fuzz/%,$(TEST_SRC))
DATA     := $(sort $(wildcard schema/*/*.sql schema/*/*.yaml))
LIB_OBJ  := $(LIB_SRC:%.c=$(B)/obj/%.o) $(B)/gen/embedded_data.o
TEST_OBJ := $(TEST_SRC:%.c=$(B)/obj/%.o)

.PHONY: all check check-asan cover lint format clean FORCE
all: $(PROGRAM)

$(PROGRAM): $(B)/obj/analyzer/main.o $(LIB_OBJ)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/unit-tests: $(TEST_OBJ) $(LIB_OBJ)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS) -lcriterion

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(B)/gen/embedded_data.c: schema/embed.sh $(DATA) $(B)/gen/data.list
	sh schema/embed.sh $(DATA) > $@.tmp && mv $@.tmp $@

# Changes only when a file comes or goes, which make would not notice.
$(B)/gen/data.list: FORCE
	@mkdir -p $(@D)
	@echo '$(DATA)' | cmp -s - $@ || echo '$(DATA)' > $@

check: $(B)/unit-tests
	./$< --jobs 2

# Criterion calls a test that leaked "passing"; abort_on_error makes it fail.
check-asan:
	$(MAKE) MODE=asan build/asan/unit-tests
	ASAN_OPTIONS=abort_on_error=1 ./build/asan/unit-tests --jobs 2

lint:
	sh tests/layering.sh
	clang-format --dry-run -Werror $$(git ls-files '*.c' '*.h')

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(TEST_OBJ:.o=.d) $(B)/obj/analyzer/main.d
