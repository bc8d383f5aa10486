//! Writes a brotli and a gzip copy beside each text and WebAssembly file of a folder, and a table of all sizes.
//! A program of its own, so that the other commands need not wait for the compressors to compile.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files that shrink. Images and fonts are compressed as they are.
const SHRINKING: [&str; 9] = [
    "html",
    "css",
    "js",
    "wasm",
    "json",
    "svg",
    "txt",
    "ftl",
    "webmanifest",
];

/// Edited after the build, on the server: a compressed copy of it would go stale there.
const EDITED_LATER: &str = "config.json";

/// Brotli's best quality, and its default window of 4 MiB, which every browser accepts.
const QUALITY: i32 = 11;
const WINDOW: i32 = 22;
/// Sizes of its blocks, as powers of two.
const BLOCKS: [i32; 2] = [16, 18];

fn main() -> io::Result<()> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(dist), Some(table)) = (args.next(), args.next()) else {
        return Err(io::Error::other("usage: compress DIST TABLE"));
    };
    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    files.sort();
    let mut text = String::new();
    for file in &files {
        let raw = fs::read(file)?;
        let (gzip, brotli) = if shrinks(file) {
            (gzip(&raw)?, brotli(&raw)?)
        } else {
            (raw.clone(), raw.clone())
        };
        if shrinks(file) && !file.ends_with(EDITED_LATER) {
            fs::write(with_suffix(file, "gz"), &gzip)?;
            fs::write(with_suffix(file, "br"), &brotli)?;
        }
        let name = file.strip_prefix(&dist).unwrap_or(file).display();
        let (raw, gzip, brotli) = (raw.len(), gzip.len(), brotli.len());
        text.push_str(&format!("{name}\t{raw}\t{gzip}\t{brotli}\n"));
    }
    fs::write(table, text)
}

fn extension(file: &Path) -> &str {
    file.extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default()
}

fn shrinks(file: &Path) -> bool {
    SHRINKING.contains(&extension(file))
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// Every file below a folder, without the copies of an earlier run.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if !matches!(extension(&path), "br" | "gz") {
            files.push(path);
        }
    }
    Ok(())
}

fn gzip(raw: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(raw)?;
    encoder.finish()
}

/// The smaller one of two ways to cut the input into blocks: which that is differs from file to file.
fn brotli(raw: &[u8]) -> io::Result<Vec<u8>> {
    let mut smallest = brotli_in_blocks(raw, BLOCKS[0])?;
    let other = brotli_in_blocks(raw, BLOCKS[1])?;
    if other.len() < smallest.len() {
        smallest = other;
    }
    Ok(smallest)
}

fn brotli_in_blocks(mut raw: &[u8], block: i32) -> io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        lgblock: block,
        size_hint: raw.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut raw, &mut out, &params)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_copies_unpack_to_the_original() {
        let raw = b"the same words again and again, ".repeat(500);
        let mut plain = Vec::new();
        brotli::Decompressor::new(&brotli(&raw).expect("brotli")[..], 4096)
            .read_to_end(&mut plain)
            .expect("readable");
        assert_eq!(plain, raw);
        plain.clear();
        flate2::read::GzDecoder::new(&gzip(&raw).expect("gzip")[..])
            .read_to_end(&mut plain)
            .expect("readable");
        assert_eq!(plain, raw);
    }

    #[test]
    fn the_same_file_has_the_same_copies_whenever_they_are_made() {
        let copy = gzip(b"words").expect("gzip");
        // Behind the magic number, the method and the flags: a time of zero, so none (RFC 1952).
        assert_eq!(copy.get(3..8), Some(&[0; 5][..]));
        let again = brotli(b"words").expect("brotli");
        assert_eq!(brotli(b"words").expect("brotli"), again);
    }

    #[test]
    fn copies_stand_beside_the_file() {
        assert_eq!(
            with_suffix(Path::new("d/a.js"), "br"),
            Path::new("d/a.js.br")
        );
        assert!(shrinks(Path::new("a.wasm")) && !shrinks(Path::new("a.png")));
    }
}
