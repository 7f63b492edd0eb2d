# Everything that is built lands in build/$(MODE); nothing is written beside
# the sources.  MODE is one of: release (default), debug, asan, cover, fuzz,
# and for lint: analyze, clang.  WERROR=1 makes warnings errors.

MODE    ?= release
B       := build/$(MODE)
PROGRAM := $(B)/certtrail
PREFIX  ?= /usr/local

CC         ?= cc
PKG_CONFIG ?= pkg-config
PKGS       := sqlite3 yaml-0.1 libpcre2-8 zlib libarchive libcrypto
# ISA-L unpacks gzip in half the time of zlib.  It is used where it is; ISAL=no
# builds without it (in another folder, B=..., as objects are not made anew).
ISAL       ?= auto
HAVE_ISAL   = $(if $(filter auto,$(ISAL)),$(shell \
	$(PKG_CONFIG) --exists libisal && echo libisal))
PACKAGES   := sh analyzer/install-packages.sh
MAKEFLAGS  += --no-print-directory

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
MODE_CFLAGS_tsan    := -O1 -g -fsanitize=thread
MODE_CFLAGS_cover   := -O0 -g --coverage
MODE_CFLAGS_fuzz    := $(MODE_CFLAGS_asan) -fsanitize=fuzzer-no-link
MODE_CFLAGS_analyze := -O1 -fanalyzer -Wlogical-op -Wduplicated-cond \
	-Wduplicated-branches -Wjump-misses-init
MODE_CFLAGS_clang   := -O1
MODE_LDFLAGS_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
MODE_LDFLAGS_asan    := $(SAN)
MODE_LDFLAGS_tsan    := -fsanitize=thread
MODE_LDFLAGS_cover   := --coverage
MODE_LDFLAGS_fuzz    := $(SAN) -fsanitize=fuzzer

# pkg-config must not run before $(PACKAGES) has: these expand in recipes.
ALL_CPPFLAGS := -Ianalyzer -D_XOPEN_SOURCE=700 -MMD -MP $(CPPFLAGS)
ALL_CFLAGS    = -std=c17 $(WARN) $(if $(WERROR),-Werror) \
	-pthread $(MODE_CFLAGS_$(MODE)) $(if $(HAVE_ISAL),-DWITH_ISAL) \
	$(shell $(PKG_CONFIG) --cflags $(PKGS) $(HAVE_ISAL)) $(CFLAGS)
ALL_LDFLAGS   = -pthread $(MODE_LDFLAGS_$(MODE)) $(LDFLAGS)
LIBS          = $(shell $(PKG_CONFIG) --libs $(PKGS) $(HAVE_ISAL)) $(LDLIBS)

