//! Trusted Types: what may become markup or a program is refused unless it is the console's own, and the console itself needs
//! nothing else. That no other test breaks the policy is looked at by the harness (S-08).

use std::collections::BTreeSet;
use std::path::Path;

use e2e::api::ADMIN;
use e2e::page::starts;
use e2e::{Ability, Bench, Failure, Role, Setup, Step, files, run, words};
use samples::set;
use serde_json::json;

use super::export;

/// Names of the attempts that were not refused.
const ATTEMPTS: &str = r#"
    const make = name => document.createElement(name);
    const attempts = {
        'handler': () => { make('div').innerHTML = '<img src=x onerror="alert(1)">' },
        'handler in a template': () => { make('template').innerHTML = '<span onclick="alert(1)"></span>' },
        'handler behind a class': () => { make('div').innerHTML = '<td class="a" onclick="alert(1)"></td>' },
        'handler behind a slash': () => { make('div').innerHTML = '<span/onclick="alert(1)"></span>' },
        'element of a script': () => { make('div').innerHTML = '<script></script>' },
        'link with a script': () => { make('div').innerHTML = '<a href="javascript:alert(1)">x</a>' },
        'text': () => { make('div').innerHTML = 'x' },
        'outer markup': () => { document.body.appendChild(make('p')).outerHTML = '<b>x</b>' },
        'added markup': () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
        'written markup': () => document.write('<b>x</b>'),
        'parsed markup': () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
        'address of a script': () => { make('script').src = '/boot.js' },
        'text of a script': () => { make('script').text = 'alert(1)' },
        'worker of another name': () => new Worker('/boot.js'),
        'worker of another origin': () => new Worker('https://omr.example.org/crc-worker_loader.js?v=1'),
        'worker of a text': () => new Worker('data:text/javascript,1'),
        'worker without a scheme': () => new Worker('//omr.example.org/crc-worker_loader.js?v=1'),
        'second policy': () => trustedTypes.createPolicy('mine', {}),
        'policy in its place': () => trustedTypes.createPolicy('default', {}),
    };
    return Object.keys(attempts).filter(name => { try { attempts[name](); return true } catch { return false } });
"#;

#[test]
fn markup_and_programs_that_are_not_the_consoles_are_refused() {
    run(Setup::default(), async |t| {
        t.allowed.policy = true;
        t.page.goto("/login").await?;
        t.page.find(Role::TextBox, words::USERNAME).await?;
        t.page
            .eval("window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective)); return null")
            .await?;
        let taken = t.page.eval(ATTEMPTS).await?;
        assert_eq!(taken, json!([]), "these were not refused");
        let own = "const own = document.createElement('template');
             own.innerHTML = '<td data-kind=\"fit\"><span class=\"skeleton\"></span></td>';
             return own.content.firstChild.firstChild.className";
        assert_eq!(t.page.eval(own).await?, "skeleton");
        let broken = t.page.eval("return broken").await?;
        let told = broken.as_array().map_or(0, Vec::len);
        assert!(told >= 15, "breaches are told: {broken}");
        Ok(())
    });
}

/// Every tag of a template that stands in a module: it has an attribute in quotes, or ends an element. Views in Leptos' own advice
/// to developers have braces.
fn tags(module: &[u8], found: &mut BTreeSet<String>) {
    for (at, _) in module.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
        let rest = &module[at..module.len().min(at + 1000)];
        let end = rest.iter().skip(1).position(|b| b"<>\0\n".contains(b));
        let Some(end) = end.map(|end| end + 1).filter(|&end| rest[end] == b'>') else {
            continue;
        };
        if let Ok(tag) = std::str::from_utf8(&rest[..=end])
            && tag
                .trim_start_matches(['<', '/'])
                .starts_with(|c: char| c.is_ascii_alphabetic())
            && (tag.contains("=\"") || tag.starts_with("</"))
            && !module[..at].ends_with(b"}")
        {
            found.insert(tag.to_owned());
        }
    }
}

/// The program's modules below a folder; the workers have no views.
fn modules(folder: &Path, found: &mut BTreeSet<String>) -> Step {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            modules(&path, found)?;
        } else if name.ends_with(".wasm") && !name.contains("-worker") {
            tags(&std::fs::read(&path)?, found);
        }
    }
    Ok(())
}

#[test]
fn every_template_of_the_program_is_one_that_the_policy_lets_through() {
    run(Setup::default().own_dist(), async |t| {
        let mut found = BTreeSet::new();
        modules(&t.api.data().join("dist"), &mut found)?;
        assert!(found.contains("</span>"), "no templates: {found:?}");
        t.page.goto("/login").await?;
        t.page.find(Role::TextBox, words::USERNAME).await?;
        let refused = "return arguments[0].filter(tag => trustedTypes.defaultPolicy.createHTML(tag).toString() !== tag)";
        let refused = t.page.script(refused, vec![json!(found)]).await?;
        assert_eq!(*refused.json(), json!([]), "boot.js lets these not through");
        Ok(())
    });
}

/// Whether the page has started this worker.
async fn has_started(t: &Bench, worker: &str) -> Step {
    let loaded = "return performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)";
    let loaded = t.page.eval(loaded).await?;
    let wanted = format!("/{worker}_loader.js");
    let all = loaded.as_array().map(Vec::as_slice).unwrap_or_default();
    if all.iter().any(|path| path == &wanted) {
        return Ok(());
    }
    Err(Failure(format!("{wanted} was not loaded: {loaded}")))
}

#[test]
fn all_pages_and_all_workers_do_with_what_the_policy_allows() {
    let setup = Setup::default().needs(Ability::Downloads).small_chunks();
    run(setup.checked().seeded(5), async |t| {
        let folder = export::downloads(t).await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/upload").await?;
        t.page.upload_zip(&files::archive(&set::MEDIUM)?).await?;
        t.page.sees_completed(90).await?;
        has_started(t, "preflight-worker").await?;
        t.page.open_batch().await?;
        t.page.sees("51 sheets").await?;
        t.page.goto("/upload").await?;
        // More than one request takes: they are packed.
        let images = files::images()?;
        t.page
            .prepare(words::IMAGES, Some(set::IMAGES_TASK), &images)
            .await?;
        t.page.press(starts(words::UPLOAD)).await?;
        t.page.sees_completed(90).await?;
        has_started(t, "crc-worker").await?;
        for path in [
            "/analytics",
            "/notices",
            "/preferences",
            "/help",
            "/nowhere",
        ] {
            t.page.goto(path).await?;
            t.page.find(Role::Heading, starts("")).await?;
        }
        t.page.goto("/batches").await?;
        export::open(t, "xlsx").await?;
        t.page.press("Export file").await?;
        t.page.sees_within(60, "is ready with").await?;
        export::saved(&folder, "xlsx").await?;
        has_started(t, "xlsx-worker").await
    });
}
