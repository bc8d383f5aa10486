//! Reads versions: of a package in Cargo.lock, and out of what a tool prints about itself.

/// The version of a package in the text of a Cargo.lock.
pub fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

/// The first word that begins with a digit: the version in "trunk 0.21.14" or "wasm-opt version 132 (…)".
pub fn printed(text: &str) -> Option<&str> {
    text.split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The leading number of a version: 132 of "132", 132 of "132_b".
pub fn major(version: &str) -> Option<u32> {
    let digits = version.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry+x\"\ndependencies = [\n \"once_cell\",\n]\n";

    #[test]
    fn the_lock_file_answers_for_the_exact_package_only() {
        assert_eq!(locked(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(LOCK, "wasm-bindgen-futures"), Some("0.4.80"));
        assert_eq!(locked(LOCK, "bindgen"), None);
    }

    #[test]
    fn the_real_lock_file_names_wasm_bindgen() {
        let lock = include_str!("../../Cargo.lock");
        let version = locked(lock, "wasm-bindgen").expect("the console depends on it");
        assert!(version.starts_with("0.2."), "{version}");
    }

    #[test]
    fn tools_print_their_version_in_different_ways() {
        assert_eq!(printed("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(printed("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(printed("wasm-bindgen 0.2.130"), Some("0.2.130"));
        assert_eq!(printed("no version"), None);
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("x"), None);
    }
}
