//! Reads JSON as a browser does. Three things that browsers take are refused by strict readers: half of a surrogate pair, a
//! number that is too large, and nesting without a limit. One of them in one field must not make a whole list unreadable.

use serde_json::Value;

/// What lies deeper is left out: nothing of the contract does, and the strict reader stops at twice this.
const DEEPEST: usize = 64;

/// The value; `None` for what no browser would read either.
#[must_use]
pub fn read(text: &str) -> Option<Value> {
    let strict = serde_json::from_str(text);
    strict.or_else(|_| serde_json::from_str(&mended(text))).ok()
}

/// The same text with U+FFFD for half pairs, and `null` for numbers that are none or too large, and what lies too deep.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = text.as_bytes().get(at) {
        let from = at;
        at = match byte {
            b'"' => string_end(text, at),
            b'{' | b'[' | b'}' | b']' | b',' | b':' => at + 1,
            byte if byte.is_ascii_whitespace() => at + 1,
            _ => word_end(text, at),
        };
        let piece = text.get(from..at).unwrap_or_default();
        if matches!(byte, b'{' | b'[') {
            depth += 1;
            if depth == DEEPEST + 1 {
                out.push_str("null");
            }
        }
        if depth <= DEEPEST {
            match byte {
                b'"' => push_string(&mut out, piece),
                b'{' | b'[' | b'}' | b']' | b',' | b':' => out.push_str(piece),
                byte if byte.is_ascii_whitespace() => out.push_str(piece),
                _ if depth > 0 && is_odd_number(piece) => out.push_str("null"),
                _ => out.push_str(piece),
            }
        }
        if matches!(byte, b'}' | b']') {
            depth = depth.saturating_sub(1);
        }
    }
    out
}

/// A number that no f64 holds, or one of Python's names for such.
fn is_odd_number(word: &str) -> bool {
    let numeric = word.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    matches!(word, "NaN" | "Infinity" | "-Infinity")
        || numeric && serde_json::from_str::<Value>(word).is_err()
}

/// Where the string that begins at `at` is over.
fn string_end(text: &str, at: usize) -> usize {
    let mut escaped = false;
    let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
    for (place, byte) in rest.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + place + 2,
            _ => {}
        }
    }
    text.len()
}

/// Where a number or a bare word is over.
fn word_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let over =
        |c: char| matches!(c, '"' | '{' | '[' | '}' | ']' | ',' | ':') || c.is_ascii_whitespace();
    rest.find(over).map_or(text.len(), |length| at + length)
}

fn push_string(out: &mut String, piece: &str) {
    let mut rest = piece;
    while let Some(place) = rest.find('\\') {
        let (before, escape) = rest.split_at(place);
        out.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push('\u{FFFD}');
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => 2,
        };
        let (whole, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        out.push_str(whole);
        rest = after;
    }
    out.push_str(rest);
}

/// The number in `\uXXXX`.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| hex)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn b7_half_a_surrogate_pair_is_one_odd_character() {
        for (text, expected) in [
            (r#"["a\ud83db"]"#, json!(["a\u{FFFD}b"])),
            (r#"["\ude00"]"#, json!(["\u{FFFD}"])),
            (r#"["\ud83d\ud83d\ude00"]"#, json!(["\u{FFFD}\u{1F600}"])),
            (r#"["\ud83d","\\ud83d"]"#, json!(["\u{FFFD}", "\\ud83d"])),
            (r#"{"\ud83d":"ก\n"}"#, json!({"\u{FFFD}": "ก\n"})),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn b7_a_number_that_is_too_large_is_missing() {
        assert_eq!(
            read(r#"{"a":1e400,"b":-1e999 , "c":7,"d":NaN,"e":"1e400"}"#),
            Some(json!({"a": null, "b": null, "c": 7, "d": null, "e": "1e400"}))
        );
    }

    #[test]
    fn b7_what_lies_too_deep_is_left_out_and_the_rest_is_read() {
        let deep = format!("{}1,\"]\"{}", "[".repeat(5_000), "]".repeat(5_000));
        let text = format!(r#"{{"batches":[{{"deep":{deep},"batch_name":"a"}},{{"x":1}}]}}"#);
        let read = read(&text).expect("it is read");
        assert_eq!(read["batches"][0]["batch_name"], "a");
        assert_eq!(read["batches"][1], json!({"x": 1}));
    }

    #[test]
    fn b7_one_odd_row_leaves_the_others() {
        let id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
        let row = |name: &str| format!(r#"{{"batch_uuid":"{id}","batch_name":"{name}"}}"#);
        let text = format!(
            r#"{{"total":3,"batches":[{},{{"batch_uuid":1e400}},{}]}}"#,
            row("a"),
            row("\\ud800")
        );
        let page = crate::api::wire::page(&read(&text).unwrap(), None).unwrap();
        assert_eq!((page.batches.len(), page.unreadable), (2, 1));
        assert_eq!(page.batches[1].name, "\u{FFFD}");
    }

    #[test]
    fn what_no_browser_reads_is_nothing() {
        for text in [
            "<html>",
            "{\"a\"",
            "[1,]",
            "{a:1}",
            "\"\\",
            "\"\\ud8",
            "]",
            "[1 2]",
            "[\u{3000}]\u{a0}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not_and_never_breaks_anything(text in r#"["\\\[\]{},:u0-9dDa-f eE+.ก-]{0,60}"#) {
            let _ = read(&text);
        }

        #[test]
        fn mending_changes_nothing_that_is_well(text in ".{0,40}", number in any::<i64>()) {
            let value = json!({"a": [text, number, null, true], "b": {}});
            prop_assert_eq!(read(&value.to_string()), Some(value.clone()));
            let again: Value = serde_json::from_str(&mended(&value.to_string())).unwrap();
            prop_assert_eq!(again, value);
        }
    }
}
