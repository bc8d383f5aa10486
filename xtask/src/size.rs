//! What each page costs from an empty cache: the files that the browser loads for it, raw, in gzip and in brotli.

use std::fs;

use crate::console::sizes_file;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// The most that the first view may weigh in brotli, in bytes.
pub const LIMIT: u64 = 212_000;

/// One file with its sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asset {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// The first view's size as a table, and whether it is within the limit.
pub struct Report {
    pub table: String,
    pub within_limit: bool,
}

/// A page of somebody who is signed in.
struct Page {
    name: &'static str,
    /// Beginnings of the names of its parts (`src/parts.rs`), beside the first view. What two parts share lies in a `chunk`.
    parts: &'static [&'static str],
    /// The most that all its files may weigh in brotli, in bytes: what they weigh now, rounded up. Lowered with every gain.
    limit: u64,
    /// The most files.
    files: usize,
}

/// All seven pages: beside the list they lie in one part.
const PAGES: [Page; 2] = [
    Page {
        name: "/batches",
        parts: &["split_list", "chunk"],
        limit: 356_000,
        files: 13,
    },
    Page {
        name: "every other page",
        parts: &["split_", "chunk"],
        limit: 775_500,
        files: 14,
    },
];

/// Measures the console in dist/.
pub fn measure(ws: &Workspace) -> Result<Report> {
    let index = ws.dist().join("index.html");
    let html = fs::read_to_string(&index).map_err(|e| Failure::path("read", &index, &e))?;
    let sizes = sizes_file(ws);
    let sizes = fs::read_to_string(&sizes).map_err(|e| Failure::path("read", &sizes, &e))?;
    report(&html, &sizes)
}

fn report(html: &str, sizes: &str) -> Result<Report> {
    let known = read_sizes(sizes)?;
    let mut names = vec!["index.html".to_owned()];
    names.extend(references(html));
    // The console asks for its settings at start, whether or not the page announces them.
    names.push("config.json".to_owned());
    let mut assets: Vec<Asset> = Vec::new();
    for name in names {
        let asset = known.iter().find(|asset| asset.name == name).ok_or_else(|| {
            Failure(format!("index.html names {name}, but dist/ has no such file. Delete dist/ and build again."))
        })?;
        if !assets.contains(asset) {
            assets.push(asset.clone());
        }
    }
    // One language is loaded, and of it what the first view says: the heaviest counts.
    let heaviest = |suffix: &str| {
        let files = languages(html, suffix);
        let known = known.iter().filter(|asset| files.contains(&asset.name));
        known.max_by_key(|asset| asset.brotli).cloned()
    };
    let (pages, too_heavy) = pages(&known, &assets, heaviest(""));
    assets.extend(heaviest("-first"));
    let total = sum("first view in all".to_owned(), &assets);
    let within_limit = total.brotli <= LIMIT && too_heavy.is_empty();
    let share = total.brotli * 100 / LIMIT;
    assets.push(total);
    let mut rows: Vec<&Asset> = assets.iter().collect();
    rows.extend(&pages);
    let width = rows.iter().map(|a| a.name.len()).max().unwrap_or(0);
    let mut table = format!(
        "{:width$} {:>10} {:>10} {:>10}\n",
        "bytes", "raw", "gzip", "brotli"
    );
    for a in rows {
        table.push_str(&format!(
            "{:width$} {:>10} {:>10} {:>10}\n",
            a.name, a.raw, a.gzip, a.brotli
        ));
    }
    table.push_str(&format!(
        "limit of the first view: {LIMIT} in brotli; used: {share} %"
    ));
    for line in too_heavy {
        table.push_str(&format!("\n{line}"));
    }
    Ok(Report {
        table,
        within_limit,
    })
}

fn sum(name: String, assets: &[Asset]) -> Asset {
    Asset {
        name,
        raw: assets.iter().map(|a| a.raw).sum(),
        gzip: assets.iter().map(|a| a.gzip).sum(),
        brotli: assets.iter().map(|a| a.brotli).sum(),
    }
}

/// What somebody loads who is signed in and opens a page: the first view with all words, and the page's parts. And what is said
/// of each page beyond its limits.
fn pages(known: &[Asset], first_view: &[Asset], words: Option<Asset>) -> (Vec<Asset>, Vec<String>) {
    let mut too_heavy = Vec::new();
    let parts = |beginnings: &[&str]| -> Vec<Asset> {
        let is_wanted = |asset: &&Asset| {
            let file = asset.name.rsplit('/').next().unwrap_or_default();
            file.ends_with(".wasm") && beginnings.iter().any(|start| file.starts_with(start))
        };
        known.iter().filter(is_wanted).cloned().collect()
    };
    let rows = PAGES.iter().map(|page| {
        let mut assets = first_view.to_vec();
        assets.extend(words.clone());
        assets.extend(parts(page.parts));
        let files = assets.len();
        let row = sum(format!("signed in, {} ({files} files)", page.name), &assets);
        if row.brotli > page.limit || files > page.files {
            too_heavy.push(format!(
                "{}: at most {} bytes in {} files",
                page.name, page.limit, page.files
            ));
        }
        row
    });
    (rows.collect(), too_heavy)
}

/// Reads the table that `compress` has written.
fn read_sizes(text: &str) -> Result<Vec<Asset>> {
    let read = |line: &str| {
        let mut cells = line.split('\t');
        let name = cells.next()?.to_owned();
        let mut number = || cells.next()?.parse().ok();
        Some(Asset {
            name,
            raw: number()?,
            gzip: number()?,
            brotli: number()?,
        })
    };
    text.lines()
        .map(|line| {
            read(line).ok_or_else(|| {
                Failure::new("The table of sizes is damaged. Delete dist/ and build again.")
            })
        })
        .collect()
}