# main.c is left out of LIB_SRC so that the tests can link all the rest.
SRC      := $(sort $(wildcard analyzer/*.c analyzer/*/*.c))
LIB_SRC  := $(filter-out analyzer/main.c,$(SRC))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/*.c))
TEST_SRC := $(sort $(wildcard tests/*.c tests/*/*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
PLAY_SRC := $(sort $(wildcard tests/accuracy/*.c))
TEST_SRC := $(filter-out $(FUZZ_SRC) $(BENCH_SRC) $(PLAY_SRC),$(TEST_SRC))
HEADERS  := $(wildcard analyzer/*.h analyzer/*/*.h tests/*.h tests/*/*.h)
PATTERNS := $(sort $(wildcard schema/patterns/*.yaml))
DATA     := $(sort $(wildcard schema/*/*.sql schema/*/*.yaml))
DATA     := $(filter-out $(PATTERNS),$(DATA))
GEN_OBJ  := $(B)/gen/embedded_data.o $(B)/gen/log_pack.o
OBJ      := $(SRC:%.c=$(B)/obj/%.o) $(GEN_OBJ)
LIB_OBJ  := $(LIB_SRC:%.c=$(B)/obj/%.o) $(GEN_OBJ)
TEST_OBJ := $(TEST_SRC:%.c=$(B)/obj/%.o)
FUZZ_OBJ := $(FUZZ_SRC:%.c=$(B)/obj/%.o)
FUZZERS  := $(FUZZ_SRC:tests/fuzz/%.c=$(B)/%)
BENCHES  := $(addprefix $(B)/bench/,corpus events floor measure)
BENCH_OBJ := $(BENCH_SRC:%.c=$(B)/obj/%.o)
PLAY_OBJ := $(PLAY_SRC:%.c=$(B)/obj/%.o)
# One program plays clusters, another compares.
COMPARE_OBJ := $(filter %/rows.o,$(PLAY_OBJ)) \
	$(filter $(B)/obj/tests/accuracy/compare%,$(PLAY_OBJ))
SIMULATE_OBJ := $(filter-out $(COMPARE_OBJ),$(PLAY_OBJ))
PLAYERS  := $(B)/accuracy/simulate $(B)/accuracy/compare
BASE_OBJ := $(addprefix $(B)/obj/analyzer/base/,arena.o fatal.o str.o)
# What turns the pattern files into C reads and checks them as the program would.
PACKER_SRC := schema/pack_patterns.c analyzer/model/log_record.c \
	$(filter-out %/log_pack.c,$(wildcard analyzer/parse/log_*.c)) \
	$(addprefix analyzer/parse/,duration.c timestamp.c yaml_doc.c) \
	$(addprefix analyzer/base/,arena.c diag.c fatal.c str.c)
C_FILES  := schema/pack_patterns.c $(SRC) $(TEST_SRC) $(FUZZ_SRC) $(BENCH_SRC) \
	$(PLAY_SRC) $(HEADERS)

# The scenarios run the program that is built beside them.
$(B)/obj/tests/scenarios/%.o: ALL_CPPFLAGS += -DPROGRAM='"$(PROGRAM)"'

.PHONY: all demo check check-asan check-tsan unit golden cover bench \
	bench-memory accuracy fuzz run-fuzzers lint objects test-objects \
	format install uninstall clean libraries FORCE
.SECONDARY: $(FUZZ_OBJ) $(BENCH_OBJ) $(PLAY_OBJ)

all: $(PROGRAM)

# The whole commands are shown by V=1.
Q := $(if $(V),,@)

$(PROGRAM): $(B)/obj/analyzer/main.o $(LIB_OBJ)
	$(if $(V),,@echo LD $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/unit-tests: $(TEST_OBJ) $(LIB_OBJ) \
	$(addprefix $(B)/obj/tests/accuracy/,mint.o sheet.o)
	$(if $(V),,@echo LD $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS) -lcriterion

$(B)/fuzz_%: $(B)/obj/tests/fuzz/fuzz_%.o $(LIB_OBJ)
	$(if $(V),,@echo LD $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/bench/corpus: $(addprefix $(B)/obj/tests/bench/,log.o moment.o \
	objects.o sheet.o tar.o)

$(B)/bench/%: $(B)/obj/tests/bench/%.o
	@mkdir -p $(@D)
	$(if $(V),,@echo LD $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(PLAY_OBJ): ALL_CPPFLAGS += -Itests

$(B)/accuracy/simulate: $(SIMULATE_OBJ) $(BASE_OBJ)
$(B)/accuracy/compare: $(COMPARE_OBJ) $(B)/obj/tests/accuracy/sheet.o \
	$(BASE_OBJ)
$(PLAYERS):
	@mkdir -p $(@D)
	$(if $(V),,@echo LD $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/obj/%.o: %.c | libraries
	@mkdir -p $(@D)
	$(if $(V),,@echo CC $<)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(B)/obj/tests/ran.o: ALL_CPPFLAGS += -DPROGRAM_FOLDER='"$(abspath $(B))"'

$(B)/gen/%.o: $(B)/gen/%.c | libraries
	$(if $(V),,@echo CC $<)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(B)/gen/embedded_data.c: schema/embed.sh $(DATA) $(B)/gen/data.list
	$(Q)sh schema/embed.sh $(DATA) > $@.tmp && mv $@.tmp $@

# Built without $(MODE)'s flags: it is run here, not tested.
$(B)/gen/pack_patterns: $(PACKER_SRC) $(HEADERS) | libraries
	@mkdir -p $(@D)
	$(if $(V),,@echo CC $@)
	$(Q)$(CC) -Ianalyzer -D_XOPEN_SOURCE=700 -std=c17 -O1 $(WARN) \
	    $(if $(WERROR),-Werror) $(shell $(PKG_CONFIG) --cflags $(PKGS)) \
	    -o $@ $(PACKER_SRC) $(LIBS)

$(B)/gen/log_pack.c: $(B)/gen/pack_patterns $(PATTERNS) $(B)/gen/data.list
	$(if $(V),,@echo PACK $@)
	$(Q)$(B)/gen/pack_patterns $(PATTERNS) > $@.tmp && mv $@.tmp $@

# Changes only when a file comes or goes, which make would not notice.
$(B)/gen/data.list: FORCE
	@mkdir -p $(@D)
	@echo '$(DATA) $(PATTERNS)' | cmp -s - $@ || \
	    echo '$(DATA) $(PATTERNS)' > $@

libraries:
	@$(PKG_CONFIG) --print-errors --exists $(PKGS) || { \
	    echo 'A library is missing. To install it: $(PACKAGES) build' >&2; \
	    exit 1; }

demo:
	@$(PACKAGES) build
	@$(MAKE) all
	$(PROGRAM) audit fixtures/apiconnect-10.0.5/dump

check:
	@$(PACKAGES) test
	@$(MAKE) unit

# Criterion calls a test that leaked "passing"; abort_on_error makes it fail.
check-asan:
	@$(PACKAGES) test
	@ASAN_OPTIONS=abort_on_error=1 $(MAKE) MODE=asan unit

check-tsan:
	@$(PACKAGES) build
	@$(MAKE) MODE=tsan all
	sh tests/threads.sh build/tsan/certtrail

# Some tests run the program itself, one what makes input for the bench, one the
# players.
unit: $(B)/unit-tests $(PROGRAM) $(B)/bench/corpus $(PLAYERS)
	./$< --jobs 2

# Writes what the program says of the stories to fixtures/*/expected.
golden: $(B)/unit-tests $(PROGRAM)
	CERTTRAIL_GOLDEN=1 ./$< --filter scenarios/are_told_as_expected

cover:
	@$(PACKAGES) test
	rm -rf build/cover
	@$(MAKE) MODE=cover unit
	gcov -n $$(find build/cover/obj/analyzer -name '*.gcda') | awk \
	    '/^File .analyzer/ {f=$$2} /^Lines/ && f {print $$0, f; f=""}' | sort

bench: all $(BENCHES)
	@sh tests/bench/bench.sh $(B)

# The rows that take minutes.
bench-memory: all $(BENCHES)
	@ROWS=memory sh tests/bench/bench.sh $(B)

accuracy: all $(PLAYERS)
	@sh tests/accuracy/accuracy.sh $(B)

fuzz:
	@$(PACKAGES) fuzz
	@$(MAKE) MODE=fuzz CC=clang run-fuzzers

run-fuzzers: $(FUZZERS)
	for f in $^; do ./$$f -max_total_time=$${SECONDS_EACH:-30} \
	    -artifact_prefix=$(B)/ || exit 1; done

lint:
	@$(PACKAGES) lint
	sh tests/layering.sh
	@echo clang-format --dry-run
	@clang-format --dry-run -Werror $(C_FILES)
	@echo cppcheck
	@cppcheck -q --enable=warning,portability --error-exitcode=1 --std=c11 \
	    '-Dnoreturn=__attribute__((noreturn))' -Ianalyzer $(SRC) $(FUZZ_SRC)
	@$(MAKE) MODE=clang CC=clang WERROR=1 objects test-objects
	@$(MAKE) MODE=analyze CC=gcc WERROR=1 objects

objects: $(OBJ)
test-objects: $(TEST_OBJ) $(FUZZ_OBJ) $(BENCH_OBJ) $(PLAY_OBJ)

format:
	clang-format -i $(C_FILES)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/certtrail

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/certtrail

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(TEST_OBJ:.o=.d) $(FUZZ_OBJ:.o=.d) $(BENCH_OBJ:.o=.d) \
	$(PLAY_OBJ:.o=.d)
