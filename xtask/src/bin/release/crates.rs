//! Which crates go into the console and its workers, by what cargo says: `cargo tree` knows which are chosen, `cargo metadata` what
//! they are, Cargo.lock their checksums.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::Outcome;

/// Name and version.
pub type Id = (String, String);

/// One crate.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Crate {
    /// Its code is in a module; otherwise it only helps to build.
    pub linked: bool,
    /// An SPDX expression.
    pub license: Option<String>,
    pub checksum: Option<String>,
    /// Crates that it uses.
    pub uses: BTreeSet<Id>,
}

/// What cargo has said.
pub struct Said<'t> {
    /// `cargo tree`, without and with what only helps to build.
    pub linked: &'t str,
    pub built: &'t str,
    /// `cargo metadata`.
    pub metadata: &'t str,
    /// Cargo.lock.
    pub lock: &'t str,
}

/// The crates by name and version.
pub fn read(said: &Said) -> Outcome<BTreeMap<Id, Crate>> {
    let linked = in_tree(said.linked);
    let all: BTreeSet<Id> = linked.union(&in_tree(said.built)).cloned().collect();
    let metadata: Value = serde_json::from_str(said.metadata)?;
    let packages = items(&metadata["packages"]);
    let ids: BTreeMap<&str, Id> = packages
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, id(package)?)))
        .collect();
    let sums = checksums(said.lock);
    let mut crates = BTreeMap::new();
    for package in packages {
        let Some(id) = id(package).filter(|id| all.contains(id)) else {
            continue;
        };
        let found = Crate {
            linked: linked.contains(&id),
            license: package["license"].as_str().map(expression),
            checksum: sums.get(&id).cloned(),
            uses: BTreeSet::new(),
        };
        crates.insert(id, found);
    }
    for node in items(&metadata["resolve"]["nodes"]) {
        let of = node["id"].as_str().and_then(|id| ids.get(id));
        let Some(found) = of.and_then(|id| crates.get_mut(id)) else {
            continue;
        };
        let used = items(&node["deps"]).iter().filter(|dep| is_no_test(dep));
        let used = used.filter_map(|dep| ids.get(dep["pkg"].as_str()?));
        found.uses = used.filter(|id| all.contains(id)).cloned().collect();
    }
    match all.iter().find(|id| !crates.contains_key(id)) {
        Some((name, version)) => {
            Err(format!("cargo tree names {name} {version}, cargo metadata does not").into())
        }
        None => Ok(crates),
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn id(package: &Value) -> Option<Id> {
    let text = |name: &str| package[name].as_str().map(str::to_owned);
    Some((text("name")?, text("version")?))
}

/// Whether the dependency is one of more than the crate's own tests.
fn is_no_test(dep: &Value) -> bool {
    items(&dep["dep_kinds"])
        .iter()
        .any(|kind| kind["kind"] != "dev")
}

/// Older crates write a slash for "or".
fn expression(license: &str) -> String {
    license.replace('/', " OR ")
}

/// Lines such as `serde v1.0.229` or `serde_derive v1.0.229 (proc-macro) (*)`.
fn in_tree(text: &str) -> BTreeSet<Id> {
    let id = |line: &str| {
        let mut words = line.split(' ');
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        Some((name.to_owned(), version.to_owned()))
    };
    text.lines().filter_map(id).collect()
}

/// The checksums in a Cargo.lock.
fn checksums(lock: &str) -> BTreeMap<Id, String> {
    let package = |block: &str| {
        let value = |key: &str| {
            let start = format!("{key} = \"");
            let mut lines = block.lines();
            let value = lines.find_map(|line| line.strip_prefix(&start))?;
            value.strip_suffix('"').map(str::to_owned)
        };
        Some(((value("name")?, value("version")?), value("checksum")?))
    };
    lock.split("[[package]]").filter_map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_has_its_licence_its_sum_and_what_it_uses_but_for_tests() {
        let said = Said {
            linked: "app v0.1.0 (/somewhere)\na v1.0.0\n\na v1.0.0 (*)\n",
            built: "app v0.1.0 (/somewhere)\na v1.0.0\nmacros v2.0.0 (proc-macro)\n",
            metadata: r#"{"packages": [
                {"id": "p#app", "name": "app", "version": "0.1.0", "license": "MIT"},
                {"id": "r#a", "name": "a", "version": "1.0.0", "license": "MIT/Apache-2.0"},
                {"id": "r#macros", "name": "macros", "version": "2.0.0", "license": null},
                {"id": "r#tests", "name": "tests", "version": "3.0.0", "license": "MIT"}],
                "resolve": {"nodes": [{"id": "p#app", "deps": [
                    {"pkg": "r#a", "dep_kinds": [{"kind": null}]},
                    {"pkg": "r#macros", "dep_kinds": [{"kind": "dev"}]},
                    {"pkg": "r#tests", "dep_kinds": [{"kind": null}]}]}]}}"#,
            lock: "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ab12\"\n",
        };
        let crates = read(&said).expect("readable");
        let id = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        assert_eq!(crates.len(), 3);
        let (app, a) = (&crates[&id("app", "0.1.0")], &crates[&id("a", "1.0.0")]);
        assert_eq!(app.uses, [id("a", "1.0.0")].into());
        assert!(app.linked && app.checksum.is_none());
        assert_eq!(a.license.as_deref(), Some("MIT OR Apache-2.0"));
        assert_eq!(a.checksum.as_deref(), Some("ab12"));
        assert!(!crates[&id("macros", "2.0.0")].linked);
    }

    #[test]
    fn a_crate_that_cargo_cannot_describe_stops_the_release() {
        let said = Said {
            linked: "a v1.0.0\n",
            built: "",
            metadata: "{}",
            lock: "",
        };
        assert!(read(&said).is_err());
    }
}
