//! The order of the list: over all rows, in the address, by the heads of the columns and by the "View" menu; and rows as one
//! target.

use e2e::api::ADMIN;
use e2e::{Bench, Page, Role, Setup, Step, run, words};
use serde_json::Value;

/// Names in the table once the first is this one.
async fn names_from(page: &Page, first: &str) -> Step<Vec<String>> {
    let rows = page
        .table_becomes(words::BATCHES, "the order asked for", |rows| {
            rows.first().is_some_and(|row| row[1] == first)
        })
        .await?;
    Ok(rows.into_iter().map(|row| row[1].clone()).collect())
}

async fn all_batches(t: &Bench) -> Step<Vec<Value>> {
    t.api.sign_in(ADMIN).await?.batches().await
}

/// Names by the number of sheets; equal ones newest first, as the server lists them, and uncounted ones last.
fn names_by_sheets(mut batches: Vec<Value>, descending: bool) -> Vec<String> {
    batches.sort_by_key(|batch| {
        let running = ["uploaded", "validating", "processing", "reprocessing"]
            .iter()
            .any(|word| batch["status"] == *word);
        let sheets = batch["sheet_count"].as_u64();
        match sheets.filter(|n| *n > 0 || !running) {
            Some(sheets) if descending => u64::MAX - 1 - sheets,
            Some(sheets) => sheets,
            None => u64::MAX,
        }
    });
    let name = |batch: &Value| batch["batch_name"].as_str().unwrap_or("").to_owned();
    batches.iter().map(name).collect()
}

async fn order_of(page: &Page, column: &str) -> Step<Value> {
    page.eval(&format!(
        "return [...document.querySelectorAll('thead th')].find(h => h.textContent === '{column}').ariaSort"
    ))
    .await
}

#[test]
fn the_head_of_a_column_orders_all_pages_and_the_address_says_so() {
    run(Setup::default().seeded(60), async |t| {
        let most_first = names_by_sheets(all_batches(t).await?, true);
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        names_of(&t.page).await?;
        assert_eq!(order_of(&t.page, "Created").await?, "descending");
        t.page.follow("Sheets").await?;
        t.page
            .path_becomes("by sheets", |path| path == "/batches?sort=-sheets")
            .await?;
        let shown = names_from(&t.page, &most_first[0]).await?;
        assert_eq!(shown, most_first[..25]);
        assert_eq!(order_of(&t.page, "Sheets").await?, "descending");
        assert_eq!(order_of(&t.page, "Created").await?, Value::Null);
        // Not each page by itself: all of them.
        t.page.goto("/batches?sort=-sheets&page=2").await?;
        let shown = names_from(&t.page, &most_first[25]).await?;
        assert_eq!(shown, most_first[25..50]);
        t.page.follow("Sheets").await?;
        t.page
            .path_becomes("turned round, from the first page", |path| {
                path == "/batches?sort=sheets"
            })
            .await?;
        let fewest_first = names_by_sheets(all_batches(t).await?, false);
        names_from(&t.page, &fewest_first[0]).await?;
        t.page.follow("Created").await?;
        t.page
            .path_becomes("the newest first again", |path| path == "/batches")
            .await?;
        t.page.axe("the list with its order").await
    });
}

#[test]
fn a_long_list_is_ordered_over_everything() {
    run(Setup::default().seeded(10_000), async |t| {
        let most_first = names_by_sheets(all_batches(t).await?, true);
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches?sort=-sheets").await?;
        t.page
            .find_within(60, Role::Link, most_first[0].as_str())
            .await?;
        let shown = names_from(&t.page, &most_first[0]).await?;
        assert_eq!(shown, most_first[..25]);
        t.page.sees_no("were looked at").await
    });
}

#[test]
fn the_view_menu_orders_where_there_are_no_heads() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        names_of(&t.page).await?;
        t.page
            .eval("document.querySelector('details.menu > summary').click(); return null")
            .await?;
        t.page.select("Sort by", "Name").await?;
        t.page
            .path_becomes("by name", |path| path == "/batches?sort=name")
            .await?;
        t.page.click(Role::Checkbox, "Descending").await?;
        t.page
            .path_becomes("the other way round", |path| path == "/batches?sort=-name")
            .await?;
        Ok(())
    });
}

#[test]
fn a_row_is_one_target_and_its_controls_stay_their_own() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        let name = names_of(&t.page).await?.remove(1);
        // The mark is the row's own control.
        t.page
            .click(Role::Checkbox, format!("Select {name}").as_str())
            .await?;
        t.page.sees("1 batch selected").await?;
        t.page.path_is("/batches").await?;
        t.page
            .eval("document.querySelectorAll('tbody tr')[1].querySelectorAll('td')[2].click(); return null")
            .await?;
        t.page.find(Role::Heading, name.as_str()).await.map(drop)
    });
}

async fn names_of(page: &Page) -> Step<Vec<String>> {
    let rows = page
        .table_becomes(words::BATCHES, "rows", |rows| rows.len() > 2)
        .await?;
    Ok(rows.into_iter().map(|row| row[1].clone()).collect())
}

#[test]
fn the_first_row_stands_high_on_the_page() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        names_of(&t.page).await?;
        let wide = t.page.eval("return innerWidth").await?;
        let top = t
            .page
            .eval("return document.querySelector('tbody tr').getBoundingClientRect().top")
            .await?;
        assert!(wide.as_u64() >= Some(1200), "{wide}");
        assert!(top.as_f64() <= Some(215.0), "{top}");
        Ok(())
    });
}
