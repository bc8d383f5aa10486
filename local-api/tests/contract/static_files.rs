//! Serving the console: fallback, compression, caching, types.

use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::server::{Server, TempDir};

const HASHED: &str = "console-1f3a5b7c9d0e2f4a";

fn dist() -> TempDir {
    let folder = TempDir::new();
    let write = |name: &str, bytes: &str| {
        let path = folder.0.join("dist").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("index.html", "<!doctype html><title>Console</title>");
    write("boot.js", "start()");
    write("config.json", "{\"from\":\"dist\"}");
    write("config.json.br", "brotli of config");
    write("icons/logo.svg", "<svg/>");
    write(&format!("{HASHED}.js"), "plain js");
    write(&format!("{HASHED}.js.br"), "brotli js");
    write(&format!("{HASHED}.js.gz"), "gzip js");
    write(&format!("{HASHED}_bg.wasm"), "\0asm");
    std::fs::write(folder.0.join("secret.txt"), "secret").unwrap();
    std::fs::write(folder.0.join("own.json"), "{\"from\":\"command line\"}").unwrap();
    folder
}

fn serve(with_config: bool) -> Server {
    let folder = dist();
    let (dist, config) = (folder.0.join("dist"), folder.0.join("own.json"));
    let mut options = vec!["--dist", dist.to_str().unwrap()];
    if with_config {
        options.extend(["--config", config.to_str().unwrap()]);
    }
    let options: Vec<String> = options.into_iter().map(str::to_owned).collect();
    Server::start_in(
        folder,
        &options.iter().map(String::as_str).collect::<Vec<_>>(),
    )
}

async fn get(server: &Server, path: &str, encoding: Option<&str>) -> Response {
    let mut request = server.get(path);
    if let Some(encoding) = encoding {
        request = request.header("accept-encoding", encoding);
    }
    request.send().await.unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn routes_fall_back_to_the_index_and_missing_files_do_not() {
    let server = serve(false);
    for path in [
        "/",
        "/upload",
        "/batches/5e6d0000-0000-4000-8000-00000000beef",
        "/login?next=%2Fbatches",
    ] {
        let response = get(&server, path, None).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(
            header(response.headers(), "content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(
            header(response.headers(), "cache-control"),
            Some("no-cache")
        );
        assert!(response.text().await.unwrap().contains("<title>Console"));
    }
    for path in [
        "/old-1f3a5b7c9d0e2f4a.js",
        "/icons/none.svg",
        "/favicon.ico",
        "/api/none",
        "/api",
    ] {
        assert_eq!(get(&server, path, None).await.status(), 404, "{path}");
    }
    assert_eq!(server.post("/upload").send().await.unwrap().status(), 405);
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_served() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let server = serve(false);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/icons/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
    ] {
        // By hand, because clients tidy such paths up.
        let mut stream = tokio::net::TcpStream::connect(server.address())
            .await
            .unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
    }
}

#[tokio::test]
async fn compressed_siblings_are_chosen_by_what_the_browser_takes() {
    let server = serve(false);
    let path = format!("/{HASHED}.js");
    for (accept, encoding, body) in [
        (Some("gzip, deflate, br, zstd"), Some("br"), "brotli js"),
        (Some("gzip"), Some("gzip"), "gzip js"),
        (Some("br;q=0, gzip;q=0"), None, "plain js"),
        (None, None, "plain js"),
    ] {
        let response = get(&server, &path, accept).await;
        let headers = response.headers().clone();
        assert_eq!(header(&headers, "content-encoding"), encoding, "{accept:?}");
        assert_eq!(header(&headers, "vary"), Some("Accept-Encoding"));
        assert_eq!(
            header(&headers, "content-type"),
            Some("text/javascript; charset=utf-8")
        );
        assert_eq!(
            header(&headers, "content-length"),
            Some(body.len().to_string().as_str())
        );
        assert_eq!(response.text().await.unwrap(), body);
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_others_are_asked_for() {
    let server = serve(false);
    for path in [format!("/{HASHED}.js"), format!("/{HASHED}_bg.wasm")] {
        let response = get(&server, &path, None).await;
        assert_eq!(
            header(response.headers(), "cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
    let wasm = get(&server, &format!("/{HASHED}_bg.wasm"), None).await;
    assert_eq!(
        header(wasm.headers(), "content-type"),
        Some("application/wasm")
    );
    for (path, kind) in [
        ("/boot.js", "text/javascript; charset=utf-8"),
        ("/icons/logo.svg", "image/svg+xml"),
    ] {
        let response = get(&server, path, None).await;
        assert_eq!(
            header(response.headers(), "cache-control"),
            Some("no-cache"),
            "{path}"
        );
        assert_eq!(header(response.headers(), "content-type"), Some(kind));
        assert!(response.headers().contains_key("content-security-policy"));
        let tag = header(response.headers(), "etag").unwrap().to_owned();
        let again = server
            .get(path)
            .header("if-none-match", &tag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), 304);
        assert_eq!(header(again.headers(), "etag"), Some(tag.as_str()));
        assert_eq!(again.text().await.unwrap(), "");
        let other = server
            .get(path)
            .header("if-none-match", "\"other\"")
            .send()
            .await
            .unwrap();
        assert_eq!(other.status(), 200);
    }
}

#[tokio::test]
async fn a_changed_file_gets_a_new_tag() {
    let server = serve(false);
    let tag = async || {
        header(get(&server, "/boot.js", None).await.headers(), "etag")
            .unwrap()
            .to_owned()
    };
    let before = tag().await;
    std::fs::write(server.folder.0.join("dist/boot.js"), "start(again)").unwrap();
    assert_ne!(before, tag().await);
}

#[tokio::test]
async fn the_config_of_the_command_line_stands_in_for_the_built_one() {
    let own: Value = get(&serve(true), "/config.json", Some("br"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(own["from"], "command line");
    let server = serve(false);
    let built: Value = get(&server, "/config.json", None)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(built["from"], "dist");
    let head = server
        .request(reqwest::Method::HEAD, "/config.json")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            head.status().as_u16(),
            header(head.headers(), "content-length")
        ),
        (200, Some("33")),
        "with the zone"
    );
}

#[tokio::test]
async fn b3_the_settings_name_the_zone_of_the_servers_clock() {
    let zone = async |server: &Server| {
        let settings: Value = get(server, "/config.json", None)
            .await
            .json()
            .await
            .unwrap();
        settings["time_zone"].clone()
    };
    let server = serve(false);
    assert_eq!(zone(&server).await, "UTC");
    let file = server.folder.0.join("dist/config.json");
    std::fs::write(&file, "{\"time_zone\":null}").unwrap();
    assert_eq!(zone(&server).await, "UTC");
    std::fs::write(&file, "{\"time_zone\":\"Asia/Bangkok\"}").unwrap();
    assert_eq!(zone(&server).await, "Asia/Bangkok", "a setting overrides");
    std::fs::write(&file, "[not an object").unwrap();
    let answer = get(&server, "/config.json", None).await;
    assert!(answer.headers().contains_key("date"));
    assert_eq!(answer.text().await.unwrap(), "[not an object");
}
