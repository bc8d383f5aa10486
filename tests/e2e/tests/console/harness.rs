//! The harness itself: that it sees what a screen reader sees, and that what must fail fails.

use e2e::bench::run_without_server;
use e2e::devtools::Scheme;
use e2e::page::starts;
use e2e::wait::{Seen, until, until_within};
use e2e::watch::{Allowed, offences};
use e2e::{Ability, Page, Role, Step};

const FORM: &str = "<html lang=en><title>Form</title><main><h1>Form</h1>\
    <label>Username <input></label><label for=p>Password</label><input id=p type=password>\
    <fieldset><legend>Upload strategy</legend><label><input type=radio name=s>Image files</label></fieldset>\
    <button disabled hidden>Ghost</button><button onclick=\"document.title='clicked'\">Upload 1 file</button>\
    <label>Status <select><option>Any</option><option value=f>Failed</option></select></label>\
    <progress max=100 value=43 aria-label=Sending aria-valuetext='43 %25, soon'></progress>\
    <input type=file multiple hidden><p id=out></p>\
    <script>document.querySelector('[type=file]').onchange = e => \
        document.getElementById('out').textContent = [...e.target.files].map(f => f.name + ':' + f.size).join();\
    addEventListener('dragover', e => e.preventDefault());\
    addEventListener('drop', e => { e.preventDefault(); document.getElementById('out').textContent = \
        'dropped ' + e.dataTransfer.files.length + ' ' + (e.dataTransfer.files[0]?.size ?? e.dataTransfer.getData('text/plain')) });\
    </script></main></html>";

#[test]
fn things_are_found_and_used_by_role_and_name() {
    run_without_server(&[], async |page: &Page| {
        page.goto(FORM).await?;
        page.fill("Username", "first").await?;
        page.fill("Username", "staff").await?;
        page.fill("Password", "x").await?;
        assert_eq!(page.find(Role::TextBox, "Username").await?.value, "staff");
        page.choose("Image files").await?;
        page.select("Status", "Failed").await?;
        assert_eq!(
            page.eval("return document.querySelector('select').value")
                .await?,
            "f"
        );
        assert!(page.select("Status", "Nonsense").await.is_err());
        let bar = page.find(Role::ProgressBar, "Sending").await?;
        assert_eq!(bar.value, "43");
        let said = page.attribute(&bar, "aria-valuetext").await?;
        assert_eq!(said.as_deref(), Some("43 %, soon"));
        assert!(
            !page.has(Role::Button, "Ghost").await?,
            "hidden things are not there"
        );
        assert!(
            !page.has(Role::Button, "Upload").await?,
            "a name is compared as a whole"
        );
        page.press(starts("Upload")).await?;
        page.title_becomes("clicked", |title| title == "clicked")
            .await?;
        Ok(())
    });
}

#[test]
fn files_are_chosen_and_dropped() {
    run_without_server(&[], async |page: &Page| {
        let file = std::env::temp_dir().join(format!("e2e-drop-{}.txt", std::process::id()));
        std::fs::write(&file, "12345")?;
        page.goto(FORM).await?;
        page.give_files(std::slice::from_ref(&file)).await?;
        page.sees(".txt:5").await?;
        page.drop_files(std::slice::from_ref(&file), 50, 50).await?;
        page.sees("dropped 1 5").await?;
        page.drop_text("hello", 50, 50).await?;
        page.sees("dropped 0 hello").await?;
        std::fs::remove_file(&file)?;
        Ok(())
    });
}

#[test]
fn a_wait_that_is_not_met_says_what_was_there_instead() {
    run_without_server(&[], async |page: &Page| {
        page.goto(FORM).await?;
        let missing: Step = page
            .find_within(1, Role::Button, "Nowhere")
            .await
            .map(|_| ());
        let text = missing.err().map(|f| f.to_string()).unwrap_or_default();
        assert!(
            text.contains("Nowhere") && text.contains("Upload 1 file"),
            "{text}"
        );
        let never: Step = until_within(1, "pigs to fly", async || {
            Ok(Seen::NotYet("pigs on the ground".into()))
        })
        .await;
        assert!(never.is_err_and(|f| f.to_string().contains("pigs on the ground")));
        Ok(())
    });
}

#[test]
fn a_breach_of_the_policy_and_a_panic_are_found() {
    run_without_server(&[Ability::StartScript], async |page: &Page| {
        page.goto(
            "<meta http-equiv=Content-Security-Policy content=\"style-src 'none'\"><p style='color:red'>x</p>",
        )
        .await?;
        until("the violation", async || {
            let found = offences(&page.browser().console().await?, &[], &Allowed::default());
            Ok(if found.iter().any(|f| f.contains("policy")) {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{found:?}"))
            })
        })
        .await?;
        page.goto("<script>setTimeout(() => { throw new Error('boom eyJhbGci') })</script>")
            .await?;
        until("the error", async || {
            let found = offences(&page.browser().console().await?, &[], &Allowed::default());
            let both = ["uncaught", "token"]
                .iter()
                .all(|k| found.iter().any(|f| f.contains(k)));
            Ok(if both {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{found:?}"))
            })
        })
        .await?;
        Ok(())
    });
}

#[test]
fn axe_finds_what_is_wrong_and_passes_what_is_right() {
    run_without_server(&[], async |page: &Page| {
        page.goto(FORM).await?;
        page.axe("a good form").await?;
        page.goto("<html lang=en><title>Bad</title><main><h1>Bad</h1><input><p>text<button></button></main></html>").await?;
        let failure = page
            .axe("a bad form")
            .await
            .err()
            .map(|f| f.to_string())
            .unwrap_or_default();
        assert!(
            failure.contains("button-name") && failure.contains("label"),
            "{failure}"
        );
        Ok(())
    });
}

#[test]
fn colours_size_and_network_can_be_set() {
    run_without_server(
        &[Ability::Offline, Ability::Media, Ability::Viewport],
        async |page: &Page| {
            page.goto("<p>x</p>").await?;
            let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
            page.scheme(Scheme::Dark).await?;
            assert_eq!(page.eval(dark).await?, true);
            page.scheme(Scheme::Light).await?;
            assert_eq!(page.eval(dark).await?, false);
            page.view(360, 700).await?;
            assert_eq!(page.eval("return innerWidth").await?, 360);
            page.offline(true).await?;
            assert_eq!(page.eval("return navigator.onLine").await?, false);
            page.offline(false).await?;
            assert_eq!(page.eval("return navigator.onLine").await?, true);
            page.hide(true).await?;
            assert_eq!(
                page.eval("return document.visibilityState").await?,
                "hidden"
            );
            Ok(())
        },
    );
}

#[test]
fn what_live_regions_say_is_kept() {
    run_without_server(&[Ability::StartScript], async |page: &Page| {
        page.goto(
            "<div role=status></div><script>setTimeout(() => { const s = document.querySelector('[role=status]'); \
             s.textContent = 'Half'; setTimeout(() => s.textContent = 'Done', 50) })</script>",
        )
        .await?;
        page.sees("Done").await?;
        assert_eq!(
            page.said().await?,
            [("Half".to_owned(), true), ("Done".to_owned(), true)]
        );
        Ok(())
    });
}
