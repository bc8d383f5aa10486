//! Every URL of the console is parsed and printed here and nowhere else.

use crate::domain::Period;
use crate::domain::{
    BatchId, BatchStatus, Day, Filter, Sort, SortBy, Strategy, TEXT_LIMIT, Tab, percent_encode,
};

/// Path of the sign-in page.
pub const LOGIN: &str = "/login";
/// Path of the upload page.
pub const UPLOAD: &str = "/upload";
/// Path of the list.
pub const BATCHES: &str = "/batches";

/// Path of the figures.
pub const ANALYTICS: &str = "/analytics";
/// Path of what has happened.
pub const NOTICES: &str = "/notices";
/// Path of the person's own settings.
pub const PREFERENCES: &str = "/preferences";
/// Path of the help.
pub const HELP: &str = "/help";

/// Address of the figures of a period; the default is left out.
#[must_use]
pub fn analytics(period: Period) -> String {
    if period == Period::default() {
        ANALYTICS.to_owned()
    } else {
        format!("{ANALYTICS}?period={}", period.word())
    }
}

/// Page sizes on offer; the first is the default.
pub const PAGE_SIZES: [u32; 3] = [25, 50, 100];

/// What the list's query says: everything that a pasted link must restore (UX-27).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// Which batches.
    pub filter: Filter,
    /// From 1.
    pub page: u32,
    /// One of [`PAGE_SIZES`].
    pub page_size: u32,
    /// Columns that are not shown, in the order of [`Column::ALL`].
    pub hidden: Vec<Column>,
    /// Rows stand closer together.
    pub compact: bool,
    /// In which order.
    pub sort: Sort,
}

/// The words of the orders in an address; a minus before one turns it round.
const SORTS: [(&str, SortBy); 7] = [
    ("name", SortBy::Name),
    ("status", SortBy::Status),
    ("sheets", SortBy::Sheets),
    ("failed", SortBy::Failed),
    ("size", SortBy::Size),
    ("created", SortBy::Created),
    ("uploader", SortBy::Uploader),
];

/// A column that can be hidden. Name and status always stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Upload type.
    Type,
    /// Sheets.
    Sheets,
    /// Size.
    Size,
    /// When it was uploaded.
    Created,
    /// Who uploaded it.
    Uploader,
}

impl Column {
    /// All of them, from left to right.
    pub const ALL: [Self; 5] = [
        Self::Type,
        Self::Sheets,
        Self::Size,
        Self::Created,
        Self::Uploader,
    ];

    /// Its word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Sheets => "sheets",
            Self::Size => "size",
            Self::Created => "created",
            Self::Uploader => "uploader",
        }
    }
}

/// The words of the tabs in an address; "all" has none.
const TABS: [(&str, Tab); 3] = [
    ("progress", Tab::InProgress),
    ("attention", Tab::Attention),
    ("completed", Tab::Completed),
];

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            page: 1,
            page_size: PAGE_SIZES[0],
            hidden: Vec::new(),
            compact: false,
            sort: Sort::default(),
        }
    }
}

