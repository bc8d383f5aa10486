//! Another release under an open tab: it is offered in one line, waits for uploads, and nothing reloads by itself.

use std::path::Path;

use e2e::api::STAFF;
use e2e::wait::{Seen, until_within};
use e2e::{Bench, Failure, Role, Rule, Setup, Step, run};

use crate::common::arrived_once;

const NEW: &str = "A new version of the console is ready";
const WHEN_DONE: &str = "Reload when the upload is done";

/// Puts a release into the served folder, as an operator does: `index.html` and `version.json` are replaced, hashed files
/// are added.
fn install(dist: &Path, build: &str) -> Step {
    let release =
        format!("{{\"version\":\"9.9.9\",\"commit\":\"{build}\",\"build\":\"console-{build}\"}}\n");
    let index = dist.join("index.html");
    let html = std::fs::read_to_string(&index)?;
    let tag = "<meta name=\"console-release\" content=\"";
    let missing = || Failure::new("the page has no place for its release");
    let (head, rest) = html.split_once(tag).ok_or_else(missing)?;
    let (_, tail) = rest.split_once('"').ok_or_else(missing)?;
    let content = release.trim().replace('"', "&quot;");
    std::fs::write(&index, format!("{head}{tag}{content}\"{tail}"))?;
    std::fs::write(dist.join("version.json"), release)?;
    // The compressed copies are those of the release before.
    for name in ["index.html", "version.json"] {
        for ending in ["br", "gz"] {
            let copy = dist.join(format!("{name}.{ending}"));
            if copy.exists() {
                std::fs::remove_file(copy)?;
            }
        }
    }
    Ok(())
}

/// Moves the part with the pages beside the list from one folder to another, with its compressed copies. The folder of a
/// release in `to` is made where it is missing.
fn move_part(from: &Path, to: &Path) -> Step {
    for release in std::fs::read_dir(from)?.flatten() {
        if !release
            .file_name()
            .to_string_lossy()
            .starts_with("console-")
        {
            continue;
        }
        let target = to.join(release.file_name());
        std::fs::create_dir_all(&target)?;
        for file in std::fs::read_dir(release.path())?.flatten() {
            if file
                .file_name()
                .to_string_lossy()
                .starts_with("split_rest.")
            {
                std::fs::rename(file.path(), target.join(file.file_name()))?;
            }
        }
    }
    Ok(())
}

/// Comes back to the tab: it looks for another release then, not only once an hour.
async fn come_back(t: &Bench) -> Step {
    t.page.hide(true).await?;
    t.page.hide(false).await
}

async fn mark(t: &Bench) -> Step {
    t.page
        .eval("window.sameDocument = true; return null")
        .await?;
    Ok(())
}

async fn reloaded(t: &Bench) -> Step {
    until_within(30, "the page to be loaded again", async || {
        let same = t.page.eval("return window.sameDocument === true").await?;
        Ok(if same == false {
            Seen::Yes(())
        } else {
            Seen::NotYet("the same document".to_owned())
        })
    })
    .await
}

#[test]
fn a_new_release_is_offered_and_waits_for_the_upload() {
    run(Setup::default().small_chunks().own_dist(), async |t| {
        let dist = t.api.data().join("dist");
        install(&dist, "aaaa")?;
        t.page.sign_in(STAFF).await?;
        mark(t).await?;
        t.api.fault(Rule::on_chunks().delay(400)).await?;
        let zip = t.quick_zip("release.zip", 3, 2_500_000)?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("release.zip", 5.0).await?;
        install(&dist, "bbbb")?;
        come_back(t).await?;
        t.page.sees(NEW).await?;
        t.page.press(WHEN_DONE).await?;
        // The upload ends in the old document, then the new release is there.
        reloaded(t).await?;
        arrived_once(t, &zip).await?;
        t.page.find(Role::Button, e2e::words::CHOOSE_FILES).await?;
        t.page.sees_no(NEW).await?;
        t.page.goto("/help").await?;
        t.page.sees("9.9.9 (bbbb)").await
    });
}

#[test]
fn a_tab_of_the_newest_release_offers_nothing_and_reloads_only_by_click() {
    run(Setup::default().own_dist(), async |t| {
        let dist = t.api.data().join("dist");
        install(&dist, "aaaa")?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/help").await?;
        t.page.sees("9.9.9 (aaaa)").await?;
        mark(t).await?;
        install(&dist, "bbbb")?;
        come_back(t).await?;
        t.page.sees(NEW).await?;
        assert_eq!(t.page.eval("return window.sameDocument").await?, true);
        t.page.press("Reload").await?;
        reloaded(t).await?;
        t.page.sees("9.9.9 (bbbb)").await?;
        come_back(t).await?;
        t.page.sees_no(NEW).await
    });
}

#[test]
fn a_page_that_a_release_took_away_says_so_and_a_reload_brings_it() {
    run(Setup::default().own_dist(), async |t| {
        let dist = t.api.data().join("dist");
        let away = t.api.data().join("away");
        install(&dist, "aaaa")?;
        t.page.goto("/login").await?;
        t.page.find(Role::Button, e2e::words::SIGN_IN).await?;
        // The new release is there and the old one is not, and this tab has only loaded the first view.
        install(&dist, "bbbb")?;
        move_part(&dist, &away)?;
        t.page.enter(STAFF).await?;
        t.page
            .sees_within(30, "this page of the older one is no longer on the server")
            .await?;
        move_part(&away, &dist)?;
        mark(t).await?;
        t.page.press("Reload").await?;
        reloaded(t).await?;
        t.page.find(Role::Button, e2e::words::CHOOSE_FILES).await?;
        t.page.goto("/help").await?;
        t.page.sees("9.9.9 (bbbb)").await
    });
}
