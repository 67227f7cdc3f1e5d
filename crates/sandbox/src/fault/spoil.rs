//! How a finished answer is spoilt. It knows no operation; the answer's meaning does not matter here.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};
use http_body::{Body as HttpBody, Frame};
use serde_json::Value;
use tokio::time::{Sleep, sleep};

/// Promises a whole body, sends half of it and breaks. The connection closes with it, and the reader knows that
/// something is missing: with answer bytes on the wire no browser sends the call again by itself.
pub async fn cut(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let whole = bytes(body).await;
    let whole = if whole.len() < 2 { Bytes::from_static(br#"{"cut":true}"#) } else { whole };
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let half = whole.slice(..whole.len() / 2);
    Response::from_parts(parts, Body::new(CutBody { half: Some(half), pause: Box::pin(sleep(PAUSE)) }))
}

/// Ends the JSON in the middle, in an answer that is whole by HTTP's own measure.
pub async fn truncated(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let whole = bytes(body).await;
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(whole.slice(..whole.len() / 2)))
}

/// Makes the JSON at least `size` bytes: the first row of a list gets a long description, anything else spaces.
pub async fn huge(response: Response<Body>, size: usize) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let whole = bytes(body).await;
    let missing = size.saturating_sub(whole.len());
    parts.headers.remove(CONTENT_LENGTH);
    let mut text = match serde_json::from_slice::<Value>(&whole) {
        Ok(Value::Array(mut rows)) => {
            if let Some(Value::Object(first)) = rows.first_mut() {
                let long = "A very long description. ".repeat(missing / 25 + 1);
                first.insert("description".to_owned(), Value::String(long));
            }
            serde_json::to_vec(&rows).unwrap_or_default()
        }
        _ => whole.to_vec(),
    };
    let length = text.len().max(size);
    text.resize(length, b' ');
    Response::from_parts(parts, Body::from(text))
}

/// Changes the object, or the row at that position of a list; all its rows where none is named.
pub async fn altered(response: Response<Body>, change: &Value, row: Option<usize>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let whole = bytes(body).await;
    parts.headers.remove(CONTENT_LENGTH);
    let Ok(mut answer) = serde_json::from_slice::<Value>(&whole) else {
        return Response::from_parts(parts, Body::from(whole));
    };
    match &mut answer {
        Value::Array(rows) => {
            for (at, one) in rows.iter_mut().enumerate() {
                if row.is_none_or(|row| row == at) {
                    alter(one, change);
                }
            }
        }
        object => alter(object, change),
    }
    Response::from_parts(parts, Body::from(answer.to_string()))
}

fn alter(value: &mut Value, change: &Value) {
    let (Value::Object(members), Value::Object(changes)) = (&mut *value, change) else {
        *value = change.clone();
        return;
    };
    for (name, member) in changes {
        if member.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), member.clone());
        }
    }
}

/// Long enough for the first half to leave before the connection breaks.
const PAUSE: Duration = Duration::from_millis(30);

struct CutBody {
    half: Option<Bytes>,
    pause: Pin<Box<Sleep>>,
}

impl HttpBody for CutBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if let Some(half) = self.half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        match self.pause.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                Poll::Ready(Some(Err(std::io::Error::other("planted: the connection breaks here"))))
            }
        }
    }
}

async fn bytes(body: Body) -> Bytes {
    to_bytes(body, usize::MAX).await.unwrap_or_default()
}