impl ListQuery {
    /// Reads the query parameters. What cannot be used becomes the nearest that can (F-43); compare [`Self::url`] with the
    /// address to see whether it must be corrected.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let hidden = get("hide").unwrap_or_default();
        let hidden = |column: &Column| hidden.split('.').any(|word| word == column.word());
        let page = get("page")
            .and_then(|p| p.parse::<u32>().ok())
            .unwrap_or(1)
            .clamp(1, 1_000_000);
        let page_size = get("page_size")
            .and_then(|s| s.parse().ok())
            .filter(|size| PAGE_SIZES.contains(size))
            .unwrap_or(PAGE_SIZES[0]);
        Self {
            filter: read_filter(&get),
            page,
            page_size,
            hidden: Column::ALL.into_iter().filter(hidden).collect(),
            compact: get("density").is_some_and(|word| word == "compact"),
            sort: get("sort")
                .and_then(|word| read_sort(&word))
                .unwrap_or_default(),
        }
    }

    /// The address of this view; defaults are left out.
    #[must_use]
    pub fn url(&self) -> String {
        let mut parts = filter_parts(&self.filter);
        if self.sort != Sort::default()
            && let Some((word, _)) = SORTS.iter().find(|(_, by)| *by == self.sort.by)
        {
            let sign = if self.sort.descending { "-" } else { "" };
            parts.push(format!("sort={sign}{word}"));
        }
        if self.page > 1 {
            parts.push(format!("page={}", self.page));
        }
        if self.page_size != PAGE_SIZES[0] {
            parts.push(format!("page_size={}", self.page_size));
        }
        if !self.hidden.is_empty() {
            let words: Vec<&str> = self.hidden.iter().map(|column| column.word()).collect();
            parts.push(format!("hide={}", words.join(".")));
        }
        if self.compact {
            parts.push("density=compact".to_owned());
        }
        if parts.is_empty() {
            BATCHES.to_owned()
        } else {
            format!("{BATCHES}?{}", parts.join("&"))
        }
    }

    /// Number of rows before this page, for the API's `offset`.
    #[must_use]
    pub fn offset(&self) -> u64 {
        u64::from(self.page - 1) * u64::from(self.page_size)
    }

    /// Number of pages for `total` rows, at least 1.
    #[must_use]
    pub fn pages(&self, total: u64) -> u32 {
        u32::try_from(total.div_ceil(u64::from(self.page_size)).max(1)).unwrap_or(u32::MAX)
    }

    /// The first page of another filter.
    #[must_use]
    pub fn filtered(&self, filter: Filter) -> Self {
        Self {
            filter,
            page: 1,
            ..self.clone()
        }
    }

    /// The first page of another order.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        Self {
            sort,
            page: 1,
            ..self.clone()
        }
    }

    /// The same view on another page.
    #[must_use]
    pub fn on_page(&self, page: u32) -> Self {
        Self {
            page: page.max(1),
            ..self.clone()
        }
    }
}

fn read_sort(word: &str) -> Option<Sort> {
    let name = word.strip_prefix('-');
    let (_, by) = SORTS
        .iter()
        .find(|(known, _)| *known == name.unwrap_or(word))?;
    Some(Sort {
        by: *by,
        descending: name.is_some(),
    })
}

fn read_filter(get: &impl Fn(&str) -> Option<String>) -> Filter {
    let text = |name: &str| -> String {
        let text = get(name).unwrap_or_default();
        text.trim().chars().take(TEXT_LIMIT).collect()
    };
    let day = |name: &str| get(name).and_then(|text| Day::of_person(&text));
    let status = get("status")
        .map(|word| BatchStatus::from_wire(&word))
        .filter(|status| !matches!(status, BatchStatus::Unknown(_)));
    let tab = get("view").and_then(|word| TABS.iter().find(|(name, _)| *name == word));
    Filter {
        // A single word belongs to no tab but the first.
        tab: match (&status, tab) {
            (None, Some((_, tab))) => *tab,
            _ => Tab::All,
        },
        status,
        name: text("name"),
        uploader: text("uploader"),
        strategy: get("type").and_then(|word| Strategy::from_wire(&word)),
        from: day("from"),
        to: day("to"),
    }
}

fn filter_parts(filter: &Filter) -> Vec<String> {
    let tab = TABS.iter().find(|(_, tab)| *tab == filter.tab);
    let parts = [
        ("view", tab.map(|(word, _)| (*word).to_owned())),
        (
            "status",
            filter.status.as_ref().map(|s| s.wire().to_owned()),
        ),
        ("name", Some(percent_encode(&filter.name))),
        ("uploader", Some(percent_encode(&filter.uploader))),
        ("type", filter.strategy.map(|s| s.wire().to_owned())),
        ("from", filter.from.map(Day::iso)),
        ("to", filter.to.map(Day::iso)),
    ];
    parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value.filter(|v| !v.is_empty())?)))
        .collect()
}

/// What the query of a batch's page says: which of its sheets are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SheetsQuery {
    /// `None`: the page decides.
    pub show: Option<SheetsShown>,
    /// From 1.
    pub page: u32,
}

/// Which sheets of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetsShown {
    /// All, failed ones first.
    All,
    /// Failed ones only.
    Failed,
    /// None, although the page would show them.
    Hidden,
}

impl SheetsQuery {
    /// Reads the query parameters; what cannot be used is left out.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let show = match get("sheets").as_deref() {
            Some("all") => Some(SheetsShown::All),
            Some("failed") => Some(SheetsShown::Failed),
            Some("none") => Some(SheetsShown::Hidden),
            _ => None,
        };
        let page = get("page").and_then(|p| p.parse().ok()).unwrap_or(1);
        Self {
            show,
            page: if show.is_some() {
                page.clamp(1, 1_000)
            } else {
                1
            },
        }
    }

    /// The address of a batch with these sheets.
    #[must_use]
    pub fn url(&self, id: &BatchId) -> String {
        let path = batch(id);
        let word = match self.show {
            None => return path,
            Some(SheetsShown::All) => "all",
            Some(SheetsShown::Failed) => "failed",
            Some(SheetsShown::Hidden) => "none",
        };
        match self.page {
            0 | 1 => format!("{path}?sheets={word}"),
            page => format!("{path}?sheets={word}&page={page}"),
        }
    }
}

