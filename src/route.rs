//! Every URL of the console is parsed and printed here and nowhere else.

use crate::analytics::Period;
use crate::domain::{BatchId, BatchStatus};

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
    /// Only batches with this status.
    pub status: Option<BatchStatus>,
    /// From 1.
    pub page: u32,
    /// One of [`PAGE_SIZES`].
    pub page_size: u32,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            status: None,
            page: 1,
            page_size: PAGE_SIZES[0],
        }
    }
}

impl ListQuery {
    /// Reads the query parameters. What cannot be used becomes the nearest that can (F-43); compare [`Self::url`] with the
    /// address to see whether it must be corrected.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let status = get("status")
            .map(|word| BatchStatus::from_wire(&word))
            .filter(|status| !matches!(status, BatchStatus::Unknown(_)));
        let page = get("page")
            .and_then(|p| p.parse::<u32>().ok())
            .unwrap_or(1)
            .clamp(1, 1_000_000);
        let page_size = get("page_size")
            .and_then(|s| s.parse().ok())
            .filter(|size| PAGE_SIZES.contains(size))
            .unwrap_or(PAGE_SIZES[0]);
        Self {
            status,
            page,
            page_size,
        }
    }

    /// The address of this view; defaults are left out.
    #[must_use]
    pub fn url(&self) -> String {
        let mut parts = Vec::new();
        if let Some(status) = &self.status {
            parts.push(format!("status={}", status.wire()));
        }
        if self.page > 1 {
            parts.push(format!("page={}", self.page));
        }
        if self.page_size != PAGE_SIZES[0] {
            parts.push(format!("page_size={}", self.page_size));
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

    /// The same view on another page.
    #[must_use]
    pub fn on_page(&self, page: u32) -> Self {
        Self {
            page: page.max(1),
            ..self.clone()
        }
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

fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
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
            status: Some(BatchStatus::Failed),
            page: 3,
            page_size: 50,
        };
        assert_eq!(view.url(), "/batches?status=failed&page=3&page_size=50");
        assert_eq!(view.offset(), 100);
        assert_eq!(view.pages(0), 1);
        assert_eq!(view.pages(101), 3);
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

    proptest! {
        #[test]
        fn a_printed_view_reads_back(page in 1u32..1_000_000, size in 0usize..3, status in 0usize..7) {
            let view = ListQuery {
                status: BatchStatus::KNOWN.get(status).cloned(),
                page,
                page_size: PAGE_SIZES[size],
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
