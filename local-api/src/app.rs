//! Everything the handlers share, and the table of end points.

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, OriginalUri};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, delete, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};

use crate::auth::{self, Lockout, Tokens};
use crate::db::Db;
use crate::error::ApiError;
use crate::faults::{self, Faults};
use crate::processing::Worker;
use crate::settings::Settings;
use crate::uploads::{self, Store};
use crate::{StartError, batches};

/// Answers from this size on are packed for who takes gzip, in bytes.
const PACKED_FROM: u16 = 1_000;

/// The shared state. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// Content of [`App`].
pub struct Inner {
    /// What was set at the start.
    pub settings: Settings,
    /// The database.
    pub db: Db,
    /// Files on disk.
    pub store: Store,
    /// Makes and checks tokens.
    pub tokens: Tokens,
    /// Wrong passwords.
    pub lockout: Lockout,
    /// Processes batches.
    pub worker: Worker,
    /// The rules of `/__faults`, when opened.
    pub faults: Option<Arc<Faults>>,
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Opens the data folder and makes what is missing in it; `tidy` removes what an earlier run left half done.
    ///
    /// # Errors
    /// [`StartError::Data`] when the folder cannot be used.
    pub fn open(settings: Settings, tidy: bool) -> Result<Self, StartError> {
        let problem = |e: &dyn std::fmt::Display| StartError::data(&settings.data, e);
        let store = Store::open(&settings.data, settings.share).map_err(|e| problem(&e))?;
        let file = settings.data.join("local-api.sqlite3");
        let db = Db::open_with(&file, store.reserve().clone()).map_err(|e| problem(&e))?;
        if let Err(e) = store.reserve().fill() {
            eprintln!("error: there is little room on the disk: {e}");
        }
        auth::ensure_accounts(&db).map_err(|e| problem(&e))?;
        if tidy {
            uploads::tidy(&db, &store, settings.volatile_sessions).map_err(|e| problem(&e))?;
        }
        let secret = Tokens::secret(&settings.data.join("jwt-secret")).map_err(|e| problem(&e))?;
        Ok(Self(Arc::new(Inner {
            tokens: Tokens::new(secret, settings.access_seconds, settings.refresh_seconds),
            lockout: Lockout::new(settings.lockout_after, settings.lockout_seconds),
            worker: Worker::new(db.clone(), store.clone(), &settings),
            faults: settings.faults.then(|| Arc::new(Faults::default())),
            db,
            store,
            settings,
        })))
    }

    /// The table of end points. `/api/realtime/…` is folded into `/api/…` before it is looked up.
    pub fn router(&self) -> Router {
        let mut router = Router::new()
            .route("/api/auth/login", post(auth::handlers::login))
            .route("/api/auth/refresh", post(auth::handlers::refresh))
            .route("/api/auth/me", get(auth::handlers::me))
            .route("/api/auth/verify", get(auth::handlers::verify))
            .route("/api/batches/", get(batches::list::list))
            .route("/api/batches", any(add_slash))
            .route("/api/batches/upload", post(uploads::single::upload))
            .route(
                "/api/batches/upload-chunk",
                post(uploads::chunk::upload_chunk),
            )
            .route("/api/batches/{uuid}", delete(batches::delete::delete))
            .route(
                "/api/batches/{uuid}/progress",
                get(batches::detail::progress),
            )
            .route("/api/batches/{uuid}/status", get(batches::detail::status))
            .route(
                "/api/batches/{uuid}/cancel",
                post(batches::extensions::cancel),
            )
            .route(
                "/api/batches/{uuid}/recoverable",
                get(batches::extensions::recoverable),
            )
            .route(
                "/api/batches/{uuid}/recover",
                post(batches::extensions::recover),
            )
            .route("/api/batches/{uuid}/stream", get(batches::stream::stream))
            .route("/api/batches/{uuid}/stats", get(batches::stats::stats));
        if self.faults.is_some() {
            router = router.merge(faults::routes::router());
        }
        router
            .fallback(async || ApiError::Detail(StatusCode::NOT_FOUND, "Not Found"))
            .method_not_allowed_fallback(async || {
                ApiError::Detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
            })
            // As the gateway in front of the API does (deploy/nginx.conf).
            .layer(
                CompressionLayer::new()
                    .compress_when(SizeAbove::new(PACKED_FROM).and(NotForContentType::SSE)),
            )
            // The edge counts bytes; axum's own limit of 2 MB would be in the way.
            .layer(DefaultBodyLimit::disable())
            .with_state(self.clone())
    }
}

/// FastAPI sends a list without its trailing slash there.
async fn add_slash(OriginalUri(uri): OriginalUri) -> Response {
    let query = uri.query().map(|q| format!("?{q}")).unwrap_or_default();
    let target = format!("{}/{query}", uri.path());
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, target)]).into_response()
}
