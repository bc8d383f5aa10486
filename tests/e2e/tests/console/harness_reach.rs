//! That the checks of `e2e::reach` find what is wrong, and nothing where nothing is.

use e2e::bench::run_without_server;
use e2e::reach::Kinds;
use e2e::{Ability, Failure, Page, Step};

use super::look::FORCED;

const HEAD: &str = "<html lang=en><title>Page</title><a class=skip-link href=%23main>Skip</a>\
    <p role=status aria-atomic=true></p><p role=alert aria-atomic=true></p><main id=main><h1>Page</h1>";

const GOOD: &str = "<style>button, a { display: inline-block; min-height: 24px; border: 1px solid } \
    :focus-visible { outline: 2px solid blue; outline-offset: 2px }</style>\
    <p>Text with a <a style='display: inline; border: 0' href=%23x>link</a> in it.</p>\
    <button>Save</button> <button>Cancel</button> <input type=date aria-label=Day></main></html>";

async fn show(page: &Page, rest: &str) -> Step {
    page.goto(&format!("{HEAD}{rest}")).await
}

/// The failure's text; fails if there is none.
fn wrong(outcome: Step) -> Step<String> {
    match outcome {
        Ok(()) => Err(Failure::new("nothing was found")),
        Err(failure) => Ok(failure.0),
    }
}

#[test]
fn a_good_page_passes() {
    run_without_server(&[Ability::DevTools], async |page: &Page| {
        show(page, GOOD).await?;
        page.view(320, 256).await?;
        page.targets("page").await?;
        page.upright("page").await?;
        page.zoomed("page").await?;
        page.spaced("page").await?;
        page.regions("page").await?;
        let stops = page.sweep("page", &mut Kinds::default()).await?;
        assert_eq!(stops.len(), 5, "{stops:?}");
        page.media(&FORCED).await?;
        page.forced("page").await?;
        page.still("page").await
    });
}

#[test]
fn small_targets_wide_and_cut_off_parts_are_found() {
    run_without_server(&[Ability::DevTools], async |page: &Page| {
        page.view(320, 256).await?;
        show(page, "<button style='font-size: 6px; padding: 0'>a</button><button style='font-size: 6px; padding: 0'>b</button>").await?;
        assert!(wrong(page.targets("page").await)?.contains("is small"));
        show(page, "<div style='width: 400px'>wide</div>").await?;
        assert!(wrong(page.upright("page").await)?.contains("\"wide\""));
        show(
            page,
            "<p style='width: 60px; overflow: hidden; white-space: nowrap'>ten letters</p>",
        )
        .await?;
        assert!(wrong(page.spaced("page").await)?.contains("cut off"));
        show(page, "<div style='position: fixed; bottom: 0; height: 90px'>Bar</div><button style='position: fixed; bottom: 0'>Under</button><div style='position: fixed; bottom: 0; width: 200px; height: 60px'>Over</div>").await?;
        let found = wrong(page.zoomed("page").await)?;
        assert!(
            found.contains("sticks over") && found.contains("\"Over\" lies over it"),
            "{found}"
        );
        Ok(())
    });
}

#[test]
fn stops_that_nobody_sees_are_found() {
    run_without_server(&[Ability::DevTools], async |page: &Page| {
        let sweep = async |rest: &str| {
            show(page, rest).await?;
            wrong(page.sweep("page", &mut Kinds::default()).await.map(drop))
        };
        let found = sweep("<style>.skip-link:focus { outline: 2px solid } button { outline: none }</style><button>Save</button>").await?;
        assert!(found.contains("no ring"), "{found}");
        let found = sweep("<style>:focus { outline: 2px solid white; outline-offset: -2px } body { background: white } button { background: white }</style><button>Save</button>").await?;
        assert!(found.contains("the ring of"), "{found}");
        let found = sweep("<style>:focus { outline: 2px solid }</style><div style='position: sticky; top: 0; height: 200px; background: grey'></div><button style='position: fixed; top: 0; z-index: -1'>Save</button>").await?;
        assert!(found.contains("lies over it"), "{found}");
        let found = sweep("<style>:focus { outline: 2px solid }</style><button>One</button><button onfocus='this.blur()'>Two</button>").await?;
        assert!(
            found.contains("does not come to") && found.contains("Two"),
            "{found}"
        );
        Ok(())
    });
}

#[test]
fn what_moves_fades_or_speaks_twice_is_found() {
    run_without_server(&[Ability::DevTools], async |page: &Page| {
        show(
            page,
            "<style>@keyframes turn { to { rotate: 1turn } } b { animation: turn 1s infinite }</style><b>o</b>",
        )
        .await?;
        assert!(wrong(page.still("page").await)?.contains("turn of"));
        show(page, "<p role=status>Loading</p><p aria-live=polite></p>").await?;
        let found = wrong(page.regions("page").await)?;
        assert!(
            found.contains("2 polite regions") && found.contains("not atomic"),
            "{found}"
        );
        show(
            page,
            "<span class=badge style='background: red'>Failed</span>",
        )
        .await?;
        assert!(wrong(page.forced("page").await)?.contains("not forced"));
        page.media(&FORCED).await?;
        let found = wrong(page.forced("page").await)?;
        assert!(
            found.contains("no edge") && found.contains("no mark"),
            "{found}"
        );
        Ok(())
    });
}
