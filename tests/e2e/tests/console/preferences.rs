//! Preferences take effect at once and outlive a reload, for the person and nobody else; the help and its keys.

use e2e::api::{SCANNER, STAFF};
use e2e::page::starts;
use e2e::{Page, Role, Setup, Step, run};
use thirtyfour::Key;

use super::look::{Look, passes};

async fn look(page: &Page) -> Step<(String, String)> {
    let root = page
        .eval("const d = document.documentElement.dataset; return [d.theme ?? '', d.density ?? '']")
        .await?;
    let text = |at: usize| root[at].as_str().unwrap_or_default().to_owned();
    Ok((text(0), text(1)))
}

fn pair(theme: &str, density: &str) -> (String, String) {
    (theme.to_owned(), density.to_owned())
}

#[test]
fn the_look_changes_at_once_and_stays_without_a_flash() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/preferences").await?;
        t.page.choose("Dark").await?;
        t.page.choose("Compact").await?;
        assert_eq!(look(&t.page).await?, pair("dark", "compact"));
        // Noted when the body begins: before anything could be painted.
        t.page
            .at_start(
                "new MutationObserver((_, o) => { if (document.body && !window.__look) {
                   window.__look = document.documentElement.dataset.theme; o.disconnect(); } })
                   .observe(document, { childList: true, subtree: true });",
            )
            .await?;
        t.page.reload().await?;
        t.page.find(Role::Heading, "Preferences").await?;
        assert_eq!(t.page.eval("return window.__look").await?, "dark");
        assert_eq!(look(&t.page).await?, pair("dark", "compact"));
        // Somebody else at this computer has settings of their own.
        t.page.sign_out().await?;
        t.page.sign_in(SCANNER).await?;
        t.page.goto("/preferences").await?;
        t.page.find(Role::Heading, "Preferences").await?;
        assert_eq!(look(&t.page).await?, pair("", ""));
        t.page.sign_out().await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/preferences").await?;
        t.page.find(Role::Heading, "Preferences").await?;
        assert_eq!(look(&t.page).await?, pair("dark", "compact"));
        Ok(())
    });
}

#[test]
fn f23_without_storage_they_last_as_long_as_the_tab_and_that_is_said() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/preferences").await?;
        t.page.find(Role::Heading, "Preferences").await?;
        t.page
            .eval("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; return null")
            .await?;
        t.page.choose("Dark").await?;
        assert_eq!(look(&t.page).await?, pair("dark", ""));
        t.page
            .sees("does not let the console keep your preferences")
            .await?;
        passes(&t.page, Look::PreferencesNotKept).await
    });
}

#[test]
fn the_page_size_stands_in_the_address_of_the_list() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(e2e::api::ADMIN).await?;
        t.page.goto("/preferences").await?;
        t.page.select("Rows per page of the list", "50").await?;
        t.page.follow("Batches").await?;
        t.page
            .path_becomes("with 50 rows", |path| path == "/batches?page_size=50")
            .await?;
        t.page
            .table_becomes("Batches", "50 rows", |rows| rows.len() == 50)
            .await?;
        Ok(())
    });
}

#[test]
fn wcag_2_1_4_single_keys_open_pages_and_can_be_switched_off() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.find(Role::Heading, "Batches").await?;
        press(&t.page, "?").await?;
        t.page.path_is("/help").await?;
        t.page.find(Role::Heading, "Keyboard").await?;
        press(&t.page, "p").await?;
        t.page.path_is("/preferences").await?;
        // Typing is typing.
        t.page.goto("/upload").await?;
        t.page.fill("Notes", "up and about?").await?;
        t.page.path_is("/upload").await?;
        t.page.goto("/preferences").await?;
        t.page
            .click(Role::Checkbox, "Single keys open pages")
            .await?;
        press(&t.page, "b").await?;
        t.page.never_sees(1.0, "No batches yet").await?;
        t.page.path_is("/preferences").await?;
        t.page.follow("Show the keys").await?;
        t.page.sees("Single keys are switched off").await
    });
}

async fn press(page: &Page, key: &str) -> Step {
    page.eval("document.activeElement?.blur(); return null")
        .await?;
    page.browser()
        .driver
        .action_chain()
        .send_keys(key)
        .perform()
        .await?;
    Ok(())
}

#[test]
fn the_menu_leads_to_preferences_and_help() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.press(starts("Signed in as")).await?;
        t.page.follow("Help").await?;
        t.page.find(Role::Heading, "How to make a ZIP").await?;
        t.page.sees("No sheets were created").await?;
        t.page.has_no(Role::Link, "Preferences").await?;
        t.page.follow("Keyboard").await?;
        assert_eq!(t.page.focused().await?, "Keyboard");
        t.page.press(starts("Signed in as")).await?;
        t.page.follow("Preferences").await?;
        t.page.find(Role::Radio, starts("Dark")).await?;
        t.page.key(Key::Tab).await
    });
}

#[test]
fn axe_preferences_and_help() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/preferences").await?;
        t.page.find(Role::Heading, "Preferences").await?;
        passes(&t.page, Look::PreferencesData).await?;
        t.page.goto("/help").await?;
        t.page.find(Role::Heading, "Help").await?;
        passes(&t.page, Look::HelpData).await
    });
}
