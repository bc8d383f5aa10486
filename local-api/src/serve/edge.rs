//! What stands in front of the API: the edge's body limit, the two lanes, the request log and rules of `/__faults`,
//! the choice between API and files, and the headers of every answer.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Request, Uri, header};
use axum::response::Response;
use http_body::Body as _;
use hyper::body::Incoming;
use tower_service::Service as _;

use super::body::{BodyControl, MeteredBody};
use super::conn::{Connection, Registry};
use super::{headers, static_files};
use crate::app::App;
use crate::error::ApiError;
use crate::faults::Trace;

/// Answers one request.
pub(super) async fn handle(
    app: App,
    router: Router,
    connections: Arc<Registry>,
    connection: Connection,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let start = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let is_api = path == "/api" || path.starts_with("/api/");
    let is_ours = path.starts_with("/__faults") && app.faults.is_some();
    let mut response = if is_api {
        api(&app, router, connection, request).await
    } else if is_ours {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(connections);
        call(router, request).await
    } else {
        static_files::serve(
            &app.settings,
            request.method(),
            request.uri().path(),
            request.headers(),
        )
        .await
    };
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        response = error.render(&path);
    }
    // A connection that is used again would let Chromium replay a cut request by itself (see `crate::faults`).
    if app
        .faults
        .as_ref()
        .is_some_and(|faults| faults.wants_fresh_connections())
    {
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    headers::finish(response.headers_mut());
    if is_api && !app.settings.quiet {
        // The query may hold names, so only the path is logged (S-15).
        eprintln!(
            "{method} {path} {} {} ms",
            response.status().as_u16(),
            start.elapsed().as_millis()
        );
    }
    Ok(response)
}

/// The API behind limit and rules.
async fn api(
    app: &App,
    router: Router,
    connection: Connection,
    request: Request<Incoming>,
) -> Response {
    let limit = app.settings.max_body;
    let declared = request.body().size_hint().exact();
    let patience = Duration::from_secs(app.settings.body_seconds);
    let control = BodyControl::new(limit, patience);
    let trace = app.faults.as_ref().map(|faults| {
        let user = crate::auth::bearer(request.headers())
            .and_then(|token| app.tokens.read(token))
            .map(|claims| claims.username);
        Arc::new(Trace::start(
            faults.clone(),
            control.clone(),
            connection.clone(),
            &request,
            user,
            declared,
        ))
    });
    let mut request =
        request.map(|body| Body::new(MeteredBody::new(body, control.clone(), connection)));
    if declared.is_some_and(|bytes| bytes > limit) {
        return finish(trace, ApiError::EdgeTooLarge.render("")).await;
    }
    fold_lane(request.uri_mut());
    if let Some(trace) = &trace {
        request.extensions_mut().insert(trace.clone());
        if let Some(answer) = trace.before(app).await {
            return finish(Some(trace.clone()), answer).await;
        }
    }
    let response = call(router, request).await;
    let response = if control.is_over() {
        ApiError::EdgeTooLarge.render("")
    } else if control.is_silent() {
        ApiError::EdgeTimeout.render("")
    } else {
        response
    };
    finish(trace, response).await
}

async fn finish(trace: Option<Arc<Trace>>, response: Response) -> Response {
    match trace {
        Some(trace) => trace.after(response).await,
        None => response,
    }
}

async fn call(mut router: Router, request: Request<Body>) -> Response {
    // A Router is always ready and never fails.
    match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// `/api/realtime/…` reaches the same end points as `/api/…` (api-contract, ground rules).
fn fold_lane(uri: &mut Uri) {
    let Some(rest) = uri
        .path_and_query()
        .and_then(|pq| pq.as_str().strip_prefix("/api/realtime/"))
    else {
        return;
    };
    if let Ok(folded) = format!("/api/{rest}").parse::<PathAndQuery>() {
        let mut parts = std::mem::take(uri).into_parts();
        parts.path_and_query = Some(folded);
        *uri = Uri::from_parts(parts).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_lane_is_folded_into_the_first() {
        let folded = |from: &str| {
            let mut uri: Uri = from.parse().unwrap();
            fold_lane(&mut uri);
            uri.to_string()
        };
        assert_eq!(
            folded("/api/realtime/batches/?limit=1"),
            "/api/batches/?limit=1"
        );
        assert_eq!(folded("/api/batches/"), "/api/batches/");
        assert_eq!(folded("/api/realtimes/x"), "/api/realtimes/x");
    }
}
