//! What it costs to open the pages of a release: behind the production gateway (10 files a second, 20 at once) a page that
//! asks for more does not load at all, and each request more is a wait on a slow line. `cargo xtask bench load` has the times.

use e2e::api::ADMIN;
use e2e::{Page, Role, Setup, Step, run, words};

/// Files that may be asked for from sign-in to any page.
const MOST_FILES: u64 = 20;

/// Files of the console that this page has asked for.
async fn files(page: &Page) -> Step<u64> {
    let count = page
        .eval("return performance.getEntriesByType('resource').filter(e => !e.name.includes('/api/')).length + 1")
        .await?;
    Ok(count.as_u64().unwrap_or_default())
}

#[test]
fn f_the_gateway_serves_all_files_from_sign_in_to_any_page() {
    run(Setup::default().seeded(93), async |t| {
        t.page.goto("/login?next=/batches").await?;
        t.page.find(Role::Heading, "Sign in").await?;
        t.page.enter(ADMIN).await?;
        t.page
            .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
            .await?;
        for page in ["Upload", "Analytics"] {
            t.page.follow(page).await?;
            t.page.find(Role::Heading, page).await?;
        }
        let files = files(&t.page).await?;
        assert!(files <= MOST_FILES, "{files} files");
        Ok(())
    });
}
