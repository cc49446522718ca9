#!/bin/sh
# Installs the system packages that the tests use as a user would (Debian, Ubuntu). Asks the package manager only
# for what is missing; needs root or sudo for that.
set -eu

missing=""
need() { # COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

need chromium chromium                              # the browser test
need soffice libreoffice-writer-nogui               # opens .doc, .rtf, .odt, and the drafts that the tests lay out
[ -e /usr/lib/libreoffice/program/libsclo.so ] || command -v scalc >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui" # .xls, .ods
need tesseract tesseract-ocr                        # recognises scanned pages
tesseract --list-langs 2>/dev/null | grep -qx vie || missing="$missing tesseract-ocr-vie" # ... in Vietnamese
fc-list 2>/dev/null | grep -qi dejavu || missing="$missing fonts-dejavu-core fontconfig" # Vietnamese letters in test PDFs

ldconfig -p 2>/dev/null | grep -q libgomp || missing="$missing libgomp1"                   # LightGBM, which learns the reading of figures

[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Hãy cài các gói sau rồi chạy lại:$missing" >&2
    exit 1
fi
run=""
if [ "$(id -u)" -ne 0 ]; then
    run="sudo"
    command -v sudo >/dev/null 2>&1 || { echo "Cần quyền root để cài:$missing" >&2; exit 1; }
fi
echo "Cài gói hệ thống:$missing"
$run apt-get update -qq
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
