//! index.html as text: which files it names, and how it names others. Trunk writes it, so its form is known.

use sha2::{Digest, Sha384};

/// The page.
pub struct Page {
    html: String,
    /// What is added at the end of the head.
    added: String,
}

impl Page {
    /// Reads it.
    pub fn new(html: &str) -> Self {
        Self {
            html: without_comments(html),
            added: String::new(),
        }
    }

    /// The two paths in `<meta name="console-files" data-js="…" data-wasm="…">` (Trunk.toml).
    pub fn console_files(&self) -> Option<(String, String)> {
        let tag = self
            .tags("meta")
            .find(|tag| tag.contains("name=\"console-files\""))?;
        Some((attribute(tag, "data-js")?, attribute(tag, "data-wasm")?))
    }

    /// Path and plain name of each script of the page: `/boot-1a2b.js`, `boot.js`.
    pub fn scripts(&self) -> Vec<(String, String)> {
        let paths = self.tags("script").filter_map(|tag| attribute(tag, "src"));
        paths
            .map(|path| {
                let plain = path
                    .trim_start_matches('/')
                    .rsplit_once('-')
                    .map_or(&*path, |(name, _)| name);
                let name = format!("{plain}.js");
                (path, name)
            })
            .collect()
    }

    /// Takes the style sheets out, in their order.
    pub fn take_styles(&mut self) -> Vec<String> {
        let styles: Vec<String> = self
            .tags("link")
            .filter(|tag| attribute(tag, "rel").as_deref() == Some("stylesheet"))
            .filter_map(|tag| attribute(tag, "href"))
            .collect();
        let paths: Vec<&str> = styles.iter().map(String::as_str).collect();
        self.drop_links_to(&paths);
        styles
    }

    /// Takes away every `<link …>` to one of these paths.
    pub fn drop_links_to(&mut self, paths: &[&str]) {
        self.html = without_links_to(&self.html, paths);
    }

    /// Another path for a file.
    pub fn rename(&mut self, old: &str, new: &str) {
        self.html = self
            .html
            .replace(&format!("\"{old}\""), &format!("\"{new}\""));
    }

    /// Another path and other contents for a script.
    pub fn rename_with_integrity(&mut self, old: &str, new: &str, bytes: &[u8]) {
        let tag = self
            .tags("script")
            .find(|tag| tag.contains(&format!("\"{old}\"")))
            .map(str::to_owned);
        if let Some(tag) = tag {
            let mut changed = tag.replace(old, new);
            if let Some(sum) = attribute(&tag, "integrity") {
                changed = changed.replace(&sum, &integrity(bytes));
            }
            self.html = self.html.replace(&tag, &changed);
        }
    }

    /// Names the parts of the list and those of other pages (`look.js`).
    pub fn name_parts(&mut self, [list, others]: &[String; 2]) {
        let mark = "name=\"console-files\"";
        let parts = format!("{mark} data-parts=\"{list}\" data-others=\"{others}\"");
        self.html = self.html.replacen(mark, &parts, 1);
    }

    /// Says where the languages lie, and which there are (`look.js`).
    pub fn name_languages(&mut self, base: &str, codes: &[String]) {
        let languages = format!(
            "data-base=\"{base}\" data-languages=\"{}\"",
            codes.join(" ")
        );
        self.html = self.html.replacen("data-base=\"/lang/\"", &languages, 1);
    }

    /// Says which release the page is: what `version.json` says.
    pub fn name_release(&mut self, release: &str) {
        let content = release.trim().replace('"', "&quot;");
        self.html = self.html.replacen(
            "name=\"console-release\" content=\"\"",
            &format!("name=\"console-release\" content=\"{content}\""),
            1,
        );
    }

    /// Adds a style sheet.
    pub fn add_style(&mut self, path: &str, bytes: &[u8]) {
        let sum = integrity(bytes);
        self.added.push_str(&format!(
            "<link rel=\"stylesheet\" href=\"{path}\" integrity=\"{sum}\">"
        ));
    }

    /// Has a module loaded at once.
    pub fn preload_module(&mut self, path: &str, bytes: &[u8]) {
        let sum = integrity(bytes);
        self.added.push_str(&format!("<link rel=\"modulepreload\" href=\"{path}\" crossorigin=\"anonymous\" integrity=\"{sum}\">"));
    }

    /// Has the program loaded at once. Browsers ignore integrity here and warn of it (crbug.com/981419).
    pub fn preload_wasm(&mut self, path: &str) {
        self.added.push_str(&format!(
            "<link rel=\"preload\" href=\"{path}\" crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\">"
        ));
    }

