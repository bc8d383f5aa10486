//! `cargo xtask release DIR` with its options.

use std::path::PathBuf;

use super::{Command, unknown};
use crate::failure::{Failure, Result};

/// What is released into a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// This checkout.
    New,
    /// This checkout, which is then built once more elsewhere and compared.
    Checked,
    /// The release before the one that is served.
    Before,
}

pub fn parse(args: &[String]) -> Result<Command> {
    let (mut dir, mut what) = (None, Release::New);
    for word in args {
        match word.as_str() {
            "--check" if what == Release::New => what = Release::Checked,
            "--back" if what == Release::New => what = Release::Before,
            other if other.starts_with('-') || dir.is_some() => {
                return Err(unknown("option here", other));
            }
            other => dir = Some(PathBuf::from(other)),
        }
    }
    let dir = dir.ok_or_else(|| {
        Failure::new("Say where to put the release: cargo xtask release /srv/omr")
    })?;
    Ok(Command::Release { dir, what })
}

/// `cargo xtask stack DIR`.
pub fn stack(args: &[String]) -> Result<Command> {
    match args {
        [dir] if !dir.starts_with('-') => Ok(Command::Stack(PathBuf::from(dir))),
        _ => Err(Failure::new(
            "Say which folder was released into, and give it the stack: cargo xtask stack /srv/omr < stack.txt",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Command> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        parse(&words)
    }

    #[test]
    fn a_release_needs_a_folder_and_is_new_checked_or_the_one_before() {
        let of = |what| {
            Ok(Command::Release {
                dir: "out".into(),
                what,
            })
        };
        assert_eq!(read(&["out"]), of(Release::New));
        assert_eq!(read(&["--check", "out"]), of(Release::Checked));
        assert_eq!(read(&["out", "--back"]), of(Release::Before));
        for wrong in [
            &["--back"][..],
            &["a", "b"],
            &["a", "--fast"],
            &["a", "--back", "--check"],
        ] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_stack_needs_a_folder() {
        assert_eq!(stack(&["out".to_owned()]), Ok(Command::Stack("out".into())));
        assert!(stack(&[]).is_err());
    }
}
