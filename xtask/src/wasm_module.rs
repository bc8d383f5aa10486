//! The sections of a WebAssembly module, as far as a release needs them: taking the names of functions away, and reading them.
//! No part of the commands: the programs `split` and `release` include this file.

/// Id of custom sections; the one called `name` holds the names.
const CUSTOM: u8 = 0;
const NAMES: &[u8] = b"name";

/// Length of what stands before the first section: the magic number and the version.
const HEAD: usize = 8;

/// One section: its id, its contents, and all its bytes.
pub struct Section<'m> {
    id: u8,
    body: &'m [u8],
    whole: &'m [u8],
}

/// The module without its names. Everything else stays byte for byte, so that each function keeps its index.
pub fn without_names(module: &[u8]) -> Option<Vec<u8>> {
    let mut out = module.get(..HEAD)?.to_vec();
    for section in sections(module)? {
        if names_in(&section).is_none() {
            out.extend(section.whole);
        }
    }
    Some(out)
}

/// All sections, in their order.
pub fn sections(module: &[u8]) -> Option<Vec<Section<'_>>> {
    let mut rest = module.get(HEAD..)?;
    let mut sections = Vec::new();
    while let Some((&id, after)) = rest.split_first() {
        let (length, body) = number(after)?;
        let (body, next) = body.split_at_checked(length)?;
        let whole = rest.get(..rest.len() - next.len())?;
        sections.push(Section { id, body, whole });
        rest = next;
    }
    Some(sections)
}

/// What stands in the section of the names, if it is that one.
pub fn names_in<'m>(section: &Section<'m>) -> Option<&'m [u8]> {
    let (name, rest) = text(section.body)?;
    (section.id == CUSTOM && name == NAMES).then_some(rest)
}

/// A text: its length, then its bytes.
pub fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length)
}

/// An unsigned LEB128.
pub fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0usize;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_everything_else_stays() {
        let head = b"\0asm\x01\0\0\0".to_vec();
        let names = b"\0\x06\x04name\x09".to_vec();
        let code = b"\x0a\x01\x00".to_vec();
        let other = b"\0\x06\x04mark\x09".to_vec();
        let module = [&head[..], &code, &names, &other].concat();
        assert_eq!(
            without_names(&module),
            Some([&head[..], &code, &other].concat())
        );
        assert_eq!(without_names(b"\0asm"), None);
        assert_eq!(without_names(&module[..module.len() - 1]), None);
    }
}
