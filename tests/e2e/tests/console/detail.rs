//! One batch: its link for teammates, the three pages that say why it cannot be shown, its sheets.

use e2e::api::{ADMIN, SCANNER, STAFF};
use e2e::{Ability, Role, Rule, Setup, run, words};

#[test]
fn f45_a_shared_link_leads_through_sign_in_to_the_batch() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("shared.zip", 3, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.api
            .sign_in(STAFF)
            .await?
            .reaches(&batch, "completed")
            .await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.path_is("/login").await?;
        t.page.enter(STAFF).await?;
        t.page.path_is(&format!("/batches/{batch}")).await?;
        t.page.find(Role::Heading, "shared.zip").await?;
        t.page.sees("Completed").await?;
        t.page.sees("3 sheets").await?;
        Ok(())
    });
}

#[test]
fn copy_link_copies_the_address_of_the_page() {
    run(Setup::default().needs(Ability::DevTools), async |t| {
        let zip = t.quick_zip("copied.zip", 1, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}?from=list")).await?;
        t.page
            .cdp(
                "Browser.grantPermissions",
                serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
            )
            .await?;
        t.page.press(words::COPY_LINK).await?;
        t.page.sees("Link copied").await?;
        let copied = t
            .page
            .browser()
            .driver
            .execute_async(
                "navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))",
                vec![],
            )
            .await?;
        let copied = copied.json().as_str().unwrap_or_default().to_owned();
        assert!(
            copied.starts_with(&format!("{}/batches/{batch}", t.api.base())),
            "{copied}"
        );
        Ok(())
    });
}

#[test]
fn f45_no_right_not_found_and_malformed_are_three_pages() {
    // In production whoever has the link may follow a batch.
    run(Setup::default().handoff(), async |t| {
        let zip = t.quick_zip("private.zip", 1, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(SCANNER).await?;
        for (path, heading) in [
            (format!("/batches/{batch}"), words::NO_RIGHT),
            (
                "/batches/00000000-0000-4000-8000-000000000000".to_owned(),
                words::GONE,
            ),
            ("/batches/00000000-0000".to_owned(), words::BAD_LINK),
            ("/nowhere".to_owned(), words::NOT_FOUND),
        ] {
            t.page.goto(&path).await?;
            t.page.find(Role::Heading, heading).await?;
            t.page
                .title_becomes(heading, |title| title.contains(heading))
                .await?;
            assert!(!t.page.text().await?.contains("private.zip"));
            t.page.find(Role::Link, words::BATCHES).await?;
        }
        Ok(())
    });
}

#[test]
fn sheets_are_shown_on_demand() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("sheets.zip", 7, 8_000)?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff.upload(&zip, None).await?;
        staff.reaches(&batch, "completed").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.find(Role::Button, words::SHOW_SHEETS).await?;
        assert!(
            t.page.nodes(Role::Table).await?.is_empty(),
            "not before they are asked for"
        );
        t.page.press(words::SHOW_SHEETS).await?;
        t.page
            .table_becomes("7 sheets", "seven rows", |rows| rows.len() == 7)
            .await?;
        Ok(())
    });
}

#[test]
fn a_batch_that_cannot_be_loaded_offers_another_try() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("later.zip", 1, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(Rule::on("GET", &format!("/api/batches/{batch}")).status(500))
            .await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.sees("The batch could not be loaded").await?;
        t.api.no_faults().await?;
        t.page.press(words::TRY_AGAIN).await?;
        t.page.find(Role::Heading, "later.zip").await?;
        Ok(())
    });
}

#[test]
fn a_batch_of_another_person_is_open_to_an_admin() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("theirs.zip", 1, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.find(Role::Heading, "theirs.zip").await?;
        Ok(())
    });
}
