//! Reading Fluent's syntax: where messages begin and end, and what their patterns mean.

use super::{Arg, Catalog};

/// How deep messages may refer to each other: a circle ends here.
const DEPTH: u8 = 8;

/// The messages of a file, in its order. A message goes on over indented lines.
pub fn messages(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = source;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (entry, after) = at(rest, end_of_entry(rest));
            rest = after;
            if let Some((key, value)) = entry.split_once('=')
                && entry.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                return Some((key.trim(), value.trim()));
            }
        }
        None
    })
}

/// Length of the first line and of those that belong to it.
fn end_of_entry(text: &str) -> usize {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if end > 0 && !line.starts_with([' ', '}']) {
            break;
        }
        end += line.len();
    }
    end
}

/// Writes `pattern` with its variables filled in.
pub fn fill(catalog: &Catalog, pattern: &str, args: &[(&str, Arg<'_>)], out: &mut String) {
    Filler {
        catalog,
        args,
        out,
        depth: DEPTH,
    }
    .pattern(pattern);
}

struct Filler<'f> {
    catalog: &'f Catalog,
    args: &'f [(&'f str, Arg<'f>)],
    out: &'f mut String,
    depth: u8,
}

impl Filler<'_> {
    fn pattern(&mut self, mut rest: &str) {
        while let Some((text, after)) = rest.split_once('{') {
            self.out.push_str(text);
            let (inside, after) = at(after, closing(after));
            self.placeable(inside.trim());
            rest = after.get(1..).unwrap_or_default();
        }
        self.out.push_str(rest);
    }

    fn placeable(&mut self, inside: &str) {
        // The first `>` of a selector is that of its arrow.
        let (inline, variants) = match inside.split_once('>') {
            Some((inline, variants)) if inline.starts_with('$') => {
                (inline.trim_end_matches('-').trim(), Some(variants))
            }
            _ => (inside, None),
        };
        if let Some(name) = inline.strip_prefix('$') {
            let arg = self.args.iter().find(|(known, _)| *known == name);
            match (arg, variants) {
                (Some((_, arg)), None) => self.catalog.show(arg, self.out),
                (arg, Some(variants)) => self.select(arg.map(|(_, arg)| arg), variants),
                (None, None) => {
                    self.out.push_str("{$");
                    self.out.push_str(name);
                    self.out.push('}');
                }
            }
        } else if let Some(literal) = inline.strip_prefix('"') {
            self.out
                .push_str(literal.strip_suffix('"').unwrap_or(literal));
        } else if let Some(raw) = self.catalog.raw(inline)
            && self.depth > 0
        {
            self.depth -= 1;
            self.pattern(raw);
            self.depth += 1;
        }
    }

    /// Takes the variant for the very number or word, else the one for its plural, else the one with the star.
    fn select(&mut self, arg: Option<&Arg<'_>>, variants: &str) {
        let exact = match arg {
            Some(Arg::Number(n)) => n.to_string(),
            Some(Arg::Text(text)) => text.to_string(),
            _ => String::new(),
        };
        let category = match arg {
            Some(Arg::Number(n)) => self.catalog.category(*n),
            _ => String::new(),
        };
        let mut best = (0, "");
        for (key, star, text) in Variants(variants) {
            let rank = match () {
                () if key == exact => 3,
                () if key == category => 2,
                () if star => 1,
                () => 0,
            };
            if rank > best.0 {
                best = (rank, text);
            }
        }
        self.pattern(best.1);
    }
}

/// Where the `}` stands that ends a placeable whose `{` has just been read.
fn closing(text: &str) -> usize {
    let (mut open, mut quoted, mut blank) = (0u32, false, true);
    for (at, c) in text.char_indices() {
        match c {
            '"' if open == 0 => quoted = !quoted && blank,
            '{' if !quoted => open += 1,
            '}' if !quoted && open == 0 => return at,
            '}' if !quoted => open -= 1,
            _ => {}
        }
        blank &= c == ' ';
    }
    text.len()
}

/// Key, whether it has the star, and text of each variant.
struct Variants<'v>(&'v str);

impl<'v> Iterator for Variants<'v> {
    type Item = (&'v str, bool, &'v str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_start();
        let star = rest.starts_with('*');
        let (key, text) = rest
            .trim_start_matches('*')
            .strip_prefix('[')?
            .split_once(']')?;
        let (text, rest) = at(text, end_of_variant(text));
        self.0 = rest;
        Some((key.trim(), star, text.trim()))
    }
}

/// A variant goes on until a line that begins with the next one's bracket, outside of any placeable.
fn end_of_variant(text: &str) -> usize {
    let mut open = 0i32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            '\n' if open == 0 => {
                let next = text.get(at..).unwrap_or_default().trim_start();
                if next.starts_with(['[', '*']) {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Two parts at a place that has been found in the text. Slices by index would bring the code that tells of a wrong one.
fn at(text: &str, place: usize) -> (&str, &str) {
    text.split_at_checked(place).unwrap_or((text, ""))
}
