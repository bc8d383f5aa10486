//! The list: filter, pages, address, empty states, and rows that follow the server.

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::wait::{Seen, never_within, until};
use e2e::{Ability, Page, Role, Rule, Setup, Step, run, words};

use serde_json::json;

use super::look::{Look, passes};

const LIST: &str = "/api/batches/";

async fn rows(page: &Page) -> Step<Vec<Vec<String>>> {
    page.table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await
}

#[test]
fn the_filter_is_in_the_address_and_back_takes_it_off() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.follow(words::BATCHES).await?;
        assert_eq!(rows(&t.page).await?.len(), 25, "25 rows by default");
        t.page.select(words::STATUS, "Failed").await?;
        t.page
            .path_becomes("filtered", |path| path == "/batches?status=failed")
            .await?;
        let failed = t
            .page
            .table_becomes(words::BATCHES, "failed batches only", |rows| {
                !rows.is_empty()
                    && rows
                        .iter()
                        .all(|row| row.iter().any(|cell| cell.contains("Failed")))
            })
            .await?;
        t.page.sees("– Failed").await?;
        assert_eq!(
            t.page.focused().await?,
            words::STATUS,
            "the focus stays on the filter (UX-29)"
        );
        t.page.back().await?;
        t.page
            .path_becomes("unfiltered", |path| path == "/batches")
            .await?;
        t.page
            .table_becomes(words::BATCHES, "all again", |rows| {
                rows.len() > failed.len()
            })
            .await?;
        t.page.forward().await?;
        t.page
            .path_becomes("filtered", |path| path == "/batches?status=failed")
            .await?;
        t.page.press(words::CLEAR_FILTERS).await?;
        t.page
            .path_becomes("unfiltered", |path| path == "/batches")
            .await?;
        Ok(())
    });
}

#[test]
fn pages_are_addresses_and_the_filter_goes_back_to_the_first() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        let first = rows(&t.page).await?;
        t.page.follow(starts("Next")).await?;
        t.page
            .path_becomes("page 2", |path| path == "/batches?page=2")
            .await?;
        t.page
            .title_becomes("numbered", |title| title.contains("page 2 of 3"))
            .await?;
        let second = t
            .page
            .table_becomes(words::BATCHES, "other rows", |rows| {
                !rows.is_empty() && rows[0] != first[0]
            })
            .await?;
        t.page.reload().await?;
        assert_eq!(
            rows(&t.page).await?,
            second,
            "a pasted link shows the same view"
        );
        t.page.follow("Page 3").await?;
        t.page
            .table_becomes(words::BATCHES, "the rest", |rows| rows.len() == 10)
            .await?;
        t.page.back().await?;
        t.page
            .path_becomes("page 2", |path| path == "/batches?page=2")
            .await?;
        t.page.select(words::STATUS, "Completed").await?;
        t.page
            .path_becomes("page 1 of the filter", |path| {
                path == "/batches?status=completed"
            })
            .await?;
        t.page.select(words::STATUS, words::ALL_STATUSES).await?;
        t.page.select(words::PAGE_SIZE, "100").await?;
        t.page
            .path_becomes("all on one page", |path| path == "/batches?page_size=100")
            .await?;
        t.page
            .table_becomes(words::BATCHES, "60 rows", |rows| rows.len() == 60)
            .await?;
        t.page.has_no(Role::Navigation, "Pagination").await?;
        Ok(())
    });
}

#[test]
fn f43_odd_addresses_lead_to_the_nearest_real_view() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        for (asked, shown) in [
            ("/batches?page=9999", "/batches?page=3"),
            ("/batches?page=-1", "/batches"),
            ("/batches?page=abc", "/batches"),
            ("/batches?status=foo", "/batches"),
            ("/batches?page_size=7", "/batches"),
        ] {
            t.page.goto("/upload").await?;
            t.page.goto(asked).await?;
            rows(&t.page).await?;
            t.page.path_becomes(shown, |path| path == shown).await?;
            t.page.back().await?;
            t.page.path_is("/upload").await?;
        }
        Ok(())
    });
}

#[test]
fn three_different_empty_lists() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        t.page.goto("/batches?status=failed").await?;
        t.page.sees(words::NONE_MATCH).await?;
        t.page.press(words::CLEAR_FILTERS).await?;
        t.page.sees(words::NONE_YET).await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/").status(500))
            .await?;
        t.page.reload().await?;
        t.page.sees(words::CANNOT_LOAD).await?;
        t.api.no_faults().await?;
        t.page.press(words::TRY_AGAIN).await?;
        t.page.sees(words::NONE_YET).await?;
        Ok(())
    });
}

