#!/bin/sh
# The start of a container: writes config.json from the environment: OMR_ and the setting's name in capitals, nested ones with two underscores
# (OMR_TIME_ZONE, OMR_UPLOAD_BASE, OMR_EXTENSIONS__CANCEL, OMR_PREFLIGHT__MIN_SIDE_PX). README.md lists the settings.
# A setting that is not given is left out and has its default; the console names one that cannot be used.
# Then starts what it is given, in its own place.
set -eu

file=${OMR_CONFIG_FILE:-/run/omr/config.json}
mkdir -p "$(dirname "$file")"

env | LC_ALL=C sort | awk '
    # Character by character: how gsub counts backslashes differs from awk to awk.
    function quoted(text,    i, c, out) {
        for (i = 1; i <= length(text); i++) {
            c = substr(text, i, 1)
            if (c == "\\" || c == "\"") out = out "\\"
            out = out (c ~ /[[:cntrl:]]/ ? " " : c)
        }
        return "\"" out "\""
    }
    function json(text) { return text ~ /^(true|false|null|0|[1-9][0-9]*)$/ ? text : quoted(text) }
    function pair(name, text) { return quoted(name) ": " json(text) }
    /^OMR_[A-Z][A-Z_]*=/ && !/^OMR_CONFIG_FILE=/ {
        at = index($0, "=")
        name = tolower(substr($0, 5, at - 5)); value = substr($0, at + 1)
        if ((cut = index(name, "__")) > 0) {
            outer = substr(name, 1, cut - 1)
            inner[outer] = inner[outer] (inner[outer] == "" ? "" : ", ") pair(substr(name, cut + 2), value)
        } else {
            flat = flat (flat == "" ? "" : ",\n  ") pair(name, value)
        }
    }
    END {
        for (outer in inner) flat = flat (flat == "" ? "" : ",\n  ") quoted(outer) ": {" inner[outer] "}"
        print "{\n  " flat "\n}"
    }' > "$file"

[ $# -eq 0 ] || exec "$@"
