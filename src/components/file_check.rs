//! What the check says of a file: verdict, contents and tasks, points with cause and remedy and the entries concerned, the
//! first pages, and "Upload anyway" for all that is not certain to fail.

use super::icon::{Icon, icon};
use super::when;
use crate::domain::Strategy;
use crate::route;
use crate::state::checks::{Look, Picture, Stage, is_judged};
use crate::upload::preflight::{Advice, Offer, Point};
use crate::words::preflight as words;
use leptos::prelude::*;
use leptos_router::components::A;
use preflight::report::Finding;
use preflight::verdict::Verdict;

/// Shows a check. `name`: what is checked, for accessible names. `compact`: among several, all but the verdict and the first
/// cause is folded away (D4).
#[component]
pub fn FileCheck<T, U>(
    name: String,
    #[prop(into)] look: Signal<Option<Look>>,
    #[prop(into)] advice: Signal<Option<Advice>>,
    #[prop(into)] strategy: Signal<Strategy>,
    #[prop(into)] compact: Signal<bool>,
    take: T,
    accept: U,
) -> impl IntoView
where
    T: Fn(Offer) + Copy + Send + Sync + 'static,
    U: Fn(bool) + Copy + Send + Sync + 'static,
{
    let stage = Memo::new(move |_| look.with(|look| look.as_ref().map(|look| look.stage)));
    let head = Memo::new(move |_| advice.with(|a| a.as_ref().map(|a| a.verdict)));
    let points = Memo::new(move |_| {
        advice.with(|a| a.as_ref().map(|a| a.points.clone()).unwrap_or_default())
    });
    let notes = Memo::new(move |_| {
        advice.with(|a| a.as_ref().map(|a| a.notes.clone()).unwrap_or_default())
    });
    let facts = Memo::new(move |_| look.with(|look| look.as_ref().map(facts).unwrap_or_default()));
    let pictures = Memo::new(move |_| {
        look.with(|look| {
            look.as_ref()
                .map(|l| l.pictures.clone())
                .unwrap_or_default()
        })
    });
    let accepted = Memo::new(move |_| look.with(|look| look.as_ref().is_some_and(|l| l.accepted)));
    let waits = Memo::new(move |_| matches!(head.get(), Some(Verdict::Check(_))));
    let tone = Memo::new(move |_| head.get().map_or("open", tone));
    view! {
        <div class="check" data-state=tone hidden=move || stage.get().is_none()>
            <p class="verdict">{move || verdict_line(stage.get(), head.get())}</p>
            <details class="more" data-state=move || compact.get().then_some("compact") prop:open=move || !compact.get()>
            <summary class="small">{move || points.with(|points| match points.first() {
                Some(point) => words::cause(point, day_of(point).as_deref()),
                None => words::details().to_owned(),
            })}</summary>
            <div class="stack" data-gap="small">
            <p class="muted small facts-line" hidden=move || facts.with(Vec::is_empty)>
                {move || facts.get().into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}
            </p>
            <ul class="points" role="list" hidden=move || points.with(Vec::is_empty)>
                {move || points.get().iter().map(|point| point_view(point, strategy.get(), take)).collect_view()}
            </ul>
            {move || notes.get().iter().map(|note| view! { <p class="muted small">{words::found(note)}</p> }).collect_view()}
            <div class="pages" role="group" aria-label=words::first_pages() hidden=move || pictures.with(Vec::is_empty)>
                <For each=move || pictures.get().into_iter().enumerate() key=|(_, picture)| picture.url.clone() let:page>
                    {page_view(page.0, page.1)}
                </For>
            </div>
            <label class="anyway" hidden=move || !waits.get()>
                <input
                    type="checkbox"
                    aria-label=words::anyway_name(&name)
                    prop:checked=accepted
                    on:change=move |event| accept(event_target_checked(&event))
                />
                <span>{words::anyway()}</span>
            </label>
            </div>
            </details>
        </div>
    }
}

fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ready => "done",
        Verdict::Check(_) => "look",
        Verdict::Impossible => "failed",
    }
}

fn verdict_line(stage: Option<Stage>, verdict: Option<Verdict>) -> AnyView {
    let text = match (stage, verdict) {
        (Some(Stage::Unreadable), _) => words::unreadable().to_owned(),
        (Some(Stage::NotChecked), None) => words::not_checked().to_owned(),
        (Some(Stage::NotChecked), Some(Verdict::Ready)) => words::partly_checked().to_owned(),
        (_, Some(verdict)) => {
            let which = match verdict {
                Verdict::Ready => Icon::Check,
                Verdict::Check(_) => Icon::Triangle,
                Verdict::Impossible => Icon::Stop,
            };
            return view! { {icon(which)} <strong>{words::verdict(verdict)}</strong> }.into_any();
        }
        (Some(Stage::Looking(Some((done, total)))), None) => words::images_looked_at(done, total),
        (Some(Stage::Looking(None) | Stage::Complete), None) => words::looking().to_owned(),
        (None, None) => String::new(),
    };
    view! { {icon(Icon::Info)} <span class="muted">{text}</span> }.into_any()
}

/// Contents, tasks, and how far the search for further covers is.
fn facts(look: &Look) -> Vec<String> {
    let Some(report) = look.report.as_ref().filter(|_| is_judged(look)) else {
        return Vec::new();
    };
    if report.sheets == 0 {
        return Vec::new();
    }
    let progress = match look.stage {
        Stage::Looking(progress) => progress,
        _ => None,
    };
    let more = [words::tasks(report), words::search(report, progress)];
    std::iter::once(words::contents(report))
        .chain(more.into_iter().flatten())
        .collect()
}

/// The day of the earlier batch that a point is about.
fn day_of(point: &Point) -> Option<String> {
    let Point::Like(like) = point else {
        return None;
    };
    like.created.map(when::day)
}

fn point_view(point: &Point, strategy: Strategy, take: impl Fn(Offer) + Copy + 'static) -> AnyView {
    let like = match point {
        Point::Like(like) => Some(like.clone()),
        _ => None,
    };
    let when = day_of(point);
    let entries = match point {
        Point::Found(finding) if !finding.entries.is_empty() => Some(finding.clone()),
        _ => None,
    };
    let foreign = match point {
        Point::OtherCode(text) => Some(text.clone()),
        _ => None,
    };
    let offers = point.offers(strategy).into_iter().map(|offer| {
        let label = words::offer(&offer);
        view! {
            <button type="button" data-size="small" on:click=move |_| take(offer.clone())>{label}</button>
        }
    });
    view! {
        <li>
            <p><strong>{words::cause(point, when.as_deref())}</strong></p>
            {foreign.map(|text| view! { <blockquote><bdi>{text}</bdi></blockquote> })}
            <p class="small">{words::remedy(point)}</p>
            {like.map(|like| view! { <p class="small"><A href=route::batch(&like.batch)>{words::open_batch()}</A></p> })}
            {entries.map(|finding| entries_view(&finding))}
            <div class="cluster">{offers.collect_view()}</div>
        </li>
    }
    .into_any()
}

fn entries_view(finding: &Finding) -> AnyView {
    let more = finding.count.saturating_sub(finding.entries.len() as u64);
    let names = finding
        .entries
        .iter()
        .map(|name| view! { <li><bdi>{name.clone()}</bdi></li> })
        .collect_view();
    view! {
        <details class="small">
            <summary>{words::entries()}</summary>
            <ul>{names} {(more > 0).then(|| view! { <li>{words::more_entries(more)}</li> })}</ul>
        </details>
    }
    .into_any()
}

fn page_view(at: usize, picture: Picture) -> AnyView {
    view! {
        <img
            src=picture.url
            alt=words::page(at + 1, &picture.name)
            width=(picture.width / 2).to_string()
            height=(picture.height / 2).to_string()
        />
    }
    .into_any()
}