/// Patterns of the pages, as reports and the log name them: no identifier and no query.
const PAGES: [&str; 9] = [
    "/",
    LOGIN,
    UPLOAD,
    BATCHES,
    ANALYTICS,
    NOTICES,
    PREFERENCES,
    HELP,
    "/batches/:id",
];

/// A page of the console, without what its address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRoute(u8);

impl PageRoute {
    /// The page that a path leads to. What leads nowhere counts as the first page, which it is not told from.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let which = match path.strip_prefix(BATCHES) {
            Some(rest) if !rest.is_empty() => PAGES.len() - 1,
            _ => PAGES.iter().position(|page| *page == path).unwrap_or(0),
        };
        Self(u8::try_from(which).unwrap_or(0))
    }

    /// Its pattern, such as `/batches/:id`.
    #[must_use]
    pub fn pattern(self) -> &'static str {
        PAGES.get(usize::from(self.0)).copied().unwrap_or("/")
    }
}

/// How many rows the list of this address wants from the first one on, where it filters nothing. Asked before anything is
/// shown (`start`), so it knows the plainest addresses only; the list itself knows them all ([`ListQuery::read`]).
#[must_use]
pub fn plain_list(path: &str, search: &str) -> Option<u32> {
    if path != BATCHES {
        return None;
    }
    match search.trim_start_matches('?').split_once('=') {
        None => search.is_empty().then_some(PAGE_SIZES[0]),
        Some(("page_size", size)) => {
            let size = size.parse().ok()?;
            PAGE_SIZES.contains(&size).then_some(size)
        }
        Some(_) => None,
    }
}

/// Which pages a pager links to: the first, the last, the current one and its neighbours. `Err` is a gap (numbered, so that
/// each is told apart).
#[must_use]
pub fn page_numbers(page: u32, pages: u32) -> Vec<Result<u32, u32>> {
    let mut shown: Vec<u32> = [
        1,
        page.saturating_sub(1),
        page,
        page.saturating_add(1),
        pages,
    ]
    .into_iter()
    .filter(|n| (1..=pages).contains(n))
    .collect();
    shown.sort_unstable();
    shown.dedup();
    let mut out: Vec<Result<u32, u32>> = Vec::new();
    let mut last = 0;
    for n in shown {
        match n - last {
            // A gap of one page takes no more room than its number.
            2 => out.push(Ok(n - 1)),
            3.. => out.push(Err(last)),
            _ => {}
        }
        out.push(Ok(n));
        last = n;
    }
    out
}

/// Path of a batch's detail.
#[must_use]
pub fn batch(id: &BatchId) -> String {
    format!("{BATCHES}/{id}")
}

/// Path of the sign-in page that leads back to `next`.
#[must_use]
pub fn login(next: Option<&str>) -> String {
    match next.filter(|next| *next != "/" && *next != LOGIN) {
        Some(next) => format!("{LOGIN}?next={}", percent_encode(next)),
        None => LOGIN.to_owned(),
    }
}

/// Where to go after signing in: only to a route of our own (S-10), else the upload page.
///
/// `next` is the already percent-decoded parameter.
#[must_use]
pub fn after_login(next: Option<&str>) -> String {
    next.filter(|next| is_own_route(next))
        .map_or_else(|| UPLOAD.to_owned(), str::to_owned)
}

/// Whether somebody asked for another page than the one that follows a sign-in anyway.
#[must_use]
pub fn names_page(next: Option<&str>) -> bool {
    after_login(next) != UPLOAD
}

