#!/bin/sh
# Installs the packages that are missing for a purpose: build, test, lint or
# fuzz.  Says nothing if none is.  Where there is no apt-get, it prints the
# command to paste and fails.
set -eu

case ${1:-} in
build) purposes=' build ' ;;
test) purposes=' build test ' ;;
lint) purposes=' build test lint ' ;;
fuzz) purposes=' build fuzz ' ;;
*)
	echo "usage: $0 build|test|lint|fuzz" >&2
	exit 2
	;;
esac

# $1 is a command, lib:NAME as pkg-config knows it, or rt:NAME of clang.
is_there() {
	case $1 in
	lib:*) ${PKG_CONFIG:-pkg-config} --exists "${1#lib:}" 2>/dev/null ;;
	rt:*)
		[ -e "$(clang -print-file-name="libclang_rt.${1#rt:}-$(
			uname -m).a" 2>/dev/null)" ]
		;;
	*) command -v "$1" >/dev/null ;;
	esac
}

apt= dnf= apk= brew=
while read -r purpose what in_apt in_dnf in_apk in_brew; do
	case $purposes in
	*" $purpose "*) ;;
	*) continue ;;
	esac
	is_there "$what" && continue
	apt="$apt $in_apt" dnf="$dnf $in_dnf" apk="$apk $in_apk"
	brew="$brew $in_brew"
done <<'END'
build cc             gcc,libc6-dev   gcc                 gcc,musl-dev      gcc
build pkg-config     pkg-config      pkgconf-pkg-config  pkgconf           pkgconf
build lib:sqlite3    libsqlite3-dev  sqlite-devel        sqlite-dev        sqlite
build lib:yaml-0.1   libyaml-dev     libyaml-devel       yaml-dev          libyaml
build lib:libpcre2-8 libpcre2-dev    pcre2-devel         pcre2-dev         pcre2
build lib:zlib       zlib1g-dev      zlib-devel          zlib-dev          zlib
build lib:libarchive libarchive-dev  libarchive-devel    libarchive-dev    libarchive
build lib:libcrypto  libssl-dev      openssl-devel       openssl-dev       openssl@3
test  lib:criterion  libcriterion-dev criterion-devel    criterion-dev     criterion
lint  clang-format   clang-format    clang-tools-extra   clang-extra-tools clang-format
lint  cppcheck       cppcheck        cppcheck            cppcheck          cppcheck
lint  clang          clang           clang               clang             llvm
fuzz  clang          clang           clang               clang             llvm
fuzz  rt:fuzzer      libclang-rt-dev compiler-rt         compiler-rt       llvm
END
[ -n "$apt" ] || exit 0
apt=$(echo $apt | tr , ' ')

if ! command -v apt-get >/dev/null; then
	echo "certtrail: packages are missing; one of these installs them:" >&2
	echo "  Fedora, RHEL  sudo dnf install$dnf" >&2
	echo "  Alpine        sudo apk add$apk" | tr , ' ' >&2
	echo "  Homebrew      brew install$brew" >&2
	exit 1
fi

as_root='env DEBIAN_FRONTEND=noninteractive'
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "certtrail: packages are missing; as root:" >&2
		echo "  apt-get install $apt" >&2
		exit 1
	fi
	as_root="sudo $as_root"
fi
echo "certtrail: installing $apt" >&2
$as_root apt-get update -qq
$as_root apt-get install -qq -y --no-install-recommends $apt