/// The files of the languages (`<meta name="console-words">`): all of each, or with a suffix what the first view says.
fn languages(html: &str, suffix: &str) -> Vec<String> {
    let tag = html.split_once("name=\"console-words\"");
    let tag = tag
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or("", |(tag, _)| tag);
    let value = |name: &str| {
        tag.split_once(name)
            .and_then(|(_, rest)| rest.split_once('"'))
            .map_or("", |(value, _)| value)
    };
    let base = value("data-base=\"").trim_start_matches('/');
    let codes = value("data-languages=\"").split_whitespace();
    codes
        .map(|code| format!("{base}{code}{suffix}.ftl"))
        .collect()
}

/// The files of its own that a page makes the browser load: `href`, `src` and the data attributes that boot.js reads.
fn references(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        // Loaded when somebody puts the console onto a home screen.
        if tag.contains("\"apple-touch-icon\"") {
            continue;
        }
        // A link in the text is followed later, if ever.
        if !["link", "script", "meta", "img"]
            .iter()
            .any(|name| tag.starts_with(name))
        {
            continue;
        }
        for attribute in [" href=\"", " src=\"", " data-js=\"", " data-wasm=\""] {
            let Some((_, rest)) = tag.split_once(attribute) else {
                continue;
            };
            let value = rest.split('"').next().unwrap_or_default();
            let own = value.strip_prefix('/').unwrap_or(value);
            if !own.is_empty() && !own.starts_with('/') && !own.contains(':') {
                found.push(own.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = r#"<!doctype html><link rel="stylesheet" href="/a.css"/><link rel="icon" href="/icon.svg"><link rel="apple-touch-icon" href="/unused.png">
        <meta name="console-files" data-js="/c.js" data-wasm="/c.wasm"><link rel="modulepreload" href="/c.js">
        <link rel="canonical" href="https://example.org/x"><script src="/boot.js" type="module"></script>
        <body><a href="/elsewhere">x</a></body>"#;

    fn sizes(wasm: u64) -> String {
        format!(
            "a.css\t10\t8\t5\nboot.js\t10\t8\t5\nc.js\t100\t50\t40\nc.wasm\t900000\t400000\t{wasm}\n\
             config.json\t10\t10\t10\nicon.svg\t10\t8\t5\nindex.html\t10\t8\t5\nunused.png\t99999999\t1\t1\n"
        )
    }

    #[test]
    fn the_first_view_is_what_the_page_names_each_once() {
        assert_eq!(
            references(HTML),
            ["a.css", "icon.svg", "c.js", "c.wasm", "c.js", "boot.js"]
        );
        let report = report(HTML, &sizes(1000)).expect("all files are known");
        let total = report.table.lines().rev().nth(1).expect("a total");
        let numbers: Vec<&str> = total.split_whitespace().rev().take(3).collect();
        assert_eq!(numbers, ["1070", "400092", "900150"]);
        assert!(!report.table.contains("unused.png"));
    }

    #[test]
    fn a_page_is_the_first_view_with_its_parts() {
        let parts = "p/chunk_1.wasm\t1\t1\t100\np/split_list.wasm\t1\t1\t3000\np/split_rest.wasm\t1\t1\t400000\n\
            p/split_list.wasm.map\t1\t1\t9\n";
        let table = report(HTML, &format!("{}{parts}", sizes(1000)))
            .expect("known")
            .table;
        let brotli = |name: &str| {
            let line = table.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line.split_whitespace().last())
                .map(str::to_owned)
        };
        assert_eq!(
            brotli("signed in, /batches (9 files)").as_deref(),
            Some("4170")
        );
        assert_eq!(
            brotli("signed in, every other page (10 files)").as_deref(),
            Some("404170")
        );
    }

    #[test]
    fn the_heaviest_language_counts() {
        let html = format!(
            "{HTML}<meta name=\"console-words\" data-base=\"/f/\" data-languages=\"en th\">"
        );
        let texts =
            "f/en-first.ftl\t1\t1\t2000\nf/th-first.ftl\t1\t1\t3000\nf/th.ftl\t1\t1\t9000\n";
        let table = report(&html, &format!("{}{texts}", sizes(1000)))
            .expect("known")
            .table;
        assert!(
            table.contains("f/th-first.ftl") && !table.contains("f/en-first.ftl"),
            "{table}"
        );
        assert!(
            table
                .lines()
                .any(|line| line.starts_with("first view in all") && line.ends_with(" 4070")),
            "{table}"
        );
    }

    #[test]
    fn the_limit_is_a_limit() {
        let rest = 70;
        assert!(
            report(HTML, &sizes(LIMIT - rest))
                .expect("known")
                .within_limit
        );
        assert!(
            !report(HTML, &sizes(LIMIT - rest + 1))
                .expect("known")
                .within_limit
        );
    }

    #[test]
    fn each_page_has_limits_of_its_own() {
        let list = PAGES[0].limit;
        let heavy = format!("{}p/split_list.wasm\t1\t1\t{list}\n", sizes(1000));
        let of_heavy = report(HTML, &heavy).expect("known");
        assert!(!of_heavy.within_limit);
        assert!(
            of_heavy
                .table
                .contains(&format!("/batches: at most {list} bytes"))
        );
        let many: String = (0..20)
            .map(|n| format!("p/chunk_{n}.wasm\t1\t1\t1\n"))
            .collect();
        let of_many = report(HTML, &format!("{}{many}", sizes(1000))).expect("known");
        assert!(!of_many.within_limit);
    }

    #[test]
    fn a_file_that_is_named_but_missing_is_an_error() {
        let failure = report(r#"<script src="/gone.js">"#, &sizes(1))
            .err()
            .expect("missing");
        assert!(failure.0.contains("gone.js"), "{failure}");
    }
}
