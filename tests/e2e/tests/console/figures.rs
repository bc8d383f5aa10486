//! Analytics: figures agree with the server's, the period lives in the address, values are read by keyboard, what is kept is not
//! fetched again, and every state says what it is.

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::{Page, Role, Rule, Setup, Step, run};
use thirtyfour::Key;

use super::look::{Look, passes};

const LIST: &str = "/api/batches/";

/// Waits until the figures of the period stand on the page.
async fn ready(page: &Page) -> Step {
    page.find_within(60, Role::Heading, "Busiest hours").await?;
    page.sees_within(60, "Updated ").await
}

/// The figure under this label.
async fn figure(page: &Page, label: &str) -> Step<String> {
    let value = page
        .script(
            "const term = [...document.querySelectorAll('.figures dt')].find(t => t.textContent.trim() === arguments[0]);
             return term?.nextElementSibling?.textContent.trim() ?? ''",
            vec![label.into()],
        )
        .await?;
    Ok(value.json().as_str().unwrap_or_default().to_owned())
}

#[test]
fn the_figures_are_those_of_the_server() {
    run(Setup::default().seeded(60), async |t| {
        let all = t.api.sign_in(ADMIN).await?.batches().await?;
        let sum = |name: &str| all.iter().filter_map(|b| b[name].as_u64()).sum::<u64>();
        let failed = all.iter().filter(|b| b["status"] == "failed").count();
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/analytics?period=all").await?;
        ready(&t.page).await?;
        assert_eq!(figure(&t.page, "Batches").await?, all.len().to_string());
        let sheets: String = figure(&t.page, "Sheets").await?.replace(',', "");
        assert_eq!(sheets, sum("sheet_count").to_string());
        t.page.sees(&format!("{failed} failed")).await?;
        // The table under the chart adds up to the same.
        t.page
            .eval("document.querySelector('details').open = true; return null")
            .await?;
        let rows = t
            .page
            .table_becomes("Batches received per", "rows", |rows| !rows.is_empty())
            .await?;
        let total: u64 = rows
            .iter()
            .flat_map(|row| row.iter().skip(1))
            .filter_map(|cell| cell.parse::<u64>().ok())
            .sum();
        assert_eq!(total as usize, all.len());
        Ok(())
    });
}

#[test]
fn f43_the_period_lives_in_the_address() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/analytics?period=9999d").await?;
        t.page
            .path_becomes("corrected", |path| path == "/analytics")
            .await?;
        ready(&t.page).await?;
        t.page
            .find(Role::Heading, "Batches received per day")
            .await?;
        t.page.select("Period", "Last 365 days").await?;
        t.page
            .path_becomes("the year's", |path| path == "/analytics?period=365d")
            .await?;
        t.page
            .find(Role::Heading, "Batches received per week")
            .await?;
        t.page.back().await?;
        t.page
            .find(Role::Heading, "Batches received per day")
            .await?;
        t.page
            .title_becomes("the month's", |title| {
                title.starts_with("Analytics – Last 30 days")
            })
            .await?;
        Ok(())
    });
}

#[test]
fn values_are_read_by_keyboard_and_named_with_their_unit() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/analytics").await?;
        ready(&t.page).await?;
        let chart = t
            .page
            .find(Role::Slider, "Values of: Sheets received per day")
            .await?;
        t.page.element(&chart).await?.focus().await?;
        t.page.key(Key::End).await?;
        let newest = text_of(&t.page).await?;
        assert!(
            newest.ends_with(" sheets") || newest.ends_with(" sheet"),
            "{newest}"
        );
        t.page.key(Key::Left).await?;
        assert_ne!(text_of(&t.page).await?, newest);
        t.page.sees(&text_of(&t.page).await?).await?;
        t.page.key(Key::Home).await?;
        let oldest = text_of(&t.page).await?;
        t.page.key(Key::Left).await?;
        assert_eq!(
            text_of(&t.page).await?,
            oldest,
            "there is nothing before the first"
        );
        Ok(())
    });
}

async fn text_of(page: &Page) -> Step<String> {
    let text = page
        .eval("return document.activeElement.getAttribute('aria-valuetext')")
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[test]
fn only_what_is_new_is_fetched_at_the_next_visit() {
    run(Setup::default().seeded(260), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/analytics?period=all").await?;
        ready(&t.page).await?;
        assert_eq!(figure(&t.page, "Batches").await?, "260");
        t.api.forget_requests().await?;
        t.page.reload().await?;
        ready(&t.page).await?;
        let asked = t.api.requests_to("GET", LIST).await?;
        assert_eq!(
            asked.len(),
            1,
            "one page tells that nothing is new: {asked:?}"
        );
        assert_eq!(figure(&t.page, "Batches").await?, "260");
        // One is deleted far down: it does not live on in the figures.
        let admin = t.api.sign_in(ADMIN).await?;
        let batches = admin.batches().await?;
        let gone = batches[80]["batch_uuid"].as_str().unwrap_or_default();
        assert_eq!(admin.delete(gone).await?, 204);
        t.page.press("Refresh").await?;
        t.page
            .text_becomes(30, "259 batches", |text| text.contains("Batches 259"))
            .await?;
        Ok(())
    });
}

