//! Makes two files of each language: all of it, and what the first view says (docs/decisions.md, "Languages").

use std::fs;
use std::path::Path;

use crate::{Contents, Outcome, files};

/// The line in `lang/*.ftl` behind which the rest stands.
const MARK: &str = "### Loaded after the first view";

/// The last line of what is not all; the console looks for it.
const CUT: &str = "# more\n";

/// The codes of the languages, and their files: `en.ftl`, `en-first.ftl`.
pub fn read(folder: &Path) -> Outcome<(Vec<String>, Contents)> {
    let (mut codes, mut contents) = (Vec::new(), Contents::new());
    for file in files(folder, "ftl")? {
        let code = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (first, all) = cut(&fs::read_to_string(&file)?)
            .ok_or_else(|| format!("{} lacks the line \"{MARK}\"", file.display()))?;
        contents.insert(format!("{code}-first.ftl"), first.into_bytes());
        contents.insert(format!("{code}.ftl"), all.into_bytes());
        codes.push(code);
    }
    Ok((codes, contents))
}

fn cut(text: &str) -> Option<(String, String)> {
    let (first, more) = text.split_once(MARK)?;
    let first = bare(first);
    let all = format!("{first}{}", bare(more));
    Some((first + CUT, all))
}

/// Without comments and empty lines, which only translators need.
fn bare(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_cut_at_its_mark_and_loses_its_comments() {
        let text = format!(
            "# For translators\na = A\n\n{MARK}\n\nb =\n    {{ $n ->\n       *[other] B\n    }}\n"
        );
        let (first, all) = cut(&text).expect("it has the mark");
        assert_eq!(first, "a = A\n# more\n");
        assert_eq!(all, "a = A\nb =\n    { $n ->\n       *[other] B\n    }\n");
        assert_eq!(cut("a = A"), None);
    }
}
