//! The bill of materials (CycloneDX 1.6, JSON): the crates in the console and its workers, and what has built them. The same build has
//! the same bill: its time is the commit's, and it has no number of its own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Outcome;
use crate::crates::{Crate, Id};

/// The crate that the bill is about.
const CONSOLE: &str = "omr-batch-console";

/// The bill. `tools` are package URLs; `time` is empty where it is not known.
pub fn text(crates: &BTreeMap<Id, Crate>, tools: &str, time: &str) -> Outcome<String> {
    let (console, about) = crates
        .iter()
        .find(|((name, _), _)| name == CONSOLE)
        .ok_or("cargo does not name the console among its packages")?;
    let others = crates.iter().filter(|(id, _)| *id != console);
    let mut components: Vec<Value> = others.map(|(id, found)| library(id, found)).collect();
    for purl in tools.lines() {
        components.push(tool(purl)?);
    }
    let mut metadata = json!({ "component": component("application", console, about) });
    if !time.is_empty() {
        metadata["timestamp"] = time.into();
    }
    let uses = |(id, found): (&Id, &Crate)| {
        let uses: Vec<String> = found.uses.iter().map(purl).collect();
        json!({ "ref": purl(id), "dependsOn": uses })
    };
    let dependencies: Vec<Value> = crates.iter().map(uses).collect();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": metadata,
        "components": components,
        "dependencies": dependencies,
    });
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

fn library(id: &Id, found: &Crate) -> Value {
    let mut library = component("library", id, found);
    library["scope"] = if found.linked { "required" } else { "excluded" }.into();
    library
}

fn component(kind: &str, id: &Id, found: &Crate) -> Value {
    let purl = purl(id);
    let mut component = json!({
        "type": kind,
        "bom-ref": purl,
        "name": id.0,
        "version": id.1,
        "purl": purl,
    });
    if let Some(license) = &found.license {
        component["licenses"] = json!([{ "expression": license }]);
    }
    if let Some(sum) = &found.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    component
}

/// A program that has helped to build. Only Rust leaves something in the modules: its standard library.
fn tool(purl: &str) -> Outcome<Value> {
    let named = purl
        .rsplit_once('/')
        .and_then(|(_, rest)| rest.split_once('@'));
    let (name, version) = named.ok_or_else(|| format!("\"{purl}\" is no package URL"))?;
    let scope = if name == "rust" {
        "required"
    } else {
        "excluded"
    };
    Ok(json!({
        "type": "application",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "scope": scope,
    }))
}

fn purl((name, version): &Id) -> String {
    // A version may have a part behind a plus, which stands for a space in an address.
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crates() -> BTreeMap<Id, Crate> {
        let id = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let library = Crate {
            linked: true,
            license: Some("MIT OR Apache-2.0".to_owned()),
            checksum: Some("ab".repeat(32)),
            ..Crate::default()
        };
        let console = Crate {
            uses: [id("a", "1.0.0+b")].into(),
            ..Crate::default()
        };
        [
            (id(CONSOLE, "0.1.0"), console),
            (id("a", "1.0.0+b"), library),
            (id("macros", "2.0.0"), Crate::default()),
        ]
        .into()
    }

    #[test]
    fn crates_and_tools_stand_there_with_address_licence_and_sum() {
        let tools = "pkg:cargo/trunk@0.21.14\npkg:npm/esbuild@0.28.2\n";
        let text = text(&crates(), tools, "2026-11-28T23:01:30Z").expect("a bill");
        let bill: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(bill["metadata"]["component"]["name"], CONSOLE);
        assert_eq!(bill["metadata"]["timestamp"], "2026-11-28T23:01:30Z");
        let parts = bill["components"].as_array().expect("a list");
        let names: Vec<&str> = parts
            .iter()
            .filter_map(|part| part["name"].as_str())
            .collect();
        assert_eq!(names, ["a", "macros", "trunk", "esbuild"]);
        assert_eq!(parts[0]["purl"], "pkg:cargo/a@1.0.0%2Bb");
        assert_eq!(parts[0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(parts[0]["hashes"][0]["content"], "ab".repeat(32));
        let scopes: Vec<&Value> = parts.iter().map(|part| &part["scope"]).collect();
        assert_eq!(scopes, ["required", "excluded", "excluded", "excluded"]);
        let edges = bill["dependencies"].as_array().expect("a list");
        let console = edges
            .iter()
            .find(|edge| edge["ref"] == "pkg:cargo/omr-batch-console@0.1.0");
        assert_eq!(
            console.expect("it is there")["dependsOn"],
            json!(["pkg:cargo/a@1.0.0%2Bb"])
        );
    }

    #[test]
    fn the_same_build_has_the_same_bill() {
        let make = || text(&crates(), "pkg:npm/esbuild@0.28.2\n", "");
        let (one, two) = (make().expect("a bill"), make().expect("a bill"));
        assert_eq!(one, two);
        assert!(!one.contains("timestamp") && !one.contains("serialNumber"));
    }
}