#[test]
fn s14_nothing_is_kept_after_the_sign_out() {
    run(Setup::default().seeded(30), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/analytics").await?;
        ready(&t.page).await?;
        let names = "return indexedDB.databases().then(all => all.map(d => d.name).join())";
        assert!(
            t.page
                .eval(names)
                .await?
                .as_str()
                .unwrap_or_default()
                .contains("omr-analytics")
        );
        t.page.sign_out().await?;
        e2e::wait::until("the records to be gone", async || {
            let left = t.page.eval(names).await?;
            Ok(
                if left.as_str().unwrap_or_default().contains("omr-analytics") {
                    e2e::wait::Seen::NotYet(left.to_string())
                } else {
                    e2e::wait::Seen::Yes(())
                },
            )
        })
        .await
    });
}

#[test]
fn a_list_that_cannot_be_read_is_no_empty_list() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on("GET", LIST).status(500)).await?;
        t.page.goto("/analytics").await?;
        t.page
            .sees_within(60, "The figures could not be loaded")
            .await?;
        t.api.no_faults().await?;
        t.page.press("Try again").await?;
        t.page.sees_within(30, "No figures yet").await
    });
}

#[test]
fn a_reading_that_is_stopped_is_called_a_part_and_goes_on() {
    run(Setup::default().seeded(350), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.api
            .fault(Rule::on("GET", LIST).after(1).delay(60_000))
            .await?;
        t.page.goto("/analytics?period=all").await?;
        t.page.sees_within(30, "Read 100 of 350 batches").await?;
        t.page.press("Stop reading").await?;
        t.page.sees("These figures are not complete").await?;
        t.page.sees("the newest 100 of 350 batches").await?;
        t.page.has_no(Role::Button, "Export").await?;
        t.api.no_faults().await?;
        t.page.press("Read the rest").await?;
        ready(&t.page).await?;
        assert_eq!(figure(&t.page, "Batches").await?, "350");
        t.page.find(Role::Button, "Export").await?;
        Ok(())
    });
}

#[test]
fn the_reading_survives_a_server_that_stumbles() {
    run(Setup::default().seeded(250), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.api
            .fault(Rule::on("GET", LIST).after(1).times(2).status(503))
            .await?;
        t.page.goto("/analytics?period=all").await?;
        ready(&t.page).await?;
        assert_eq!(figure(&t.page, "Batches").await?, "250");
        Ok(())
    });
}

#[test]
fn a_period_without_batches_leads_to_all_of_them() {
    run(Setup::default().seeded(60), async |t| {
        // The server's clock is ahead of all batches: nothing lies in the last days. The browser's own clock does not count.
        t.api
            .fault(Rule::on("GET", "/api/").header("Date", "Fri, 03 Dec 2032 08:00:00 GMT"))
            .await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/analytics?period=7d").await?;
        t.page.sees_within(60, "No batches in this period").await?;
        t.page.follow("Show all batches").await?;
        ready(&t.page).await
    });
}

#[test]
fn axe_analytics() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.api.fault(Rule::on("GET", LIST).delay(60_000)).await?;
        t.page.goto("/analytics").await?;
        t.page
            .find_within(30, Role::ProgressBar, "Reading the batches")
            .await?;
        passes(&t.page, Look::FiguresLoading).await?;
        t.page.press("Stop reading").await?;
        t.page.sees("not complete").await?;
        passes(&t.page, Look::FiguresPartly).await?;
        t.api.no_faults().await?;
        t.page.press("Read the rest").await?;
        ready(&t.page).await?;
        t.page
            .eval("document.querySelectorAll('details').forEach(d => d.open = true); return null")
            .await?;
        passes(&t.page, Look::FiguresData).await?;
        t.page.reload().await?;
        ready(&t.page).await?;
        t.page.press("Export").await?;
        t.page.find(Role::Radio, starts("CSV")).await?;
        passes(&t.page, Look::FiguresExport).await
    });
}

#[test]
fn axe_analytics_without_figures() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/analytics").await?;
        t.page.sees_within(30, "No figures yet").await?;
        passes(&t.page, Look::FiguresEmpty).await?;
        t.api.fault(Rule::on("GET", LIST).status(400)).await?;
        t.page.reload().await?;
        t.page.sees_within(30, "could not be loaded").await?;
        passes(&t.page, Look::FiguresError).await
    });
}