    /// The new page.
    pub fn finish(self) -> String {
        self.html
            .replacen("</head>", &format!("{}</head>", self.added), 1)
    }

    /// The inside of every opening tag of this name.
    fn tags<'p>(&'p self, name: &'static str) -> impl Iterator<Item = &'p str> {
        self.html
            .split('<')
            .filter(move |piece| {
                piece
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with([' ', '>']))
            })
            .filter_map(|piece| Some(piece.split_once('>')?.0))
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    Some(
        tag.split_once(&format!(" {name}=\""))?
            .1
            .split_once('"')?
            .0
            .to_owned(),
    )
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines: Vec<&str> = out
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// Takes away every `<link …>` to one of these paths.
fn without_links_to(html: &str, paths: &[&str]) -> String {
    let mut out = String::with_capacity(html.len());
    for (n, piece) in html.split("<link").enumerate() {
        let Some((tag, rest)) = piece.split_once('>').filter(|_| n > 0) else {
            out.push_str(piece);
            continue;
        };
        if paths
            .iter()
            .any(|path| tag.contains(&format!("\"{path}\"")))
        {
            out.push_str(rest);
        } else {
            out.push_str("<link");
            out.push_str(piece);
        }
    }
    out
}

/// RFC 4648, section 4, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let word = group
            .iter()
            .fold(0u32, |word, byte| word << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..4 {
            let six = (word >> (18 - 6 * place)) as usize & 63;
            out.push(if place <= group.len() {
                char::from(ALPHABET[six])
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = r#"<head><!-- one
two --><link rel="icon" href="/i.svg"><link rel="stylesheet" href="/a-1.css" integrity="sha384-x"/>
    <link rel="stylesheet" href="/b-2.css"/><meta name="console-files" data-js="/a-1.js" data-wasm="/a-1_bg.wasm">
<meta name="console-words" data-base="/lang/"><script src="/look-12ab.js" integrity="sha384-old"></script>
<link rel="modulepreload" href="/a-1.js" integrity="x"><link rel="preload" href="/a-1_bg.wasm" as="fetch"></head>"#;

    #[test]
    fn the_page_names_its_files() {
        let page = Page::new(HTML);
        assert_eq!(
            page.console_files(),
            Some(("/a-1.js".into(), "/a-1_bg.wasm".into()))
        );
        assert_eq!(page.scripts(), [("/look-12ab.js".into(), "look.js".into())]);
        assert_eq!(Page::new("<head></head>").console_files(), None);
    }

    #[test]
    fn the_page_says_which_release_it_is() {
        let mut page = Page::new("<head><meta name=\"console-release\" content=\"\"></head>");
        page.name_release("{\"build\":\"console-1\"}\n");
        let html = page.finish();
        let wanted =
            "<meta name=\"console-release\" content=\"{&quot;build&quot;:&quot;console-1&quot;}\">";
        assert!(html.contains(wanted), "{html}");
    }

    #[test]
    fn links_to_what_is_gone_are_taken_away() {
        let mut page = Page::new(HTML);
        page.drop_links_to(&["/a-1.js", "/a-1_bg.wasm"]);
        assert_eq!(page.take_styles(), ["/a-1.css", "/b-2.css"]);
        let html = page.finish();
        assert!(html.contains("/i.svg") && html.contains("console-files"));
        assert!(
            !html.contains("preload") && !html.contains(".css") && !html.contains("two"),
            "{html}"
        );
    }

    #[test]
    fn what_is_new_stands_there_with_its_sum() {
        let mut page = Page::new(HTML);
        page.rename_with_integrity("/look-12ab.js", "/f/look.js", b"new");
        page.name_languages("/f/", &["en".into(), "th".into()]);
        page.name_parts(&["/f/a.wasm /f/b.wasm".into(), "/f/c.wasm".into()]);
        page.add_style("/f/console.css", b"x");
        let html = page.finish();
        let sum = integrity(b"new");
        assert!(
            html.contains(&format!("<script src=\"/f/look.js\" integrity=\"{sum}\">")),
            "{html}"
        );
        assert!(
            html.contains("data-base=\"/f/\" data-languages=\"en th\""),
            "{html}"
        );
        let named = "<meta name=\"console-files\" data-parts=\"/f/a.wasm /f/b.wasm\" data-others=\"/f/c.wasm\" data-js=";
        assert!(html.contains(named), "{html}");
        assert!(
            html.contains("href=\"/f/console.css\" integrity=\"sha384-"),
            "{html}"
        );
    }

    #[test]
    fn base64_is_as_the_rfc_has_it() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