fn is_own_route(next: &str) -> bool {
    let printable = next.len() <= 300 && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let known = match path.strip_prefix(BATCHES) {
        Some("" | "/") => true,
        Some(rest) => rest
            .strip_prefix('/')
            .is_some_and(|id| BatchId::parse(id).is_ok()),
        None => [UPLOAD, ANALYTICS, NOTICES, PREFERENCES, HELP].contains(&path),
    };
    printable && known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_without_what_its_address_names() {
        for (path, pattern) in [
            ("/batches", "/batches"),
            ("/batches/", "/batches/:id"),
            (
                "/batches/0b0a2a3e-5f0f-4a43-9d4a-6d3a5f1d2c11",
                "/batches/:id",
            ),
            ("/help", "/help"),
            ("/araya", "/"),
            ("", "/"),
        ] {
            let page = PageRoute::of(path);
            assert_eq!(page.pattern(), pattern, "{path}");
            assert_eq!(PageRoute::of(page.pattern()), page, "{path}");
        }
    }
    use proptest::prelude::*;

    fn read(pairs: &[(&str, &str)]) -> ListQuery {
        ListQuery::read(|name| {
            pairs
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn f43_odd_queries_become_the_nearest_view() {
        for pairs in [
            &[("page", "0")][..],
            &[("page", "-1")],
            &[("page", "abc")],
            &[("status", "foo")],
            &[("page_size", "7")],
            &[("sort", "colour")],
            &[("sort", "--size")],
            &[("sort", "-created")],
            &[],
        ] {
            assert_eq!(read(pairs), ListQuery::default(), "{pairs:?}");
        }
        assert_eq!(read(&[("page", "9999")]).page, 9999);
    }

    #[test]
    fn a_view_prints_only_what_differs() {
        assert_eq!(ListQuery::default().url(), "/batches");
        let view = ListQuery {
            filter: Filter {
                status: Some(BatchStatus::Failed),
                ..Filter::default()
            },
            page: 3,
            page_size: 50,
            ..ListQuery::default()
        };
        assert_eq!(view.url(), "/batches?status=failed&page=3&page_size=50");
        assert_eq!(view.offset(), 100);
        assert_eq!(view.pages(0), 1);
        assert_eq!(view.pages(101), 3);
    }

    #[test]
    fn everything_about_a_view_is_in_its_address() {
        let view = ListQuery {
            filter: Filter {
                tab: Tab::Attention,
                name: "ฟิสิกส์ 10% & B/C".into(),
                uploader: "a+b".into(),
                strategy: Some(crate::domain::Strategy::Images),
                from: Day::parse("2026-11-01"),
                to: Day::parse("2026-11-25"),
                ..Filter::default()
            },
            hidden: vec![Column::Size, Column::Uploader],
            compact: true,
            sort: Sort {
                by: SortBy::Size,
                descending: true,
            },
            ..ListQuery::default()
        };
        let url = view.url();
        assert!(
            url.is_ascii() && !url.contains([' ', '+', '\u{e1f}']),
            "{url}"
        );
        assert!(url.starts_with("/batches?view=attention&name=%E0"), "{url}");
        assert!(
            url.ends_with(
                "&from=2026-11-01&to=2026-11-25&sort=-size&hide=size.uploader&density=compact"
            ),
            "{url}"
        );
        assert!(
            url.contains("%26%20B/C&uploader=a%2Bb&type=images"),
            "{url}"
        );
    }

    #[test]
    fn a_single_word_belongs_to_the_first_tab() {
        let view = read(&[("view", "completed"), ("status", "failed")]);
        assert_eq!(view.filter.tab, Tab::All);
        assert_eq!(view.url(), "/batches?status=failed");
        let odd = read(&[
            ("view", "nonsense"),
            ("type", "tape"),
            ("from", "yesterday"),
            ("hide", "name.status"),
        ]);
        assert_eq!(odd, ListQuery::default());
    }

    #[test]
    fn the_sheets_of_a_batch_have_an_address() {
        let id = BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
        for (sheets, page, url) in [
            ("", "", ""),
            ("failed", "", "?sheets=failed"),
            ("all", "3", "?sheets=all&page=3"),
            ("all", "-1", "?sheets=all"),
            ("nonsense", "3", ""),
        ] {
            let query = SheetsQuery::read(|name| {
                let value = if name == "sheets" { sheets } else { page };
                (!value.is_empty()).then(|| value.to_owned())
            });
            assert_eq!(query.url(&id), format!("{}{url}", batch(&id)));
        }
    }

    #[test]
    fn the_pager_shows_the_ends_and_the_neighbourhood() {
        let shown = |page, pages| {
            let numbers = page_numbers(page, pages);
            let words: Vec<String> = numbers
                .into_iter()
                .map(|n| n.map_or("…".into(), |n| n.to_string()))
                .collect();
            words.join(" ")
        };
        assert_eq!(shown(1, 1), "1");
        assert_eq!(shown(2, 3), "1 2 3");
        assert_eq!(shown(1, 16), "1 2 … 16");
        assert_eq!(shown(3, 16), "1 2 3 4 … 16");
        assert_eq!(shown(4, 16), "1 2 3 4 5 … 16");
        assert_eq!(shown(8, 16), "1 … 7 8 9 … 16");
        assert_eq!(shown(14, 16), "1 … 13 14 15 16");
        assert_eq!(shown(99, 3), "1 2 3");
    }

    #[test]
    fn s10_next_leads_only_to_own_routes() {
        let own = [
            "/upload",
            "/batches",
            "/batches?status=failed&page=2",
            "/analytics?period=90d",
            "/notices",
            "/preferences",
            "/help",
            "/batches/3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        ];
        for next in own {
            assert_eq!(after_login(Some(next)), next);
            assert_eq!(names_page(Some(next)), next != UPLOAD, "{next}");
        }
        let long = format!("/batches?{}", "a".repeat(5_000));
        for next in [
            "//e.com",
            "/\\e.com",
            "/%2f/e.com",
            "https:e.com",
            "https://e.com",
            "javascript:alert(1)",
            "/\t/e.com",
            "@",
            "",
            "/",
            "/login",
            "/batches/..//e.com",
            "/batches/../x",
            "/batchesx",
            "/batches/not-a-uuid",
            "/upload\n",
            "/batches?x=\\",
            &long,
        ] {
            assert_eq!(after_login(Some(next)), UPLOAD, "{next}");
            assert!(!names_page(Some(next)), "{next}");
        }
    }

    #[test]
    fn the_way_back_is_encoded() {
        assert_eq!(login(None), "/login");
        assert_eq!(
            login(Some("/batches?status=failed&page=2")),
            "/login?next=/batches%3Fstatus%3Dfailed%26page%3D2"
        );
    }

    #[test]
    fn g_the_list_is_asked_for_ahead_where_nothing_is_filtered() {
        assert_eq!(plain_list(BATCHES, ""), Some(PAGE_SIZES[0]));
        assert_eq!(plain_list(BATCHES, "?page_size=50"), Some(50));
        for search in [
            "?page_size=7",
            "?page_size=50&page=2",
            "?status=failed",
            "?page_size",
            "?x=1",
        ] {
            assert_eq!(plain_list(BATCHES, search), None, "{search}");
        }
        for path in ["/", UPLOAD, "/batches/1", "/batches/"] {
            assert_eq!(plain_list(path, ""), None, "{path}");
        }
    }

    proptest! {
        // What is asked for ahead is what the list then asks for itself.
        #[test]
        fn g_what_is_asked_for_ahead_is_what_the_list_wants(search in "(page_size=(25|50|100|7)|status=failed|page=2|q=a|&){0,3}") {
            let pairs: Vec<(&str, &str)> = search.split('&').filter_map(|p| p.split_once('=')).collect();
            if let Some(rows) = plain_list(BATCHES, &search) {
                let view = read(&pairs);
                prop_assert_eq!((view.page_size, view.offset()), (rows, 0));
                prop_assert!(view.filter.is_everything());
            }
        }

        #[test]
        fn a_printed_view_reads_back(
            page in 1u32..1_000_000,
            size in 0usize..3,
            status in 0usize..7,
            tab in 0usize..4,
            name in "[a-zA-Z0-9._-]{0,20}",
            kind in 0usize..4,
            hidden in proptest::collection::vec(any::<bool>(), 5),
            compact: bool,
            sort in 0usize..7,
            descending: bool,
        ) {
            let status = BatchStatus::KNOWN.get(status).cloned();
            let view = ListQuery {
                filter: Filter {
                    tab: if status.is_some() { Tab::All } else { Tab::ALL[tab] },
                    status,
                    name,
                    strategy: crate::domain::Strategy::ALL.get(kind).copied(),
                    ..Filter::default()
                },
                page,
                page_size: PAGE_SIZES[size],
                hidden: Column::ALL.into_iter().zip(hidden).filter(|(_, h)| *h).map(|(c, _)| c).collect(),
                compact,
                sort: Sort { by: SORTS[sort].1, descending },
            };
            let url = view.url();
            let query = url.split_once('?').map_or("", |(_, q)| q);
            let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|p| p.split_once('=')).collect();
            prop_assert_eq!(read(&pairs), view);
        }

        #[test]
        fn s10_no_text_leads_elsewhere(next in ".{0,40}") {
            let to = after_login(Some(&next));
            let own = [UPLOAD, BATCHES, ANALYTICS, NOTICES, PREFERENCES, HELP];
            prop_assert!(own.iter().any(|path| to.starts_with(path)));
        }
    }
}