#[test]
fn f42_running_batches_are_followed_with_one_request_for_all() {
    run(Setup::with(&["--sheets-per-second", "1"]), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        for name in ["a.zip", "b.zip", "c.zip", "d.zip"] {
            let zip = t.quick_zip(name, 12, 8_000)?;
            staff.upload(&zip, None).await?;
        }
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        rows(&t.page).await?;
        t.page
            .table_becomes(words::BATCHES, "all completed", |rows| {
                rows.len() == 4
                    && rows
                        .iter()
                        .all(|row| row.iter().any(|cell| cell.contains("Completed")))
            })
            .await?;
        let single = t
            .api
            .requests()
            .await?
            .iter()
            .filter(|r| r["path"].as_str().is_some_and(|p| p.ends_with("/progress")))
            .count();
        assert_eq!(single, 0, "no request per row");
        // Nothing runs any more: the list is asked for no more often than once in a long while.
        let before = t.api.requests_to("GET", LIST).await?.len();
        never_within(8.0, "a second refresh of a list at rest", async || {
            Ok(t.api.requests_to("GET", LIST).await?.len() > before + 1)
        })
        .await
    });
}

#[test]
fn a_failed_refresh_keeps_the_rows_and_says_so() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        let before = rows(&t.page).await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/").status(503))
            .await?;
        until("the page to say that the list is old", async || {
            t.page.press("Refresh").await?;
            let text = t.page.text().await?;
            Ok(if text.contains("could not be updated") {
                Seen::Yes(())
            } else {
                Seen::NotYet(text)
            })
        })
        .await?;
        assert_eq!(t.page.table(words::BATCHES).await?.len(), before.len());
        passes(&t.page, Look::ListStale).await?;
        t.api.no_faults().await?;
        t.page.press("Refresh").await?;
        t.page.sees_no("could not be updated").await
    });
}

#[test]
fn people_see_their_own_batches_and_admins_everyones() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("of-admin.zip", 1, 8_000)?;
        t.api.sign_in(ADMIN).await?.upload(&zip, None).await?;
        let zip = t.quick_zip("of-staff.zip", 1, 8_000)?;
        t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees("of-staff.zip").await?;
        assert!(!t.page.text().await?.contains("of-admin.zip"));
        t.page.sign_out().await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        t.page.sees("of-staff.zip").await?;
        t.page.sees("of-admin.zip").await
    });
}

#[test]
fn f36_f50_odd_names_are_shown_as_text() {
    run(Setup::default(), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let names = [
            "<img src=x onerror=alert(1)>.zip",
            "\"><svg onload=alert(1)>.zip",
            "=HYPERLINK(\"x\").zip",
            "CON.zip",
            "ａｂｃ\u{202e}piz.exe.zip",
        ];
        for (name, task) in names
            .into_iter()
            .zip(["14900161", "14900162", "14900163", "14900164", "14900165"])
        {
            let bytes = samples::zips::quick(task, 1, 8_000)?;
            let batch = staff
                .upload_bytes(
                    name,
                    bytes,
                    None,
                    Some("<b>note</b><script>alert(2)</script>"),
                )
                .await?;
            staff.reaches(&batch, "completed").await?;
        }
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        let rows = t
            .page
            .table_becomes(words::BATCHES, "five rows", |rows| {
                rows.len() == names.len()
            })
            .await?;
        for name in &names[..4] {
            assert!(
                rows.iter().any(|row| row[1].contains(name)),
                "{name} in {rows:?}"
            );
        }
        assert_eq!(
            t.page
                .eval("return document.querySelectorAll('table img, table svg[onload], table script').length")
                .await?,
            0
        );
        for batch in staff.batches().await? {
            let id = batch["batch_uuid"].as_str().unwrap_or_default().to_owned();
            t.page.goto(&format!("/batches/{id}")).await?;
            t.page.sees("<b>note</b>").await?;
        }
        Ok(())
    });
}

#[test]
fn d12_paper_has_every_column() {
    run(Setup::default().needs(Ability::DevTools), async |t| {
        let zip = t.quick_zip(
            "A name that is rather long for a sheet of paper.zip",
            2,
            8_000,
        )?;
        t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(e2e::api::ADMIN).await?;
        t.page.goto("/batches").await?;
        t.page.sees("rather long").await?;
        // A4 with margins of 15 mm.
        t.page.view(680, 1_000).await?;
        t.page
            .cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        let columns = t
            .page
            .eval("return [...document.querySelectorAll('thead th')].filter(h => h.offsetWidth).map(h => h.innerText.trim())")
            .await?;
        assert_eq!(
            columns,
            json!([
                "Name",
                "Status",
                "Type",
                "Sheets",
                "Size",
                "Created",
                "Uploaded by"
            ])
        );
        let wide = t
            .page
            .eval("return document.querySelector('table').scrollWidth")
            .await?;
        assert!(wide.as_u64().is_some_and(|wide| wide <= 680), "{wide} px");
        Ok(())
    });
}
