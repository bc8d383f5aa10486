#!/bin/sh
# Makes the icons that are no SVG from icon.svg, after that has changed: sh public/icons.sh. Needs rsvg-convert, ImageMagick
# and pngquant (Debian: librsvg2-bin imagemagick pngquant). What it writes is kept beside it.
set -eu
cd "$(dirname "$0")"

small="-strip -define png:compression-level=9 -define png:exclude-chunk=all"
rsvg-convert -w 32 -h 32 icon.svg | pngquant --speed 1 --strip 24 - > icon-32.png
# For home screens, which put black where nothing is.
# shellcheck disable=SC2086
rsvg-convert -w 180 -h 180 -b white icon.svg | convert png:- -colors 32 $small png8:icon-180.png

# An ICO is a header of 22 bytes and the PNG: one picture of 32 by 32, 32 bits a pixel, its size, its place.
size=$(wc -c < icon-32.png)
octal() { printf '\\%03o' "$1"; }
{
    printf '\000\000\001\000\001\000\040\040\000\000\001\000\040\000'
    printf "$(octal $((size % 256)))$(octal $((size / 256)))"'\000\000\026\000\000\000'
    cat icon-32.png
} > favicon.ico
